"""Who did what, and large files in the making."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..database import Base, UtcDateTime, enum_column, new_id
from ..domain.terms import JobState
from .ids import ID, Id


class AuditEntry(Base):
    """Who did what to what. Never a score, an answer, a password or a code."""

    __tablename__ = "audit_entry"

    id: Mapped[Id] = mapped_column(ID, primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_id: Mapped[Id | None] = mapped_column(ForeignKey("person.id"))
    """None: the command line, or nobody signed in."""
    action: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(String(80), default="")
    detail: Mapped[str] = mapped_column(Text, default="")


class ExportJob(Base):
    """A large file that is made beside the web server; the file lies in the instance folder."""

    __tablename__ = "export_job"

    id: Mapped[Id] = mapped_column(ID, primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(30))
    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"))
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    state: Mapped[JobState] = mapped_column(enum_column(JobState), default=JobState.WAITING)
    made_by: Mapped[Id | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    beat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The worker's last sign of life: a running job without one for long has died."""
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    file_name: Mapped[str] = mapped_column(String(200), default="")
    rows: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(BigInteger, default=0)
    """Bytes."""
    sha256: Mapped[str] = mapped_column(String(64), default="")
    fault: Mapped[str] = mapped_column(String(500), default="")
    """Why it failed, in Indonesian."""
