"""Crossed tables, proved from outside: what is hidden does not follow from the cells and totals shown."""

import random
from collections.abc import Iterator
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neutrality_course.domain.crossed import HiddenGrid, hide_grid
from neutrality_course.domain.disclosure import AgencyCell
from neutrality_course.domain.indicator import Indicator
from tests.domain.test_disclosure import Knowledge

Grid = dict[tuple[str, str], Indicator]
NOTHING: HiddenGrid[str, str] = HiddenGrid(frozenset(), frozenset(), frozenset(), False)


def grid_of(*rows: str) -> Grid:
    """Rows such as "3/5 40/60": good of people, in columns a, b, c ..., rows A, B, C ..."""
    return {
        ("ABCDEFGH"[i], "abcdefgh"[j]): Indicator(*map(int, cell.split("/")))
        for i, row in enumerate(rows)
        for j, cell in enumerate(row.split())
    }


def places(text: str) -> frozenset[tuple[str, str]]:
    return frozenset((one[0], one[1]) for one in text.split())


def test_nothing_is_hidden_without_a_reason() -> None:
    assert hide_grid({}) == NOTHING
    assert hide_grid(grid_of("8/10 0/30", "0/0 20/40")) == NOTHING


def test_one_small_cell_takes_the_smallest_of_its_row_and_then_of_their_columns() -> None:
    grid = grid_of("3/5 30/50 20/40", "60/80 50/70 70/90", "50/60 80/99 40/60")
    found = hide_grid(grid)
    assert found.cells == places("Aa Ac Ca Cc")
    assert found == HiddenGrid(found.cells, frozenset(), frozenset(), False)


def test_ties_go_to_the_lowest() -> None:
    grid = grid_of("3/5 30/50 30/50", "30/60 30/60 30/60", "30/60 30/60 30/60")
    assert hide_grid(grid).cells == places("Aa Ab Ba Bb")


def test_small_cells_that_make_a_rectangle_need_no_other() -> None:
    grid = grid_of("3/5 4/6 20/40", "2/7 5/8 20/40", "20/40 30/40 20/40")
    assert hide_grid(grid).cells == places("Aa Ab Ba Bb")


def test_a_cell_between_two_rectangles_is_closed_although_rows_and_columns_are_satisfied() -> None:
    """Aa Ab Ba Bb and Cc Cd Dc Dd keep their secrets, and every line has two hidden cells at least; but Ac
    follows: rows A and B, less columns a and b.
    """
    grid = grid_of(
        "3/5 4/6 4/9 50/60",
        "4/7 3/6 70/90 50/60",
        "70/90 70/90 4/7 5/8",
        "70/90 70/90 6/8 3/9",
    )
    hidden = hide_grid(grid).cells
    between = places("Aa Ab Ac Ba Bb Cc Cd Dc Dd")
    assert between < hidden
    assert not Knowledge(shown_sums(grid, hide_grid(grid))).tells(agencies(grid, [("A", "c")]))
    bare = HiddenGrid(between, frozenset(), frozenset(), False)
    assert Knowledge(shown_sums(grid, bare)).tells(agencies(grid, [("A", "c")]))


def test_a_row_of_few_people_hides_its_total_and_another() -> None:
    grid = grid_of("1/2 2/3", "20/30 30/40", "50/60 60/70")
    found = hide_grid(grid)
    assert found.row_totals >= {"A"}
    assert len(found.row_totals) == 2
    assert not found.hides_grand_total


def test_a_table_of_few_people_shows_nothing() -> None:
    grid = grid_of("1/2 2/3")
    assert hide_grid(grid) == HiddenGrid(
        places("Aa Ab"), frozenset("A"), frozenset("ab"), hides_grand_total=True
    )


# ------------------------------------------------------------------ proved over small tables


