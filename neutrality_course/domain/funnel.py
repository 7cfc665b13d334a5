"""The funnel: how far an agency's share may lie from the national one by luck alone, by its people.

Exact binomial limits with Spiegelhalter's interpolation (Statistics in Medicine 2005, 24:1185-1202, appendix
A.1.1), not normal ones: near 93% a normal limit flags too many small agencies below and none above.
"""

from dataclasses import dataclass
from enum import StrEnum

from .distributions import binomial_at_most
from .indicator import Indicator
from .interval import Interval

WARNING = 0.95
ALARM = 0.998
"""The share of agencies as good as all others that stay inside. Of 650 about one lies outside the wide funnel."""


class FunnelFlag(StrEnum):
    """Where an agency lies; beyond the wide limits it deserves a look, not a verdict."""

    INSIDE = "di dalam"
    BELOW_WARNING = "di bawah batas 95%"
    ABOVE_WARNING = "di atas batas 95%"
    BELOW_ALARM = "di bawah batas 99,8%"
    ABOVE_ALARM = "di atas batas 99,8%"


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Both funnels at one number of people, as shares."""

    people: int
    warning: Interval
    alarm: Interval


def funnel_limits(national: Indicator, people: int) -> FunnelLimits | None:
    """The limits for an agency of so many people; None when it, or the country, has none."""
    if people == 0 or national.share is None:
        return None
    return FunnelLimits(
        people=people,
        warning=_limits(national, people, WARNING),
        alarm=_limits(national, people, ALARM),
    )


def place_in(limits: FunnelLimits | None, share: float | None) -> FunnelFlag | None:
    """Where a share lies among the limits at its people; None without either. Whoever hides the share hides this."""
    if limits is None or share is None:
        return None
    if share < limits.alarm.low:
        return FunnelFlag.BELOW_ALARM
    if share > limits.alarm.high:
        return FunnelFlag.ABOVE_ALARM
    if share < limits.warning.low:
        return FunnelFlag.BELOW_WARNING
    if share > limits.warning.high:
        return FunnelFlag.ABOVE_WARNING
    return FunnelFlag.INSIDE


def _limits(national: Indicator, people: int, confidence: float) -> Interval:
    tail = (1 - confidence) / 2
    low = _low_limit(national.good / national.people, people, tail)
    # From above the people who are not good are counted, so that both sides are as cautious.
    rest = _low_limit((national.people - national.good) / national.people, people, tail)
    return Interval(low, 1 - rest)


def _low_limit(share: float, people: int, tail: float) -> float:
    """The share below which a count lies exactly when as few or fewer are less likely than `tail`.

    With r the least count whose P(X <= r) reaches the tail: (r − (P(X <= r) − tail) / P(X = r)) / n,
    and never below 0.
    """
    r = _least_count(share, people, tail)
    up_to, before = binomial_at_most(r, people, share), binomial_at_most(r - 1, people, share)
    return max(0.0, (r - (up_to - tail) / (up_to - before)) / people)


def _least_count(share: float, people: int, tail: float) -> int:
    low, high = 0, people
    while low < high:
        middle = (low + high) // 2
        if binomial_at_most(middle, people, share) >= tail:
            high = middle
        else:
            low = middle + 1
    return low
