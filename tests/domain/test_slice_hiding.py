"""Slices and crossed tables: sums of the same records, from which no few people's figure follows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest

from neutrality_course.domain.disclosure import AgencyCell, hide_agencies
from neutrality_course.domain.linear_sums import Sums
from neutrality_course.domain.provinces import ELSEWHERE, PROVINCES, REGIONS, region_of
from neutrality_course.domain.slice_hiding import (
    OF_AGENCIES,
    OF_PEOPLE,
    Part,
    hidden_parts,
    hide_slices,
)
from neutrality_course.domain.slices import (
    ALL,
    NOTHING_HIDDEN,
    Group,
    Record,
    Slice,
    Target,
    group_of,
    slice_rows,
    value_of,
)
from neutrality_course.domain.terms import AgencyKind, Employment, JobLevel

PLACES = ("Aceh", "Riau", "Bali", "Papua", "Maluku")
CAPITAL = "Daerah Khusus Jakarta"
CENTRAL = (AgencyKind.MINISTRY, AgencyKind.INSTITUTION)


def a_country(seed: int) -> list[Record]:
    """Up to forty agencies, ministries in the capital alone, with many groups of few people."""
    draw = Random(seed)
    places = [*PLACES, CAPITAL][: draw.randint(2, 6)]
    records = []
    for number in range(draw.randint(2, 40)):
        kind = draw.choice(list(AgencyKind))
        place = CAPITAL if kind in CENTRAL else draw.choice(places)
        for level in draw.sample(list(JobLevel), draw.randint(1, 5)):
            for employment in draw.sample(list(Employment), draw.randint(1, 2)):
                people = draw.choice([1, 2, 3, 5, 9, 12, 30, 60])
                share = draw.choice([0.1, 0.6, 0.9])
                good = sum(draw.random() < share for _ in range(people))
                code = f"{number:03}"
                records.append(Record(code, code, kind, place, level, employment, people, good))
    return records


def secrets_that_follow(records: list[Record], cut: Slice) -> Iterator[str]:
    """What lies in the space of everything published about one property of people, on all pages."""
    hidden = hide_slices(records).figures
    national = hidden_nationally(records)
    parts = hidden_parts(records, cut, national)
    sums: defaultdict[object, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        sums[ALL].append(number)
        sums[part.record.code].append(number)
        sums[group_of([cut], [part.value])].append(number)
        for side in OF_AGENCIES:
            place = value_of(part.record, side)
            sums[group_of([side], [place])].append(number)
            sums[group_of([side, cut], [place, part.value])].append(number)
    shown = [own for of, own in sums.items() if of not in hidden and of not in national]
    secrets: list[tuple[object, list[int]]] = [
        (part, [number]) for number, part in enumerate(parts) if part.is_secret
    ]
    secrets += [(of, own) for of, own in sums.items() if of in hidden and tells(parts, own)]
    secrets += [
        (some, [n for of in some for n in sums[of]])
        for line in lines_of(parts, cut)
        for size in (2, 3)
        for some in combinations(sorted(line & hidden, key=sorted), size)
        if tells(parts, [n for of in some for n in sums[of]])
    ]
    # What an agency or a total that is shown says of its people is no secret of theirs.
    told = [sorted(own) for of, own in sums.items() if isinstance(of, str) and of not in national]
    secrets = [(of, own) for of, own in secrets if sorted(own) not in told]
    if not parts or not secrets:
        return
    known = np.array([[number in own for number in range(len(parts))] for own in shown], float)
    _, size, across = np.linalg.svd(known.reshape(-1, len(parts)), full_matrices=False)
    basis = across[size > 1e-9]
    for of, own in secrets:
        wanted = np.array([number in own for number in range(len(parts))], float)
        if np.abs(basis.T @ (basis @ wanted) - wanted).max() < 1e-8:
            yield str(of)


def lines_of(parts: list[Part], cut: Slice) -> Iterable[set[Group]]:
    """Rows, columns, and the provinces of a region: groups without people in common, whose sum is published."""
    lines: defaultdict[object, set[Group]] = defaultdict(set)
    for part in parts:
        value = group_of([cut], [part.value])
        lines[ALL].add(value)
        for side in OF_AGENCIES:
            place = group_of([side], [value_of(part.record, side)])
            lines[place].add(place | value)
            lines[side, value].add(place | value)
        region, province = (value_of(part.record, s) for s in (Slice.REGION, Slice.PROVINCE))
        lines[region, value].add(group_of([Slice.PROVINCE], [province]) | value)
    return lines.values()


def hidden_nationally(records: list[Record]) -> frozenset[str]:
    sums: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for record in records:
        own = sums[record.code, record.kind, record.province]
        own[0] += record.people
        own[1] += record.good
    return hide_agencies([AgencyCell(*key, *own) for key, own in sums.items()]).agencies


def tells(parts: list[Part], own: list[int]) -> bool:
    """Whether the sum of these parts says something of few people, or the same of all of them."""
    if len(own) == 1:
        return parts[own[0]].is_secret
    people, good = sum(parts[n].people for n in own), sum(parts[n].good for n in own)
    return people < 10 or good in (0, people)


@pytest.mark.parametrize("cut", OF_PEOPLE)
def test_no_secret_follows_from_all_tables_together(cut: Slice) -> None:
    followed = {seed: list(secrets_that_follow(a_country(seed), cut)) for seed in range(25)}
    assert {seed: found for seed, found in followed.items() if found} == {}


@pytest.mark.parametrize("seed", range(5))
def test_small_and_homogeneous_groups_are_hidden(seed: int) -> None:
    records = a_country(seed)
    hidden = hide_slices(records)
    for first in Slice:
        for cuts in [(first,), *((first, second) for second in Slice if second != first)]:
            for row in slice_rows(records, None, cuts, hidden):
                own = [r for r in records if group_of(cuts, row.values) <= all_of(r)]
                people, good = sum(r.people for r in own), sum(r.good for r in own)
                assert row.people == people
                assert row.is_hidden or people == 0 or people >= 10
                assert row.is_hidden or good > 0 or people == 0 or people >= 30


def all_of(record: Record) -> Group:
    return frozenset((cut, value_of(record, cut)) for cut in Slice)


@pytest.mark.parametrize("seed", range(5))
def test_rows_add_up_to_every_total(seed: int) -> None:
    records = a_country(seed)
    cuts = (Slice.PROVINCE, Slice.JOB_LEVEL)
    rows = {row.values: row for row in slice_rows(records, None, cuts, NOTHING_HIDDEN)}
    for (first, second), row in rows.items():
        for parts in (
            [r for (a, b), r in rows.items() if a and b == second] if not first else [row],
            [r for (a, b), r in rows.items() if a == first and b] if not second else [row],
        ):
            assert sum(part.people for part in parts) == row.people
            assert sum(part.good or 0 for part in parts) == row.good


def test_the_target_is_of_each_agency_the_larger_of_meant_and_counted() -> None:
    kind, level, pns = AgencyKind.CITY, JobLevel.PENGAWAS, Employment.PNS
    records = [Record("a", "A", kind, "Bali", level, pns, 20, 9)]
    targets = [
        Target("A", kind, "Bali", level, pns, 5),
        Target("B", kind, "Bali", level, pns, 7),
        Target("B", kind, "Bali", JobLevel.PELAKSANA, pns, 3),
    ]
    rows = slice_rows(records, targets, (Slice.JOB_LEVEL,), NOTHING_HIDDEN)
    assert [(row.values, row.target, row.people) for row in rows] == [
        (("Pengawas",), 27, 20),
        (("Pelaksana",), 3, 0),
        (("",), 30, 20),
    ]


def test_one_small_agency_hides_no_more_than_it_must() -> None:
    """Nine people of one level in one city: their level and another one in cities, nothing of provinces alone."""
    kind = AgencyKind.CITY
    records = [
        Record(f"a{n}", f"A{n}", kind, place, level, Employment.PNS, 40, 20)
        for n, place in enumerate(("Bali", "Aceh", "Riau"))
        for level in (JobLevel.PENGAWAS, JobLevel.PELAKSANA)
    ]
    assert hide_slices(records).figures == frozenset()
    few = Record("a0", "A0", kind, "Bali", JobLevel.FUNGSIONAL, Employment.PNS, 9, 4)
    hidden = hide_slices([*records, few]).figures
    assert group_of([Slice.JOB_LEVEL], ["Fungsional"]) in hidden
    assert group_of([Slice.PROVINCE, Slice.JOB_LEVEL], ["Bali", "Fungsional"]) in hidden
    assert not any(group <= group_of(OF_AGENCIES[:2], [kind, "Bali"]) for group in hidden if group)


def test_few_pairs_among_many_people_hide_the_change_alone() -> None:
    """Bali's forty Pengawas have nine tests before: their change is hidden, their result is not."""
    kind = AgencyKind.CITY
    records = [
        Record(f"a{n}", f"A{n}", kind, place, level, Employment.PNS, 40, 20, 40, 5, 20)
        for n, place in enumerate(("Bali", "Aceh", "Riau"))
        for level in (JobLevel.PENGAWAS, JobLevel.PELAKSANA)
    ]
    assert hide_slices(records).changes == frozenset()
    records[0] = replace(records[0], pairs=9, pre_good=1, post_good=4)
    hidden = hide_slices(records)
    assert hidden.figures == frozenset()
    cuts = (Slice.PROVINCE, Slice.JOB_LEVEL)
    rows = {row.values: row for row in slice_rows(records, None, cuts, hidden)}
    few = rows["Bali", "Pengawas"]
    assert (few.people, few.good, few.pairs, few.pre_good, few.post_good) == (40, 20, 9, None, None)
    # Bali's total less its other level would tell, and so would the level's total less the other provinces.
    assert rows["Bali", "Pelaksana"].pre_good is None
    assert sum(row.pre_good is None for row in rows.values()) >= 4


def test_sums_follow_from_sums() -> None:
    sums = Sums([0b0111, 0b0011, 0b1100])
    assert sums.of(0b0100) == [0, 1]
    assert sums.of(0b1000) == [0, 1, 2]
    assert sums.of(0b0001) == []
    halves = Sums([0b011, 0b101, 0b110])
    assert halves.of(0b001) == [0, 1, 2], "(a+b) + (a+c) - (b+c) is twice a"


def test_every_province_has_a_region() -> None:
    assert REGIONS.keys() == PROVINCES.keys()
    assert len(set(REGIONS.values())) == 7
    assert region_of("Den Haag") == ELSEWHERE
