"""No hidden agency's change follows, in either test, nor does the result of the few without a test before."""

from collections import defaultdict
from dataclasses import replace
from random import Random

import pytest

from neutrality_course.domain.change_hiding import PairedCell, hide_changes
from neutrality_course.domain.disclosure import AgencyCell, Hidden, hide_agencies


def cell(code: str, people: int, good: int, pre: int, kind: str = "kota") -> PairedCell:
    return PairedCell(code, kind, "Bali", people, good, people, pre, good)


def hidden_figures(cells: list[PairedCell]) -> Hidden:
    return hide_agencies([AgencyCell(c.id, c.kind, c.province, c.people, c.good) for c in cells])


def hidden_changes(cells: list[PairedCell]) -> Hidden:
    return hide_changes(cells, hidden_figures(cells))


def test_when_none_of_the_hidden_was_good_before_another_is_hidden_with_them() -> None:
    """The total less the shown would say that all eleven were not: one of them alone in his agency."""
    cells = [
        cell("a", 1, 1, 0),
        cell("b", 5, 3, 0),
        cell("c", 5, 4, 0),
        cell("d", 31, 20, 3),
        cell("e", 100, 80, 19),
    ]
    assert hidden_figures(cells).agencies == {"a", "b", "c"}
    found = hidden_changes(cells)
    assert (found.agencies, found.totals) == ({"a", "b", "c", "d"}, frozenset())


def test_a_shown_agency_may_have_had_nobody_good_before() -> None:
    cells = [cell("a", 12, 9, 0), cell("b", 40, 30, 8)]
    assert hidden_changes(cells) == Hidden(frozenset(), frozenset())


def test_where_nobody_was_good_before_the_total_says_so_of_everybody() -> None:
    cells = [cell("a", 3, 2, 0), cell("b", 12, 9, 0), cell("c", 40, 30, 0)]
    assert hidden_changes(cells) == hidden_figures(cells)


def test_the_few_without_a_test_before_do_not_follow_from_the_pairs() -> None:
    """14 of 44 are good, 13 of the 41 pairs: so one of the other three."""
    cells = [
        replace(cell("a", 44, 14, 5), pairs=41, post_good=13),
        replace(cell("b", 90, 60, 9), pairs=60, post_good=40),
        cell("c", 70, 50, 12),
    ]
    assert hidden_figures(cells).agencies == frozenset()
    found = hidden_changes(cells)
    assert found.agencies == {"a", "b"}, "b's thirty keep the secret of a's three"
    assert found.totals == frozenset()


@pytest.mark.parametrize("seed", range(40))
def test_what_is_left_of_a_shown_total_keeps_its_secret_in_both_tests(seed: int) -> None:
    draw = Random(seed)
    cells = []
    for number in range(draw.randint(2, 30)):
        people = draw.choice([0, 1, 4, 8, 12, 25, 40])
        good = sum(draw.random() < 0.7 for _ in range(people))
        pre = sum(draw.random() < 0.1 for _ in range(people))
        pairs = people if draw.random() < 0.8 else draw.randint(0, people)
        post = min(good, pairs)
        kind, province = draw.choice(["kota", "kabupaten"]), draw.choice(["Bali", "Aceh"])
        cells.append(
            PairedCell(f"{number:02}", kind, province, people, good, pairs, min(pre, pairs), post)
        )
    before = hidden_figures(cells)
    found = hide_changes(cells, before)
    assert found.agencies >= before.agencies
    assert found.totals >= before.totals
    assert all(c.pairs == 0 or c.pairs >= 10 for c in cells if c.id not in found.agencies)
    left: dict[tuple[str, str], list[PairedCell]] = defaultdict(list)
    for c in cells:
        if c.id in found.agencies and c.pairs:
            left[c.kind, c.province].append(c)
    for place, own in left.items():
        if place in found.totals:
            continue
        pairs = sum(c.pairs for c in own)
        assert len(own) > 1
        assert pairs >= 10
        if any(c.pre_good for c in cells):
            assert 0 < sum(c.pre_good for c in own) < pairs
