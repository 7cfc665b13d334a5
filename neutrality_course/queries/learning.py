"""Reading where a learner stands: attempts, pages seen, modules of the wave and their due dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..database import db
from ..domain.terms import Phase
from ..models import Assignment, AssignmentPerson, Attempt, PageSeen


def attempt_by_id(attempt_id: str) -> Attempt | None:
    """With its form version and wave loaded."""
    return db.session.scalar(
        select(Attempt)
        .where(Attempt.id == attempt_id)
        .options(joinedload(Attempt.form_version), joinedload(Attempt.wave))
    )


def module_attempts(person_id: str, wave_id: str, module_slug: str) -> Sequence[Attempt]:
    """All attempts of a person at a module in a wave, oldest first."""
    return db.session.scalars(
        select(Attempt)
        .where(
            Attempt.person_id == person_id,
            Attempt.wave_id == wave_id,
            Attempt.module_slug == module_slug,
        )
        .order_by(Attempt.started_at, Attempt.id)
    ).all()


def open_attempt(person_id: str, wave_id: str, module_slug: str, phase: Phase) -> Attempt | None:
    """The attempt that is begun and not sent, with its form version and wave loaded."""
    return db.session.scalar(
        select(Attempt)
        .where(
            Attempt.person_id == person_id,
            Attempt.wave_id == wave_id,
            Attempt.module_slug == module_slug,
            Attempt.phase == phase,
            Attempt.graded_at.is_(None),
        )
        .options(joinedload(Attempt.form_version), joinedload(Attempt.wave))
    )


def pages_seen(person_id: str, wave_id: str, module_slug: str) -> frozenset[str]:
    return frozenset(
        db.session.scalars(
            select(PageSeen.page_slug).where(
                PageSeen.person_id == person_id,
                PageSeen.wave_id == wave_id,
                PageSeen.module_slug == module_slug,
            )
        )
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in one module of a wave."""

    module_slug: str
    attempts: tuple[Attempt, ...]
    pages_seen: frozenset[str]
    due_at: datetime | None

    @property
    def is_assigned(self) -> bool:
        return self.due_at is not None

    def of_phase(self, phase: Phase) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.phase is phase]


def standings(person_id: str, wave_id: str, module_slugs: Sequence[str]) -> Mapping[str, Standing]:
    """The person's standing in each of these modules, in three queries whatever their number."""
    attempts = db.session.scalars(
        select(Attempt)
        .where(Attempt.person_id == person_id, Attempt.wave_id == wave_id)
        .order_by(Attempt.started_at, Attempt.id)
    ).all()
    seen = db.session.execute(
        select(PageSeen.module_slug, PageSeen.page_slug).where(
            PageSeen.person_id == person_id, PageSeen.wave_id == wave_id
        )
    ).all()
    due: dict[str, datetime] = dict(
        db.session.execute(
            select(Assignment.module_slug, func.min(Assignment.due_at))
            .join(AssignmentPerson, AssignmentPerson.assignment_id == Assignment.id)
            .where(AssignmentPerson.person_id == person_id, Assignment.wave_id == wave_id)
            .group_by(Assignment.module_slug)
        ).all()
    )
    return {
        slug: Standing(
            module_slug=slug,
            attempts=tuple(a for a in attempts if a.module_slug == slug),
            pages_seen=frozenset(page for module, page in seen if module == slug),
            due_at=due.get(slug),
        )
        for slug in module_slugs
    }
