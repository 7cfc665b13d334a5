"""Hiding is proved from outside: by solving, as a reader could, for what is hidden."""

import random
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neutrality_course.domain.disclosure import (
    AgencyCell,
    Cell,
    Hidden,
    Total,
    hidden_cells,
    hide_agencies,
)
from tests.domain.golden_cases import golden

NOTHING = Hidden(frozenset(), frozenset())


# ------------------------------------------------------------------ one table with its total


@pytest.mark.parametrize(("given", "expected"), golden("suppression", "primary"))
def test_golden_tables(given: dict[str, Any], expected: dict[str, Any]) -> None:
    cells = [Cell(c["id"], people=c["n"], good=c["n"] // 2) for c in given["cells"]]
    hidden = set(expected["primary"])
    if expected["complementary"] is not None:
        hidden.add(expected["complementary"])
    assert hidden_cells(cells, threshold=given["threshold"]) == hidden


@pytest.mark.parametrize(("given", "expected"), golden("suppression", "display"))
def test_golden_single_cells(given: dict[str, Any], expected: dict[str, Any]) -> None:
    own = Cell("own", people=given["n"], good=given["good"])
    others = [Cell("other", people=500, good=400), Cell("another", people=600, good=400)]
    hidden = hidden_cells([own, *others], given["threshold"], given["homogeneous_below"])
    assert ("own" in hidden) is (expected["display"] == "disembunyikan")


def test_an_empty_cell_is_neither_hidden_nor_of_help() -> None:
    cells = [Cell("a", 0, 0), Cell("b", 4, 2), Cell("c", 40, 20), Cell("d", 50, 20)]
    assert hidden_cells(cells) == {"b", "c"}
    assert hidden_cells([Cell("a", 0, 0), Cell("c", 40, 20)]) == set()
    assert hidden_cells([]) == set()


def test_ties_go_to_the_lowest_id() -> None:
    cells = [Cell("d", 40, 20), Cell("c", 40, 30), Cell("b", 41, 20), Cell("z", 4, 2)]
    assert hidden_cells(cells) == hidden_cells(cells[::-1]) == {"z", "c"}


def test_hidden_cells_that_are_few_people_together_take_one_more() -> None:
    cells = [Cell("a", 4, 2), Cell("b", 5, 3), Cell("c", 40, 30), Cell("d", 50, 30)]
    assert hidden_cells(cells) == {"a", "b", "c"}


@pytest.mark.parametrize("good", [(0, 0), (6, 7)])
def test_when_none_or_all_of_the_hidden_are_good_one_more_is_hidden(good: tuple[int, int]) -> None:
    """Their sum, 0 or 13 of 13, would tell the figure of each."""
    cells = [Cell("a", 6, good[0]), Cell("b", 7, good[1]), Cell("c", 40, 30), Cell("d", 50, 30)]
    assert hidden_cells(cells) == {"a", "b", "c"}


def test_with_nobody_else_to_hide_all_are_hidden() -> None:
    assert hidden_cells([Cell("a", 4, 2)]) == {"a"}
    assert hidden_cells([Cell("a", 4, 2), Cell("b", 5, 2), Cell("c", 0, 0)]) == {"a", "b"}


def test_only_small_and_homogeneous_cells_need_hiding() -> None:
    cells = [
        Cell("ten", 10, 1),
        Cell("all good", 12, 12),
        Cell("none good of 30", 30, 0),
    ]
    assert hidden_cells(cells) == set()
    assert hidden_cells([*cells, Cell("none good of 29", 29, 0)]) == {"none good of 29", "ten"}


# ------------------------------------------------------------------ the national table, by example


def kota(code: str, province: str, people: int, good: int) -> AgencyCell:
    return AgencyCell(code, "kota", province, people, good)


def kab(code: str, province: str, people: int, good: int) -> AgencyCell:
    return AgencyCell(code, "kabupaten", province, people, good)


def hidden(agencies: str, *totals: Total) -> Hidden:
    return Hidden(frozenset(agencies), frozenset(totals))


def test_nothing_is_hidden_without_a_reason() -> None:
    assert hide_agencies([]) == NOTHING
    assert hide_agencies([kota("a", "X", 10, 1), kab("b", "Y", 30, 0), kab("c", "Y", 0, 0)]) == (
        NOTHING
    )


def test_neighbours_of_the_same_kind_and_province_keep_the_secret_alone() -> None:
    cells = [kota("a", "X", 3, 2), kota("b", "X", 12, 9), kota("c", "X", 40, 30)]
    assert hide_agencies([*cells, kota("d", "Y", 80, 70), kab("e", "X", 50, 40)]) == hidden("ab")


def test_an_agency_alone_of_its_kind_in_a_province_needs_a_circle_of_four() -> None:
    cells = [
        *[kota("a", "X", 5, 3), kota("b", "Y", 20, 10), kota("c", "Y", 50, 40)],
        *[
            kab("d", "X", 30, 20),
            kab("e", "X", 60, 50),
            kab("f", "Y", 100, 90),
            kab("g", "Y", 15, 9),
        ],
    ]
    assert hide_agencies(cells) == hidden(
        "abdg", ("kota", "X"), ("kota", "Y"), ("kabupaten", "X"), ("kabupaten", "Y")
    )


def test_the_circle_hides_as_few_people_as_it_can() -> None:
    cells = [
        *[kota("a", "X", 5, 3), kota("b", "Y", 20, 10), kota("c", "Z", 12, 8)],
        *[kab("d", "X", 30, 20), kab("e", "Y", 15, 9), kab("f", "Z", 18, 9)],
    ]
    assert hide_agencies(cells) == hidden(
        "acdf", ("kota", "X"), ("kota", "Z"), ("kabupaten", "X"), ("kabupaten", "Z")
    )


def test_what_is_hidden_already_serves_as_the_circle() -> None:
    cells = [
        *[kota("a", "X", 5, 3), kota("b", "Y", 6, 4)],
        *[kab("c", "X", 7, 4), kab("d", "Y", 300, 200), kab("e", "Y", 8, 6), kab("f", "Y", 9, 8)],
    ]
    assert hide_agencies(cells) == hidden(
        "abcef", ("kota", "X"), ("kota", "Y"), ("kabupaten", "X"), ("kabupaten", "Y")
    )


def test_where_there_is_one_province_the_totals_of_its_kinds_are_hidden() -> None:
    cells = [kota("a", "X", 5, 3), kab("b", "X", 30, 20), kab("c", "X", 60, 50)]
    assert hide_agencies(cells) == hidden(
        "ab", ("kota", "X"), ("kota", None), ("kabupaten", "X"), ("kabupaten", None)
    )


@pytest.mark.parametrize("only", [kota("a", "X", 5, 3), kota("a", "X", 29, 0)])
def test_a_table_of_one_agency_shows_nothing(only: AgencyCell) -> None:
    every_total: list[Total] = [("kota", "X"), ("kota", None), (None, "X"), (None, None)]
    assert hide_agencies([only]) == hidden("a", *every_total)
    assert hide_agencies([only, kab("b", "Y", 0, 0)]) == hidden("a", *every_total)


def test_two_agencies_that_are_few_people_together_hide_the_total_of_all() -> None:
    found = hide_agencies([kota("a", "X", 4, 2), kab("b", "Y", 5, 3)])
    assert found.agencies == {"a", "b"}
    assert found.totals == set(product(["kota", None], ["X", None])) | set(
        product(["kabupaten", None], ["Y", None])
    )


# ------------------------------------------------------------------ the national table, proved


def agency_tables(most: int, largest: int) -> st.SearchStrategy[list[AgencyCell]]:
    """Tables of up to `most` agencies of up to `largest` people, many of them small or empty."""
    people = st.integers(0, largest) | st.integers(0, max(1, largest // 4))
    agency = st.tuples(
        st.sampled_from(["kab", "kota", "prov"]),
        st.sampled_from(["X", "Y", "Z"]),
        people.flatmap(
            lambda n: st.tuples(st.just(n), st.integers(0, n) | st.sampled_from([0, n]))
        ),
    )
    return st.lists(agency, max_size=most).map(
        lambda rows: [
            AgencyCell(f"A{i}", kind, province, *counts)
            for i, (kind, province, counts) in enumerate(rows)
        ]
    )


def scope(cells: Iterable[AgencyCell], total: Total) -> list[AgencyCell]:
    kind, province = total
    return [c for c in cells if kind in (None, c.kind) and province in (None, c.province)]


def every_total(cells: Sequence[AgencyCell]) -> Iterator[Total]:
    yield from product(
        [None, *sorted({c.kind for c in cells})], [None, *sorted({c.province for c in cells})]
    )


def secret(cells: Iterable[AgencyCell], found: Hidden) -> list[AgencyCell]:
    return [c for c in cells if c.id in found.agencies]


def shown_sums(cells: Sequence[AgencyCell], found: Hidden) -> list[list[AgencyCell]]:
    """Of each total shown, the hidden agencies in it: taking away what is shown gives their sum."""
    return [
        secret(scope(cells, total), found)
        for total in every_total(cells)
        if total not in found.totals
    ]


class Knowledge:
    """What follows by adding and subtracting known sums (Gaussian elimination, exact)."""

    def __init__(self, sums: Iterable[Iterable[AgencyCell]]) -> None:
        self.rows: dict[str, dict[str, Fraction]] = {}
        """By the first unknown of each, which has the factor 1 there."""
        for known in sums:
            rest = self._rest(known)
            if rest:
                first = min(rest)
                self.rows[first] = {name: factor / rest[first] for name, factor in rest.items()}

    def tells(self, wanted: Iterable[AgencyCell]) -> bool:
        """Whether the sum of these agencies follows."""
        return not self._rest(wanted)

    def _rest(self, wanted: Iterable[AgencyCell]) -> dict[str, Fraction]:
        rest = {agency.id: Fraction(1) for agency in wanted}
        for first in sorted(self.rows):
            times = rest.get(first, Fraction(0))
            if times:
                for name, factor in self.rows[first].items():
                    rest[name] = rest.get(name, Fraction(0)) - times * factor
                    if not rest[name]:
                        del rest[name]
        return rest


def test_the_oracle_sees_what_subtraction_gives() -> None:
    a, b, c = kota("a", "X", 5, 3), kota("b", "Y", 6, 4), kab("c", "X", 7, 4)
    knowledge = Knowledge([[a, b, c], [a, c]])
    assert knowledge.tells([b])
    assert not knowledge.tells([a])
    assert knowledge.tells([a, c])
    assert not knowledge.tells([a, b])


@given(agency_tables(most=9, largest=40))
@settings(max_examples=300, deadline=None)
def test_no_hidden_figure_follows_by_subtraction(cells: list[AgencyCell]) -> None:
    found = hide_agencies(cells)
    hidden_ones = secret(cells, found)
    knowledge = Knowledge(shown_sums(cells, found))
    for size in range(1, len(hidden_ones) + 1):
        for group in combinations(hidden_ones, size):
            if size == 1 or sum(c.people for c in group) < 10:
                assert not knowledge.tells(group), [c.id for c in group]


@given(agency_tables(most=7, largest=3))
@settings(max_examples=300, deadline=None)
def test_no_hidden_figure_follows_from_its_bounds_either(cells: list[AgencyCell]) -> None:
    """Every way to fill in the hidden figures, between none and all, that fits the sums shown: each
    hidden figure takes more than one value.
    """
    found = hide_agencies(cells, threshold=3, homogeneous_below=4)
    hidden_ones = secret(cells, found)
    places = {c.id: i for i, c in enumerate(hidden_ones)}
    sums = [
        ([places[c.id] for c in known], sum(c.good for c in known))
        for known in shown_sums(cells, found)
    ]
    fits = [
        goods
        for goods in product(*(range(c.people + 1) for c in hidden_ones))
        if all(sum(goods[place] for place in known) == total for known, total in sums)
    ]
    for place, agency in enumerate(hidden_ones):
        assert len({goods[place] for goods in fits}) > 1, agency


@given(agency_tables(most=12, largest=60), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_what_must_be_hidden_is_hidden_whatever_the_order(
    cells: list[AgencyCell], rng: random.Random
) -> None:
    found = hide_agencies(cells)
    for cell in cells:
        if 0 < cell.people < 10 or (0 < cell.people < 30 and cell.good == 0):
            assert cell.id in found.agencies
        if cell.people == 0:
            assert cell.id not in found.agencies
    for total in every_total(cells):
        people = sum(c.people for c in scope(cells, total))
        good = sum(c.good for c in scope(cells, total))
        if 0 < people < 10 or (0 < people < 30 and good == 0):
            assert total in found.totals
        if total in found.totals:
            assert secret(scope(cells, total), found), "a total that shown agencies add up to"
    assert hide_agencies(rng.sample(cells, len(cells))) == found


@given(agency_tables(most=12, largest=60).map(lambda cells: [c for c in cells if c.kind == "kab"]))
def test_a_group_that_can_keep_its_secret_is_treated_as_one_table(cells: list[AgencyCell]) -> None:
    found = hide_agencies(cells)
    if not found.totals:
        for province in "XYZ":
            group = scope(cells, ("kab", province))
            assert {c.id for c in secret(group, found)} == hidden_cells(group)


@pytest.mark.parametrize("mean", [3, 15, 150])
def test_the_whole_country_takes_a_moment(mean: int) -> None:
    rng = random.Random(mean)
    cells = []
    for i in range(650):
        kind = rng.choices(
            ["kementerian", "lembaga", "provinsi", "kabupaten", "kota"], [5, 8, 6, 64, 15]
        )[0]
        province = "P00" if kind in ("kementerian", "lembaga") else f"P{rng.randrange(38):02d}"
        people = int(rng.expovariate(1 / mean))
        good = sum(rng.random() < 0.9 for _ in range(people))
        cells.append(AgencyCell(f"A{i:03d}", kind, province, people, good))
    started = process_time()
    found = hide_agencies(cells)
    assert process_time() - started < 0.3
    hidden_ones = secret(cells, found)
    knowledge = Knowledge(shown_sums(cells, found))
    assert not [c.id for c in hidden_ones if knowledge.tells([c])]
