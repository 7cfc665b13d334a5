"""Waves of measurement, who was meant by them, and what was assigned in them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..database import Base, UtcDateTime, enum_column, new_id
from ..domain.levels import Cuts
from ..domain.terms import Employment, JobLevel, KeyShown
from .ids import ID, SLUG, Id


class Wave(Base):
    """A named period of measurement with its own modules and cuts. At most one is open."""

    __tablename__ = "wave"

    id: Mapped[Id] = mapped_column(ID, primary_key=True, default=new_id)
    title: Mapped[str] = mapped_column(String(200), unique=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    cut_good: Mapped[int] = mapped_column(default=76)
    cut_fair: Mapped[int] = mapped_column(default=56)
    key_shown: Mapped[KeyShown] = mapped_column(
        enum_column(KeyShown), default=KeyShown.AFTER_POST_TEST
    )
    is_open: Mapped[bool] = mapped_column(default=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    modules: Mapped[list["WaveModule"]] = relationship(
        order_by="WaveModule.position", cascade="all, delete-orphan"
    )

    __table_args__ = (
        Index(
            "uq_wave_open",
            "is_open",
            unique=True,
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
        CheckConstraint("0 < cut_fair AND cut_fair < cut_good AND cut_good <= 100", name="cuts"),
        CheckConstraint("first_on <= last_on", name="days"),
    )

    @property
    def cuts(self) -> Cuts:
        return Cuts(good=self.cut_good, fair=self.cut_fair)

    @property
    def module_slugs(self) -> list[str]:
        return [module.module_slug for module in self.modules]


class WaveModule(Base):
    __tablename__ = "wave_module"

    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    module_slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    position: Mapped[int]


class WaveTarget(Base):
    """The people an agency had when the wave closed (N_sasaran), frozen then."""

    __tablename__ = "wave_target"

    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    agency_id: Mapped[Id] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    people: Mapped[int]


class PlaceTarget(Base):
    """The active members an agency had in a job level and employment when the wave closed, frozen then.

    Waves that closed before this was kept have none.
    """

    __tablename__ = "place_target"

    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    agency_id: Mapped[Id] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    job_level: Mapped[JobLevel] = mapped_column(enum_column(JobLevel), primary_key=True)
    employment: Mapped[Employment] = mapped_column(enum_column(Employment), primary_key=True)
    people: Mapped[int]


class Assignment(Base):
    __tablename__ = "assignment"

    id: Mapped[Id] = mapped_column(ID, primary_key=True, default=new_id)
    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"))
    agency_id: Mapped[Id] = mapped_column(ForeignKey("agency.id"))
    module_slug: Mapped[str] = mapped_column(SLUG)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    target: Mapped[str] = mapped_column(String(200))
    """In words, who was meant: everybody, a unit, a job level, a pasted list."""
    created_by: Mapped[Id] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index(None, "agency_id", "wave_id"),)


class AssignmentPerson(Base):
    __tablename__ = "assignment_person"

    assignment_id: Mapped[Id] = mapped_column(
        ForeignKey("assignment.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
