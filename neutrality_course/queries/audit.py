"""Reading the audit log."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from ..database import db
from ..models import Agency, AuditEntry, Person, Wave
from .paging import Page, page_of

AN_ID = re.compile(r"\b[0-9a-f]{16}\b")


@dataclass(frozen=True, slots=True)
class Log:
    """A page of entries, newest first, and the names of what they speak of by its id."""

    page: Page[AuditEntry]
    names: Mapping[str, str]


def audit_log(page: int, action: str = "") -> Log:
    """In five queries, whatever the number of entries."""
    query = select(AuditEntry).order_by(AuditEntry.at.desc(), AuditEntry.id)
    if action:
        query = query.where(AuditEntry.action == action)
    entries: Page[AuditEntry] = page_of(query, page)
    return Log(entries, _names_of(set(_ids_in(entries.rows))))


def _ids_in(entries: Iterable[AuditEntry]) -> Iterable[str]:
    for entry in entries:
        yield from AN_ID.findall(f"{entry.actor_id} {entry.subject} {entry.detail}")


def _names_of(ids: Collection[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for key, name in ((Person.id, Person.name), (Agency.id, Agency.name), (Wave.id, Wave.title)):
        rows = db.session.execute(select(key, name).where(key.in_(ids)))
        names.update(rows.all())
    return names
