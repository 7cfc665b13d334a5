"""How far scores moved from the test before to the test after, on pairs: sizes, intervals, and crossed forms.

The same people without others to compare with: this is a change, not the module's effect. Testing twice,
time and regression to the mean are in it (measurement.md section 4).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from .distributions import student_quantile, student_two_tails
from .gain import GainSums
from .interval import Interval
from .scoring import Score

LOW_BELOW = 0.3
HIGH_FROM = 0.7
"""Hake's bands of the class gain (American Journal of Physics 1998, 66:64-74)."""


class GainBand(StrEnum):
    LOW = "rendah"
    MEDIUM = "sedang"
    HIGH = "tinggi"


@dataclass(frozen=True, slots=True)
class ScoreSums:
    """Sums over the scores of one test, as a cell keeps them; mean and deviation are shares of what is possible.

    The deviation is exact when all scores are out of the same, as those of one module are.
    """

    people: int
    points: int
    points_squared: int
    possible: int

    @property
    def mean(self) -> float | None:
        """Between 0 and 1; None without people."""
        return self.points / self.possible if self.people else None

    @property
    def sd(self) -> float | None:
        """Sample deviation (n − 1); None below two people."""
        if self.people < 2:
            return None
        deviation = self.people * self.points_squared - self.points**2
        return sqrt(deviation / (self.people * (self.people - 1))) * self.people / self.possible


@dataclass(frozen=True, slots=True)
class PairedScores:
    """The sums of pairs: of their gains, and of their scores before and after."""

    gain: GainSums
    before: ScoreSums
    after: ScoreSums


def paired_scores(pairs: Iterable[tuple[Score, Score]]) -> PairedScores:
    """Sums of (before, after), in the units of the cells."""
    both = list(pairs)
    gains = [b.points * a.possible - a.points * b.possible for a, b in both]
    return PairedScores(
        gain=GainSums(
            pairs=len(both),
            total=sum(gains),
            squares=sum(gain**2 for gain in gains),
            scale=sum(a.possible * b.possible for a, b in both),
        ),
        before=score_sums(a for a, _ in both),
        after=score_sums(b for _, b in both),
    )


def score_sums(scores: Iterable[Score]) -> ScoreSums:
    every = list(scores)
    return ScoreSums(
        people=len(every),
        points=sum(s.points for s in every),
        points_squared=sum(s.points**2 for s in every),
        possible=sum(s.possible for s in every),
    )


def class_gain(before: ScoreSums, after: ScoreSums) -> float | None:
    """Hake's g of the class, (after − before) / (1 − before) of the means: how much of what was missing came.

    Of the means, since error of measurement biases the mean of single gains and not this one. Both sums must
    be of the same people. None without people, or when nothing was missing before.
    """
    if before.mean is None or after.mean is None or before.points == before.possible:
        return None
    return (after.mean - before.mean) / (1 - before.mean)


def gain_band(gain: float) -> GainBand:
    """Low below 0,3 (also a loss), high from 0,7."""
    if gain < LOW_BELOW:
        return GainBand.LOW
    return GainBand.HIGH if gain >= HIGH_FROM else GainBand.MEDIUM


def effect_dz(gain: GainSums) -> float | None:
    """The mean gain in deviations of the gain (Cohen's d_z); None below two pairs or without deviation."""
    return gain.mean / gain.sd if gain.mean is not None and gain.sd else None


def effect_dav(scores: PairedScores) -> float | None:
    """The mean gain in the mean of both tests' deviations (d_av; Lakens 2013, doi 10.3389/fpsyg.2013.00863).

    Unlike d_z it can be compared between tests whose pairs hang together differently.
    """
    before, after, mean = scores.before.sd, scores.after.sd, scores.gain.mean
    if mean is None or before is None or after is None or before + after == 0:
        return None
    return mean / ((before + after) / 2)


def hedges(effect: float, pairs: int) -> float:
    """An effect size without its bias for few pairs: d · (1 − 3 / (4 · df − 1)), df = pairs − 1."""
    return effect * (1 - 3 / (4 * (pairs - 1) - 1))


def gain_t(gain: GainSums) -> float | None:
    """Student's t of the mean gain, with pairs − 1 degrees of freedom."""
    size = effect_dz(gain)
    return None if size is None else size * sqrt(gain.pairs)


def gain_p(gain: GainSums) -> float | None:
    """The two-sided p of no mean gain."""
    t = gain_t(gain)
    return None if t is None else student_two_tails(t, gain.pairs - 1)


def gain_interval(gain: GainSums, confidence: float = 0.95) -> Interval | None:
    """The t interval of the mean gain, as a share of what is possible; None below two pairs."""
    if gain.mean is None or gain.sd is None:
        return None
    half = student_quantile(confidence, gain.pairs - 1) * gain.sd / sqrt(gain.pairs)
    return Interval(gain.mean - half, gain.mean + half)


@dataclass(frozen=True, slots=True)
class BalancedGain:
    """The equal-weight mean over the orders of forms that have pairs; None without any."""

    pairs: int
    mean: float | None
    interval: Interval | None


def balanced_gains(by_order: Mapping[str, GainSums], confidence: float = 0.95) -> BalancedGain:
    """The mean gain over the orders ("AB", "BA"), each weighing the same, so that form difficulty cancels out.

    The variance is Σ (sd² / n) / k², with Welch–Satterthwaite's degrees of freedom. An order without pairs is
    left out; one with a single pair says nothing about spread, so then there is a mean but no interval.
    """
    orders = [sums for sums in by_order.values() if sums.pairs]
    means = [sums.mean for sums in orders if sums.mean is not None]
    mean = sum(means) / len(means) if means else None
    pairs = sum(sums.pairs for sums in orders)
    deviations = [sums.sd for sums in orders if sums.sd is not None]
    if mean is None or len(deviations) < len(orders):
        return BalancedGain(pairs, mean, None)
    parts = [
        (sd**2 / sums.pairs, sums.pairs - 1) for sd, sums in zip(deviations, orders, strict=True)
    ]
    variance = sum(part for part, _ in parts)
    if variance == 0:
        return BalancedGain(pairs, mean, Interval(mean, mean))
    df = variance**2 / sum(part**2 / df for part, df in parts)
    half = student_quantile(confidence, df) * sqrt(variance) / len(orders)
    return BalancedGain(pairs, mean, Interval(mean - half, mean + half))
