from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

from neutrality_course.domain.indicator import Indicator
from neutrality_course.domain.significance import (
    adjusted_p,
    binomial_exact,
    discoveries,
    fisher_exact,
    mcnemar_exact,
    mcnemar_mid,
    people_needed,
)
from tests.domain.golden_cases import TOLERANCE, golden, golden_case

few = st.integers(1, 60).flatmap(lambda n: st.builds(Indicator, st.integers(0, n), st.just(n)))
many = st.integers(1, 3_000).flatmap(lambda n: st.builds(Indicator, st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("given", "expected"), golden("prepost_category"))
def test_mcnemar_of_the_golden_pairs(given: dict[str, Any], expected: dict[str, Any]) -> None:
    exact, mid = mcnemar_exact(given["b"], given["c"]), mcnemar_mid(given["b"], given["c"])
    assert exact == pytest.approx(expected["mcnemar_exact_p"], abs=TOLERANCE)
    if expected["mcnemar_midp"] is None:
        assert mid is None
    else:
        assert mid == pytest.approx(expected["mcnemar_midp"], abs=TOLERANCE)


@given(st.integers(0, 2_000), st.integers(0, 2_000))
@settings(deadline=None)
def test_mcnemar_agrees_with_statsmodels(gained: int, lost: int) -> None:
    oracle = mcnemar([[7, gained], [lost, 9]], exact=True).pvalue
    assert mcnemar_exact(gained, lost) == pytest.approx(oracle, abs=1e-9)
    if gained + lost:
        least, n = min(gained, lost), gained + lost
        middle = 2 * stats.binom.cdf(least, n, 0.5) - stats.binom.pmf(least, n, 0.5)
        assert mcnemar_mid(gained, lost) == pytest.approx(middle, abs=1e-9)


@given(few, many)
@settings(deadline=None)
def test_fishers_test_agrees_with_scipy(own: Indicator, rest: Indicator) -> None:
    table = [[own.good, own.people - own.good], [rest.good, rest.people - rest.good]]
    assert fisher_exact(own, rest) == pytest.approx(stats.fisher_exact(table)[1], abs=1e-9)


@pytest.mark.parametrize("good", [0, 2_000, 6_300, 6_425, 6_534, 6_650, 7_000])
def test_fishers_test_of_a_large_agency(good: int) -> None:
    own, rest = Indicator(good, 7_000), Indicator(933_500, 1_000_000)
    table = [[own.good, own.people - own.good], [rest.good, rest.people - rest.good]]
    assert fisher_exact(own, rest) == pytest.approx(stats.fisher_exact(table)[1], abs=1e-9)


def test_nobody_is_compared_with_nobody() -> None:
    nobody, some = Indicator(0, 0), Indicator(3, 4)
    assert fisher_exact(nobody, some) is fisher_exact(some, nobody) is None
    assert binomial_exact(nobody, 0.9) is None


@pytest.mark.parametrize(
    ("given", "expected"), golden("benchmark", "exact_binomial_two_sided_p_vs_fixed_0_9335")
)
def test_against_a_fixed_share(given: dict[str, Any], expected: dict[str, Any]) -> None:
    found = binomial_exact(Indicator(given["good"], given["n"]), 0.9335)
    oracle = expected["exact_binomial_two_sided_p_vs_fixed_0_9335"]
    assert found == pytest.approx(oracle, abs=TOLERANCE)


@given(many, st.floats(0.01, 0.99))
@settings(deadline=None, max_examples=50)
def test_a_fixed_share_agrees_with_scipy(own: Indicator, share: float) -> None:
    oracle = stats.binomtest(own.good, own.people, share).pvalue
    assert binomial_exact(own, share) == pytest.approx(oracle, abs=1e-9)


def test_many_agencies_at_once() -> None:
    given, expected = golden_case("E11")
    assert discoveries(given["p_values"], given["q"]) == expected["reject"]
    assert discoveries(given["p_values"][::-1], given["q"]) == expected["reject"][::-1]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
@settings(deadline=None)
def test_adjusted_ps_agree_with_statsmodels(p_values: list[float]) -> None:
    oracle = multipletests(p_values, method="fdr_bh")[1]
    assert adjusted_p(p_values) == pytest.approx(list(oracle), abs=1e-9)


def test_nothing_tested_is_nothing_found() -> None:
    assert adjusted_p([]) == discoveries([]) == []


@pytest.mark.parametrize(("given", "expected"), golden("benchmark", "n_required"))
def test_people_needed_to_see_a_difference(given: dict[str, Any], expected: dict[str, Any]) -> None:
    assert people_needed(given["p0"], given["p1"]) == expected["n_required"]