def grids(most_lines: int, largest: int) -> st.SearchStrategy[Grid]:
    people = st.integers(0, largest) | st.integers(0, max(1, largest // 4))
    cell = people.flatmap(
        lambda n: st.builds(Indicator, st.integers(0, n) | st.sampled_from([0, n]), st.just(n))
    )
    sides = st.tuples(st.integers(1, most_lines), st.integers(1, most_lines))
    return sides.flatmap(
        lambda size: st.fixed_dictionaries(
            dict.fromkeys(product("ABCD"[: size[0]], "abcd"[: size[1]]), cell)
        )
    )


def agencies(grid: Grid, keys: list[tuple[str, str]]) -> list[AgencyCell]:
    return [
        AgencyCell("".join(key), *key, people=grid[key].people, good=grid[key].good) for key in keys
    ]


def totals(grid: Grid, found: HiddenGrid[str, str]) -> Iterator[list[tuple[str, str]]]:
    """The places of each total that is shown."""
    for row in dict.fromkeys(r for r, _ in grid):
        if row not in found.row_totals:
            yield [key for key in grid if key[0] == row]
    for column in dict.fromkeys(c for _, c in grid):
        if column not in found.column_totals:
            yield [key for key in grid if key[1] == column]
    if not found.hides_grand_total:
        yield list(grid)


def shown_sums(grid: Grid, found: HiddenGrid[str, str]) -> list[list[AgencyCell]]:
    return [
        agencies(grid, [key for key in total if key in found.cells])
        for total in totals(grid, found)
    ]


@given(grids(most_lines=4, largest=40))
@settings(max_examples=200, deadline=None)
def test_no_hidden_figure_follows_by_subtraction(grid: Grid) -> None:
    """The rank of the equations: a cell, or a sum of cells with few people, must not be in their span."""
    found = hide_grid(grid)
    knowledge = Knowledge(shown_sums(grid, found))
    hidden = agencies(grid, sorted(found.cells))
    for size in (1, 2, 3):
        for group in combinations(hidden, size):
            if size == 1 or sum(c.people for c in group) < 10:
                assert not knowledge.tells(group), [c.id for c in group]


@given(grids(most_lines=3, largest=3))
@settings(max_examples=200, deadline=None)
def test_no_hidden_figure_follows_from_its_bounds_either(grid: Grid) -> None:
    found = hide_grid(grid, threshold=3, homogeneous_below=4)
    hidden = sorted(found.cells)
    sums = [
        ([hidden.index(key) for key in total if key in found.cells], total)
        for total in totals(grid, found)
    ]
    known = [
        (where, sum(grid[key].good for key in total if key in found.cells)) for where, total in sums
    ]
    values: list[set[int]] = [set() for _ in hidden]
    for goods in product(*(range(grid[key].people + 1) for key in hidden)):
        if all(sum(goods[i] for i in where) == good for where, good in known):
            for place, good in enumerate(goods):
                values[place].add(good)
    assert all(len(one) > 1 for one in values), list(zip(hidden, values, strict=True))


@given(grids(most_lines=4, largest=60), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_what_must_be_hidden_is_hidden_whatever_the_order(grid: Grid, rng: random.Random) -> None:
    found = hide_grid(grid)
    for key, own in grid.items():
        if own.people == 0:
            assert key not in found.cells
        elif own.people < 10 or (own.good == 0 and own.people < 30):
            assert key in found.cells
    for total, is_hidden in (
        *((r, r in found.row_totals) for r in {row for row, _ in grid}),
        *((c, c in found.column_totals) for c in {column for _, column in grid}),
    ):
        people = sum(own.people for key, own in grid.items() if total in key)
        good = sum(own.good for key, own in grid.items() if total in key)
        if 0 < people < 10 or (0 < people < 30 and good == 0):
            assert is_hidden
    if not any(0 < own.people < 10 or (own.good == 0 < own.people < 30) for own in grid.values()):
        assert found.cells == frozenset()
    without_empty = [(key, own) for key, own in grid.items() if own.people]
    assert hide_grid(dict(rng.sample(without_empty, len(without_empty)))).cells == found.cells


@pytest.mark.parametrize("seed", range(3))
def test_a_real_table_takes_a_moment(seed: int) -> None:
    """38 provinces × 7 job levels."""
    rng = random.Random(seed)
    grid = {}
    for key in product((f"P{i}" for i in range(38)), (f"L{i}" for i in range(7))):
        people = int(rng.expovariate(1 / 60))
        grid[key] = Indicator(sum(rng.random() < 0.9 for _ in range(people)), people)
    found = hide_grid(grid)
    knowledge = Knowledge(shown_sums(grid, found))
    assert not [c.id for c in agencies(grid, sorted(found.cells)) if knowledge.tells([c])]
