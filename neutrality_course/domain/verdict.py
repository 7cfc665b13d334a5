"""What may be said of one agency beside another share, such as all others of the same wave."""

from .indicator import Indicator
from .interval import Interval, newcombe
from .terms import Verdict

COMPARE_FROM = 30
"""People an agency needs before it is compared."""


def verdict_against_rest(own: Indicator, rest: Indicator, is_hidden: bool) -> Verdict:
    """The agency beside all others of the same wave. Without any other to compare with it is too few."""
    difference = newcombe(own.good, own.people, rest.good, rest.people)
    return verdict_of(own, difference, is_hidden)


def verdict_of(own: Indicator, difference: Interval | None, is_hidden: bool) -> Verdict:
    """The first that applies: no data, hidden, too few, and then where the 95% Newcombe interval of
    own share less the other share lies.
    """
    if own.people == 0:
        return Verdict.NO_DATA
    if is_hidden:
        return Verdict.HIDDEN
    if own.people < COMPARE_FROM or difference is None:
        return Verdict.TOO_FEW
    if difference.high < 0:
        return Verdict.BELOW
    if difference.low > 0:
        return Verdict.ABOVE
    return Verdict.EQUAL
