"""Working days and local clock times as moments."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from ..domain.terms import TimeZone

CLOCKS = {
    TimeZone.WIB: timezone(timedelta(hours=7)),
    TimeZone.WITA: timezone(timedelta(hours=8)),
    TimeZone.WIT: timezone(timedelta(hours=9)),
}
SATURDAY = 5


def at_local(zone: TimeZone, day: date, clock_time: time) -> datetime:
    """The moment at which clocks of this zone show this day and time, in UTC."""
    return datetime.combine(day, clock_time, CLOCKS[zone]).astimezone(UTC)


def working_days(first: date, before: date) -> list[date]:
    """Mondays to Fridays from the first day to the one before `before`."""
    days = (first + timedelta(days=n) for n in range((before - first).days))
    return [day for day in days if day.weekday() < SATURDAY]
