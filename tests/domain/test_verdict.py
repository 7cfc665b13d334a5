from typing import Any

import pytest

from neutrality_course.domain.indicator import Indicator
from neutrality_course.domain.terms import Verdict
from neutrality_course.domain.verdict import verdict_against_rest
from tests.domain.golden_cases import golden

REST = Indicator(good=9_911, people=10_617)


@pytest.mark.parametrize(("given", "expected"), golden("benchmark", "verdict"))
def test_verdicts_of_the_golden_comparisons(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    own = Indicator(good=given["good"], people=given["n"])
    rest = Indicator(good=given["benchmark_good"], people=given["benchmark_n"])
    is_hidden = own.people < given["min_display"]
    assert verdict_against_rest(own, rest, is_hidden) is Verdict(expected["verdict"])


@pytest.mark.parametrize(
    ("own", "is_hidden", "verdict"),
    [
        (Indicator(0, 0), False, Verdict.NO_DATA),
        (Indicator(0, 0), True, Verdict.NO_DATA),
        (Indicator(10, 500), True, Verdict.HIDDEN),
        (Indicator(3, 9), True, Verdict.HIDDEN),
        (Indicator(0, 29), False, Verdict.TOO_FEW),
        (Indicator(0, 30), False, Verdict.BELOW),
        (Indicator(84, 100), False, Verdict.BELOW),
        (Indicator(27, 30), False, Verdict.EQUAL),
        (Indicator(500, 510), False, Verdict.ABOVE),
    ],
)
def test_the_first_that_applies(own: Indicator, is_hidden: bool, verdict: Verdict) -> None:
    assert verdict_against_rest(own, REST, is_hidden) is verdict


def test_an_only_agency_is_compared_with_nobody() -> None:
    assert verdict_against_rest(Indicator(80, 100), Indicator(0, 0), False) is Verdict.TOO_FEW
