"""Tests on paper: handing out printed forms, and recording what came back on them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ..database import begin_write, db
from ..domain.attempt_import import OFFSETS, PhaseKey, PlannedAttempt, PrintedForm, RowKey, SheetKey
from ..domain.paper import PaperError, as_letters, code_key, paper_code, read_letters
from ..domain.progress import is_counting, is_test_day
from ..domain.quiz import QuizForm
from ..domain.rules import Actor, counts, may_assign
from ..domain.scoring import score_answers
from ..domain.terms import AttemptSource, Phase, TimeZone
from ..models import Attempt, Person, Wave
from ..queries.attempt_import import printed_forms, sheets
from ..queries.members import actor_by_id
from ..queries.waves import latest_wave
from .attempts import stored_version
from .audit import audit_entry
from .recording import Letters, lock_people, record_attempts
from .refusals import Refused

NOON = time(12)


class NotTheirPaper(Refused):
    words = "Anda bukan koordinator instansi ini lagi."


class NoWaveForPaper(Refused):
    words = (
        "Lembar tidak dapat dimasukkan: gelombang sudah ditutup lebih dari 72 jam, atau belum ada."
    )


class UnknownCode(Refused):
    words = "Kode ini belum pernah dicetak"


class CodeOutsideWave(Refused):
    words = "Paket ini untuk modul yang tidak ada dalam gelombang ini"


class NotAMember(Refused):
    words = "NIP ini bukan anggota instansi Anda"


class OwnSheet(NotAMember):
    words = "Lembar sendiri tidak dapat dimasukkan sendiri. Kerjakan tesnya di web, atau minta koordinator lain."


class WrongDay(Refused):
    """Its text says why the day of the test cannot be."""


class WrongLetters(Refused):
    """Its text says why the answers cannot be read."""


class SheetKnown(Refused):
    words = "Lembar dengan jawaban ini sudah dimasukkan untuk orang ini"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled-in form, as it is typed: `day` is the day of the test in the agency's zone."""

    code: str
    phase: Phase
    nip: str
    letters: str
    day: date


@dataclass(frozen=True, slots=True)
class Entered:
    name: str
    is_counted: bool


def print_form(form: QuizForm, printed_by: str, now: datetime) -> datetime:
    """Keep the form as it is printed, so that it can be graded on that for ever, and who printed it; when it
    was first kept.
    """
    try:
        return _print_form(form, printed_by, now)
    except IntegrityError:
        # Somebody else was the first to meet this form between our look and our insert: now it is stored.
        return _print_form(form, printed_by, now)


def _print_form(form: QuizForm, printed_by: str, now: datetime) -> datetime:
    begin_write()
    stored = stored_version(form, now)
    code = paper_code(form.module_slug, form.letter, form.version)
    db.session.add(audit_entry(printed_by, "paper_printed", form.module_slug, now, code))
    kept_at = stored.created_at
    db.session.commit()
    return kept_at


def enter_sheet(sheet: Sheet, made_by: str, letters_of: Letters, now: datetime) -> Entered:
    """Record a sheet of a member of the coordinator's agency; it counts if it is the first of its test.

    Raises one of the errors above, each about one thing that was typed.
    """
    begin_write()
    actor = actor_by_id(made_by)
    if actor is None or not may_assign(actor, actor.agency_id):
        raise NotTheirPaper
    person = _locked_member(sheet.nip, actor)
    wave = _locked_wave(now)
    printed = _printed(sheet.code, wave)
    finished_at = _finished_at(sheet.day, person.agency.zone, wave, now)
    answers = _answers(printed.form, sheet.letters)
    test = PhaseKey(person.id, printed.form.module_slug, sheet.phase)
    letters = as_letters(printed.form, answers)
    if SheetKey(test, printed.form.version, letters) in set(sheets(wave.id, [person.id])):
        raise SheetKnown
    attempt = PlannedAttempt(
        line=1,
        key=RowKey(test, 1, finished_at),
        agency_id=person.agency_id,
        score=score_answers(printed.form, answers),
        printed=printed,
        answers=answers,
        is_counted=not _has_counted(wave, test),
    )
    entered = Entered(person.name, attempt.is_counted)
    record_attempts([attempt], wave, AttemptSource.PAPER, letters_of, is_late=not wave.is_open)
    detail = f"{paper_code(test.module_slug, printed.form.letter, printed.form.version)} · {sheet.phase.value}"
    db.session.add(audit_entry(made_by, "paper_entered", test.person_id, now, detail))
    db.session.commit()
    return entered


def _locked_member(nip: str, actor: Actor) -> Person:
    ids = db.session.scalars(select(Person.id).where(Person.nip == nip)).all()
    lock_people(ids)
    person = db.session.scalar(
        select(Person).where(Person.nip == nip, Person.agency_id == actor.agency_id)
    )
    if person is None or not counts(person.role):
        raise NotAMember
    if person.id == actor.person_id:
        raise OwnSheet
    return person


def _locked_wave(now: datetime) -> Wave:
    wave = latest_wave()
    if wave is None:
        raise NoWaveForPaper
    db.session.refresh(wave, with_for_update={"read": True})
    if not is_counting(wave.closed_at, now):
        raise NoWaveForPaper
    return wave


def _printed(code: str, wave: Wave) -> PrintedForm:
    printed = printed_forms().get(code_key(code))
    if printed is None:
        raise UnknownCode
    if printed.form.module_slug not in wave.module_slugs:
        raise CodeOutsideWave
    return printed


def _finished_at(day: date, zone: TimeZone, wave: Wave, now: datetime) -> datetime:
    """Noon of the day at the agency, or now when that is still to come; WrongDay when it cannot be."""
    if day > now.astimezone(OFFSETS[zone]).date():
        raise WrongDay("Tanggal tes belum terjadi")
    noon = datetime.combine(day, NOON, OFFSETS[zone])
    if not is_test_day(day, wave.first_on, wave.last_on):
        raise WrongDay("Tanggal tes di luar hari gelombang")
    latest = min(now, wave.closed_at or now)
    if day > latest.astimezone(OFFSETS[zone]).date():
        raise WrongDay("Tanggal tes sesudah gelombang ditutup")
    return min(noon, latest).astimezone(UTC)


def _answers(form: QuizForm, letters: str) -> dict[str, list[str]]:
    try:
        return read_letters(form, letters)
    except PaperError as error:
        words = str(error)
        raise WrongLetters(words[:1].upper() + words[1:]) from error


def _has_counted(wave: Wave, test: PhaseKey) -> bool:
    return (
        db.session.scalar(
            select(Attempt.id).where(
                Attempt.person_id == test.person_id,
                Attempt.wave_id == wave.id,
                Attempt.module_slug == test.module_slug,
                Attempt.phase == test.phase,
                Attempt.counted,
            )
        )
        is not None
    )
