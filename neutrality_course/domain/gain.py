"""Change from the test before to the test after, on pairs: people who have both."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from .indicator import Indicator
from .terms import ComprehensionLevel, Phase


@dataclass(frozen=True, slots=True)
class PairedChange:
    """Pairs by when they were at *baik*: both times, only after, only before, or neither time."""

    both: int
    gained: int
    lost: int
    neither: int

    def __post_init__(self) -> None:
        if min(self.both, self.gained, self.lost, self.neither) < 0:
            raise ValueError(f"negative count in {self}")

    @property
    def n(self) -> int:
        return self.both + self.gained + self.lost + self.neither

    @property
    def pre(self) -> Indicator:
        return Indicator(good=self.both + self.lost, people=self.n)

    @property
    def post(self) -> Indicator:
        return Indicator(good=self.both + self.gained, people=self.n)

    @property
    def change(self) -> float | None:
        """Share after less share before, -1 to 1; None without pairs."""
        return (self.gained - self.lost) / self.n if self.n else None

    @property
    def percent_change(self) -> float | None:
        """The change in percentage points, unrounded; None without pairs."""
        return 100 * (self.gained - self.lost) / self.n if self.n else None

    @property
    def as_gains(self) -> "GainSums":
        """Each pair's change as a gain of 1, 0 or -1, to be balanced over form orders like scores."""
        moved, net = self.gained + self.lost, self.gained - self.lost
        return GainSums(pairs=self.n, total=net, squares=moved, scale=self.n)


@dataclass(frozen=True, slots=True)
class GainSums:
    """Sums over pairs from which the mean gain and its deviation follow, in whole numbers.

    A pair's gain is points after x possible before - points before x possible after, and its scale
    possible before x possible after; `scale` is the sum of the pairs' scales.
    """

    pairs: int
    total: int
    squares: int
    scale: int

    @property
    def mean(self) -> float | None:
        """The mean gain as a share of the points possible; None without pairs."""
        return self.total / self.scale if self.pairs else None

    @property
    def sd(self) -> float | None:
        """The gain's sample deviation as a share of the points possible; None below two pairs.

        Exact when all pairs have the same scale, as those of one module do.
        """
        if self.pairs < 2:
            return None
        # Whole numbers up to here: the difference of two large sums loses nothing.
        deviation = self.pairs * self.squares - self.total**2
        return sqrt(deviation / (self.pairs * (self.pairs - 1))) * self.pairs / self.scale


def pool_changes(changes: Iterable[PairedChange]) -> PairedChange:
    """All pairs together."""
    groups = list(changes)
    return PairedChange(
        both=sum(g.both for g in groups),
        gained=sum(g.gained for g in groups),
        lost=sum(g.lost for g in groups),
        neither=sum(g.neither for g in groups),
    )


def balanced_gain(by_order: Mapping[str, float | None]) -> float | None:
    """The mean of the gains by order of forms ("AB", "BA"), each weighing the same, so that an
    easier form cancels out. Orders without pairs (None) are left out; None when none is left.
    """
    gains = [gain for gain in by_order.values() if gain is not None]
    return sum(gains) / len(gains) if gains else None


def shares_by_form(
    results: Iterable[tuple[str, Phase, ComprehensionLevel]],
) -> dict[tuple[str, Phase], Indicator]:
    """The indicator of each form before and after, from (form letter, phase, level) of counted attempts.

    Shows whether a form is easier, which crossing takes out of the gain and not out of these.
    """
    people: Counter[tuple[str, Phase]] = Counter()
    good: Counter[tuple[str, Phase]] = Counter()
    for letter, phase, level in results:
        people[letter, phase] += 1
        good[letter, phase] += level is ComprehensionLevel.GOOD
    return {key: Indicator(good[key], people[key]) for key in sorted(people)}
