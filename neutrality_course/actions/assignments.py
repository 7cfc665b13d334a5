"""Giving a module of the open wave to members of an agency, and taking it back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, literal, select
from sqlalchemy.exc import IntegrityError

from ..database import begin_write, db
from ..domain.assignments import Audience
from ..domain.rules import may_assign
from ..models import Assignment, AssignmentPerson
from ..queries.members import actor_by_id, audience_ids
from ..queries.waves import open_wave
from .audit import audit_entry
from .refusals import Refused

TARGET_LENGTH = 200


class NotTheirAgency(Refused):
    words = "Anda bukan koordinator instansi ini lagi."


class NotInWave(Refused):
    words = "Modul ini tidak ada dalam gelombang yang terbuka."


class DueInThePast(Refused):
    words = "Tenggat sudah lewat. Pilih tanggal hari ini atau sesudahnya."


class NobodyMeant(Refused):
    words = "Tidak ada anggota aktif yang cocok dengan pilihan ini."


class AssignmentMissing(Exception):
    """The agency has no such assignment."""


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """What a coordinator wants to give to whom.

    The id is drawn by the page that asks: sent twice, it is the same assignment, made once.
    """

    id: str
    agency_id: str
    module_slug: str
    audience: Audience
    target: str
    """Who is meant, in words."""
    due_at: datetime


def assign_module(wanted: NewAssignment, made_by: str, now: datetime) -> int:
    """Give the module to the members meant, as they are now; the number of people.

    Raises NotTheirAgency, NotInWave, DueInThePast or NobodyMeant.
    """
    try:
        return _assign_module(wanted, made_by, now)
    except IntegrityError:
        # The same page sent twice at once: the other request has made it.
        return _assign_module(wanted, made_by, now)


def _assign_module(wanted: NewAssignment, made_by: str, now: datetime) -> int:
    begin_write()
    _check_maker(made_by, wanted.agency_id)
    made = db.session.get(Assignment, wanted.id)
    if made is not None:
        if made.agency_id != wanted.agency_id:
            raise NotTheirAgency
        return _people_of(wanted.id)
    wave = open_wave()
    if wave is None or wanted.module_slug not in wave.module_slugs:
        raise NotInWave
    if wanted.due_at < now:
        raise DueInThePast
    assignment = Assignment(
        id=wanted.id,
        wave_id=wave.id,
        agency_id=wanted.agency_id,
        module_slug=wanted.module_slug,
        due_at=wanted.due_at,
        target=wanted.target[:TARGET_LENGTH],
        created_by=made_by,
        created_at=now,
    )
    db.session.add(assignment)
    db.session.flush()
    people = audience_ids(wanted.agency_id, wanted.audience).add_columns(literal(wanted.id))
    db.session.execute(insert(AssignmentPerson).from_select(["person_id", "assignment_id"], people))
    number = _people_of(wanted.id)
    if number == 0:
        db.session.rollback()
        raise NobodyMeant
    detail = f"{wanted.module_slug}: {wanted.target}, {number} orang"
    db.session.add(audit_entry(made_by, "module_assigned", wanted.id, now, detail))
    db.session.commit()
    return number


def withdraw_assignment(assignment_id: str, agency_id: str, made_by: str, now: datetime) -> None:
    """Take an assignment back; what people have done stays. Raises NotTheirAgency or AssignmentMissing."""
    begin_write()
    _check_maker(made_by, agency_id)
    assignment = db.session.scalar(
        select(Assignment).where(Assignment.id == assignment_id).with_for_update()
    )
    if assignment is None or assignment.agency_id != agency_id:
        raise AssignmentMissing
    detail = f"{assignment.module_slug}: {assignment.target}, {_people_of(assignment_id)} orang"
    db.session.execute(
        delete(AssignmentPerson).where(AssignmentPerson.assignment_id == assignment_id)
    )
    db.session.delete(assignment)
    db.session.add(audit_entry(made_by, "assignment_withdrawn", assignment_id, now, detail))
    db.session.commit()


def _check_maker(made_by: str, agency_id: str) -> None:
    actor = actor_by_id(made_by)
    if actor is None or not may_assign(actor, agency_id):
        raise NotTheirAgency


def _people_of(assignment_id: str) -> int:
    people = select(func.count()).where(AssignmentPerson.assignment_id == assignment_id)
    return db.session.scalar(people) or 0
