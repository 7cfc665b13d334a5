from typing import Any

import pytest

from neutrality_course.domain.indicator import (
    Indicator,
    Stratum,
    coverage,
    pool,
    post_stratified,
    worst_case,
)
from neutrality_course.domain.levels import Cuts, level_of
from neutrality_course.domain.numbers import round_percent
from neutrality_course.domain.scoring import Score
from neutrality_course.domain.terms import ComprehensionLevel
from tests.domain.golden_cases import TOLERANCE, golden, golden_case


@pytest.mark.parametrize(("given", "expected"), golden("share_ci"))
def test_share_of_the_golden_counts(given: dict[str, Any], expected: dict[str, Any]) -> None:
    indicator = Indicator(good=given["good"], people=given["n"])
    if expected["share"] is None:
        assert indicator.share is None
        assert indicator.percent is None
    else:
        assert indicator.share == pytest.approx(expected["share"], abs=TOLERANCE)
        assert indicator.percent == pytest.approx(100 * expected["share"], abs=100 * TOLERANCE)


def test_pooling_is_over_people_and_not_the_mean_of_means() -> None:
    given, expected = golden_case("B01")
    agencies = [Indicator(good=a["good"], people=a["n"]) for a in given["agencies"]]
    pooled = pool(agencies)
    assert pooled == Indicator(good=459, people=610)
    assert pooled.share == pytest.approx(expected["pooled_share"], abs=TOLERANCE)
    assert round_percent(pooled.good, pooled.people) == expected["pooled_percent_2dp"]
    assert pooled.share != pytest.approx(expected["mean_of_agency_means"], abs=0.01)


def strata(agencies: list[dict[str, int]]) -> list[Stratum]:
    return [Stratum(Indicator(a["good"], a["n"]), a["eligible_N"]) for a in agencies]


def test_weighting_by_staff_gives_large_agencies_their_weight() -> None:
    given, expected = golden_case("B01")
    weighted = post_stratified(strata(given["agencies"]))
    assert weighted.share == pytest.approx(expected["post_stratified_share"], abs=TOLERANCE)
    assert (weighted.staff, weighted.agencies, weighted.left_out) == (2_000, 3, 0)
    assert weighted.coverage == 1


def test_what_cannot_be_weighed_is_left_out_and_told() -> None:
    given, _ = golden_case("B01")
    whole = strata(given["agencies"])
    weighted = post_stratified(
        [
            *whole,
            Stratum(Indicator(0, 0), 500),
            Stratum(Indicator(7, 9), 0),
            Stratum(Indicator(3, 4), 1_500, is_hidden=True),
        ]
    )
    assert weighted.share == post_stratified(whole).share
    assert (weighted.staff, weighted.staff_of_all) == (2_000, 4_000)
    assert (weighted.agencies, weighted.left_out, weighted.coverage) == (3, 3, 0.5)


def test_an_agency_weighs_at_least_its_respondents() -> None:
    weighted = post_stratified([Stratum(Indicator(30, 40), 10), Stratum(Indicator(0, 20), 60)])
    assert (weighted.share, weighted.staff) == (0.3, 100)


def test_without_a_known_staff_count_there_is_no_weighted_share() -> None:
    weighted = post_stratified([Stratum(Indicator(7, 9), 0), Stratum(Indicator(0, 0), 0)])
    assert weighted.share is weighted.coverage is None
    assert (weighted.agencies, weighted.left_out) == (0, 2)
    assert post_stratified([]).share is None


def test_the_share_at_good_is_not_the_mean_score() -> None:
    given, expected = golden_case("B03")
    cuts = Cuts(good=given["cut"])
    levels = [level_of(Score(points=s, possible=100), cuts) for s in given["scores"]]
    indicator = Indicator(good=levels.count(ComprehensionLevel.GOOD), people=len(levels))
    assert indicator.share == pytest.approx(expected["share_good"], abs=TOLERANCE)
    assert round_percent(indicator.good, indicator.people) == expected["percent_2dp"]


@pytest.mark.parametrize(("given", "expected"), golden("coverage"))
def test_coverage_and_worst_case(given: dict[str, Any], expected: dict[str, Any]) -> None:
    own = Indicator(good=given["good"], people=given["n"])
    target = given["eligible_N"]
    assert coverage(own.people, target) == pytest.approx(expected["coverage"], abs=TOLERANCE)
    assert worst_case(own, target) == pytest.approx(
        expected["bounds_all_missing_bad_to_all_good"], abs=TOLERANCE
    )


def test_where_nobody_was_meant_there_is_no_coverage() -> None:
    assert coverage(0, 0) is None
    assert worst_case(Indicator(good=0, people=0), 0) is None


def test_nobody_pools_to_nothing() -> None:
    assert pool([]) == Indicator(good=0, people=0)
    assert pool([]).share is None


@pytest.mark.parametrize(("good", "people"), [(-1, 5), (6, 5), (0, -1)])
def test_impossible_counts_are_refused(good: int, people: int) -> None:
    with pytest.raises(ValueError, match="people"):
        Indicator(good=good, people=people)
