"""The audit log: who did what to what."""

from datetime import datetime

from ..database import begin_write, db
from ..models import AuditEntry


def audit_entry(
    actor_id: str | None, action: str, subject: str, now: datetime, detail: str = ""
) -> AuditEntry:
    """An entry for an action to add to its own transaction."""
    return AuditEntry(actor_id=actor_id, action=action, subject=subject[:80], detail=detail, at=now)


def record_denied(actor_id: str, path: str, now: datetime) -> None:
    """A signed-in person asked for what is foreign or missing; the only change a GET may make."""
    begin_write()
    db.session.add(audit_entry(actor_id, "authz_denied", path, now))
    db.session.commit()


def record_unhidden_report(actor_id: str | None, wave_id: str, now: datetime, detail: str) -> None:
    """Figures about few people were asked for without hiding them."""
    begin_write()
    db.session.add(audit_entry(actor_id, "report_unhidden", wave_id, now, detail))
    db.session.commit()
