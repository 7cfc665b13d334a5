"""Failures slow the next tries down; nothing locks; windows end."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.throttle import (
    ACCOUNT,
    ADDRESS,
    Limit,
    Tally,
    after_failure,
    after_try,
    is_slowed,
    remaining_wait,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NOTHING = timedelta(0)


def after_failures(count: int, limit: Limit, every: timedelta = NOTHING) -> tuple[Tally, datetime]:
    tally, now = None, NOW
    for _ in range(count):
        now += every
        tally = after_failure(tally, limit, now)
    assert tally is not None
    return tally, now


def waits(limit: Limit, most: int) -> list[int]:
    """The wait in seconds after each failure, all within one window."""
    tallies = [after_failures(count, limit)[0] for count in range(1, most + 1)]
    return [int(remaining_wait(tally, limit, NOW).total_seconds()) for tally in tallies]


def test_an_account_after_ten_failures() -> None:
    assert waits(ACCOUNT, 16) == [0] * 9 + [30, 60, 120, 240, 300, 300, 300]


def test_an_address_after_a_hundred_failures() -> None:
    assert waits(ADDRESS, 103) == [0] * 99 + [10, 10, 10, 10]


def test_nobody_has_to_wait_without_a_failure() -> None:
    assert remaining_wait(None, ACCOUNT, NOW) == NOTHING


def test_the_wait_runs_down() -> None:
    tally, _ = after_failures(10, ACCOUNT)

    assert remaining_wait(tally, ACCOUNT, NOW + timedelta(seconds=29)) == timedelta(seconds=1)
    assert remaining_wait(tally, ACCOUNT, NOW + timedelta(seconds=30)) == NOTHING


def test_one_try_let_in_makes_the_next_wait() -> None:
    tally, _ = after_failures(10, ACCOUNT)
    later = NOW + timedelta(seconds=30)

    tried = after_try(tally, ACCOUNT, later)

    assert remaining_wait(tried, ACCOUNT, later) == timedelta(seconds=30)
    assert tried.failures == 10


def test_a_try_before_the_limit_changes_nothing() -> None:
    tally, _ = after_failures(9, ACCOUNT)

    assert after_try(tally, ACCOUNT, NOW) == tally


def test_an_account_is_free_again_fifteen_minutes_after_the_last_failure() -> None:
    tally, last = after_failures(12, ACCOUNT, every=timedelta(seconds=60))

    assert is_slowed(tally, ACCOUNT, last + timedelta(seconds=899))
    assert not is_slowed(tally, ACCOUNT, last + timedelta(seconds=900))
    assert after_failure(tally, ACCOUNT, last + timedelta(seconds=900)).failures == 1


def test_an_address_is_free_again_ten_minutes_after_the_first_failure() -> None:
    tally, _ = after_failures(150, ADDRESS, every=timedelta(seconds=2))
    first = NOW + timedelta(seconds=2)

    assert is_slowed(tally, ADDRESS, first + timedelta(seconds=599))
    assert not is_slowed(tally, ADDRESS, first + timedelta(seconds=600))


def test_an_office_that_mistypes_all_day_is_never_slowed() -> None:
    tally, last = after_failures(1000, ADDRESS, every=timedelta(seconds=30))

    assert not is_slowed(tally, ADDRESS, last)


@given(st.lists(st.integers(0, 2000), max_size=200), st.sampled_from([ACCOUNT, ADDRESS]))
def test_a_wait_is_never_longer_than_the_longest(gaps: list[int], limit: Limit) -> None:
    tally, now = None, NOW
    for gap in gaps:
        now += timedelta(seconds=gap)
        tally = after_failure(tally, limit, now)
        assert NOTHING <= remaining_wait(tally, limit, now) <= limit.longest_wait
        assert remaining_wait(tally, limit, now + limit.longest_wait) == NOTHING
