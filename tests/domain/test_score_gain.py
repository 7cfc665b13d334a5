from statistics import fmean, stdev
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.weightstats import DescrStatsW

from neutrality_course.domain.gain import GainSums, PairedChange
from neutrality_course.domain.interval import Interval
from neutrality_course.domain.score_gain import (
    BalancedGain,
    GainBand,
    ScoreSums,
    balanced_gains,
    class_gain,
    effect_dav,
    effect_dz,
    gain_band,
    gain_interval,
    gain_p,
    gain_t,
    hedges,
    paired_scores,
    score_sums,
)
from neutrality_course.domain.scoring import Score
from tests.domain.golden_cases import TOLERANCE, golden_case

points = st.integers(0, 30)
pair_lists = st.lists(st.tuples(points, points), min_size=2, max_size=60)


def pairs_of(before: list[int], after: list[int], possible: int) -> list[tuple[Score, Score]]:
    return [(Score(a, possible), Score(b, possible)) for a, b in zip(before, after, strict=True)]


def test_the_golden_gain() -> None:
    given, expected = golden_case("G05")
    scores = paired_scores(pairs_of(given["pre"], given["post"], given["max"]))
    gain, size = scores.gain, effect_dav(scores)
    interval = gain_interval(gain)
    assert size is not None
    assert interval is not None
    found: dict[str, Any] = {
        "mean_pre": 100 * (scores.before.mean or 0),
        "mean_post": 100 * (scores.after.mean or 0),
        "mean_gain": 100 * (gain.mean or 0),
        "sd_gain": 100 * (gain.sd or 0),
        "t": gain_t(gain),
        "df": gain.pairs - 1,
        "p": gain_p(gain),
        "cohen_dz": effect_dz(gain),
        "cohen_dav": size,
        "hedges_gav": hedges(size, gain.pairs),
        "hake_g_class": class_gain(scores.before, scores.after),
    }
    assert found == pytest.approx({key: expected[key] for key in found}, abs=TOLERANCE)
    assert (100 * interval.low, 100 * interval.high) == pytest.approx(
        expected["gain_ci95"], abs=TOLERANCE * 10
    )


def test_the_class_gain_is_not_the_mean_of_single_gains() -> None:
    given, expected = golden_case("G05")
    single = [class_gain(*map(one, pair)) for pair in zip(given["pre"], given["post"], strict=True)]
    assert single == pytest.approx(expected["hake_g_individual"], abs=TOLERANCE)
    assert fmean(g or 0 for g in single) == pytest.approx(
        expected["hake_g_mean_of_individual"], abs=TOLERANCE
    )
    assert expected["hake_g_mean_of_individual"] != pytest.approx(
        expected["hake_g_class"], abs=0.01
    )


def one(percent: int) -> ScoreSums:
    return score_sums([Score(percent, 100)])


@given(pair_lists)
@settings(deadline=None)
def test_gains_agree_with_scipy_and_statsmodels(pairs: list[tuple[int, int]]) -> None:
    gains = [(after - before) / 30 for before, after in pairs]
    assume(len(set(gains)) > 1)
    scores = paired_scores((Score(before, 30), Score(after, 30)) for before, after in pairs)
    oracle = stats.ttest_rel([b for _, b in pairs], [a for a, _ in pairs])
    assert gain_t(scores.gain) == pytest.approx(oracle.statistic, rel=1e-9, abs=1e-9)
    assert gain_p(scores.gain) == pytest.approx(oracle.pvalue, abs=1e-9)
    assert gain_interval(scores.gain) == pytest.approx(DescrStatsW(gains).tconfint_mean(), abs=1e-9)
    assert effect_dz(scores.gain) == pytest.approx(fmean(gains) / stdev(gains), abs=1e-9)
    spread = [stdev(side) / 30 for side in zip(*pairs, strict=True)]
    assert (scores.before.sd, scores.after.sd) == pytest.approx(spread, abs=1e-9)
    if any(spread):
        assert effect_dav(scores) == pytest.approx(fmean(gains) / fmean(spread), abs=1e-9)


