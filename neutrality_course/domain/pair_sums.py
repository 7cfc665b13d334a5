"""Everything that is said of pairs, from sums alone: how levels and scores moved between the two tests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .gain import GainSums, PairedChange
from .score_gain import BalancedGain, PairedScores, ScoreSums, balanced_gains


class PairSums(NamedTuple):
    """Sums over people who have both tests; possible is the points that could be had."""

    pairs: int
    both_good: int
    gained: int
    lost: int
    gain: int
    """Σ (points after · possible before − points before · possible after)."""
    gain_squared: int
    scale: int
    """Σ possible before · possible after."""
    points_before: int
    points_before_squared: int
    possible_before: int
    points_after: int
    points_after_squared: int
    possible_after: int

    @property
    def change(self) -> PairedChange:
        neither = self.pairs - self.both_good - self.gained - self.lost
        return PairedChange(self.both_good, self.gained, self.lost, neither)

    @property
    def scores(self) -> PairedScores:
        return PairedScores(
            gain=GainSums(self.pairs, self.gain, self.gain_squared, self.scale),
            before=ScoreSums(
                self.pairs, self.points_before, self.points_before_squared, self.possible_before
            ),
            after=ScoreSums(
                self.pairs, self.points_after, self.points_after_squared, self.possible_after
            ),
        )


NO_PAIRS = PairSums(*(0 for _ in PairSums._fields))


def pool_pairs(parts: Iterable[PairSums]) -> PairSums:
    """All pairs together."""
    return PairSums(*(sum(column) for column in zip(NO_PAIRS, *parts, strict=True)))


@dataclass(frozen=True, slots=True)
class GainRow:
    """How all agencies' people changed in a module, or in the course."""

    module_slug: str
    sums: PairSums
    by_order: Mapping[str, PairSums]
    """Order of forms ("ABC") to its pairs; empty for the course, whose modules each have their own."""
    is_hidden: bool
    """Few people's own business: only the number of pairs may be shown."""

    @property
    def balanced(self) -> BalancedGain:
        """The gain with the forms' difficulty taken out."""
        return balanced_gains({order: own.scores.gain for order, own in self.by_order.items()})
