import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from neutrality_course.domain.funnel import (
    ALARM,
    WARNING,
    FunnelFlag,
    funnel_limits,
    place_in,
)
from neutrality_course.domain.indicator import Indicator
from tests.domain.golden_cases import golden_case

SHARE_90 = Indicator(90_000, 100_000)


def funnel_flag(own: Indicator, national: Indicator) -> FunnelFlag | None:
    return place_in(funnel_limits(national, own.people), own.share)


@given(st.integers(1, 99_999), st.integers(1, 400), st.data())
@settings(deadline=None)
def test_an_agency_lies_outside_exactly_when_its_tail_is_too_unlikely(
    good: int, people: int, data: st.DataObject
) -> None:
    national = Indicator(good, 100_000)
    own = Indicator(data.draw(st.integers(0, people)), people)
    share = good / 100_000
    below = float(stats.binom.cdf(own.good, people, share))
    above = float(stats.binom.sf(own.good - 1, people, share))
    limits = funnel_limits(national, people)
    assert limits is not None
    assert own.share is not None
    for confidence, interval in ((WARNING, limits.warning), (ALARM, limits.alarm)):
        tail = (1 - confidence) / 2
        if min(abs(below - tail), abs(above - tail)) > 1e-9:
            assert (own.share < interval.low) == (below < tail)
            assert (own.share > interval.high) == (above < tail)


@pytest.mark.parametrize(
    ("good", "flag"),
    [
        (70, FunnelFlag.BELOW_ALARM),
        (79, FunnelFlag.BELOW_ALARM),
        (80, FunnelFlag.BELOW_WARNING),
        (83, FunnelFlag.BELOW_WARNING),
        (84, FunnelFlag.INSIDE),
        (90, FunnelFlag.INSIDE),
        (95, FunnelFlag.INSIDE),
        (96, FunnelFlag.ABOVE_WARNING),
        (98, FunnelFlag.ABOVE_WARNING),
        (99, FunnelFlag.ABOVE_ALARM),
        (100, FunnelFlag.ABOVE_ALARM),
    ],
)
def test_where_an_agency_of_a_hundred_lies(good: int, flag: FunnelFlag) -> None:
    below, above = stats.binom.cdf(good, 100, 0.9), stats.binom.sf(good - 1, 100, 0.9)
    tails = {FunnelFlag.BELOW_ALARM: below < 0.001, FunnelFlag.ABOVE_ALARM: above < 0.001}
    assert tails.get(flag, True)
    assert funnel_flag(Indicator(good, 100), SHARE_90) is flag


def test_the_funnel_narrows_and_holds_the_national_share() -> None:
    widths = []
    for people in (10, 100, 1_000, 10_000):
        limits = funnel_limits(SHARE_90, people)
        assert limits is not None
        assert 0 <= limits.alarm.low <= limits.warning.low < 0.9
        assert 0.9 < limits.warning.high <= limits.alarm.high <= 1
        widths.append(limits.alarm.high - limits.alarm.low)
    assert widths == sorted(widths, reverse=True)


def test_large_funnels_are_the_normal_ones() -> None:
    limits = funnel_limits(SHARE_90, 90_000)
    assert limits is not None
    sd = (0.9 * 0.1 / 90_000) ** 0.5
    assert limits.warning == pytest.approx((0.9 - 1.96 * sd, 0.9 + 1.96 * sd), abs=2e-5)
    assert limits.alarm == pytest.approx((0.9 - 3.09 * sd, 0.9 + 3.09 * sd), abs=2e-5)


def test_without_people_there_is_no_funnel() -> None:
    nobody = Indicator(0, 0)
    assert funnel_limits(nobody, 10) is funnel_limits(SHARE_90, 0) is None
    assert funnel_flag(nobody, SHARE_90) is funnel_flag(Indicator(1, 2), nobody) is None


@pytest.mark.parametrize("good", [0, 50])
def test_where_all_or_none_are_good_only_they_are_inside(good: int) -> None:
    national = Indicator(good, 50)
    assert funnel_flag(Indicator(good and 10, 10), national) is FunnelFlag.INSIDE
    odd = funnel_flag(Indicator(9 if good else 1, 10), national)
    assert odd is (FunnelFlag.BELOW_ALARM if good else FunnelFlag.ABOVE_ALARM)


def test_wide_limits_leave_few_false_flags() -> None:
    given, expected = golden_case("E10")
    agencies = given["agencies"]
    assert agencies * (1 - WARNING) == pytest.approx(expected["expected_false_flags"], abs=1e-9)
    assert agencies * (1 - ALARM) == pytest.approx(expected["at_0.002"], abs=1e-9)
