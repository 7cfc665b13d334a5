"""Taking a list of members in: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from ..database import begin_write, db, is_sqlite, new_id
from ..domain.roster import Change, LineFault, Roster, RosterPlan, plan_roster
from ..domain.rules import may_manage_members
from ..domain.terms import Role
from ..models import AuditEntry, Person
from ..queries.members import actor_by_id, chunks
from ..queries.roster import registered_people
from .refusals import Refused


class RosterRefused(Exception):
    """Some lines cannot be taken, so none was; `faults` says which and why."""

    def __init__(self, faults: Sequence[LineFault]) -> None:
        super().__init__(len(faults))
        self.faults = faults


class NotTheirMembers(Refused):
    words = "Anda bukan koordinator instansi ini lagi."


def import_roster(roster: Roster, agency_id: str, made_by: str | None, now: datetime) -> RosterPlan:
    """Add the new members, bring the others up to date, and say what was done; absent people stay as they are.

    What to do is decided anew on the newest state, whatever an earlier look has shown, so taking the same
    list in again changes nothing. Nobody gets a role or leaves an agency. Raises RosterRefused or
    NotTheirMembers.
    """
    try:
        return _import_roster(roster, agency_id, made_by, now)
    except IntegrityError:
        # Another list brought one of the new NIPs in between our look and our insert: look again.
        return _import_roster(roster, agency_id, made_by, now)


def _import_roster(
    roster: Roster, agency_id: str, made_by: str | None, now: datetime
) -> RosterPlan:
    begin_write()
    actor = actor_by_id(made_by) if made_by else None
    if made_by and not (actor and may_manage_members(actor, agency_id)):
        raise NotTheirMembers
    nips = [row.facts.nip for row in roster.rows]
    _lock(nips)
    plan = plan_roster(roster, registered_people(nips), agency_id)
    if plan.faults:
        db.session.rollback()
        raise RosterRefused(plan.faults)
    log = _log(plan, agency_id, made_by, now)
    people = _new_people(plan, agency_id, now)
    if people:
        db.session.execute(insert(Person), people)
        log += [_entry(made_by, "person_added", p["id"], now, Role.LEARNER.value) for p in people]
    if plan.changed:
        db.session.execute(update(Person), _new_facts(plan, roster.has_email))
    if log:
        db.session.execute(insert(AuditEntry), log)
    db.session.commit()
    return plan


def _lock(nips: Sequence[str]) -> None:
    """Hold those who already have these NIPs, in the order of their ids, as every action does."""
    if is_sqlite():
        return  # the whole database is ours already
    ids = sorted(person.person_id for person in registered_people(nips).values())
    for chunk in chunks(ids):
        locked = select(Person.id).where(Person.id.in_(chunk)).order_by(Person.id)
        db.session.execute(locked.with_for_update())


def _new_people(plan: RosterPlan, agency_id: str, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "agency_id": agency_id,
            "role": Role.LEARNER,
            "created_at": now,
            **asdict(row.facts),
        }
        for row in plan.added
    ]


def _new_facts(plan: RosterPlan, has_email: bool) -> list[dict[str, Any]]:
    facts = [{"id": one.person_id, **asdict(one.row.facts)} for one in plan.changed]
    if not has_email:
        for one in facts:
            del one["email"]
    return facts


def _log(
    plan: RosterPlan, agency_id: str, made_by: str | None, now: datetime
) -> list[dict[str, Any]]:
    log = [
        _entry(made_by, "person_changed", one.person_id, now, _change_words(one.changes))
        for one in plan.changed
    ]
    if plan.added or plan.changed:
        detail = f"{len(plan.added)} baru, {len(plan.changed)} berubah, {len(plan.unchanged)} tetap"
        log.append(_entry(made_by, "roster_imported", agency_id, now, detail))
    return log


def _change_words(changes: Sequence[Change]) -> str:
    return "; ".join(f"{change.column}: {change.old} → {change.new}" for change in changes)


def _entry(
    made_by: str | None, action: str, subject: str, now: datetime, detail: str
) -> dict[str, Any]:
    """An audit entry as a row for one insert of thousands."""
    return {
        "at": now,
        "actor_id": made_by,
        "action": action,
        "subject": subject,
        "detail": detail,
    }
