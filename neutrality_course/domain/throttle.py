"""How failed tries slow the next ones down and never lock anybody out. All numbers are here."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Limit:
    """After `failures` within `window`, one try per `first_wait`, doubling up to `longest_wait`."""

    failures: int
    window: timedelta
    first_wait: timedelta
    longest_wait: timedelta
    lasts: bool
    """Whether each further failure begins the window anew, so that an attack that goes on stays
    slow.
    """


ACCOUNT = Limit(
    failures=10,
    window=timedelta(minutes=15),
    first_wait=timedelta(seconds=30),
    longest_wait=timedelta(minutes=5),
    lasts=True,
)
# Many people share the address of an office: its window ends on its own, and its wait stays short.
ADDRESS = Limit(
    failures=100,
    window=timedelta(minutes=10),
    first_wait=timedelta(seconds=10),
    longest_wait=timedelta(seconds=10),
    lasts=False,
)
DEVICE_FAILURES = 10
"""So many failures from a known device in ACCOUNT's window, and the device is known no more."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Failures since a moment, and the moment before which no further try is let in."""

    failures: int
    since: datetime
    next_try_at: datetime | None


def after_failure(tally: Tally | None, limit: Limit, now: datetime) -> Tally:
    """The tally with one more failure, in a new window if the old one is over."""
    if tally is None or is_over(tally, limit, now):
        return Tally(1, now, None)
    failures = tally.failures + 1
    if failures < limit.failures:
        return Tally(failures, tally.since, None)
    since = now if limit.lasts else tally.since
    return Tally(failures, since, now + wait_after(failures, limit))


def after_try(tally: Tally, limit: Limit, now: datetime) -> Tally:
    """The tally when one try is let in: the next must wait, whether or not this one fails."""
    if is_slowed(tally, limit, now):
        return Tally(tally.failures, tally.since, now + wait_after(tally.failures, limit))
    return tally


def remaining_wait(tally: Tally | None, limit: Limit, now: datetime) -> timedelta:
    """How long from now until a try is let in; zero when it is let in now."""
    if tally is None or tally.next_try_at is None or not is_slowed(tally, limit, now):
        return timedelta(0)
    return max(tally.next_try_at - now, timedelta(0))


def is_slowed(tally: Tally, limit: Limit, now: datetime) -> bool:
    return tally.failures >= limit.failures and not is_over(tally, limit, now)


def is_over(tally: Tally, limit: Limit, now: datetime) -> bool:
    return now - tally.since >= limit.window


def wait_after(failures: int, limit: Limit) -> timedelta:
    doublings = min(failures - limit.failures, 10)
    return min(limit.first_wait * (1 << doublings), limit.longest_wait)
