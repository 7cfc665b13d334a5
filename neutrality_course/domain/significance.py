"""What may be luck: tests of a change, of an agency against the rest, and of many agencies at once.

Nothing here gives a verdict (verdict.py does): these only flag in the funnel (contract.md section 4).
"""

from collections.abc import Sequence
from math import ceil, fsum, sqrt
from statistics import NormalDist

from .distributions import binomial_at_most, binomial_probability
from .indicator import Indicator

FALSE_DISCOVERIES = 0.05
"""Benjamini–Hochberg's q: of the agencies flagged, how many may be flagged by luck."""
SAME_PROBABILITY = 1 + 1e-7
"""Two outcomes as likely as each other stay so in spite of rounding, as in R and scipy."""
NOTHING = 1e-30
"""Beside the likeliest outcome, what changes no digit of a p-value."""


def mcnemar_exact(gained: int, lost: int) -> float:
    """The two-sided p of as many pairs changing either way: min(1, 2 · P(X <= min(b, c))), X ~ Bin(b + c, ½).

    1 when no pair changed.
    """
    return min(1.0, 2 * binomial_at_most(min(gained, lost), gained + lost, 0.5))


def mcnemar_mid(gained: int, lost: int) -> float | None:
    """The mid-p, 2 · P(X <= m) − P(X = m) with m = min(b, c), less cautious than the exact p; None when no pair
    changed (Fagerland, Lydersen & Laake 2013).
    """
    n, least = gained + lost, min(gained, lost)
    if n == 0:
        return None
    below = 2 * binomial_at_most(least, n, 0.5)
    return min(1.0, below - binomial_probability(least, n, 0.5))


def fisher_exact(own: Indicator, rest: Indicator) -> float | None:
    """The two-sided p of the same share in both: Fisher's exact test, all tables no likelier than the one seen.

    It holds its promise, P(p <= α) <= α, also near 93% and for few people, which Benjamini–Hochberg needs
    and a normal approximation does not give. None when either has no people.
    """
    if own.people == 0 or rest.people == 0:
        return None
    weights = _table_weights(own, rest)
    limit = weights.get(own.good, 0.0) * SAME_PROBABILITY
    return fsum(w for w in weights.values() if w <= limit) / fsum(weights.values())


def _table_weights(own: Indicator, rest: Indicator) -> dict[int, float]:
    """How likely the agency has each count of good people, given the margins, beside the likeliest count.

    Steps out from the likeliest by C(own, k) · C(rest, good − k), which keeps every digit that logarithms
    of factorials of a million people would lose. Ends where a count weighs nothing, past the one seen.
    """
    good = own.good + rest.good
    least, most = max(0, good - rest.people), min(own.people, good)
    likeliest = (good + 1) * (own.people + 1) // (own.people + rest.people + 2)
    weights = {likeliest: 1.0}
    for step, end in ((1, most), (-1, least)):
        k, weight = likeliest, 1.0
        while k != end and (weight > NOTHING or (own.good - k) * step > 0):
            lower = min(k, k + step)
            up = (own.people - lower) * (good - lower)
            down = (lower + 1) * (rest.people - good + lower + 1)
            weight *= up / down if step > 0 else down / up
            k += step
            weights[k] = weight
    return weights


def binomial_exact(own: Indicator, share: float) -> float | None:
    """The two-sided p of a fixed share, all counts no likelier than the one seen; None without people."""
    if own.people == 0:
        return None
    limit = binomial_probability(own.good, own.people, share) * SAME_PROBABILITY
    likely = (binomial_probability(k, own.people, share) for k in range(own.people + 1))
    return min(1.0, fsum(p for p in likely if p <= limit))


def adjusted_p(p_values: Sequence[float]) -> list[float]:
    """Benjamini & Hochberg (1995): each p as the least q at which it is still flagged, in the order given.

    The k-th smallest of m becomes the least of p · m / k over it and all larger ones.
    """
    m = len(p_values)
    adjusted = [1.0] * m
    least = 1.0
    falling = sorted(range(m), key=lambda i: p_values[i], reverse=True)
    for rank, i in zip(range(m, 0, -1), falling, strict=True):
        least = min(least, p_values[i] * m / rank)
        adjusted[i] = least
    return adjusted


def discoveries(p_values: Sequence[float], q: float = FALSE_DISCOVERIES) -> list[bool]:
    """Which of many tests to flag so that at most the share q of the flags is expected to be false."""
    return [p <= q for p in adjusted_p(p_values)]


def people_needed(share: float, other: float, confidence: float = 0.95, power: float = 0.8) -> int:
    """People an agency needs for a true share `other` to be told from the fixed `share` (two-sided, normal
    approximation): ((z_α √(p0 q0) + z_β √(p1 q1)) / (p1 − p0))², rounded up.
    """
    z = NormalDist().inv_cdf
    at_share = z((1 + confidence) / 2) * sqrt(share * (1 - share))
    at_other = z(power) * sqrt(other * (1 - other))
    return ceil(((at_share + at_other) / (other - share)) ** 2)
