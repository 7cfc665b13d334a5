"""The share of answers that are right, where a person gives several: answers of one person hang together.

Two questions of an objective say less than two people would, so the interval must come from people. The share is
the ratio estimator R = Σ y / Σ x over people, y the right answers of a person and x the questions the person met,
with the variance of a ratio (Cochran 1977, Sampling Techniques, sections 2.11 and 3.12; no finite correction,
since takers are volunteers):

    v(R) = n / (n − 1) · Σ (y − R·x)² / (Σ x)²,   Σ (y − R·x)² = Σ y² − 2R Σ xy + R² Σ x²

Near 0 and 1 the interval R ± z·√v would leave 0 to 1 and have no width at the ends. So v gives the number of
independent answers that say as much, R(1 − R) / v, made smaller by (z / t)² with n − 1 degrees of freedom and never
more than the answers there are (Korn & Graubard 1998, Survey Methodology 24:193-201), and Wilson's interval is
that of so many answers (Franco, Little, Louis & Slud 2019, Journal of Survey Statistics and Methodology 7:334-364).
"""

from dataclasses import dataclass

from .distributions import student_quantile
from .interval import Z_975, Interval, wilson


@dataclass(frozen=True, slots=True)
class ClusteredPoints:
    """Whole-number sums over people: what follows from them is exact, and sums of groups add up."""

    people: int = 0
    right: int = 0
    """Σ y"""
    possible: int = 0
    """Σ x"""
    right_squared: int = 0
    """Σ y²"""
    right_possible: int = 0
    """Σ xy"""
    possible_squared: int = 0
    """Σ x²"""

    def __add__(self, other: "ClusteredPoints") -> "ClusteredPoints":
        return ClusteredPoints(
            self.people + other.people,
            self.right + other.right,
            self.possible + other.possible,
            self.right_squared + other.right_squared,
            self.right_possible + other.right_possible,
            self.possible_squared + other.possible_squared,
        )

    @property
    def variance(self) -> float | None:
        """v(R); None for fewer than two people or no question."""
        if self.people < 2 or not self.possible:
            return None
        y, x = self.right, self.possible
        # (Σ x)² times the sum of squares, in whole numbers: where people are alike it is exactly 0.
        squares = (
            x * x * self.right_squared
            - 2 * x * y * self.right_possible
            + y * y * self.possible_squared
        )
        return self.people / (self.people - 1) * squares / x**4

    @property
    def independent(self) -> float | None:
        """How many independent answers say as much; None without any.

        Where all people are alike nothing is known of how they differ: then each counts as one answer.
        """
        if not self.possible:
            return None
        variance = self.variance
        if not variance:
            return float(self.people)
        share = self.right / self.possible
        correction = (Z_975 / student_quantile(0.95, self.people - 1)) ** 2
        return min(share * (1 - share) / variance * correction, float(self.possible))


def clustered_interval(points: ClusteredPoints) -> Interval | None:
    """The 95% interval of the share of right answers; None without answers."""
    n = points.independent
    return None if n is None else wilson(points.right / points.possible * n, n)
