"""What is stored. Ids in addresses are random; moments are UTC; no column of a cell's key is ever NULL."""

from datetime import date, datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .database import Base, UtcDateTime, enum_column, new_id
from .domain.levels import Cuts
from .domain.scoring import Score
from .domain.terms import (
    AgencyKind,
    AttemptSource,
    Employment,
    JobLevel,
    JobState,
    KeyShown,
    Phase,
    Role,
    SelfRating,
    TimeZone,
)

metadata: MetaData = Base.metadata

Id = str
ID = String(16)
SLUG = String(60)


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


class PageSeen(Base):
    """A page of a module was read to its "Lanjutkan" by this person in this wave."""

    __tablename__ = "page_seen"

    person_id: Mapped[Id] = mapped_column(ForeignKey("person.id"), primary_key=True)
    wave_id: Mapped[Id] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    module_slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    page_slug: Mapped[str] = mapped_column(SLUG, primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


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
