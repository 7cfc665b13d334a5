"""Reading the members of one agency. Admins are no members."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from ..database import db
from ..domain.assignments import Audience, AudienceKind
from ..domain.members import AccountState
from ..domain.rules import Actor
from ..domain.terms import JobLevel, Role
from ..models import ActivationCode, Person
from .paging import Page, page_of

CHUNK = 1000
"""Values in one IN list."""

T = TypeVar("T")

STATES: Mapping[AccountState, ColumnElement[bool]] = {
    AccountState.ACTIVE: Person.disabled_at.is_(None) & Person.password_hash.is_not(None),
    AccountState.WAITING: Person.disabled_at.is_(None) & Person.password_hash.is_(None),
    AccountState.DISABLED: Person.disabled_at.is_not(None),
}
LEVEL_ORDER = case(
    {level: rank for rank, level in enumerate(JobLevel)},
    value=Person.job_level,
    else_=len(JobLevel),
)
STATE_ORDER = case(*((test, rank) for rank, test in enumerate(STATES.values())))
BY_NAME = func.lower(Person.name)
ORDERS: Mapping[str, ColumnElement[Any]] = {
    "nama": BY_NAME,
    "unit": func.lower(Person.unit),
    "jenjang": LEVEL_ORDER,
    "status": STATE_ORDER,
}


@dataclass(frozen=True, slots=True)
class MemberFilter:
    """Which members to list; None and "" let all through."""

    text: str = ""
    """Part of a name or unit, or the beginning of a NIP."""
    unit: str | None = None
    job_level: JobLevel | None = None
    state: AccountState | None = None
    order: str = "nama"
    descending: bool = False


def find_members(agency_id: str, wanted: MemberFilter, page: int) -> Page[Person]:
    """One page of the members, in two queries."""
    return page_of(_members(agency_id, wanted), page)


def all_members(agency_id: str) -> Iterator[Person]:
    """Every member that has not been disabled, by name, read in portions."""
    query = _members(agency_id, MemberFilter()).where(Person.disabled_at.is_(None))
    for portion in db.session.scalars(query.execution_options(yield_per=CHUNK)).partitions():
        yield from portion


def member_by_id(agency_id: str, person_id: str) -> Person | None:
    return db.session.scalar(select(Person).where(is_member(agency_id), Person.id == person_id))


def units_of(agency_id: str) -> Sequence[str]:
    """The units that active members are in, by name; "" stands for none."""
    return db.session.scalars(
        select(Person.unit)
        .where(is_active_member(agency_id))
        .group_by(Person.unit)
        .order_by(func.lower(Person.unit), Person.unit)
    ).all()


def people_waiting(agency_id: str, unit: str | None = None) -> Sequence[Person]:
    """Learners who have set no password yet, by unit and name: those a coordinator makes codes for."""
    query = (
        select(Person)
        .where(
            Person.agency_id == agency_id,
            Person.role == Role.LEARNER,
            STATES[AccountState.WAITING],
        )
        .order_by(func.lower(Person.unit), BY_NAME, Person.id)
    )
    return db.session.scalars(query if unit is None else query.where(Person.unit == unit)).all()


def waiting_by_unit(agency_id: str) -> Sequence[tuple[str, int]]:
    """How many learners of each unit have set no password yet; only units that have some."""
    return db.session.execute(
        select(Person.unit, func.count())
        .where(
            Person.agency_id == agency_id,
            Person.role == Role.LEARNER,
            STATES[AccountState.WAITING],
        )
        .group_by(Person.unit)
        .order_by(func.lower(Person.unit), Person.unit)
    ).all()


def codes_in_use(person_ids: Sequence[str], now: datetime) -> int:
    """How many of these people hold a code that they may still use."""
    return sum(
        db.session.scalar(
            select(func.count()).where(
                ActivationCode.person_id.in_(chunk), ActivationCode.expires_at > now
            )
        )
        or 0
        for chunk in chunks(person_ids)
    )


def ids_of_nips(agency_id: str, nips: Iterable[str]) -> dict[str, str]:
    """The person ids of those NIPs that belong to active members of the agency."""
    found: dict[str, str] = {}
    for chunk in chunks(nips):
        rows = db.session.execute(
            select(Person.nip, Person.id).where(is_active_member(agency_id), Person.nip.in_(chunk))
        )
        found.update(rows.all())
    return found


def audience_ids(agency_id: str, audience: Audience) -> Select[str]:
    """A select of the ids of the members who are meant, for other statements to build on."""
    query = select(Person.id).where(is_active_member(agency_id))
    match audience.kind:
        case AudienceKind.EVERYBODY:
            return query
        case AudienceKind.UNIT:
            return query.where(Person.unit == audience.unit)
        case AudienceKind.JOB_LEVEL:
            return query.where(Person.job_level == audience.job_level)
        case AudienceKind.LISTED:
            return query.where(Person.id.in_(audience.person_ids))


def actor_by_id(person_id: str) -> Actor | None:
    """A person as the rules see them, fresh from the database; None once disabled."""
    row = db.session.execute(
        select(Person.id, Person.role, Person.agency_id).where(
            Person.id == person_id, Person.disabled_at.is_(None)
        )
    ).one_or_none()
    return Actor(*row) if row else None


def is_member(agency_id: str) -> ColumnElement[bool]:
    return (Person.agency_id == agency_id) & (Person.role != Role.ADMIN)


def is_active_member(agency_id: str) -> ColumnElement[bool]:
    return is_member(agency_id) & Person.disabled_at.is_(None)


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists short enough for one IN."""
    portion: list[T] = []
    for value in values:
        portion.append(value)
        if len(portion) == CHUNK:
            yield portion
            portion = []
    if portion:
        yield portion


def _members(agency_id: str, wanted: MemberFilter) -> Select[Person]:
    query = select(Person).where(is_member(agency_id))
    if wanted.text:
        found = [
            Person.name.icontains(wanted.text, autoescape=True),
            Person.unit.icontains(wanted.text, autoescape=True),
        ]
        if digits := wanted.text.replace(" ", "").replace(".", ""):
            found.append(Person.nip.startswith(digits, autoescape=True))
        query = query.where(or_(*found))
    if wanted.unit is not None:
        query = query.where(Person.unit == wanted.unit)
    if wanted.job_level is not None:
        query = query.where(Person.job_level == wanted.job_level)
    if wanted.state is not None:
        query = query.where(STATES[wanted.state])
    order = ORDERS[wanted.order]
    return query.order_by(order.desc() if wanted.descending else order, BY_NAME, Person.id)
