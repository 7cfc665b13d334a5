"""The course's counted results inside agencies: by job level, employment and unit."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import case, func, select

from ..database import db
from ..domain.indicator import Indicator
from ..domain.terms import COURSE, Phase
from ..models import Cell, Person, Wave
from .cells import course_results_in

PlaceColumn = Literal["job_level", "employment"]


def results_by_place(wave: Wave, column: PlaceColumn) -> Mapping[tuple[str, str], Indicator]:
    """(agency id, job level or employment) to people and how many are at *baik*, of all agencies."""
    by = getattr(Cell, column)
    rows = db.session.execute(
        select(Cell.agency_id, by, func.sum(Cell.good), func.sum(Cell.people))
        .where(Cell.wave_id == wave.id, Cell.module_slug == COURSE, Cell.phase == Phase.POST_TEST)
        .group_by(Cell.agency_id, by)
        .order_by(Cell.agency_id, by)
    )
    # In the order of Python, not of a collation: ties in hiding go by it.
    return {
        (agency, value): Indicator(int(good), int(n)) for agency, value, good, n in sorted(rows)
    }


def results_by_unit(wave: Wave, agency_id: str) -> Mapping[str, Indicator]:
    """Unit to people and how many are at *baik*, of one agency; the unit is the one a person has today."""
    results = course_results_in(wave, agency_id).subquery()
    is_good = case((results.c.points * 100 >= wave.cut_good * results.c.possible, 1), else_=0)
    rows = db.session.execute(
        select(Person.unit, func.sum(is_good), func.count())
        .select_from(results)
        .join(Person, Person.id == results.c.person_id)
        .where(results.c.phase == Phase.POST_TEST)
        .group_by(Person.unit)
        .order_by(Person.unit)
    )
    return {unit: Indicator(int(good), int(n)) for unit, good, n in rows}
