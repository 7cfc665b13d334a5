"""Reading accounts."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from ..database import db
from ..domain.terms import Role
from ..models import ActivationCode, Person
from .paging import Page, page_of


def person_of_session(person_id: str, epoch: int) -> Person | None:
    """The person a session cookie stands for, or None when it no longer stands for anybody."""
    person = db.session.get(Person, person_id)
    if person is None or not person.is_active or person.session_epoch != epoch:
        return None
    return person


def person_by_id(person_id: str) -> Person | None:
    return db.session.get(Person, person_id)


def existing_person(person_id: str) -> Person:
    """The person of an id that cannot be wrong: an action has just returned it."""
    return db.session.get_one(Person, person_id)


def person_by_nip(nip: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.nip == nip))


def holder_of_code(code_hash: bytes, now: datetime) -> Person | None:
    """Whose activation code this is, as long as it can be used."""
    return db.session.scalar(
        select(Person)
        .join(ActivationCode, ActivationCode.person_id == Person.id)
        .where(ActivationCode.code_hash == code_hash, ActivationCode.expires_at > now)
    )


def has_people() -> bool:
    return bool(db.session.scalar(select(exists().select_from(Person))))


def find_people(
    page: int, nip: str = "", name: str = "", role: Role | None = None, agency_id: str = ""
) -> Page[Person]:
    """One page of accounts by name, with their agencies, in two queries; nothing given lets all through."""
    query = select(Person).options(joinedload(Person.agency)).order_by(Person.name, Person.id)
    if nip:
        query = query.where(Person.nip == nip)
    if name:
        query = query.where(Person.name.icontains(name, autoescape=True))
    if role is not None:
        query = query.where(Person.role == role)
    if agency_id:
        query = query.where(Person.agency_id == agency_id)
    return page_of(query, page)


def active_code(person_id: str, now: datetime) -> ActivationCode | None:
    """The code this person may still use."""
    code = db.session.get(ActivationCode, person_id)
    return code if code is not None and code.expires_at > now else None
