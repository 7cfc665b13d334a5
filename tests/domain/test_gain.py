from statistics import mean, stdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.gain import (
    GainSums,
    PairedChange,
    balanced_gain,
    pool_changes,
    shares_by_form,
)
from neutrality_course.domain.indicator import Indicator
from neutrality_course.domain.numbers import display_change
from neutrality_course.domain.terms import ComprehensionLevel, Phase
from tests.domain.golden_cases import TOLERANCE, golden, golden_case

NO_PAIRS = PairedChange(both=0, gained=0, lost=0, neither=0)


def gain_sums(gains: list[int], scale: int = 1) -> GainSums:
    return GainSums(
        pairs=len(gains),
        total=sum(gains),
        squares=sum(gain**2 for gain in gains),
        scale=scale * len(gains),
    )


@pytest.mark.parametrize(("given", "expected"), golden("prepost_category"))
def test_changes_of_level_of_the_golden_pairs(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    change = PairedChange(both=given["a"], gained=given["b"], lost=given["c"], neither=given["d"])
    assert change.n == expected["n_pairs"]
    assert change.pre.share == pytest.approx(expected["pre_share"], abs=TOLERANCE)
    assert change.post.share == pytest.approx(expected["post_share"], abs=TOLERANCE)
    assert change.change == pytest.approx(expected["change"], abs=TOLERANCE)
    assert change.percent_change == pytest.approx(100 * expected["change"], abs=TOLERANCE)


def test_without_pairs_there_is_no_change() -> None:
    _, expected = golden_case("G09")
    assert NO_PAIRS.n == expected["n_pairs"]
    assert NO_PAIRS.change is NO_PAIRS.percent_change is NO_PAIRS.pre.share is None
    assert gain_sums([]).mean is gain_sums([]).sd is expected["gain"] is None
    assert display_change(0, NO_PAIRS.n) == expected["display"]


def test_mean_gain_and_deviation() -> None:
    given, expected = golden_case("G05")
    gains = [post - pre for pre, post in zip(given["pre"], given["post"], strict=True)]
    assert gain_sums(gains).mean == pytest.approx(expected["mean_gain"], abs=TOLERANCE)
    assert gain_sums(gains).sd == pytest.approx(expected["sd_gain"], abs=TOLERANCE)


def test_the_gain_is_over_pairs_alone() -> None:
    given, expected = golden_case("G07")
    both = given["pre"].keys() & given["post"].keys()
    sums = gain_sums([given["post"][person] - given["pre"][person] for person in both])
    assert sums.pairs == expected["n_pairs"]
    assert sums.mean == pytest.approx(expected["paired_gain"], abs=TOLERANCE)
    assert sums.mean != pytest.approx(expected["unmatched_difference"], abs=1)


def test_crossed_forms_take_form_difficulty_out_of_the_gain() -> None:
    given, expected = golden_case("G10")
    one, two = given["group1"], given["group2"]
    by_order = {"AB": one["post_B"] - one["pre_A"], "BA": two["post_A"] - two["pre_B"]}
    assert by_order == {"AB": expected["gain_group1"], "BA": expected["gain_group2"]}
    assert balanced_gain(by_order) == expected["gain_balanced"]


def test_orders_without_pairs_are_left_out_of_the_balance() -> None:
    assert balanced_gain({"AB": 0.25, "BA": None}) == 0.25
    assert balanced_gain({"AB": None, "BA": None}) is None
    assert balanced_gain({}) is None


@given(st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=60))
def test_the_deviation_is_that_of_the_single_gains(gains: list[int]) -> None:
    sums = gain_sums(gains, scale=100)
    shares = [gain / 100 for gain in gains]
    assert sums.mean == pytest.approx(mean(shares), abs=1e-9)
    assert sums.sd == pytest.approx(stdev(shares), abs=1e-9)


def test_one_pair_has_no_deviation() -> None:
    assert gain_sums([20]).mean == 20
    assert gain_sums([20]).sd is None


def test_pairs_are_pooled_over_people() -> None:
    pooled = pool_changes([PairedChange(60, 21, 4, 15), PairedChange(10, 0, 0, 5), NO_PAIRS])
    assert pooled == PairedChange(both=70, gained=21, lost=4, neither=20)
    assert pooled.pre == Indicator(good=74, people=115)
    assert pooled.post == Indicator(good=91, people=115)
    assert pool_changes([]) == NO_PAIRS


def test_the_share_of_each_form_before_and_after() -> None:
    good, fair, poor = ComprehensionLevel
    before, after = Phase.PRE_TEST, Phase.POST_TEST
    results = [("A", before, fair), ("B", after, good), ("A", before, good), ("A", after, poor)]
    assert shares_by_form(results) == {
        ("A", after): Indicator(0, 1),
        ("A", before): Indicator(1, 2),
        ("B", after): Indicator(1, 1),
    }
    assert shares_by_form([]) == {}


def test_a_change_is_a_gain_of_one_none_or_minus_one() -> None:
    change = PairedChange(both=3, gained=5, lost=1, neither=1)
    assert change.as_gains == gain_sums([1] * 5 + [-1] + [0] * 4)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        PairedChange(both=1, gained=-1, lost=0, neither=0)
