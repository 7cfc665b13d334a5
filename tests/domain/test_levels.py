from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.levels import Cuts, least_points, level_of
from neutrality_course.domain.scoring import Score
from neutrality_course.domain.terms import ComprehensionLevel
from tests.domain.golden_cases import golden, golden_case

GOOD, FAIR, POOR = ComprehensionLevel.GOOD, ComprehensionLevel.FAIR, ComprehensionLevel.POOR

scores = st.integers(1, 3_000).flatmap(
    lambda possible: st.builds(Score, st.integers(0, possible), st.just(possible))
)
cut_pairs = (
    st.tuples(st.integers(1, 100), st.integers(1, 100))
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: Cuts(good=pair[1], fair=pair[0]))
)


@pytest.mark.parametrize(("given", "expected"), golden("category", "category"))
def test_levels_of_the_golden_scores(given: dict[str, Any], expected: dict[str, Any]) -> None:
    score = Score(points=given["correct"], possible=given["items"])
    cuts = Cuts(good=given["cut_baik"], fair=given["cut_cukup"])
    assert level_of(score, cuts) is ComprehensionLevel(expected["category"])


def test_a_cut_met_exactly_is_met() -> None:
    given, expected = golden_case("C11")
    score = Score(points=given["correct"], possible=given["items"])
    assert (score.points / score.possible * 100 >= given["cut"]) is expected["float_compare_passes"]
    is_good = level_of(score, Cuts(good=given["cut"])) is GOOD
    assert is_good is expected["integer_compare_passes"] is True


@given(scores, cut_pairs)
def test_levels_agree_with_exact_fractions(score: Score, cuts: Cuts) -> None:
    percent = Fraction(100 * score.points, score.possible)
    expected = GOOD if percent >= cuts.good else FAIR if percent >= cuts.fair else POOR
    assert level_of(score, cuts) is expected


@given(scores, cut_pairs)
def test_the_least_points_are_the_least(score: Score, cuts: Cuts) -> None:
    least = least_points(cuts.good, score.possible)
    assert level_of(Score(least, score.possible), cuts) is GOOD
    assert level_of(Score(least - 1, score.possible), cuts) is not GOOD


@pytest.mark.parametrize(
    ("cut", "possible", "points"),
    [(76, 30, 23), (76, 10, 8), (56, 10, 6), (56, 30, 17), (100, 7, 7)],
)
def test_a_cut_in_points(cut: int, possible: int, points: int) -> None:
    assert least_points(cut, possible) == points


def test_the_proposed_cuts() -> None:
    assert Cuts() == Cuts(good=76, fair=56)


@pytest.mark.parametrize(("good", "fair"), [(76, 0), (56, 56), (50, 60), (101, 56), (76, -1)])
def test_cuts_out_of_order_are_refused(good: int, fair: int) -> None:
    with pytest.raises(ValueError, match="cuts"):
        Cuts(good=good, fair=fair)


def test_a_score_out_of_nothing_has_no_level() -> None:
    with pytest.raises(ValueError, match="no points"):
        level_of(Score(points=0, possible=0), Cuts())
