"""Reading agencies."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from ..database import db
from ..domain.agencies import AgencyFacts
from ..domain.terms import AgencyKind, Role
from ..models import Agency, Person
from .paging import Page, page_of


def agency_by_id(agency_id: str) -> Agency | None:
    return db.session.get(Agency, agency_id)


def existing_agency(agency_id: str) -> Agency:
    """The agency of an id that cannot be wrong: it was chosen from a list of them."""
    return db.session.get_one(Agency, agency_id)


def agency_by_code(code: str) -> Agency | None:
    return db.session.scalar(select(Agency).where(Agency.code == code))


def all_agencies() -> Sequence[Agency]:
    """In order of their codes."""
    return db.session.scalars(select(Agency).order_by(Agency.code)).all()


def facts_of(agency: Agency) -> AgencyFacts:
    return AgencyFacts(
        code=agency.code,
        name=agency.name,
        kind=agency.kind,
        province=agency.province,
        zone=agency.zone,
        staff_count=agency.staff_count,
    )


def provinces_in_use() -> Sequence[str]:
    """The provinces that agencies are in, by name."""
    return db.session.scalars(select(Agency.province).distinct().order_by(Agency.province)).all()


@dataclass(frozen=True, slots=True)
class AgencyRow:
    agency: Agency
    members: int
    coordinators: int


def find_agencies(
    page: int, text: str = "", kind: AgencyKind | None = None, province: str | None = None
) -> Page[AgencyRow]:
    """One page of the agencies whose name or code has this text, by name, in three queries."""
    query = select(Agency).order_by(Agency.name, Agency.code)
    if text:
        found = Agency.name.icontains(text, autoescape=True)
        query = query.where(found | Agency.code.icontains(text, autoescape=True))
    if kind is not None:
        query = query.where(Agency.kind == kind)
    if province is not None:
        query = query.where(Agency.province == province)
    agencies = page_of(query, page)
    counts = _active_by_role([agency.id for agency in agencies.rows])
    rows = [
        AgencyRow(
            agency,
            members=counts[agency.id, Role.LEARNER] + counts[agency.id, Role.COORDINATOR],
            coordinators=counts[agency.id, Role.COORDINATOR],
        )
        for agency in agencies.rows
    ]
    return replace(agencies, rows=rows)


def _active_by_role(agency_ids: Sequence[str]) -> Counter[tuple[str, Role]]:
    rows = db.session.execute(
        select(Person.agency_id, Person.role, func.count())
        .where(Person.agency_id.in_(agency_ids), Person.disabled_at.is_(None))
        .group_by(Person.agency_id, Person.role)
    )
    return Counter({(agency_id, role): people for agency_id, role, people in rows})


@dataclass(frozen=True, slots=True)
class Membership:
    """How many members an agency has, and how many of them can sign in."""

    active: int
    waiting: int
    """Active, but without a password yet."""
    disabled: int


def membership(agency_id: str) -> Membership:
    is_active = Person.disabled_at.is_(None)
    active, waiting, everybody = db.session.execute(
        select(
            func.count().filter(is_active),
            func.count().filter(is_active, Person.password_hash.is_(None)),
            func.count(),
        ).where(Person.agency_id == agency_id, Person.role != Role.ADMIN)
    ).one()
    return Membership(active, waiting, everybody - active)


def coordinators_of(agency_id: str) -> Sequence[Person]:
    """The agency's active coordinators by name."""
    return db.session.scalars(
        select(Person)
        .where(
            Person.agency_id == agency_id,
            Person.role == Role.COORDINATOR,
            Person.disabled_at.is_(None),
        )
        .order_by(Person.name, Person.id)
    ).all()


def agency_ids() -> dict[str, str]:
    """Code to id of every agency."""
    return dict(db.session.execute(select(Agency.code, Agency.id)).all())


def agency_names() -> dict[str, str]:
    """Every agency's name by its id."""
    return dict(db.session.execute(select(Agency.id, Agency.name)).all())
