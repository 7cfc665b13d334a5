from typing import Any

import pytest

from neutrality_course.domain.benchmark import (
    SURVEY,
    SURVEY_EFFECTIVE_PEOPLE,
    difference_from_survey,
    self_rated,
    verdict_against_survey,
)
from neutrality_course.domain.indicator import Indicator
from neutrality_course.domain.interval import wilson
from neutrality_course.domain.terms import SelfRating, Verdict
from tests.domain.golden_cases import TOLERANCE, golden

ROUNDED = 3e-6
"""The golden ends were computed with 1536,58 people, before rounding; contract.md says 1,537 everywhere."""


@pytest.mark.parametrize(("given", "expected"), golden("benchmark", "verdict_at_effective_n"))
def test_golden_shares_beside_the_survey(given: dict[str, Any], expected: dict[str, Any]) -> None:
    own = Indicator(given["good"], given["n"])
    assert Indicator(given["benchmark_good"], given["benchmark_n"]) == SURVEY
    assert (own.share or 0) - (SURVEY.share or 0) == pytest.approx(expected["diff"], abs=TOLERANCE)
    assert difference_from_survey(own) == pytest.approx(
        expected["newcombe95_benchmark_at_effective_n"], abs=ROUNDED
    )
    verdict = verdict_against_survey(own, is_hidden=own.people < given["min_display"])
    assert verdict is Verdict(expected["verdict_at_effective_n"])


@pytest.mark.parametrize(
    ("own", "is_hidden", "verdict"),
    [
        (Indicator(0, 0), True, Verdict.NO_DATA),
        (Indicator(0, 0), False, Verdict.NO_DATA),
        (Indicator(90, 100), True, Verdict.HIDDEN),
        (Indicator(0, 29), False, Verdict.TOO_FEW),
        (Indicator(0, 30), False, Verdict.BELOW),
        (Indicator(94, 100), False, Verdict.EQUAL),
    ],
)
def test_the_first_that_applies(own: Indicator, is_hidden: bool, verdict: Verdict) -> None:
    assert verdict_against_survey(own, is_hidden) is verdict


def test_the_survey_is_as_exact_as_it_says() -> None:
    """Its own error at the effective n: 91,99 to 94,49 (measurement.md section 3)."""
    interval = wilson((SURVEY.share or 0) * SURVEY_EFFECTIVE_PEOPLE, SURVEY_EFFECTIVE_PEOPLE)
    assert interval == pytest.approx((0.9199, 0.9449), abs=0.00005)


def test_the_first_two_ratings_count_as_good() -> None:
    very_good, good, fair, poor = SelfRating
    assert self_rated({very_good: 3, good: 4, fair: 2, poor: 1}) == Indicator(7, 10)
    assert self_rated({fair: 2}) == Indicator(0, 2)
    assert self_rated({}) == Indicator(0, 0)
    assert [rating.value for rating in SelfRating] == ["sangat baik", "baik", "cukup", "kurang"]
