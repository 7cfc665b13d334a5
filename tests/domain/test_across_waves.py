import pytest

from neutrality_course.domain.across_waves import Break, Measure, breaks_between
from neutrality_course.domain.levels import Cuts

CUTS = Cuts(good=76, fair=56)
ONE = Measure(CUTS, ["a", "b"], ["v1", "v2"], 50)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (ONE, ()),
        (Measure(CUTS, ["b", "a"], ["v2", "v1"], 900), ()),
        (Measure(Cuts(good=80, fair=56), ["a", "b"], ["v1", "v2"], 50), (Break.CUTS,)),
        (Measure(Cuts(good=76, fair=60), ["a", "b"], ["v1", "v2"], 50), (Break.CUTS,)),
        (Measure(CUTS, ["a"], ["v1"], 50), (Break.MODULES,)),
        (Measure(CUTS, ["a", "b"], ["v1", "v3"], 50), (Break.FORMS,)),
        (Measure(CUTS, ["a", "b"], ["v1"], 50), (Break.FORMS,)),
        (Measure(CUTS, ["a", "b"], [], 50), (Break.FORMS,)),
        (Measure(CUTS, ["a", "b"], [], 0), ()),
        (Measure(Cuts(good=80, fair=56), ["a"], ["v3"], 50), (Break.CUTS, Break.MODULES)),
    ],
)
def test_what_breaks_a_series(other: Measure, expected: tuple[Break, ...]) -> None:
    assert breaks_between(ONE, other) == breaks_between(other, ONE) == expected


def test_two_waves_of_unknown_forms_are_not_compared() -> None:
    unknown = Measure(CUTS, ["a"], [], 50)
    assert breaks_between(unknown, unknown) == (Break.FORMS,)
