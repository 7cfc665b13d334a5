"""Item analysis from sums: how a question worked, and how well a form's questions hang together.

The formulas are Moodle's (question/classes/statistics/questions/calculator.php), with X the point of a question
(1 or 0), T a person's total, R = T − X the rest, and every variance and covariance over n − 1. All of it follows
from what `answer_cell` keeps per question and option: people, Σ T and Σ T². What needs the single answers
(discriminative efficiency, skewness, tails) is in item_rows.py, options are in distractors.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, sqrt

JUDGE_FROM = 50
"""People below whom consistency is not shown and no question is flagged: a proposal of this project."""
WEAK_BELOW = 20.0
EASY_ABOVE = 0.95
"""A discrimination index below 20 is weak, unless nearly all are right (PrairieLearn's rule)."""
DUBIOUS_BELOW = 15.0
"""Moodle's limit of discriminative efficiency."""


class ItemFlag(StrEnum):
    """What an author should look at, the most urgent first."""

    CHECK_KEY = "periksa kunci"
    WEAK = "daya beda lemah"
    DUBIOUS = "meragukan"
    DISTRACTORS = "pengecoh tidak berfungsi"


@dataclass(frozen=True, slots=True)
class ItemSums:
    """Whole-number sums over the people who met a question, and the figures that follow.

    A figure is None where there are too few people, or a variance of 0 would have to be divided by.
    """

    people: int
    right: int
    total: int
    """Σ T over all of them, in points."""
    total_squared: int
    total_of_right: int
    """Σ T over those who got it right, which is Σ X·T."""

    @property
    def facility(self) -> float | None:
        """The share who got it right, 0 to 1."""
        return self.right / self.people if self.people else None

    @property
    def sd(self) -> float | None:
        return self._root(self.variance)

    @property
    def discrimination(self) -> float | None:
        """Moodle's discrimination index, −100 to 100: 100 · Cov(X, R) / √(V(X) · V(R)).

        That is the item–rest correlation, corrected for the question being in the total.
        """
        return percent_correlation(
            self.covariance - self.variance, self.variance, self.rest_variance
        )

    @property
    def uncorrected(self) -> float | None:
        """The item–total correlation, −1 to 1, which PrairieLearn calls discrimination; flatters short tests."""
        percent = percent_correlation(self.covariance, self.variance, self.total_variance)
        return None if percent is None else percent / 100

    # Each of these is n · (n − 1) times what its name says: whole numbers, so 0 is exactly 0.

    @property
    def variance(self) -> int:
        """n(n − 1) · V(X)."""
        return self.people * self.right - self.right**2

    @property
    def covariance(self) -> int:
        """n(n − 1) · Cov(X, T)."""
        return self.people * self.total_of_right - self.right * self.total

    @property
    def total_variance(self) -> int:
        """n(n − 1) · V(T)."""
        return self.people * self.total_squared - self.total**2

    @property
    def rest_variance(self) -> int:
        """n(n − 1) · V(R), from V(T) − 2 Cov(X, T) + V(X)."""
        return self.total_variance - 2 * self.covariance + self.variance

    def _root(self, scaled: int) -> float | None:
        return sqrt(scaled / (self.people * (self.people - 1))) if self.people > 1 else None


def percent_correlation(covariance: int, one: int, other: int) -> float | None:
    """−100 to 100, from whole numbers that all carry the same factor; None without variance."""
    return 100 * covariance / (sqrt(one) * sqrt(other)) if one > 0 and other > 0 else None


@dataclass(frozen=True, slots=True)
class FormFigures:
    """How the questions of one form hang together; consistency is for graded exams, and low in an easy test."""

    people: int
    items: int
    mean: float | None
    """Of the totals, in points."""
    sd: float | None
    consistency: float | None
    """Moodle's CIC, at most 100: 100 · p/(p − 1) · (1 − ΣV(X) / V(T)), Cronbach's α and, for points of 0 and 1,
    KR-20. None for two people or fewer, one question, or equal totals.
    """
    error_ratio: float | None
    """100 · √(1 − CIC/100): the part of the deviation that is error; above 100 when CIC is below 0."""
    standard_error: float | None
    """Of a person's total, in points: error ratio · SD / 100."""


def form_figures(items: Sequence[ItemSums]) -> FormFigures:
    """From the sums of all questions of one form version, all met by the same people: ValueError otherwise.

    An answer cell holds both phases; their difference in level is part of its variances.
    """
    if not items:
        return FormFigures(0, 0, None, None, None, None, None)
    first = items[0]
    if any(_crowd(item) != _crowd(first) for item in items):
        raise ValueError("the questions were not met by the same people")
    if sum(item.right for item in items) != first.total:
        raise ValueError("the points of the questions do not add up to the totals")
    n = first.people
    sd = sqrt(first.total_variance / (n * (n - 1))) if n > 1 else None
    consistency = _consistency(items)
    error_ratio = None if consistency is None else 100 * sqrt(max(0.0, 1 - consistency / 100))
    return FormFigures(
        people=n,
        items=len(items),
        mean=first.total / n if n else None,
        sd=sd,
        consistency=consistency,
        error_ratio=error_ratio,
        standard_error=None if error_ratio is None or sd is None else error_ratio * sd / 100,
    )


def _crowd(item: ItemSums) -> tuple[int, int, int]:
    return item.people, item.total, item.total_squared


def _consistency(items: Sequence[ItemSums]) -> float | None:
    p, variance = len(items), items[0].total_variance
    if items[0].people <= 2 or p <= 1 or variance == 0:
        return None
    of_items = sum(item.variance for item in items)
    return 100 * p * (variance - of_items) / ((p - 1) * variance)


def effective_weights(items: Sequence[ItemSums]) -> list[float | None]:
    """Each question's part in the spread of the totals: 100 · √Cov(X, T) / Σ √Cov(X, T).

    A question with Cov(X, T) < 0 has none and is left out of the sum; nobody has one when that is 0, or
    for fewer than two people.
    """
    roots = [sqrt(item.covariance) if item.covariance >= 0 else None for item in items]
    whole = sum(root for root in roots if root is not None)
    if whole == 0 or items[0].people < 2:
        return [None] * len(items)
    return [None if root is None else 100 * root / whole for root in roots]


def kr21(items: Sequence[ItemSums]) -> float | None:
    """KR-21, which takes all questions for equally hard: p/(p − 1) · (1 − M(p − M) / (p · s²)), s² over n.

    Never above KR-20; None as the consistency is.
    """
    if not items or _consistency(items) is None:
        return None
    p, n, total = len(items), items[0].people, items[0].total
    return p / (p - 1) * (1 - total * (p * n - total) / (p * items[0].total_variance))


def items_needed(reliability: float, items: int, target: float) -> int | None:
    """Spearman–Brown: questions needed for a target reliability, ρ*(1 − ρ) / (ρ(1 − ρ*)) times as many.

    27 to lift ten questions from 0,60 to 0,80. None unless both lie between 0 and 1.
    """
    if not (0 < reliability < 1 and 0 < target < 1):
        return None
    factor = target * (1 - reliability) / (reliability * (1 - target))
    return ceil(
        round(items * factor, 9)
    )  # 0.6 and 0.8 are no binary numbers: 30.000000000000004 is 30


def item_flags(
    item: ItemSums, efficiency: float | None = None, idle_distractors: int = 0
) -> list[ItemFlag]:
    """What an author should look at; nothing below 50 people.

    A discrimination below 0 means the key first: those who know the rest choose something else.
    """
    if item.people < JUDGE_FROM:
        return []
    flags = []
    discrimination = item.discrimination
    is_easy = (item.facility or 0) > EASY_ABOVE
    if discrimination is not None and discrimination < 0:
        flags.append(ItemFlag.CHECK_KEY)
    elif discrimination is not None and discrimination < WEAK_BELOW and not is_easy:
        flags.append(ItemFlag.WEAK)
    if efficiency is not None and efficiency < DUBIOUS_BELOW:
        flags.append(ItemFlag.DUBIOUS)
    if idle_distractors:
        flags.append(ItemFlag.DISTRACTORS)
    return flags
