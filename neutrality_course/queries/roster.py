"""Reading a list of members: the file itself, and who already has its NIPs."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from ..database import db
from ..domain.people import PersonFacts
from ..domain.roster import (
    OPTIONAL,
    REQUIRED,
    Registered,
    Roster,
    RosterPlan,
    plan_roster,
    read_roster,
)
from ..models import Person
from ..tables import TableError, read_table
from .members import chunks


def read_roster_file(data: bytes) -> Roster:
    """The list in a CSV file, with the faults of its lines. TableError when the file is no such table."""
    table = read_table(data, REQUIRED, OPTIONAL)
    if table.size == 0:
        raise TableError(1, "belum ada baris anggota di bawah judul kolom")
    lines = ((row.line, row.cells) for row in table.rows)
    return read_roster(lines, has_email="email" in table.columns, ignored=table.ignored)


def roster_plan(roster: Roster, agency_id: str) -> RosterPlan:
    """What taking the list in now would change."""
    nips = [row.facts.nip for row in roster.rows]
    return plan_roster(roster, registered_people(nips), agency_id)


def registered_people(nips: Iterable[str]) -> dict[str, Registered]:
    """Who has these NIPs, in any agency, by NIP; a query for every thousand."""
    found: dict[str, Registered] = {}
    for chunk in chunks(nips):
        rows = db.session.execute(
            select(
                Person.id,
                Person.agency_id,
                Person.role,
                Person.nip,
                Person.name,
                Person.unit,
                Person.job_level,
                Person.employment,
                Person.email,
            ).where(Person.nip.in_(chunk))
        )
        for person_id, agency_id, role, nip, *other_facts in rows:
            facts: list[Any] = other_facts
            found[nip] = Registered(person_id, agency_id, role, PersonFacts(nip, *facts))
    return found
