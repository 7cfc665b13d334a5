"""What taking in results from elsewhere would record: who counts, and what stands against a line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

from .given_attempts import GivenAnswers, GivenFile, GivenRow
from .paper import PaperError, as_letters, read_letters
from .progress import is_test_day
from .quiz import QuizForm
from .roster import LineFault
from .rules import counts
from .scoring import Score, score_answers
from .terms import Phase, Role, TimeZone
from .text import TextError

OFFSETS = {
    zone: timezone(timedelta(hours=hours))
    for zone, hours in ((TimeZone.WIB, 7), (TimeZone.WITA, 8), (TimeZone.WIT, 9))
}
OTHER_COUNTED = "disimpan, tidak dihitung: orang ini sudah punya hasil yang dihitung untuk tes ini"
LATER_IN_FILE = "disimpan, tidak dihitung: yang dihitung percobaan pertama di berkas ini"


class KnownPerson(NamedTuple):
    person_id: str
    role: Role
    agency_id: str


class KnownAgency(NamedTuple):
    agency_id: str
    zone: TimeZone


class PrintedForm(NamedTuple):
    """A form that has been printed, with the id of its stored version."""

    version_id: str
    form: QuizForm


class PhaseKey(NamedTuple):
    """One test of one person in the wave: at most one attempt at it is counted."""

    person_id: str
    module_slug: str
    phase: Phase


class RowKey(NamedTuple):
    """What makes two lines the same attempt, whatever their file."""

    test: PhaseKey
    number: int
    finished_at: datetime


class SheetKey(NamedTuple):
    """What makes two sheets of paper the same one."""

    test: PhaseKey
    version: str
    letters: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the database has about the people and places of a file, and the wave it is for."""

    first_on: date
    last_on: date
    module_slugs: tuple[str, ...]
    people: Mapping[str, KnownPerson]
    agencies: Mapping[str, KnownAgency]
    forms: Mapping[str, PrintedForm] = field(default_factory=dict)
    """By code_key."""
    counted: frozenset[PhaseKey] = frozenset()
    recorded: frozenset[RowKey] = frozenset()
    sheets: frozenset[SheetKey] = frozenset()


@dataclass(frozen=True, slots=True)
class PlannedAttempt:
    """An attempt as it would be recorded."""

    line: int
    key: RowKey
    agency_id: str
    score: Score
    printed: PrintedForm | None
    answers: Mapping[str, list[str]]
    is_counted: bool = False


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What taking the file in would do: nothing at all as long as there is a fault."""

    attempts: tuple[PlannedAttempt, ...]
    """In the order of recording."""
    notes: tuple[LineFault, ...]
    """What to know about lines that can be taken."""
    faults: tuple[LineFault, ...]

    @property
    def counted(self) -> int:
        return sum(attempt.is_counted for attempt in self.attempts)


def plan_import(given: GivenFile, known: Known, now: datetime) -> ImportPlan:
    """What taking the file in would record now; the faults are all that stand against it, by line."""
    faults, notes = list(given.faults), list[LineFault]()
    planned: list[PlannedAttempt] = []
    lines_of: dict[RowKey, int] = {}
    for row in given.rows:
        try:
            attempt = _planned(row, known, now)
            if attempt.key in lines_of:
                raise TextError(f"percobaan ini sudah ada di baris {lines_of[attempt.key]}")
        except (TextError, PaperError) as error:
            faults.append(LineFault(row.line, str(error)))
            continue
        lines_of[attempt.key] = row.line
        planned.append(attempt)
        if known.people[row.nip].agency_id != attempt.agency_id:
            words = f"orang ini sekarang di instansi lain; hasilnya untuk {row.agency_code}"
            notes.append(LineFault(row.line, words))
    attempts = []
    for attempt, refusal in _counted_in_order(planned, known.counted):
        attempts.append(attempt)
        if refusal:
            notes.append(LineFault(attempt.line, refusal))
    return ImportPlan(tuple(attempts), _by_line(notes), _by_line(faults))


def _counted_in_order(
    planned: Iterable[PlannedAttempt], counted: frozenset[PhaseKey]
) -> Iterable[tuple[PlannedAttempt, str]]:
    """The attempts in order of recording, each with why it does not count: the first of a test does."""
    taken: set[PhaseKey] = set()
    for attempt in sorted(planned, key=_rank):
        test = attempt.key.test
        if test in counted:
            yield attempt, OTHER_COUNTED
        elif test in taken:
            yield attempt, LATER_IN_FILE
        else:
            taken.add(test)
            yield replace(attempt, is_counted=True), ""


def _rank(attempt: PlannedAttempt) -> tuple[PhaseKey, datetime, int, int]:
    return attempt.key.test, attempt.key.finished_at, attempt.key.number, attempt.line


def _by_line(faults: Iterable[LineFault]) -> tuple[LineFault, ...]:
    return tuple(sorted(faults, key=lambda fault: fault.line))


def _planned(row: GivenRow, known: Known, now: datetime) -> PlannedAttempt:
    person = known.people.get(row.nip)
    if person is None:
        raise TextError("NIP ini tidak terdaftar")
    if not counts(person.role):
        raise TextError("NIP ini akun admin; hasil admin tidak pernah dihitung")
    agency = known.agencies.get(row.agency_code)
    if agency is None:
        raise TextError(f"instansi dengan kode {row.agency_code} tidak ada")
    if row.module_slug not in known.module_slugs:
        there = ", ".join(known.module_slugs)
        raise TextError(f"modul {row.module_slug} tidak ada dalam gelombang ini; yang ada: {there}")
    finished_at = _as_utc(row.finished_at, agency.zone)
    if finished_at > now:
        raise TextError("selesai_pada belum terjadi")
    day = finished_at.astimezone(OFFSETS[TimeZone.WIB]).date()
    if not is_test_day(day, known.first_on, known.last_on):
        raise TextError(
            f"selesai_pada di luar hari gelombang, {known.first_on} sampai {known.last_on} (WIB)"
        )
    test = PhaseKey(person.person_id, row.module_slug, row.phase)
    key = RowKey(test, row.number, finished_at)
    if key in known.recorded:
        raise TextError("percobaan ini sudah diimpor dari berkas lain")
    if isinstance(row.result, Score):
        return PlannedAttempt(row.line, key, agency.agency_id, row.result, None, {})
    printed, answers = _on_paper(row.result, test, known)
    score = score_answers(printed.form, answers)
    row.result.check(score)
    return PlannedAttempt(row.line, key, agency.agency_id, score, printed, answers)


def _on_paper(
    given: GivenAnswers, test: PhaseKey, known: Known
) -> tuple[PrintedForm, dict[str, list[str]]]:
    printed = known.forms.get(given.code_key)
    if printed is None:
        raise TextError("paket dengan kode ini belum pernah dicetak")
    if printed.form.module_slug != test.module_slug:
        raise TextError(f"paket ini untuk modul {printed.form.module_slug}")
    answers = read_letters(printed.form, given.letters)
    letters = as_letters(printed.form, answers)
    if SheetKey(test, printed.form.version, letters) in known.sheets:
        raise TextError("lembar dengan jawaban ini sudah dimasukkan untuk orang ini")
    return printed, answers


def _as_utc(moment: datetime, zone: TimeZone) -> datetime:
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=OFFSETS[zone])).astimezone(UTC)
    except OverflowError as error:
        raise TextError("selesai_pada bukan tanggal yang mungkin") from error
