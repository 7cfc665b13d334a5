"""Days beside agencies: what one page shows is not told by another."""

from datetime import date

from neutrality_course.domain.day_hiding import hidden_days
from neutrality_course.domain.indicator import Indicator

MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (9, 10, 11))


def test_a_day_of_one_shown_agency_and_a_hidden_one_is_hidden() -> None:
    counts = {
        ("large", MONDAY): Indicator(14, 21),
        ("small", MONDAY): Indicator(4, 9),
        ("other", TUESDAY): Indicator(20, 40),
        ("third", TUESDAY): Indicator(9, 12),
        ("wide", TUESDAY): Indicator(20, 30),
        ("wide", WEDNESDAY): Indicator(20, 30),
    }
    assert hidden_days(counts, {"small", "third"}) >= {MONDAY}


def test_one_person_of_an_agency_is_not_what_is_left_of_a_day() -> None:
    counts = {
        ("all today", MONDAY): Indicator(6, 20),
        ("mostly later", MONDAY): Indicator(1, 1),
        ("mostly later", TUESDAY): Indicator(20, 40),
        ("later", TUESDAY): Indicator(10, 20),
    }
    assert hidden_days(counts, ()) == {MONDAY, TUESDAY}


def test_two_days_together_tell_as_one_does() -> None:
    counts = {
        ("both", MONDAY): Indicator(6, 12),
        ("both", TUESDAY): Indicator(6, 12),
        ("few", MONDAY): Indicator(1, 2),
        ("few", TUESDAY): Indicator(1, 2),
        ("few", WEDNESDAY): Indicator(10, 16),
        ("wide", WEDNESDAY): Indicator(30, 50),
    }
    assert hidden_days(counts, ()) == {MONDAY, TUESDAY, WEDNESDAY}


def test_days_of_many_agencies_are_shown() -> None:
    days = (MONDAY, TUESDAY, WEDNESDAY)
    counts = {(f"a{n}", day): Indicator(4, 8) for n in range(30) for day in days}
    counts |= {("small", day): Indicator(1, 2) for day in days}
    assert hidden_days(counts, {"small", "a0"}) == frozenset()
    assert hidden_days({}, ()) == frozenset()
