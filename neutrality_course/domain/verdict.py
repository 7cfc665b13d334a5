"""What may be said of one agency beside all others of the same wave."""

from .indicator import Indicator
from .interval import newcombe
from .terms import Verdict

COMPARE_FROM = 30
"""People an agency needs before it is compared."""


def verdict_against_rest(own: Indicator, rest: Indicator, is_hidden: bool) -> Verdict:
    """The first that applies: no data, hidden, too few, and then where the 95% Newcombe interval of
    own share less rest's share lies. An agency without any other to compare with is too few.
    """
    if own.people == 0:
        return Verdict.NO_DATA
    if is_hidden:
        return Verdict.HIDDEN
    difference = newcombe(own.good, own.people, rest.good, rest.people)
    if own.people < COMPARE_FROM or difference is None:
        return Verdict.TOO_FEW
    if difference.high < 0:
        return Verdict.BELOW
    if difference.low > 0:
        return Verdict.ABOVE
    return Verdict.EQUAL
