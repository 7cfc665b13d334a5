"""The one figure from outside that is shown beside ours, and never compared with it.

KASN's national survey on the neutrality of civil servants, July 2021. How it asked is not published
and it was probably a self-rating, so no verdict on a test result rests on it.
"""

from .indicator import Indicator

SURVEY = Indicator(good=9911, people=10617)
SURVEY_AGENCIES = 270
SURVEY_EFFECTIVE_PEOPLE = 1537
"""A simple random sample as exact as the survey says it was (margin of error 2,5 points)."""
