"""The one figure from outside: shown beside test results without a verdict, compared with self-ratings alone.

KASN's national survey on the neutrality of civil servants, July 2021. How it asked is not published
and it was probably a self-rating, so no verdict on a test result rests on it.
"""

from collections.abc import Mapping

from .indicator import Indicator
from .interval import Interval, newcombe
from .terms import SelfRating, Verdict
from .verdict import verdict_of

SURVEY = Indicator(good=9911, people=10617)
SURVEY_AGENCIES = 270
SURVEY_EFFECTIVE_PEOPLE = 1537
"""A simple random sample as exact as the survey says it was (margin of error 2,5 points)."""

RATED_GOOD = frozenset({SelfRating.VERY_GOOD, SelfRating.GOOD})
"""The ratings that count as a good understanding (contract.md section 4)."""


def self_rated(counts: Mapping[SelfRating, int]) -> Indicator:
    """How many people say that they understand well or very well, of those who answered."""
    return Indicator(
        good=sum(people for rating, people in counts.items() if rating in RATED_GOOD),
        people=sum(counts.values()),
    )


def difference_from_survey(own: Indicator) -> Interval | None:
    """The 95% Newcombe interval of own share less the survey's, the survey at its effective n; None without people."""
    assert SURVEY.share is not None
    at_effective = SURVEY.share * SURVEY_EFFECTIVE_PEOPLE
    return newcombe(own.good, own.people, at_effective, SURVEY_EFFECTIVE_PEOPLE)


def verdict_against_survey(own: Indicator, is_hidden: bool) -> Verdict:
    """status_vs_acuan, of self-ratings only: a test result has no verdict against the survey."""
    return verdict_of(own, difference_from_survey(own), is_hidden)
