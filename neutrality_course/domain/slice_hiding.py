"""What the slices and crossed tables of one wave leave out, decided for all of them together.

Two things are published elsewhere: the national table with its totals of kinds and provinces, and each
agency's page with its people by job level and by employment. So of a group such as "all cities, Pengawas" a
reader can take away every agency that is shown, and what the group tells is the sum of the hidden ones alone,
its remainder. A group is hidden when its remainder does not keep the secret of its parts. Then further groups
are hidden until no secret follows by adding and subtracting any figures that are shown, in whichever table.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from typing import NamedTuple

from .change_hiding import PairedCell, hide_changes
from .crossed import hide_lines
from .disclosure import HOMOGENEOUS_BELOW, SHOW_FROM, AgencyCell, Hidden, hide_agencies
from .indicator import Indicator
from .linear_sums import Sums
from .slices import ALL, Group, HiddenGroups, Record, Slice, group_of, value_of

OF_AGENCIES = (Slice.KIND, Slice.PROVINCE, Slice.REGION)
OF_PEOPLE = (Slice.JOB_LEVEL, Slice.EMPLOYMENT)


@dataclass(frozen=True, slots=True)
class Part:
    """A cell of an agency's page that is hidden: its people of one value of a property."""

    record: Record
    """Any of the agency's: its agency, code, kind and province."""
    value: str
    people: int
    good: int

    @property
    def is_secret(self) -> bool:
        """Hidden for what it tells itself, not to keep another's secret."""
        return self.people < SHOW_FROM or (self.good == 0 and self.people < HOMOGENEOUS_BELOW)


class Remainder(NamedTuple):
    """A sum of parts: which ones, as bits, and how many parts, people, and good ones among them."""

    parts: int
    pieces: int
    people: int
    good: int

    def plus(self, other: "Remainder") -> "Remainder":
        """Of sums without a part in common."""
        return Remainder(
            self.parts | other.parts,
            self.pieces + other.pieces,
            self.people + other.people,
            self.good + other.good,
        )

    @property
    def keeps_a_secret(self) -> bool:
        """Whether it leaves open what each of its parts is."""
        return self.pieces > 1 and self.people >= SHOW_FROM and 0 < self.good < self.people


NOTHING = Remainder(0, 0, 0, 0)
SHORT = 12
"""Groups in a row or column. Of 38 provinces three follow only with their regions', which are short."""


class Figure(NamedTuple):
    """A group with its remainder, and how many people the whole group has."""

    group: Group
    remainder: Remainder
    people: int


def hide_slices(records: Sequence[Record]) -> HiddenGroups:
    """The groups of one or two properties whose figures, and whose changes, are hidden; how many people they
    have is shown. A change is hidden by its pairs in the same way, as if they were all the people.
    """
    by_agency = _by_agency(records)
    national = hide_agencies([_agency_cell(*own) for own in by_agency])
    changes = hide_changes([_paired_cell(*own) for own in by_agency], national)
    figures = _hidden_groups(records, national)
    before = [replace(r, people=r.pairs, good=r.pre_good) for r in records]
    hidden_changes = figures | _hidden_groups(before, changes)
    if any(r.pairs != r.people for r in records):
        after = [replace(r, people=r.pairs, good=r.post_good) for r in records]
        hidden_changes |= _hidden_groups(after, changes)
    return HiddenGroups(figures, hidden_changes)


def _agency_cell(code: str, own: Sequence[Record]) -> AgencyCell:
    return AgencyCell(code, own[0].kind, own[0].province, *_sums(own))


def _paired_cell(code: str, own: Sequence[Record]) -> PairedCell:
    pairs, pre_good, post_good = (
        sum(getattr(record, name) for record in own) for name in ("pairs", "pre_good", "post_good")
    )
    return PairedCell(code, own[0].kind, own[0].province, *_sums(own), pairs, pre_good, post_good)


def _hidden_groups(records: Sequence[Record], national: Hidden) -> frozenset[Group]:
    hidden = {
        group_of((Slice.KIND, Slice.PROVINCE), (kind or "", province or ""))
        for kind, province in national.totals
    }
    hidden |= _hidden_regions(records, hidden)
    for cut in OF_PEOPLE:
        parts = hidden_parts(records, cut, national.agencies)
        shown_agencies = {r.code for r in records} - national.agencies
        hidden |= _OneProperty(records, cut, parts, hidden, shown_agencies).hide()
    return frozenset(hidden | _hidden_of_both(records, hidden))


