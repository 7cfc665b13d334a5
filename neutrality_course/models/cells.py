"""Counts, kept in the transaction of what they count. No column of a key is ever NULL."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..database import Base, UtcDateTime, enum_column
from ..domain.terms import Employment, JobLevel, Phase
from .ids import SLUG, Id


class Cell(Base):
    """Counts of counted attempts; `module_slug` is also `kursus`, the whole course (contract.md section 3)."""

    __tablename__ = "cell"

    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    module_slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    phase: Mapped[Phase] = mapped_column(enum_column(Phase, 5), primary_key=True)
    agency_id: Mapped[Id] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    job_level: Mapped[JobLevel] = mapped_column(enum_column(JobLevel), primary_key=True)
    employment: Mapped[Employment] = mapped_column(enum_column(Employment), primary_key=True)
    people: Mapped[int] = mapped_column(default=0)
    good: Mapped[int] = mapped_column(default=0)
    fair: Mapped[int] = mapped_column(default=0)
    poor: Mapped[int] = mapped_column(default=0)
    points: Mapped[int] = mapped_column(BigInteger, default=0)
    points_squared: Mapped[int] = mapped_column(BigInteger, default=0)
    possible: Mapped[int] = mapped_column(BigInteger, default=0)
    last_graded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """The newest attempt in the cell: the data version's time is the newest of all."""

    __table_args__ = (CheckConstraint("good + fair + poor = people", name="levels"),)


class PairCell(Base):
    """Change from test before to test after, over people who have both counted; filed under the test after."""

    __tablename__ = "pair_cell"

    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    module_slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    agency_id: Mapped[Id] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    job_level: Mapped[JobLevel] = mapped_column(enum_column(JobLevel), primary_key=True)
    employment: Mapped[Employment] = mapped_column(enum_column(Employment), primary_key=True)
    pairs: Mapped[int] = mapped_column(default=0)
    both_good: Mapped[int] = mapped_column(default=0)
    gained: Mapped[int] = mapped_column(default=0)
    lost: Mapped[int] = mapped_column(default=0)
    neither: Mapped[int] = mapped_column(default=0)
    gain_sum: Mapped[int] = mapped_column(BigInteger, default=0)
    """Sum over people of (points after x possible before - points before x possible after)."""
    gain_squared_sum: Mapped[int] = mapped_column(BigInteger, default=0)
    scale_sum: Mapped[int] = mapped_column(BigInteger, default=0)
    """Sum of possible before x possible after: gain_sum / scale_sum is the mean gain as a share."""

    __table_args__ = (
        CheckConstraint("both_good + gained + lost + neither = pairs", name="changes"),
    )


class AnswerCell(Base):
    """Who chose what, over counted attempts of both phases; `choice_id` is "-" for no answer."""

    __tablename__ = "answer_cell"

    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    module_slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    form_version: Mapped[str] = mapped_column(String(16), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(30), primary_key=True)
    choice_id: Mapped[str] = mapped_column(String(30), primary_key=True)
    people: Mapped[int] = mapped_column(default=0)
    total_sum: Mapped[int] = mapped_column(BigInteger, default=0)
    total_squared_sum: Mapped[int] = mapped_column(BigInteger, default=0)


class SelfRatingCell(Base):
    """Counts of self-ratings, written in the transaction that stores the answer."""

    __tablename__ = "self_rating_cell"

    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    agency_id: Mapped[Id] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    job_level: Mapped[JobLevel] = mapped_column(enum_column(JobLevel), primary_key=True)
    employment: Mapped[Employment] = mapped_column(enum_column(Employment), primary_key=True)
    people: Mapped[int] = mapped_column(default=0)
    very_good: Mapped[int] = mapped_column(default=0)
    good: Mapped[int] = mapped_column(default=0)
    fair: Mapped[int] = mapped_column(default=0)
    poor: Mapped[int] = mapped_column(default=0)
    last_rated_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("very_good + good + fair + poor = people", name="ratings"),)
