from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from neutrality_course.domain.interval import agresti_min, clopper_pearson, newcombe, wilson
from tests.domain.golden_cases import TOLERANCE, golden

counts = st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("given", "expected"), golden("share_ci"))
def test_wilson_of_the_golden_shares(given: dict[str, Any], expected: dict[str, Any]) -> None:
    interval = wilson(given["good"], given["n"])
    if expected["wilson95"] is None:
        assert interval is None
    else:
        assert interval == pytest.approx(expected["wilson95"], abs=TOLERANCE)


@pytest.mark.parametrize(("given", "expected"), golden("share_ci"))
def test_clopper_pearson_of_the_golden_shares(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    interval = clopper_pearson(given["good"], given["n"], given["confidence"])
    if expected["clopper_pearson95"] is None:
        assert interval is None
    else:
        assert interval == pytest.approx(expected["clopper_pearson95"], abs=TOLERANCE)


@pytest.mark.parametrize(("given", "expected"), golden("benchmark", "wilson_lower"))
def test_ten_of_ten_ranks_below_ninety_five_of_a_hundred_by_the_lower_end(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    ends = [wilson(given[side]["good"], given[side]["n"]) for side in "ab"]
    assert [end and end.low for end in ends] == pytest.approx(
        expected["wilson_lower"], abs=TOLERANCE
    )


@pytest.mark.parametrize(("given", "expected"), golden("coverage", "wilson95_without_fpc"))
def test_volunteers_get_no_finite_population_correction(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    interval = wilson(given["good"], given["n"])
    assert interval == pytest.approx(expected["wilson95_without_fpc"], abs=TOLERANCE)


@pytest.mark.parametrize(("given", "expected"), golden("benchmark", "newcombe95"))
def test_newcombe_of_the_golden_comparisons(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    interval = newcombe(given["good"], given["n"], given["benchmark_good"], given["benchmark_n"])
    assert interval == pytest.approx(expected["newcombe95"], abs=TOLERANCE)


@pytest.mark.parametrize(("given", "expected"), golden("prepost_category"))
def test_agresti_min_of_the_golden_changes(given: dict[str, Any], expected: dict[str, Any]) -> None:
    interval = agresti_min(given["b"], given["c"], sum(given.values()))
    assert interval == pytest.approx(expected["agresti_min95"], abs=TOLERANCE)


@given(counts)
@settings(deadline=None)
def test_wilson_agrees_with_statsmodels(count: tuple[int, int]) -> None:
    good, n = count
    assert wilson(good, n) == pytest.approx(proportion_confint(good, n, method="wilson"), abs=1e-9)


@given(counts)
@settings(deadline=None)
def test_clopper_pearson_agrees_with_statsmodels(count: tuple[int, int]) -> None:
    oracle = proportion_confint(*count, method="beta")
    assert clopper_pearson(*count) == pytest.approx(oracle, abs=1e-9)


@given(counts, counts)
@settings(deadline=None)
def test_newcombe_agrees_with_statsmodels(first: tuple[int, int], second: tuple[int, int]) -> None:
    oracle = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert newcombe(*first, *second) == pytest.approx(oracle, abs=1e-9)


@given(counts)
def test_wilson_holds_the_share_and_stays_a_share(count: tuple[int, int]) -> None:
    good, n = count
    interval = wilson(good, n)
    assert interval is not None
    assert 0 <= interval.low <= good / n <= interval.high <= 1
    assert (interval.low == 0) == (good == 0)
    assert (interval.high == 1) == (good == n)


@given(counts, counts)
def test_newcombe_turns_round_with_its_sides(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    assume(first != second)
    there, back = newcombe(*first, *second), newcombe(*second, *first)
    assert there is not None
    assert back is not None
    assert there == pytest.approx((-back.high, -back.low), abs=1e-12)


def test_without_people_there_is_no_interval() -> None:
    assert wilson(0, 0) is None
    assert newcombe(0, 0, 9, 10) is None
    assert newcombe(9, 10, 0, 0) is None
    assert agresti_min(0, 0, 0) is None


def test_none_and_all_are_exact_ends() -> None:
    none, every = wilson(0, 10), wilson(10, 10)
    assert none is not None
    assert every is not None
    assert none.low == 0.0
    assert every.high == 1.0
    assert none.high == pytest.approx(1 - every.low, abs=1e-12)