def hidden_parts(
    records: Iterable[Record], cut: Slice, hidden_agencies: Collection[str]
) -> list[Part]:
    """The cells that agencies' pages leave out: by lines of agencies × values, and all of hidden agencies."""
    sums: dict[tuple[str, str], list[int]] = {}
    agencies: dict[str, Record] = {}
    for record in records:
        cell = sums.setdefault((record.agency, value_of(record, cut)), [0, 0])
        cell[0] += record.good
        cell[1] += record.people
        agencies[record.agency] = record
    lines = hide_lines({key: Indicator(*cell) for key, cell in sorted(sums.items())})
    return [
        Part(agencies[agency], value, people, good)
        for (agency, value), (good, people) in sorted(sums.items())
        if people and ((agency, value) in lines or agencies[agency].code in hidden_agencies)
    ]


class _OneProperty:
    """The values of one property of people, alone and crossed with each property of agencies."""

    def __init__(
        self,
        records: Sequence[Record],
        cut: Slice,
        parts: Sequence[Part],
        hidden_totals: Collection[Group],
        shown_agencies: Collection[str],
    ) -> None:
        people: defaultdict[Group, int] = defaultdict(int)
        sums: defaultdict[Group, Remainder] = defaultdict(lambda: NOTHING)
        lines: defaultdict[tuple[Slice, Group], set[Group]] = defaultdict(set)
        fixed: defaultdict[Group | str, Remainder] = defaultdict(lambda: NOTHING)
        for record in records:
            for group in _groups(record, cut, value_of(record, cut)):
                people[group] += record.people
        for number, part in enumerate(parts):
            own = Remainder(1 << number, 1, part.people, part.good)
            value = group_of([cut], [part.value])
            for group in _groups(part.record, cut, part.value):
                sums[group] = sums[group].plus(own)
            of = {side: group_of([side], [value_of(part.record, side)]) for side in OF_AGENCIES}
            for side, total in of.items():
                lines[side, total].add(total | value)
                lines[side, value].add(total | value)
                lines[side, ALL].add(value)
            lines[Slice.PROVINCE, of[Slice.REGION] | value].add(of[Slice.PROVINCE] | value)
            wholes: tuple[Group | str, ...] = (*of.values(), ALL, part.record.code)
            for whole in wholes:
                fixed[whole] = fixed[whole].plus(own)
        self.figures = {g: Figure(g, sums[g], people[g]) for g in sorted(sums, key=_by_name)}
        self.lines = [(total, sorted(line, key=_by_name)) for (_, total), line in lines.items()]
        self.fixed = [
            own.parts
            for of_whom, own in fixed.items()
            if (
                of_whom in shown_agencies
                if isinstance(of_whom, str)
                else of_whom not in hidden_totals
            )
        ]
        self.secrets = [1 << n for n, part in enumerate(parts) if part.is_secret]
        self.secrets += [
            own.parts
            for of_whom, own in fixed.items()
            if of_whom in hidden_totals and not own.keeps_a_secret
        ]
        self.hidden = {g for g, f in self.figures.items() if not f.remainder.keeps_a_secret}
        self.settled: set[int] = set()
        """Secrets that no group is needed for any more: what does not follow now never does, for less is shown."""

    def hide(self) -> set[Group]:
        """All groups to hide. Hiding what is left in the end always ends it."""
        while further := self._of_lines() or self._of_sums():
            self.hidden |= further
        return self.hidden

    def _of_lines(self) -> set[Group]:
        """Of each row and column whose total is shown: the smallest further group, if its sum tells."""
        found: set[Group] = set()
        for total, line in self.lines:
            hidden = self._hidden_of(line)
            if not hidden or total in self.hidden or reduce(Remainder.plus, hidden).keeps_a_secret:
                continue
            shown = [self.figures[group] for group in line if group not in self.hidden]
            if shown:
                found.add(min(shown, key=_smallest).group)
            elif total in self.figures:
                found.add(total)
        return found

    def _of_sums(self) -> set[Group]:
        """Of each way in which a secret is a sum of shown figures: the smallest group of it."""
        shown = [f for g, f in self.figures.items() if g not in self.hidden]
        sums = Sums([*self.fixed, *(f.remainder.parts for f in shown)])
        found: set[Group] = set()
        for secret in (*self.secrets, *self._telling()):
            if secret in self.settled:
                continue
            used = sums.of(secret)
            groups = [shown[n - len(self.fixed)] for n in used if n >= len(self.fixed)]
            if not groups:
                self.settled.add(secret)
            elif not found & {f.group for f in groups}:
                found.add(min(groups, key=_smallest).group)
        return found

    def _telling(self) -> Iterable[int]:
        """The sums of up to three hidden groups of a row or column, two of a long one, that tell about persons.

        A group that is hidden for the sake of others may well follow from other tables; what is left of its
        row then are the others alone.
        """
        found: dict[int, None] = {}
        for _, line in self.lines:
            # A sum tells only when each of its parts would, alone.
            telling = [own for own in self._hidden_of(line) if not own.keeps_a_secret]
            for size in (1, 2, 3) if len(line) <= SHORT else (1, 2):
                for some in combinations(telling, size):
                    own = reduce(Remainder.plus, some)
                    if not own.keeps_a_secret:
                        found[own.parts] = None
        return found

    def _hidden_of(self, line: Iterable[Group]) -> list[Remainder]:
        return [self.figures[group].remainder for group in line if group in self.hidden]


