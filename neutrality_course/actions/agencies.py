"""Agencies: one by one, or a whole list at once."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ..database import begin_write, db, new_id
from ..domain.agencies import AgencyFacts
from ..domain.agency_list import agency_changes
from ..models import Agency
from ..queries.agencies import facts_of
from .audit import audit_entry
from .refusals import Refused


class AgencyCodeTaken(Refused):
    words = "Kode instansi ini sudah dipakai."


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list of agencies changed, by their codes."""

    added: list[str]
    changed: list[str]
    unchanged: list[str]


def add_agency(facts: AgencyFacts, made_by: str | None, now: datetime) -> str:
    """The id of the new agency; AgencyCodeTaken when there is one with its code."""
    begin_write()
    agency = new_agency(facts, made_by, now)
    try:
        db.session.commit()
    except IntegrityError as error:
        db.session.rollback()
        raise AgencyCodeTaken from error
    return agency.id


def change_agency(agency_id: str, facts: AgencyFacts, made_by: str | None, now: datetime) -> None:
    """Bring an agency up to date; its code stays, whatever `facts` says."""
    begin_write()
    agency = db.session.get_one(Agency, agency_id, with_for_update=True)
    _update(agency, replace(facts, code=agency.code), made_by, now)
    db.session.commit()


def import_agencies(facts: Sequence[AgencyFacts], made_by: str | None, now: datetime) -> Imported:
    """Add those with a new code and bring the others up to date; agencies not in the list stay as
    they are.
    """
    begin_write()
    known = {agency.code: agency for agency in db.session.scalars(select(Agency))}
    done = Imported([], [], [])
    for one in facts:
        agency = known.get(one.code)
        if agency is None:
            known[one.code] = new_agency(one, made_by, now)
            done.added.append(one.code)
        elif _update(agency, one, made_by, now):
            done.changed.append(one.code)
        else:
            done.unchanged.append(one.code)
    db.session.commit()
    return done


def new_agency(facts: AgencyFacts, made_by: str | None, now: datetime) -> Agency:
    """Part of an action: the agency and its audit entry, not yet committed."""
    agency = Agency(id=new_id(), **asdict(facts))
    db.session.add_all([agency, audit_entry(made_by, "agency_added", agency.id, now, facts.code)])
    return agency


def _update(agency: Agency, facts: AgencyFacts, made_by: str | None, now: datetime) -> bool:
    """Whether anything differed; then it is changed, with its audit entry."""
    changes = agency_changes(facts_of(agency), facts)
    for name, (_old, new) in changes.items():
        setattr(agency, name, new)
    if changes:
        detail = "; ".join(f"{name}: {old} → {new}" for name, (old, new) in changes.items())
        db.session.add(audit_entry(made_by, "agency_changed", agency.id, now, detail))
    return bool(changes)
