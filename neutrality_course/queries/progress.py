"""Reading how far the members of one agency have come in a wave.

Only active members, and no previews. Results counted in another agency are those of the person, who brings
them along. States and levels are worked out in SQL, as domain/members.py and domain/levels.py have them, so
that a list of twenty thousand can be sorted and filtered by them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    select,
)
from sqlalchemy.orm import aliased

from ..database import begin_snapshot, db
from ..domain.members import NO_PROGRESS, LearningState, ModuleProgress, learning_state
from ..domain.scoring import Score
from ..domain.terms import AttemptSource, Employment, JobLevel, Phase
from ..models import Assignment, AssignmentPerson, Attempt, Person, Wave
from .members import BY_NAME, LEVEL_ORDER, is_active_member
from .paging import PAGE_SIZE, Page

ORDERS = ("nama", "unit", "jenjang", "keadaan", "nilai")
PORTION = 500
"""People read at a time for a file."""

HAS_FINISHED = (Attempt.phase == Phase.POST_TEST) & Attempt.graded_at.is_not(None)
IS_SCORE = (Attempt.phase == Phase.POST_TEST) & Attempt.counted
"""Whether an attempt is the one of its module whose score counts."""


@dataclass(frozen=True, slots=True)
class ProgressFilter:
    """Whose progress in which modules; None and False let all through."""

    module_slugs: tuple[str, ...]
    unit: str | None = None
    job_level: JobLevel | None = None
    state: LearningState | None = None
    only_overdue: bool = False
    order: str = "nama"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class MemberProgress:
    """One member and where they stand in each of the modules asked for."""

    nip: str
    name: str
    unit: str
    job_level: JobLevel
    employment: Employment
    modules: Mapping[str, ModuleProgress]

    @property
    def state(self) -> LearningState:
        """Over all the modules together."""
        here = self.modules.values()
        return learning_state(
            sum(one.is_started for one in here), sum(one.is_finished for one in here), len(here)
        )

    @property
    def score(self) -> Score | None:
        """The sum over the modules, once every one of them is counted."""
        scores = [one.score for one in self.modules.values() if one.score is not None]
        if not scores or len(scores) < len(self.modules):
            return None
        return Score(sum(s.points for s in scores), sum(s.possible for s in scores))

    def is_overdue(self, now: datetime) -> bool:
        return any(one.is_overdue(now) for one in self.modules.values())


@dataclass(frozen=True, slots=True)
class ProgressCounts:
    """How many people stand where, before the list is narrowed to a state."""

    people: int
    not_started: int
    started: int
    finished: int
    overdue: int
    scored: int
    """With a counted score over all the modules."""
    good: int


def progress_page(
    agency_id: str, wave: Wave, wanted: ProgressFilter, page: int, now: datetime
) -> tuple[Page[MemberProgress], ProgressCounts]:
    """A page of the list, and the counts over everybody it is taken from: four queries."""
    people = _people(agency_id, wave.id, wanted, now)
    *counts, total = db.session.execute(_counting(people, wave, wanted)).one()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, page), pages)
    query = _narrowed(people, wanted).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    rows = _with_modules(db.session.execute(query).all(), wave.id, wanted.module_slugs)
    return Page(rows, number, pages, total), ProgressCounts(*counts)


def progress_counts(
    agency_id: str, wave: Wave, wanted: ProgressFilter, now: datetime
) -> ProgressCounts:
    people = _people(agency_id, wave.id, wanted, now)
    *counts, _total = db.session.execute(_counting(people, wave, wanted)).one()
    return ProgressCounts(*counts)


def progress_rows(
    agency_id: str, wave: Wave, wanted: ProgressFilter, now: datetime
) -> Iterator[MemberProgress]:
    """The whole list in the same order, read in portions, all of one moment of the database."""
    begin_snapshot()
    query = _narrowed(_people(agency_id, wave.id, wanted, now), wanted)
    result = db.session.execute(query.execution_options(yield_per=PORTION))
    for portion in result.partitions():
        yield from _with_modules(portion, wave.id, wanted.module_slugs)


def _people(agency_id: str, wave_id: str, wanted: ProgressFilter, now: datetime) -> Subquery:
    """Everybody of the unit and job level asked for, with sums over the modules.

    One join, grouped by person, and a look-up by index for each: its cost grows with the agency, however
    little the database knows of its own tables.
    """
    modules = len(wanted.module_slugs)
    started = func.count(Attempt.module_slug.distinct())
    finished = func.count(case((HAS_FINISHED, Attempt.module_slug)).distinct())
    has_score = func.count(case((IS_SCORE, 1))) == modules
    query = (
        select(
            Person.id,
            Person.nip,
            Person.name,
            Person.unit,
            Person.job_level,
            Person.employment,
            BY_NAME.label("by_name"),
            func.lower(Person.unit).label("by_unit"),
            LEVEL_ORDER.label("by_level"),
            case((finished == modules, 2), (started > 0, 1), else_=0).label("state"),
            case((_is_overdue(wave_id, wanted.module_slugs, now), 1), else_=0).label("overdue"),
            case((has_score, func.sum(case((IS_SCORE, Attempt.points))))).label("points"),
            case((has_score, func.sum(case((IS_SCORE, Attempt.possible))))).label("possible"),
        )
        .outerjoin(Attempt, (Attempt.person_id == Person.id) & _is_at(wave_id, wanted.module_slugs))
        .where(is_active_member(agency_id))
        .group_by(Person.id)
    )
    if wanted.unit is not None:
        query = query.where(Person.unit == wanted.unit)
    if wanted.job_level is not None:
        query = query.where(Person.job_level == wanted.job_level)
    return query.subquery()


def _is_at(wave_id: str, module_slugs: Sequence[str]) -> ColumnElement[bool]:
    """Whether an attempt is one at these modules in this wave, and no preview."""
    return and_(
        Attempt.wave_id == wave_id,
        Attempt.module_slug.in_(module_slugs),
        Attempt.source != AttemptSource.PREVIEW,
    )


def _is_overdue(wave_id: str, module_slugs: Sequence[str], now: datetime) -> ColumnElement[bool]:
    """Whether a person has not finished in time one of these modules that they were given."""
    attempt = aliased(Attempt)
    is_finished = exists().where(
        attempt.person_id == AssignmentPerson.person_id,
        attempt.wave_id == Assignment.wave_id,
        attempt.module_slug == Assignment.module_slug,
        attempt.phase == Phase.POST_TEST,
        attempt.graded_at.is_not(None),
        attempt.source != AttemptSource.PREVIEW,
    )
    return (
        select(AssignmentPerson.person_id)
        .join(Assignment, Assignment.id == AssignmentPerson.assignment_id)
        .where(
            AssignmentPerson.person_id == Person.id,
            Assignment.wave_id == wave_id,
            Assignment.module_slug.in_(module_slugs),
            Assignment.due_at < now,
            ~is_finished,
        )
        .correlate(Person)
        .exists()
    )


def _sittings(
    wave_id: str, module_slugs: Sequence[str], person_ids: Sequence[str]
) -> Select[*tuple[Any, ...]]:
    """A row for each module that one of these people has begun."""
    return (
        select(
            Attempt.person_id,
            Attempt.module_slug,
            func.max(case((HAS_FINISHED, 1), else_=0)).label("finished"),
            func.max(case((IS_SCORE, Attempt.points))).label("points"),
            func.max(case((IS_SCORE, Attempt.possible))).label("possible"),
        )
        .where(Attempt.person_id.in_(person_ids), _is_at(wave_id, module_slugs))
        .group_by(Attempt.person_id, Attempt.module_slug)
    )


def _due(
    wave_id: str, module_slugs: Sequence[str], person_ids: Sequence[str]
) -> Select[*tuple[Any, ...]]:
    """A row for each module that one of these people was given, with its earliest due moment."""
    return (
        select(
            AssignmentPerson.person_id,
            Assignment.module_slug,
            func.min(Assignment.due_at).label("due_at"),
        )
        .join(Assignment, Assignment.id == AssignmentPerson.assignment_id)
        .where(
            AssignmentPerson.person_id.in_(person_ids),
            Assignment.wave_id == wave_id,
            Assignment.module_slug.in_(module_slugs),
        )
        .group_by(AssignmentPerson.person_id, Assignment.module_slug)
    )


def _counting(people: Subquery, wave: Wave, wanted: ProgressFilter) -> Select[*tuple[Any, ...]]:
    """The counts, and last the number of people in the narrowed list."""
    columns = people.c
    is_good = columns.points * 100 >= wave.cut_good * columns.possible
    return select(
        func.count(),
        func.count().filter(columns.state == 0),
        func.count().filter(columns.state == 1),
        func.count().filter(columns.state == 2),
        func.count().filter(columns.overdue > 0),
        func.count(columns.points),
        func.count().filter(is_good),
        func.count().filter(_matches(people, wanted)),
    ).select_from(people)


def _matches(people: Subquery, wanted: ProgressFilter) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = [people.c.overdue >= (1 if wanted.only_overdue else 0)]
    if wanted.state is not None:
        tests.append(people.c.state == list(LearningState).index(wanted.state))
    return and_(*tests)


def _narrowed(people: Subquery, wanted: ProgressFilter) -> Select[*tuple[Any, ...]]:
    columns = people.c
    orders: Mapping[str, ColumnElement[Any]] = {
        "nama": columns.by_name,
        "unit": columns.by_unit,
        "jenjang": columns.by_level,
        "keadaan": columns.state,
        "nilai": cast(columns.points, Float) / columns.possible,
    }
    order = orders[wanted.order]
    return (
        select(
            columns.id,
            columns.nip,
            columns.name,
            columns.unit,
            columns.job_level,
            columns.employment,
        )
        .where(_matches(people, wanted))
        .order_by(
            (order.desc() if wanted.descending else order.asc()).nulls_last(),
            columns.by_name,
            columns.id,
        )
    )


def _with_modules(
    rows: Sequence[Any], wave_id: str, module_slugs: Sequence[str]
) -> list[MemberProgress]:
    """These people with their progress in each module, in two queries."""
    these = [row.id for row in rows]
    due = {
        (person_id, slug): due_at
        for person_id, slug, due_at in db.session.execute(_due(wave_id, module_slugs, these))
    }
    found: dict[str, dict[str, ModuleProgress]] = defaultdict(dict)
    for (person_id, slug), due_at in due.items():
        found[person_id][slug] = ModuleProgress(False, False, None, due_at)
    for sitting in db.session.execute(_sittings(wave_id, module_slugs, these)):
        found[sitting.person_id][sitting.module_slug] = ModuleProgress(
            is_started=True,
            is_finished=bool(sitting.finished),
            score=None if sitting.points is None else Score(sitting.points, sitting.possible),
            due_at=due.get((sitting.person_id, sitting.module_slug)),
        )
    return [
        MemberProgress(
            nip=row.nip,
            name=row.name,
            unit=row.unit,
            job_level=row.job_level,
            employment=row.employment,
            modules={slug: found[row.id].get(slug, NO_PROGRESS) for slug in module_slugs},
        )
        for row in rows
    ]