def _groups(record: Record, cut: Slice, value: str) -> list[Group]:
    """The groups with this value that the agency is in."""
    return [
        group_of([cut], [value]),
        *(group_of((side, cut), (value_of(record, side), value)) for side in OF_AGENCIES),
    ]


def _smallest(figure: Figure) -> tuple[bool, int, list[tuple[Slice, str]]]:
    """The order in which to hide: crossed groups before whole values, then by people, then by name."""
    return len(figure.group) == 1, figure.people, _by_name(figure.group)


def _by_name(group: Group) -> list[tuple[Slice, str]]:
    return sorted(group)


def _hidden_of_both(records: Sequence[Record], hidden: Collection[Group]) -> set[Group]:
    """Job levels × employments: nothing finer is published, so any cell can be hidden for another."""
    grid: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for record in records:
        cell = grid[record.job_level.value, record.employment.value]
        cell[0] += record.good
        cell[1] += record.people
    places = {key: Indicator(*cell) for key, cell in sorted(grid.items()) if cell[1]}
    ids = {f"{n:04d}": key for n, key in enumerate(places)}
    in_hidden_line = {
        name
        for name, (level, employment) in ids.items()
        if {group_of(OF_PEOPLE, (level, "")), group_of(OF_PEOPLE, ("", employment))} & set(hidden)
    }
    found = hide_agencies(
        [AgencyCell(name, *key, places[key].people, places[key].good) for name, key in ids.items()],
        hidden_before=in_hidden_line,
    )
    totals = {group_of(OF_PEOPLE, (a or "", b or "")) for a, b in found.totals if None in (a, b)}
    # Totals are published on other pages too: when one had to go, the cells go instead.
    names = found.agencies if totals <= set(hidden) else ids.keys()
    return {group_of(OF_PEOPLE, ids[name]) for name in names}


def _hidden_regions(records: Iterable[Record], hidden: Collection[Group]) -> set[Group]:
    """A region, alone or by kind, follows from its provinces: it is shown exactly when all of them are."""
    regions = {r.province: value_of(r, Slice.REGION) for r in records if r.people}
    found: set[Group] = set()
    for group in hidden:
        values = dict(group)
        province = values.pop(Slice.PROVINCE, None)
        if province in regions:
            found.add(frozenset({**values, Slice.REGION: regions[province]}.items()))
    return found


def _sums(records: Iterable[Record]) -> tuple[int, int]:
    every = list(records)
    return sum(r.people for r in every), sum(r.good for r in every)


def _by_agency(records: Iterable[Record]) -> Sequence[tuple[str, list[Record]]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.code].append(record)
    return sorted(found.items())
