"""One wave's figures cut by properties of agencies and of people, alone or two crossed.

Every table is a sum of the same records, so its rows add up to its totals and to every other table's.
What is hidden: domain/slice_hiding.py.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from .indicator import Indicator
from .provinces import ELSEWHERE, PROVINCES, REGIONS, region_of
from .terms import AgencyKind, Employment, JobLevel


class Slice(StrEnum):
    """A property that figures are cut by; its value is the word in addresses and files."""

    KIND = "jenis"
    PROVINCE = "provinsi"
    REGION = "pulau"
    JOB_LEVEL = "jenjang"
    EMPLOYMENT = "kepegawaian"

    @property
    def is_of_people(self) -> bool:
        """Not the agency's but the person's: then no staff count is known."""
        return self in (Slice.JOB_LEVEL, Slice.EMPLOYMENT)


Group = frozenset[tuple[Slice, str]]
"""A group of people by what they have in common: nothing for all, a property, or two."""

ALL: Group = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """What was counted of one agency's people of one job level and employment, in one module or the course."""

    agency: str
    """Its id."""
    code: str
    kind: AgencyKind
    province: str
    job_level: JobLevel
    employment: Employment
    people: int
    good: int
    pairs: int = 0
    pre_good: int = 0
    """Of the pairs: at *baik* in the test before; `post_good` in the test after."""
    post_good: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """How many people of an agency are meant: all, or those of one job level and employment."""

    code: str
    kind: AgencyKind
    province: str
    job_level: JobLevel
    employment: Employment
    people: int


class HiddenGroups(NamedTuple):
    """The groups whose figures are hidden, and those, the former among them, whose change is."""

    figures: frozenset[Group]
    changes: frozenset[Group]


NOTHING_HIDDEN = HiddenGroups(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class SliceRow:
    """A group's figures; shares follow from whole numbers. None where hidden, or where N is not known.

    `pre_good` and `post_good` are None also where the pairs alone are few.
    """

    values: tuple[str, ...]
    """The group's value of each property of the table; "" for all of them together."""
    target: int | None
    people: int
    good: int | None
    pairs: int | None
    pre_good: int | None
    post_good: int | None

    @property
    def is_hidden(self) -> bool:
        return self.good is None

    @property
    def own(self) -> Indicator | None:
        return None if self.good is None else Indicator(self.good, self.people)


_VALUES: dict[Slice, Callable[[Record | Target], str]] = {
    Slice.KIND: lambda of: of.kind.value,
    Slice.PROVINCE: lambda of: of.province,
    Slice.REGION: lambda of: region_of(of.province),
    Slice.JOB_LEVEL: lambda of: of.job_level.value,
    Slice.EMPLOYMENT: lambda of: of.employment.value,
}

_ORDER: dict[Slice, Sequence[str]] = {
    Slice.KIND: [kind.value for kind in AgencyKind],
    Slice.PROVINCE: list(PROVINCES),
    Slice.REGION: [*dict.fromkeys(REGIONS.values()), ELSEWHERE],
    Slice.JOB_LEVEL: [level.value for level in JobLevel],
    Slice.EMPLOYMENT: [employment.value for employment in Employment],
}


_LONGEST_FIRST = (
    Slice.PROVINCE,
    Slice.REGION,
    Slice.JOB_LEVEL,
    Slice.KIND,
    Slice.EMPLOYMENT,
)


def rows_then_columns(cuts: Iterable[Slice]) -> tuple[Slice, ...]:
    """Of two properties the one with more values goes down, the other across; the same one twice is one."""
    return tuple(sorted(set(cuts), key=_LONGEST_FIRST.index))


def value_of(of: Record | Target, cut: Slice) -> str:
    return _VALUES[cut](of)


def group_of(cuts: Iterable[Slice], values: Iterable[str]) -> Group:
    """The group with these values; a property whose value is "" sets no limit.

    Beside a province its region says nothing more: the same people are the same group.
    """
    found = {cut: value for cut, value in zip(cuts, values, strict=True) if value}
    if Slice.PROVINCE in found:
        found.pop(Slice.REGION, None)
    return frozenset(found.items())


def slice_rows(
    records: Iterable[Record],
    targets: Iterable[Target] | None,
    cuts: Sequence[Slice],
    hidden: HiddenGroups,
) -> list[SliceRow]:
    """One row for each combination of values that has people counted or meant, and for every total.

    In the order of the properties' own lists, each total after what it sums; the total of all comes last.
    `targets` is None when nobody knows how many people are meant.
    """
    counts: defaultdict[_Key, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
    measured: Counter[tuple[str, _Key]] = Counter()
    for record in records:
        added = (record.people, record.good, record.pairs, record.pre_good, record.post_good)
        own = _values(record, cuts)
        measured[record.code, own] += record.people
        for key in _with_totals(own):
            counts[key] = [a + b for a, b in zip(counts[key], added, strict=True)]
    meant = None if targets is None else _meant(targets, cuts, measured)
    keys = {key for key, (people, *_) in counts.items() if people} | {("",) * len(cuts)}
    if meant is not None:
        keys |= {key for key, people in meant.items() if people}
    return [
        _row(key, None if meant is None else meant[key], counts[key], group_of(cuts, key), hidden)
        for key in sorted(keys, key=lambda key: _place(key, cuts))
    ]


_Key = tuple[str, ...]


def _meant(
    targets: Iterable[Target], cuts: Sequence[Slice], measured: Mapping[tuple[str, _Key], int]
) -> Counter[_Key]:
    """Sums over agencies of the larger of who is meant and who was measured."""
    own: Counter[tuple[str, _Key]] = Counter()
    for target in targets:
        own[target.code, _values(target, cuts)] += target.people
    sums: Counter[_Key] = Counter()
    for code, values in own.keys() | measured.keys():
        people = max(own[code, values], measured.get((code, values), 0))
        for key in _with_totals(values):
            sums[key] += people
    return sums


def _values(of: Record | Target, cuts: Sequence[Slice]) -> _Key:
    return tuple(value_of(of, cut) for cut in cuts)


def _with_totals(values: _Key) -> Iterable[_Key]:
    """Every row that a combination of values is part of: with each value or all of its property."""
    return product(*((value, "") for value in values))


def _place(key: tuple[str, ...], cuts: Sequence[Slice]) -> tuple[tuple[int, str], ...]:
    return tuple(_place_of_value(value, cut) for value, cut in zip(key, cuts, strict=True))


def _place_of_value(value: str, cut: Slice) -> tuple[int, str]:
    order = _ORDER[cut]
    if not value:
        return len(order) + 1, ""
    return (order.index(value) if value in order else len(order)), value


def _row(
    values: tuple[str, ...],
    target: int | None,
    counts: Sequence[int],
    group: Group,
    hidden: HiddenGroups,
) -> SliceRow:
    people, good, pairs, pre_good, post_good = counts
    if people and group in hidden.figures:
        return SliceRow(values, target, people, None, None, None, None)
    if pairs and group in hidden.changes:
        return SliceRow(values, target, people, good, pairs, None, None)
    return SliceRow(values, target, people, good, pairs, pre_good, post_good)
