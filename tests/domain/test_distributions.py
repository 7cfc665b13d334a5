"""The distributions, held against scipy."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from neutrality_course.domain.distributions import (
    beta_quantile,
    binomial_at_least,
    binomial_at_most,
    binomial_probability,
    regularized_beta,
    student_quantile,
    student_two_tails,
)
from tests.domain.golden_cases import golden

shapes = st.floats(0.5, 5_000)
trials = st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
shares = st.floats(0.001, 0.999)


@given(shapes, shapes, st.floats(0, 1))
@settings(deadline=None)
def test_the_incomplete_beta(a: float, b: float, x: float) -> None:
    assert regularized_beta(a, b, x) == pytest.approx(special.betainc(a, b, x), abs=1e-9)


@given(trials, shares)
@settings(deadline=None)
def test_the_binomial_distribution(trial: tuple[int, int], p: float) -> None:
    k, n = trial
    assert binomial_at_most(k, n, p) == pytest.approx(stats.binom.cdf(k, n, p), abs=1e-9)
    assert binomial_at_least(k, n, p) == pytest.approx(stats.binom.sf(k - 1, n, p), abs=1e-9)
    assert binomial_probability(k, n, p) == pytest.approx(stats.binom.pmf(k, n, p), abs=1e-9)


@given(st.floats(0.5, 0.9999), st.floats(1, 100_000))
@settings(deadline=None)
def test_students_quantile(confidence: float, df: float) -> None:
    oracle = stats.t.ppf((1 + confidence) / 2, df)
    assert student_quantile(confidence, df) == pytest.approx(oracle, rel=1e-9)
    assert student_two_tails(oracle, df) == pytest.approx(1 - confidence, abs=1e-9)
    assert student_two_tails(-oracle, df) == student_two_tails(oracle, df)


@given(st.floats(0.001, 0.999), st.floats(1, 500), st.floats(1, 500))
@settings(deadline=None)
def test_the_quantile_of_the_beta(share: float, a: float, b: float) -> None:
    assert beta_quantile(share, a, b) == pytest.approx(special.betaincinv(a, b, share), abs=1e-9)


def test_the_ends() -> None:
    assert (regularized_beta(2, 3, 0), regularized_beta(2, 3, 1)) == (0.0, 1.0)
    assert [binomial_at_most(k, 5, 0.5) for k in (-1, 5, 6)] == [0.0, 1.0, 1.0]
    assert [binomial_at_least(k, 5, 0.5) for k in (-1, 0, 6)] == [1.0, 1.0, 0.0]
    assert [binomial_probability(k, 5, 0.5) for k in (-1, 6)] == [0.0, 0.0]
    assert [binomial_probability(k, 5, 1) for k in (4, 5)] == [0.0, 1.0]
    assert [binomial_probability(k, 5, 0) for k in (0, 1)] == [1.0, 0.0]


@pytest.mark.parametrize(("given", "expected"), golden("attempts", "probability"))
def test_reaching_a_cut_by_guessing(given: dict[str, Any], expected: dict[str, Any]) -> None:
    chance = binomial_at_least(given["needed"], given["items"], 1 / given["options"])
    assert chance == pytest.approx(expected["probability"], abs=1e-8)


@pytest.mark.parametrize(("given", "expected"), golden("attempts", "best_of_m_pass_probability"))
def test_the_best_of_several_tries_flatters(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    """Why the first attempt counts."""
    chance = binomial_at_least(1, given["tries"], given["pass_probability_per_try"])
    assert chance == pytest.approx(expected["best_of_m_pass_probability"], abs=1e-9)
