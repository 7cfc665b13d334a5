"""Reading results from elsewhere: the file itself, and what is known about the people and places in it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import exists, select

from ..database import db
from ..domain.attempt_import import (
    ImportPlan,
    Known,
    KnownAgency,
    KnownPerson,
    PhaseKey,
    PrintedForm,
    RowKey,
    SheetKey,
    plan_import,
)
from ..domain.given_attempts import (
    ANSWER_COLUMNS,
    SCORE_COLUMNS,
    SHARED_COLUMNS,
    GivenAnswers,
    GivenFile,
    read_given,
)
from ..domain.paper import as_letters, code_key, is_printable, paper_code
from ..domain.quiz import QuizForm
from ..domain.terms import AttemptSource
from ..models import Agency, Attempt, AttemptImport, FormVersion, ImportedAttempt, Person, Wave
from ..tables import TableError, read_table
from .members import chunks


def read_given_file(data: bytes) -> GivenFile:
    """The results in a CSV file, with the faults of its lines. TableError when the file is no such table."""
    table = read_table(data, SHARED_COLUMNS, (*SCORE_COLUMNS, *ANSWER_COLUMNS))
    has_answers = set(ANSWER_COLUMNS) <= set(table.columns)
    if not has_answers and not set(SCORE_COLUMNS) <= set(table.columns):
        raise TableError(1, "kolom benar dan soal, atau paket dan jawaban, tidak ada")
    if table.size == 0:
        raise TableError(1, "belum ada baris hasil di bawah judul kolom")
    unused = () if has_answers else tuple(c for c in ANSWER_COLUMNS if c in table.columns)
    lines = ((row.line, row.cells) for row in table.rows)
    return read_given(lines, has_answers, (*unused, *table.ignored))


def file_hash(data: bytes) -> str:
    """The name by which a file is known again."""
    return sha256(data).hexdigest()


def has_taken_in(wave_id: str, hash_of_file: str) -> bool:
    """Whether these very bytes were taken into the wave before."""
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    AttemptImport.wave_id == wave_id, AttemptImport.file_hash == hash_of_file
                )
            )
        )
    )


def import_plan(given: GivenFile, wave: Wave, now: datetime) -> ImportPlan:
    """What taking the file in now would record."""
    return plan_import(given, known_for(given, wave), now)


def known_for(given: GivenFile, wave: Wave) -> Known:
    """What the database has about a file; a handful of queries for every thousand people."""
    people = known_people(row.nip for row in given.rows)
    person_ids = sorted({person.person_id for person in people.values()})
    codes = {row.result.code_key for row in given.rows if isinstance(row.result, GivenAnswers)}
    return Known(
        first_on=wave.first_on,
        last_on=wave.last_on,
        module_slugs=tuple(wave.module_slugs),
        people=people,
        agencies={
            code: KnownAgency(agency_id, zone)
            for code, agency_id, zone in db.session.execute(
                select(Agency.code, Agency.id, Agency.zone)
            )
        },
        forms=printed_forms() if codes else {},
        counted=frozenset(_counted(wave.id, person_ids)),
        recorded=frozenset(_recorded(wave.id, person_ids)),
        sheets=frozenset(sheets(wave.id, person_ids)) if codes else frozenset(),
    )


def known_people(nips: Iterable[str]) -> dict[str, KnownPerson]:
    """Who has these NIPs, in any agency, by NIP."""
    found: dict[str, KnownPerson] = {}
    for chunk in chunks(dict.fromkeys(nips)):
        rows: Iterable[Any] = db.session.execute(
            select(Person.nip, Person.id, Person.role, Person.agency_id).where(
                Person.nip.in_(chunk)
            )
        )
        found.update((nip, KnownPerson(*facts)) for nip, *facts in rows)
    return found


def printed_forms() -> dict[str, PrintedForm]:
    """Every form that was printed or met, by the key of its code.

    Two bodies of one version differ in their reasons alone: the newest stands for both.
    """
    rows = db.session.scalars(select(FormVersion).order_by(FormVersion.created_at, FormVersion.id))
    found = {}
    for row in rows:
        form = QuizForm.from_body(row.body)
        if is_printable(form):
            key = code_key(paper_code(row.module_slug, row.letter, row.version))
            found[key] = PrintedForm(row.id, form)
    return found


def sheets(wave_id: str, person_ids: Sequence[str]) -> Iterator[SheetKey]:
    """The paper forms of these people that are recorded with their answers."""
    forms = {
        row.id: QuizForm.from_body(row.body) for row in db.session.scalars(select(FormVersion))
    }
    for chunk in chunks(person_ids):
        rows: Iterable[Any] = db.session.execute(
            select(
                Attempt.person_id,
                Attempt.module_slug,
                Attempt.phase,
                Attempt.form_version_id,
                Attempt.answers,
            ).where(
                Attempt.person_id.in_(chunk),
                Attempt.wave_id == wave_id,
                Attempt.source == AttemptSource.PAPER,
                Attempt.form_version_id.is_not(None),
            )
        )
        for person_id, module_slug, phase, version_id, answers in rows:
            form = forms[version_id]
            test = PhaseKey(person_id, module_slug, phase)
            yield SheetKey(test, form.version, as_letters(form, answers))


def _counted(wave_id: str, person_ids: Sequence[str]) -> Iterator[PhaseKey]:
    for chunk in chunks(person_ids):
        rows = db.session.execute(
            select(Attempt.person_id, Attempt.module_slug, Attempt.phase).where(
                Attempt.person_id.in_(chunk), Attempt.wave_id == wave_id, Attempt.counted
            )
        )
        yield from (PhaseKey(*row) for row in rows)


def _recorded(wave_id: str, person_ids: Sequence[str]) -> Iterator[RowKey]:
    """What earlier files have brought in for these people."""
    for chunk in chunks(person_ids):
        rows: Iterable[Any] = db.session.execute(
            select(
                Attempt.person_id,
                Attempt.module_slug,
                Attempt.phase,
                ImportedAttempt.given_number,
                Attempt.graded_at,
            )
            .join(ImportedAttempt, ImportedAttempt.attempt_id == Attempt.id)
            .where(Attempt.person_id.in_(chunk), Attempt.wave_id == wave_id)
        )
        for *test, number, finished_at in rows:
            yield RowKey(PhaseKey(*test), number, finished_at)


def attempt_imports() -> Sequence[tuple[AttemptImport, str]]:
    """The files taken in, newest first, each with the title of its wave; the last hundred."""
    return db.session.execute(
        select(AttemptImport, Wave.title)
        .join(Wave, Wave.id == AttemptImport.wave_id)
        .order_by(AttemptImport.made_at.desc(), AttemptImport.id)
        .limit(100)
    ).all()
