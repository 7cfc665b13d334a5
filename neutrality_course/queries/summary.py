"""What the national summary reads besides the cells: counted results by day, and gains by order of forms."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from ..database import db
from ..domain.gain import GainSums
from ..domain.indicator import Indicator
from ..domain.terms import Phase
from ..models import Attempt, Wave
from .cells import course_results

WIB = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class DayCount:
    """People whose course was complete on this day in WIB, and how many of them are at *baik*."""

    day: date
    people: int
    good: int


def course_by_day(wave: Wave, agency_id: str | None = None) -> tuple[DayCount, ...]:
    """The counted course results of the wave, or of one agency, by the day of their last test after."""
    people: Counter[date] = Counter()
    good: Counter[date] = Counter()
    for (_, day), own in course_by_agency_and_day(wave, agency_id).items():
        people[day] += own.people
        good[day] += own.good
    return tuple(DayCount(day, people[day], good[day]) for day in sorted(people))


def course_by_agency_and_day(
    wave: Wave, agency_id: str | None = None
) -> dict[tuple[str, date], Indicator]:
    """(agency id, day) to counted course results, of all agencies or of one."""
    results = course_results().subquery()
    query = select(
        results.c.agency_id,
        results.c.graded_at,
        case((results.c.points * 100 >= wave.cut_good * results.c.possible, 1), else_=0),
    ).where(results.c.wave_id == wave.id, results.c.phase == Phase.POST_TEST)
    if agency_id is not None:
        query = query.where(results.c.agency_id == agency_id)
    people: Counter[tuple[str, date]] = Counter()
    good: Counter[tuple[str, date]] = Counter()
    rows: Iterable[Any] = db.session.execute(query.execution_options(yield_per=5000))
    for agency, graded_at, is_good in rows:
        key = agency, graded_at.astimezone(WIB).date()
        people[key] += 1
        good[key] += is_good
    return {key: Indicator(good[key], people[key]) for key in sorted(people)}


def gains_by_order(wave: Wave) -> dict[str, dict[str, GainSums]]:
    """Module to order of forms ("ABC") to the sums of the gain over its pairs.

    Attempts without answers, brought in from elsewhere, have no forms: their order is "".
    """
    pre, post = aliased(Attempt), aliased(Attempt)
    gain = post.points * pre.possible - pre.points * post.possible
    rows = db.session.execute(
        select(
            post.module_slug,
            post.form_order,
            func.count(),
            func.sum(gain),
            func.sum(gain * gain),
            func.sum(pre.possible * post.possible),
        )
        .select_from(pre)
        .join(
            post,
            (pre.wave_id == post.wave_id)
            & (pre.module_slug == post.module_slug)
            & (pre.person_id == post.person_id),
        )
        .where(
            pre.wave_id == wave.id,
            pre.counted,
            post.counted,
            pre.phase == Phase.PRE_TEST,
            post.phase == Phase.POST_TEST,
        )
        .group_by(post.module_slug, post.form_order)
    )
    found: dict[str, dict[str, GainSums]] = defaultdict(dict)
    for slug, order, pairs, total, squares, scale in rows:
        found[slug][order] = GainSums(*(int(part or 0) for part in (pairs, total, squares, scale)))
    return dict(found)
