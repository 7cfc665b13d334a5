"""People, where they work, and how they sign in."""

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..database import Base, UtcDateTime, enum_column, new_id
from ..domain.terms import AgencyKind, Employment, JobLevel, Role, TimeZone
from .ids import ID, Id


class Agency(Base):
    __tablename__ = "agency"

    id: Mapped[Id] = mapped_column(ID, primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[AgencyKind] = mapped_column(enum_column(AgencyKind))
    province: Mapped[str] = mapped_column(String(60))
    zone: Mapped[TimeZone] = mapped_column(enum_column(TimeZone))
    staff_count: Mapped[int] = mapped_column(default=0)

    __table_args__ = (CheckConstraint("staff_count >= 0", name="staff_count"),)


class Person(Base, UserMixin):
    """Any account. A learner and a coordinator are members of their agency and count; an admin never counts."""

    __tablename__ = "person"

    id: Mapped[Id] = mapped_column(ID, primary_key=True, default=new_id)
    nip: Mapped[str] = mapped_column(String(18), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(200), default="")
    job_level: Mapped[JobLevel] = mapped_column(enum_column(JobLevel), default=JobLevel.UNKNOWN)
    employment: Mapped[Employment] = mapped_column(
        enum_column(Employment), default=Employment.UNKNOWN
    )
    email: Mapped[str | None] = mapped_column(String(254))
    agency_id: Mapped[Id] = mapped_column(ForeignKey("agency.id"))
    role: Mapped[Role] = mapped_column(enum_column(Role), default=Role.LEARNER)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_epoch: Mapped[int] = mapped_column(default=0)
    """Rises when the password, role, agency or standing changes, and at sign-out: every older session is dead."""
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    agency: Mapped[Agency] = relationship()

    __table_args__ = (Index(None, "agency_id", "name", "id"),)

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None

    def get_id(self) -> str:
        return f"{self.id}:{self.session_epoch}"


class ActivationCode(Base):
    """The one code a person may still use; a new one replaces it."""

    __tablename__ = "activation_code"

    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_by: Mapped[Id | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SetupKey(Base):
    """The one-time address of an empty database; gone once the first admin exists."""

    __tablename__ = "setup_key"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class SignInThrottle(Base):
    """Failed sign-ins of one account or one address, counted down over time (actions/sign_in.py)."""

    __tablename__ = "sign_in_throttle"

    key: Mapped[str] = mapped_column(String(70), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    window_started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class KnownDevice(Base):
    """A browser from which this person has signed in: throttling never keeps it out."""

    __tablename__ = "known_device"

    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True)
    device_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    last_used_at: Mapped[datetime] = mapped_column(UtcDateTime)
