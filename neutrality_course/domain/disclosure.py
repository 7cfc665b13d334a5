"""Which figures to leave out so that none about few people is seen or follows from the others.

A figure is how many people of a group are at *baik*; how many people there are is always shown. A
group is hidden when it is small, or when none of it is good and it is not large: either tells about
persons. Then further groups are hidden until no hidden figure follows from those shown: not by
subtracting, not because too few people are left over, not because all or none of them are good.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import compress, count
from math import inf
from operator import itemgetter, not_
from typing import NamedTuple

SHOW_FROM = 10
"""People a figure needs before others than its own agency see it."""
HOMOGENEOUS_BELOW = 30
"""Below this many people, a group in which nobody is good is hidden."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One group of a table with its people and how many of them are good."""

    id: str
    people: int
    good: int


@dataclass(frozen=True, slots=True)
class AgencyCell:
    """An agency as a row of the national table; its id is its code."""

    id: str
    kind: str
    province: str
    people: int
    good: int


Total = tuple[str | None, str | None]
"""A published total: of a kind in a province, of a kind (kind, None), of a province (None,
province), of all (None, None)."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What the national table leaves out: figures of agencies by id, and totals."""

    agencies: frozenset[str]
    totals: frozenset[Total]


def hidden_cells(
    cells: Collection[Cell | AgencyCell],
    threshold: int = SHOW_FROM,
    homogeneous_below: int = HOMOGENEOUS_BELOW,
    hidden_before: Collection[str] = (),
) -> set[str]:
    """The ids to hide in one table whose total is published, those `hidden_before` among them.

    After the small and the homogeneous ones, the smallest shown is hidden (ties: the lowest id)
    until the hidden ones keep each other's secret, or none is left to hide: then the total must be
    hidden.
    """
    filled = sorted((c for c in cells if c.people > 0), key=_smallest_first)
    must_hide = [
        c.id in hidden_before or _tells_about_persons(c, threshold, homogeneous_below)
        for c in filled
    ]
    hidden = list(compress(filled, must_hide))
    shown = compress(filled, map(not_, must_hide))
    while hidden and not _keep_a_secret(hidden, threshold):
        further = next(shown, None)
        if further is None:
            break
        hidden.append(further)
    return {c.id for c in hidden}


def hide_agencies(
    cells: Collection[AgencyCell],
    threshold: int = SHOW_FROM,
    homogeneous_below: int = HOMOGENEOUS_BELOW,
    hidden_before: Collection[str] = (),
) -> Hidden:
    """What to hide in the national table, where every agency is shown, and the total of each kind,
    of each province, of each kind in each province, and of all.

    From what stays shown no hidden agency's figure follows, and no sum of hidden agencies with
    fewer than `threshold` people. What has no people is never hidden. The order of `cells` does not
    matter. Ids `hidden_before` are hidden in any case.
    """
    table = _CrossedTable(cells, threshold)
    for agencies in table.agencies.values():
        ids = hidden_cells(agencies, threshold, homogeneous_below, hidden_before)
        for agency in agencies:
            if agency.id in ids:
                table.hide(agency)
    unsafe = [
        place for place, hidden in table.hidden.items() if not _keep_a_secret(hidden, threshold)
    ]
    table.hidden_totals.update(unsafe)
    for place in unsafe:
        table.protect(place)
    return Hidden(
        agencies=frozenset(agency.id for hidden in table.hidden.values() for agency in hidden),
        totals=frozenset(table.hidden_totals),
    )


def leaves_few(people: int, good: int) -> bool:
    """Whether those left of a total, when readers take away what they know of it, are few people or none good."""
    return people > 0 and _tells_about_persons(Cell("", people, good), SHOW_FROM, HOMOGENEOUS_BELOW)


def _smallest_first(cell: Cell | AgencyCell) -> tuple[int, str]:
    return cell.people, cell.id


def _tells_about_persons(cell: Cell | AgencyCell, threshold: int, homogeneous_below: int) -> bool:
    return cell.people < threshold or (cell.good == 0 and cell.people < homogeneous_below)


def _keep_a_secret(hidden: Collection[Cell | AgencyCell], threshold: int) -> bool:
    """Whether the sum of these cells, which subtraction gives, leaves the figure of each open."""
    people, good = _sum(hidden)
    return len(hidden) > 1 and people >= threshold and 0 < good < people


def _sum(cells: Collection[Cell | AgencyCell]) -> tuple[int, int]:
    return sum(c.people for c in cells), sum(c.good for c in cells)


_Place = tuple[str, str]
_Corner = tuple[str, str]
_ALL_KINDS: _Corner = ("all kinds", "")
_ALL_PROVINCES: _Corner = ("all provinces", "")

_Cost = tuple[int, int, int]
"""What a detour newly hides, the dearest first: how many totals of a kind, of a province, of all;
how many people of agencies; how many people of totals of a kind in a province."""


class _Link(NamedTuple):
    """A way to leave a corner: where to, through which total, and whether good people are added."""

    to: _Corner
    total: Total
    adds: bool


class _Step(NamedTuple):
    """A link as part of a detour: the further agency it has to hide, if any, and for how many
    people's figures it has room.
    """

    total: Total
    agency: AgencyCell | None
    room: float
    cost: _Cost


