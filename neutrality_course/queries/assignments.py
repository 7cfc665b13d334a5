"""Reading the assignments of one agency."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, exists, func, select

from ..database import db
from ..domain.assignments import Audience
from ..domain.terms import AttemptSource, Phase
from ..models import Assignment, AssignmentPerson, Attempt, AuditEntry, Person
from .members import audience_ids, is_active_member


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    assignment: Assignment
    people: int
    """Active members of the agency among those it was given to."""
    finished: int


def assignment_rows(agency_id: str, wave_id: str) -> Sequence[AssignmentRow]:
    """The agency's assignments in a wave with their counts, the nearest due date first, in one query."""
    has_finished = exists().where(
        Attempt.person_id == Person.id,
        Attempt.wave_id == Assignment.wave_id,
        Attempt.module_slug == Assignment.module_slug,
        Attempt.phase == Phase.POST_TEST,
        Attempt.graded_at.is_not(None),
        Attempt.source != AttemptSource.PREVIEW,
    )
    rows = db.session.execute(
        select(Assignment, func.count(Person.id), func.sum(case((has_finished, 1), else_=0)))
        .outerjoin(AssignmentPerson, AssignmentPerson.assignment_id == Assignment.id)
        .outerjoin(Person, (Person.id == AssignmentPerson.person_id) & is_active_member(agency_id))
        .where(Assignment.agency_id == agency_id, Assignment.wave_id == wave_id)
        .group_by(Assignment.id)
        .order_by(Assignment.due_at, Assignment.created_at, Assignment.id)
    )
    return [AssignmentRow(assignment, people, finished) for assignment, people, finished in rows]


def assignment_by_id(agency_id: str, assignment_id: str) -> Assignment | None:
    return db.session.scalar(
        select(Assignment).where(Assignment.id == assignment_id, Assignment.agency_id == agency_id)
    )


def has_assignments(agency_id: str, wave_id: str) -> bool:
    return bool(
        db.session.scalar(
            select(exists().where(Assignment.agency_id == agency_id, Assignment.wave_id == wave_id))
        )
    )


def people_of_assignment(assignment_id: str) -> int:
    query = select(func.count()).where(AssignmentPerson.assignment_id == assignment_id)
    return db.session.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people an assignment would go to, and how many of them have the module already."""

    people: int
    assigned_before: int


def reach_of(agency_id: str, audience: Audience, wave_id: str, module_slug: str) -> Reach:
    meant = audience_ids(agency_id, audience).subquery()
    has_it = exists().where(
        AssignmentPerson.person_id == meant.c.id,
        AssignmentPerson.assignment_id == Assignment.id,
        Assignment.wave_id == wave_id,
        Assignment.module_slug == module_slug,
    )
    people, before = db.session.execute(
        select(func.count(), func.count().filter(has_it)).select_from(meant)
    ).one()
    return Reach(people, before)


def was_withdrawn_by(person_id: str, assignment_id: str) -> bool:
    """Whether this person has taken this assignment back: then asking again is no mistake."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    AuditEntry.action == "assignment_withdrawn",
                    AuditEntry.subject == assignment_id,
                    AuditEntry.actor_id == person_id,
                )
            )
        )
    )
