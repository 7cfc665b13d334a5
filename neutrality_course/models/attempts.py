"""What people did: pages seen, tests taken, what they say of themselves, and where results were brought in from."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..database import Base, UtcDateTime, enum_column, new_id
from ..domain.scoring import Score
from ..domain.terms import AttemptSource, Employment, JobLevel, Phase, SelfRating
from .ids import ID, SLUG, Id
from .people import Person
from .waves import Wave


class FormVersion(Base):
    """A quiz form exactly as it was met, kept for ever: an attempt is scored and shown on this body.

    `version` is the meaning alone (QuizForm.version): a corrected reason gives a new row with the same
    version, so that figures stay together while every person keeps seeing what they saw.
    """

    __tablename__ = "form_version"

    id: Mapped[Id] = mapped_column(ID, primary_key=True)
    """The first 16 hex digits of the SHA-256 of the body."""
    version: Mapped[str] = mapped_column(String(16), index=True)
    module_slug: Mapped[str] = mapped_column(SLUG)
    letter: Mapped[str] = mapped_column(String(1))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Attempt(Base):
    """One sitting of a test: a row from its start. It is open until graded, and never abandoned."""

    __tablename__ = "attempt"

    id: Mapped[Id] = mapped_column(ID, primary_key=True, default=new_id)
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"))
    module_slug: Mapped[str] = mapped_column(SLUG)
    phase: Mapped[Phase] = mapped_column(enum_column(Phase, 5))
    number: Mapped[int]
    source: Mapped[AttemptSource] = mapped_column(enum_column(AttemptSource, 9))
    form_version_id: Mapped[Id | None] = mapped_column(ForeignKey("form_version.id"))
    form_letter: Mapped[str] = mapped_column(String(1), default="")
    form_order: Mapped[str] = mapped_column(String(3), default="")
    """The order in which this person meets the module's forms in this wave; the same at all its attempts."""
    layout: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """[[question id, [choice id, ...]], ...] in the order drawn at the start."""
    answers: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    """Counts the saves, so that a second tab cannot overwrite newer answers."""
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    graded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counted: Mapped[bool] = mapped_column(default=False)
    is_late: Mapped[bool] = mapped_column(default=False)
    """Sent within 72 hours after the close of its wave: counts, and is marked."""
    points: Mapped[int | None]
    possible: Mapped[int | None]
    agency_id: Mapped[Id | None] = mapped_column(ForeignKey("agency.id"))
    job_level: Mapped[JobLevel | None] = mapped_column(enum_column(JobLevel))
    employment: Mapped[Employment | None] = mapped_column(enum_column(Employment))
    """Agency, job level and employment are those at grading; an open attempt has none."""

    person: Mapped[Person] = relationship()
    wave: Mapped[Wave] = relationship()
    form_version: Mapped[FormVersion | None] = relationship()

    __table_args__ = (
        UniqueConstraint("person_id", "wave_id", "module_slug", "phase", "number"),
        Index(
            "uq_attempt_open",
            "person_id",
            "wave_id",
            "module_slug",
            "phase",
            unique=True,
            sqlite_where=text("graded_at IS NULL"),
            postgresql_where=text("graded_at IS NULL"),
        ),
        Index(
            "uq_attempt_counted",
            "person_id",
            "wave_id",
            "module_slug",
            "phase",
            unique=True,
            sqlite_where=text("counted"),
            postgresql_where=text("counted"),
        ),
        Index(None, "wave_id", "agency_id"),
        CheckConstraint(
            "graded_at IS NULL OR (points IS NOT NULL AND possible IS NOT NULL AND agency_id IS NOT NULL"
            " AND job_level IS NOT NULL AND employment IS NOT NULL)",
            name="graded",
        ),
        CheckConstraint("NOT counted OR graded_at IS NOT NULL", name="counted"),
        CheckConstraint("points BETWEEN 0 AND possible", name="points"),
    )

    @property
    def score(self) -> Score | None:
        if self.points is None or self.possible is None:
            return None
        return Score(points=self.points, possible=self.possible)


class PageSeen(Base):
    """A page of a module was read to its "Lanjutkan" by this person in this wave."""

    __tablename__ = "page_seen"

    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True)
    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    module_slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    page_slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SelfRatingAnswer(Base):
    """How well a person says they understand, asked once in a wave after the last module; never a score."""

    __tablename__ = "self_rating"

    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True)
    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    rating: Mapped[SelfRating] = mapped_column(enum_column(SelfRating))
    agency_id: Mapped[Id] = mapped_column(ForeignKey("agency.id"))
    job_level: Mapped[JobLevel] = mapped_column(enum_column(JobLevel))
    employment: Mapped[Employment] = mapped_column(enum_column(Employment))
    rated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "wave_id", "agency_id"),)


class AttemptImport(Base):
    """A file of results from elsewhere that was taken in whole; the same bytes are never taken twice."""

    __tablename__ = "attempt_import"

    id: Mapped[Id] = mapped_column(ID, primary_key=True, default=new_id)
    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"))
    file_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file, as hex digits."""
    file_name: Mapped[str] = mapped_column(String(200))
    source: Mapped[AttemptSource] = mapped_column(enum_column(AttemptSource, 9))
    attempts: Mapped[int]
    counted: Mapped[int]
    made_by: Mapped[Id | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("wave_id", "file_hash"),)


class ImportedAttempt(Base):
    """Which file brought an attempt in, and the number it has there: our own is the order of recording."""

    __tablename__ = "imported_attempt"

    attempt_id: Mapped[Id] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    import_id: Mapped[Id] = mapped_column(ForeignKey("attempt_import.id"), index=True)
    given_number: Mapped[int]
