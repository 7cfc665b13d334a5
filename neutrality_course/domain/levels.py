"""From a score to a level of comprehension, by whole numbers."""

from dataclasses import dataclass

from .scoring import Score
from .terms import ComprehensionLevel


@dataclass(frozen=True, slots=True)
class Cuts:
    """The least percent of *baik* and of *cukup*; ValueError unless 0 < fair < good <= 100."""

    good: int = 76
    fair: int = 56

    def __post_init__(self) -> None:
        if not 0 < self.fair < self.good <= 100:
            raise ValueError(f"cuts {self.good}/{self.fair}")


def level_of(score: Score, cuts: Cuts) -> ComprehensionLevel:
    """The level this score reaches. A score out of nothing has no level: ValueError."""
    if score.possible == 0:
        raise ValueError("no points were possible")
    if _reaches(score, cuts.good):
        return ComprehensionLevel.GOOD
    if _reaches(score, cuts.fair):
        return ComprehensionLevel.FAIR
    return ComprehensionLevel.POOR


def least_points(cut: int, possible: int) -> int:
    """The fewest points that reach a cut: 8 of 10 for 76 percent."""
    return -(-cut * possible // 100)


def _reaches(score: Score, cut: int) -> bool:
    return score.points * 100 >= cut * score.possible
