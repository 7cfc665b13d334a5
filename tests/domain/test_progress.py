from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from neutrality_course.domain.progress import (
    Counting,
    ModuleState,
    Sitting,
    closes_counting_at,
    counts_when_sent,
    is_overdue,
    is_test_day,
    may_show_key,
    may_start_post_test,
    next_step,
)
from neutrality_course.domain.terms import KeyShown, Phase

NEW, OPEN, GRADED = Sitting.NOT_STARTED, Sitting.OPEN, Sitting.GRADED
CLOSED_AT = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("pre_test", "pages_seen", "post_test", "while_open", "after_close"),
    [
        (NEW, 0, NEW, ModuleState.NOT_STARTED, ModuleState.READ_ONLY),
        (NEW, 5, NEW, ModuleState.NOT_STARTED, ModuleState.READ_ONLY),
        (OPEN, 0, NEW, ModuleState.PRE_TEST_OPEN, ModuleState.PRE_TEST_OPEN),
        (GRADED, 0, NEW, ModuleState.READING, ModuleState.READ_ONLY),
        (GRADED, 4, NEW, ModuleState.READING, ModuleState.READ_ONLY),
        (GRADED, 5, NEW, ModuleState.POST_TEST_READY, ModuleState.READ_ONLY),
        (GRADED, 6, NEW, ModuleState.POST_TEST_READY, ModuleState.READ_ONLY),
        (GRADED, 5, OPEN, ModuleState.POST_TEST_OPEN, ModuleState.POST_TEST_OPEN),
        (GRADED, 5, GRADED, ModuleState.DONE, ModuleState.DONE),
        (GRADED, 4, GRADED, ModuleState.DONE, ModuleState.DONE),
    ],
)
def test_what_comes_next_in_a_module_of_five_pages(
    pre_test: Sitting,
    pages_seen: int,
    post_test: Sitting,
    while_open: ModuleState,
    after_close: ModuleState,
) -> None:
    assert next_step(pre_test, pages_seen, 5, post_test, is_wave_open=True) is while_open
    assert next_step(pre_test, pages_seen, 5, post_test, is_wave_open=False) is after_close


def test_the_post_test_starts_after_the_pre_test_and_every_page_on_a_test_day() -> None:
    may = {
        (sitting, seen, day)
        for sitting, seen, day in product(Sitting, (0, 4, 5), (True, False))
        if may_start_post_test(sitting, seen, 5, is_test_day=day)
    }
    assert may == {(GRADED, 5, True)}


@pytest.mark.parametrize(
    ("started_at", "sent_at", "counting"),
    [
        (CLOSED_AT - DAY, CLOSED_AT - SECOND, Counting.COUNTED),
        (CLOSED_AT - DAY, CLOSED_AT, Counting.COUNTED),
        (CLOSED_AT - DAY, CLOSED_AT + SECOND, Counting.COUNTED_LATE),
        (CLOSED_AT - SECOND, CLOSED_AT + 3 * DAY, Counting.COUNTED_LATE),
        (CLOSED_AT - SECOND, CLOSED_AT + 3 * DAY + SECOND, Counting.NOT_COUNTED),
        (CLOSED_AT, CLOSED_AT + SECOND, Counting.NOT_COUNTED),
        (CLOSED_AT + SECOND, CLOSED_AT + DAY, Counting.NOT_COUNTED),
    ],
)
def test_what_is_sent_around_the_close(
    started_at: datetime, sent_at: datetime, counting: Counting
) -> None:
    assert counts_when_sent(started_at, sent_at, CLOSED_AT) is counting
    assert counts_when_sent(started_at, sent_at, None) is Counting.COUNTED


def test_counting_ends_72_hours_after_the_close() -> None:
    assert closes_counting_at(CLOSED_AT) == datetime(2026, 12, 3, 10, 0, tzinfo=UTC)


def test_overdue_begins_after_the_due_moment() -> None:
    assert not is_overdue(CLOSED_AT, CLOSED_AT)
    assert is_overdue(CLOSED_AT, CLOSED_AT + SECOND)
    assert not is_overdue(None, CLOSED_AT)


@pytest.mark.parametrize(
    ("today", "may"), [(7, False), (8, True), (15, True), (22, True), (23, False)]
)
def test_tests_are_begun_from_the_first_to_the_last_day(today: int, may: bool) -> None:
    first_day, last_day = date(2026, 11, 8), date(2026, 11, 22)
    assert is_test_day(date(2026, 11, today), first_day, last_day) is may


def test_the_key_is_shown_when_the_wave_says_so() -> None:
    shown = {
        (key_shown, counting, phase, has_post)
        for key_shown, counting, phase, has_post in product(
            KeyShown, (True, False), Phase, (True, False)
        )
        if may_show_key(key_shown, counting, phase, has_post)
    }
    at_once = KeyShown.AFTER_POST_TEST
    closed = set(product(KeyShown, [False], Phase, (True, False)))
    assert shown == closed | {
        (at_once, True, Phase.PRE_TEST, True),
        (at_once, True, Phase.POST_TEST, True),
        (at_once, True, Phase.POST_TEST, False),
    }
