"""Confidence intervals for shares: Wilson, Newcombe (hybrid score), Clopper–Pearson, Agresti–Min."""

from math import sqrt
from typing import NamedTuple

from .distributions import beta_quantile

Z_975 = 1.959963984540054
"""97,5% of a normal distribution lies below: both ends together leave out 5%."""


class Interval(NamedTuple):
    """Shares, or differences of shares: 0.93, not 93."""

    low: float
    high: float


def wilson(good: float, n: float, z: float = Z_975) -> Interval | None:
    """The interval of one share, never outside 0 to 1; None when n is 0. Both may be broken, as an effective n is."""
    if n == 0:
        return None
    share = good / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    # None and all are exact ends; computed, they would miss 0 and 1 by a rounding error.
    low = 0.0 if good == 0 else centre - half
    high = 1.0 if good == n else centre + half
    return Interval(low, high)


def newcombe(good1: float, n1: int, good2: float, n2: int, z: float = Z_975) -> Interval | None:
    """The interval of the first share less the second, from their Wilson intervals.

    A count may be broken, such as a published share times its effective n. None when an n is 0.
    """
    first, second = wilson(good1, n1, z), wilson(good2, n2, z)
    if first is None or second is None:
        return None
    share1, share2 = good1 / n1, good2 / n2
    difference = share1 - share2
    down = sqrt((share1 - first.low) ** 2 + (second.high - share2) ** 2)
    up = sqrt((first.high - share1) ** 2 + (share2 - second.low) ** 2)
    return Interval(difference - down, difference + up)


def clopper_pearson(good: int, n: int, confidence: float = 0.95) -> Interval | None:
    """The exact interval of one share, wider than Wilson's: the cautious one. None when n is 0."""
    if n == 0:
        return None
    tail = (1 - confidence) / 2
    low = beta_quantile(tail, good, n - good + 1) if good > 0 else 0.0
    high = beta_quantile(1 - tail, good + 1, n - good) if good < n else 1.0
    return Interval(low, high)


def agresti_min(gained: int, lost: int, n: int, z: float = Z_975) -> Interval | None:
    """The interval of a change on pairs, (gained - lost) / n; None when n is 0.

    Half a pair is added to each of the four counts, so its centre is nearer 0 than the change.
    """
    if n == 0:
        return None
    b, c, pairs = gained + 0.5, lost + 0.5, n + 2
    change = (b - c) / pairs
    half = z * sqrt(b + c - (b - c) ** 2 / pairs) / pairs
    return Interval(change - half, change + half)
