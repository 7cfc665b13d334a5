"""Item analysis from single answers: a matrix of people by questions, 1 where right and 0 where not.

Everything of items.py comes out of the same sums; only what is below needs the rows themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import median

from .items import ItemSums

Matrix = Sequence[Sequence[int]]
TAIL = 0.27
"""The part of people that Kelley (1939) takes as the best and as the worst."""


def sums_of(matrix: Matrix) -> list[ItemSums]:
    """The sums of each question; ValueError unless all points are 0 or 1 and all rows as long."""
    if any(len(row) != len(matrix[0]) for row in matrix):
        raise ValueError("rows of different length")
    if any(point not in (0, 1) for row in matrix for point in row):
        raise ValueError("points other than 0 and 1")
    totals = [sum(row) for row in matrix]
    total, squared = sum(totals), sum(t * t for t in totals)
    return [
        ItemSums(
            people=len(matrix),
            right=sum(column),
            total=total,
            total_squared=squared,
            total_of_right=sum(t for t, x in zip(totals, column, strict=True) if x),
        )
        for column in zip(*matrix, strict=True)
    ]


def efficiency(matrix: Matrix, item: int) -> float | None:
    """Moodle's discriminative efficiency: 100 · Cov(X, R) / Cov_max, at most 100.

    Cov_max is the covariance if the right answers were those of the people with the highest rests (X and R each
    sorted). None when it is 0: all right, all wrong, or all rests the same.
    """
    rests = sorted(sum(row) - row[item] for row in matrix)
    right = sum(row[item] for row in matrix)
    n, whole = len(rests), sum(rests)
    found = sum(sum(row) - row[item] for row in matrix if row[item])
    highest = n * sum(rests[n - right :]) - right * whole
    return 100 * (n * found - right * whole) / highest if highest else None


def upper_lower(matrix: Matrix, item: int) -> float | None:
    """p_U − p_L: the share right among the best 27% less that among the worst, by total, −1 to 1.

    Of people with equal totals those first in the matrix count as the worse; None when a tail has nobody.
    """
    ranked = sorted(matrix, key=sum)
    tail = round(TAIL * len(ranked))
    if tail == 0:
        return None
    worst, best = ranked[:tail], ranked[-tail:]
    return (sum(row[item] for row in best) - sum(row[item] for row in worst)) / tail


@dataclass(frozen=True, slots=True)
class TotalFigures:
    """The shape of the totals' distribution."""

    median: float | None
    skewness: float | None
    """k3 / k2^1.5 of unbiased k-statistics; None for two people or fewer, or equal totals."""
    kurtosis: float | None
    """k4 / k2², 0 for a normal distribution; None for three people or fewer, or equal totals."""


def total_figures(matrix: Matrix) -> TotalFigures:
    totals = [sum(row) for row in matrix]
    n = len(totals)
    if n == 0:
        return TotalFigures(None, None, None)
    mean = sum(totals) / n
    m2, m3, m4 = (fsum((t - mean) ** power for t in totals) / n for power in (2, 3, 4))
    if n <= 2 or len(set(totals)) == 1:
        return TotalFigures(median(totals), None, None)
    k2 = n * m2 / (n - 1)
    k3 = n * n * m3 / ((n - 1) * (n - 2))
    kurtosis = None
    if n > 3:
        k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
        kurtosis = k4 / (k2 * k2)
    return TotalFigures(median(totals), k3 / (k2 * sqrt(k2)), kurtosis)