@pytest.mark.parametrize(
    ("gain", "band"),
    [
        (-0.2, GainBand.LOW),
        (0.29, GainBand.LOW),
        (0.3, GainBand.MEDIUM),
        (0.69, GainBand.MEDIUM),
        (0.7, GainBand.HIGH),
        (1.0, GainBand.HIGH),
    ],
)
def test_hakes_bands(gain: float, band: GainBand) -> None:
    assert gain_band(gain) is band


def test_what_cannot_be_computed_is_nothing() -> None:
    nobody, single = paired_scores([]), paired_scores(pairs_of([5], [8], 10))
    assert nobody.before == score_sums([]) == ScoreSums(0, 0, 0, 0)
    for scores in (nobody, single):
        figures = (effect_dz, gain_t, gain_p, gain_interval)
        assert [figure(scores.gain) for figure in figures] == [None] * 4
        assert effect_dav(scores) is scores.before.sd is None
    assert class_gain(nobody.before, nobody.after) is None
    assert class_gain(one(100), one(90)) is None
    assert class_gain(one(40), one(40)) == 0
    alike = paired_scores(pairs_of([5, 5], [8, 8], 10))
    assert effect_dz(alike.gain) is effect_dav(alike) is None
    assert gain_interval(alike.gain) == pytest.approx((0.3, 0.3))


def gains_of(gains: list[int], scale: int = 100) -> GainSums:
    return GainSums(len(gains), sum(gains), sum(g * g for g in gains), scale * len(gains))


def test_each_order_weighs_the_same() -> None:
    _, expected = golden_case("G10")
    by_order = {"AB": gains_of([28, 30, 31, 31]), "BA": gains_of([9, 11])}
    balanced = balanced_gains(by_order)
    assert balanced.mean == pytest.approx(expected["gain_balanced"] / 100, abs=1e-12)
    assert balanced.pairs == 6


@given(
    st.lists(st.integers(-100, 100), min_size=2, max_size=40),
    st.lists(st.integers(-100, 100), min_size=2, max_size=40),
)
@settings(deadline=None)
def test_the_balanced_interval_is_welchs(one: list[int], two: list[int]) -> None:
    """The mean of two orders is half the difference between one and the other turned round."""
    assume(len(set(one)) > 1 and len(set(two)) > 1)
    balanced = balanced_gains({"AB": gains_of(one), "BA": gains_of(two)})
    oracle = stats.ttest_ind(one, [-gain for gain in two], equal_var=False)
    ends = oracle.confidence_interval(0.95)
    assert balanced.interval == pytest.approx((ends.low / 200, ends.high / 200), abs=1e-9)


def test_an_order_of_one_pair_leaves_no_interval_and_an_empty_one_is_left_out() -> None:
    pair, none = gains_of([20]), gains_of([])
    two = gains_of([10, 30])
    alone = balanced_gains({"AB": two, "BA": none})
    assert (alone.pairs, alone.mean) == (2, 0.2)
    assert alone.interval == pytest.approx(gain_interval(two), abs=1e-9)
    assert balanced_gains({"AB": two, "BA": pair}) == BalancedGain(3, 0.2, None)
    assert balanced_gains({"AB": none}) == balanced_gains({}) == BalancedGain(0, None, None)
    same = gains_of([20, 20])
    assert balanced_gains({"AB": same, "BA": same}) == BalancedGain(4, 0.2, Interval(0.2, 0.2))


def test_changes_of_level_are_balanced_like_scores() -> None:
    by_order = {"AB": PairedChange(3, 5, 1, 1), "BA": PairedChange(10, 2, 6, 2)}
    balanced = balanced_gains({order: change.as_gains for order, change in by_order.items()})
    assert balanced.mean == pytest.approx((0.4 - 0.2) / 2, abs=1e-12)
    assert balanced.pairs == 30
    assert by_order["AB"].as_gains.mean == by_order["AB"].change