_Way = tuple[_Cost, int, _Corner, tuple[_Step, ...]]


class _CrossedTable:
    """Kinds × provinces as a network in which good people flow, and what is hidden in it so far.

    Each kind in a province leads from its kind to its province, each total of a kind from all kinds
    to that kind, each total of a province from it to all provinces, and the total of all from there
    back to all kinds. What flows into a corner flows out of it: these are all the sums a reader can
    take. So a hidden figure stays open exactly when one good person more, or fewer, in it can be
    made up for along a detour of hidden figures, each staying between none and all of its people. A
    detour opens every figure on it, and hiding more never closes one: `protect` need not be
    repeated.
    """

    def __init__(self, cells: Collection[AgencyCell], threshold: int) -> None:
        self.threshold = threshold
        self.agencies: dict[_Place, list[AgencyCell]] = defaultdict(list)
        """Those with people, by kind and province, the smallest first."""
        self.hidden: dict[_Place, list[AgencyCell]] = defaultdict(list)
        self.hidden_ids: set[str] = set()
        self.hidden_totals: set[Total] = set()
        self.links: dict[_Corner, list[_Link]] = defaultdict(list)
        self.people: Counter[_Place] = Counter()
        self.hidden_people: Counter[_Place] = Counter()
        for cell in sorted(cells, key=lambda c: (c.kind, c.province, c.people, c.id)):
            if cell.people > 0:
                self.agencies[cell.kind, cell.province].append(cell)
                self.people[cell.kind, cell.province] += cell.people
        for kind, province in self.agencies:
            self._link(("kind", kind), ("province", province), (kind, province))
        for kind in dict.fromkeys(kind for kind, _ in self.agencies):
            self._link(_ALL_KINDS, ("kind", kind), (kind, None))
        for province in dict.fromkeys(province for _, province in self.agencies):
            self._link(("province", province), _ALL_PROVINCES, (None, province))
        self._link(_ALL_PROVINCES, _ALL_KINDS, (None, None))

    def hide(self, agency: AgencyCell) -> None:
        self.hidden[agency.kind, agency.province].append(agency)
        self.hidden_ids.add(agency.id)
        self.hidden_people[agency.kind, agency.province] += agency.people

    def protect(self, place: _Place) -> None:
        """Hide what keeps the agencies of this kind in this province open, in a sum with others
        over `threshold` people at least. All of them, and their total, are hidden already.
        """
        kind, province = ("kind", place[0]), ("province", place[1])
        people, good = _sum(self.hidden[place])
        used: Counter[Total] = Counter()
        together: float = people
        while True:
            # One more here is made up for on the way back, one fewer on the way there.
            ways = [self._detour(province, kind, place, used)] if good < people else []
            if good > 0 and (not ways or any(ways[0][0])):
                ways.append(self._detour(kind, province, place, used))
            _, steps = min(ways, key=itemgetter(0))
            room = min(step.room for step in steps)
            for step in steps:
                self.hidden_totals.add(step.total)
                if step.agency is not None:
                    self.hide(step.agency)
                if room < inf:
                    used[step.total] += int(room)
            together += room
            if together >= self.threshold:
                return

    def _detour(
        self, start: _Corner, goal: _Corner, place: _Place, used: Counter[Total]
    ) -> tuple[_Cost, tuple[_Step, ...]]:
        """The way between two corners, not through `place`, that newly hides the least (Dijkstra's
        shortest path). The totals of kinds, provinces and all always make one.
        """
        order = count()  # of two ways as good as each other, the one found first
        waiting: list[_Way] = [((0, 0, 0), next(order), start, ())]
        done: set[_Corner] = set()
        while True:
            cost, _, corner, steps = heappop(waiting)
            if corner == goal:
                return cost, steps
            if corner in done:
                continue
            done.add(corner)
            for link in self.links[corner]:
                if link.total == place or link.to in done:
                    continue
                step = self._step(link, used)
                if step is not None:
                    way = (_add(cost, step.cost), next(order), link.to, (*steps, step))
                    heappush(waiting, way)

    def _step(self, link: _Link, used: Counter[Total]) -> _Step | None:
        """The link as it stands, or with a further agency hidden; None when neither helps."""
        is_new = link.total not in self.hidden_totals
        kind, province = link.total
        if kind is None or province is None:
            return _Step(link.total, None, inf, (int(is_new), 0, 0))
        place = (kind, province)
        hidden = self.hidden.get(place, [])
        price = self.people[place] if is_new else 0
        room = self.hidden_people[place] - used[place]
        if room > 0 and any(_can_change(a, link.adds) for a in hidden):
            return _Step(link.total, None, room, (0, 0, price))
        for agency in self.agencies[place]:
            if agency.id not in self.hidden_ids and _can_change(agency, link.adds):
                return _Step(link.total, agency, agency.people, (0, agency.people, price))
        return None

    def _link(self, start: _Corner, end: _Corner, total: Total) -> None:
        self.links[start].append(_Link(end, total, adds=True))
        self.links[end].append(_Link(start, total, adds=False))


def _can_change(agency: AgencyCell, adds: bool) -> bool:
    return agency.good < agency.people if adds else agency.good > 0


def _add(one: _Cost, other: _Cost) -> _Cost:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]
