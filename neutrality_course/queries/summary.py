"""What the national summary reads besides the cells: counted results by day."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Subquery, case, select

from ..database import db
from ..domain.day_hiding import ByAgencyAndDay, hidden_days, totals_by_day
from ..domain.figures import FigureTable
from ..domain.indicator import Indicator
from ..domain.terms import Phase
from ..models import Attempt, Wave
from .agencies import all_agencies
from .cells import course_results, course_results_in

WIB = ZoneInfo("Asia/Jakarta")


def course_by_agency_and_day(wave: Wave) -> ByAgencyAndDay:
    """Of all agencies, by the day of people's last test after in WIB."""
    results = course_results(Attempt.wave_id == wave.id).subquery()
    return _by_agency_and_day(results, wave)


def course_by_day(wave: Wave, agency_id: str) -> dict[date, Indicator]:
    """Of one agency; reads its own people alone."""
    return totals_by_day(_by_agency_and_day(course_results_in(wave, agency_id).subquery(), wave))


def _by_agency_and_day(results: Subquery, wave: Wave) -> ByAgencyAndDay:
    is_good = case((results.c.points * 100 >= wave.cut_good * results.c.possible, 1), else_=0)
    people: Counter[tuple[str, date]] = Counter()
    good: Counter[tuple[str, date]] = Counter()
    rows: Iterable[Any] = db.session.execute(
        select(results.c.agency_id, results.c.graded_at, is_good)
        .where(results.c.phase == Phase.POST_TEST)
        .execution_options(yield_per=5000)
    )
    for agency, graded_at, good_one in rows:
        key = agency, graded_at.astimezone(WIB).date()
        people[key] += 1
        good[key] += good_one
    return {key: Indicator(good[key], people[key]) for key in sorted(people)}


def shown_days(wave: Wave, table: FigureTable) -> list[tuple[date, Indicator, bool]]:
    """Each day with whether its share is hidden: days add up to the published total, and agencies are on them.

    `table` is the course's, of all agencies, as it is shown.
    """
    hidden_codes = {row.code for row in table.agencies if row.is_hidden}
    agencies = {agency.id for agency in all_agencies() if agency.code in hidden_codes}
    results = course_by_agency_and_day(wave)
    hidden = hidden_days(results, agencies)
    return [
        (day, counted, table.national.is_hidden or day in hidden)
        for day, counted in totals_by_day(results).items()
    ]
