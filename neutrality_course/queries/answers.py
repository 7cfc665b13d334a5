"""Graded attempts with their answers, one after another, whatever their number."""

import hmac
import json
import secrets
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, BinaryIO

from sqlalchemy import ColumnElement, Select, String, Text, cast, func, select, type_coerce

from ..database import begin_snapshot, db
from ..domain.disclosure import SHOW_FROM
from ..domain.quiz import version_name
from ..domain.terms import AttemptSource
from ..models import Agency, Attempt, ExportJob, FormVersion, Wave
from ..reports.answers import (
    TELL_THE_PLACE,
    AnswerLines,
    AskedForm,
    AskedQuestion,
    Sitting,
    Tally,
    answer_rows,
    answers_report,
)
from ..reports.report import file_name
from ..reports.xlsx_file import write_xlsx
from .indicator import data_version_time

AT_ONCE = 500
"""Attempts read from the database at a time."""
BEAT_EVERY = 20_000
"""Rows between two signs of life: some seconds of writing."""
CHUNK = 64 * 1024
"""Characters sent at a time."""


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """A CSV file on its way: its name, how many attempts it will hold, and its bytes as they are made."""

    name: str
    attempts: int
    tally: Tally
    chunks: Generator[bytes, None, None]


def answers_csv(wave: Wave, for_spreadsheet: bool = False, hides: bool = True) -> AnswersFile:
    """All answers of the wave. The snapshot they come from begins and ends with the walk over the chunks,
    also when that is broken off with `close()`: a server sends them after the request's own session.
    """
    report = answers_report(wave.title, data_version_time(wave))
    tally = Tally()
    return AnswersFile(
        name=f"{file_name(report)}.csv",
        attempts=answered_attempts(wave, hides),
        tally=tally,
        chunks=_chunks(wave.id, for_spreadsheet, hides, tally),
    )


def _chunks(
    wave_id: str, for_spreadsheet: bool, hides: bool, tally: Tally
) -> Generator[bytes, None, None]:
    begin_snapshot()
    wave = db.session.get_one(Wave, wave_id)
    lines = AnswerLines(wave.title, for_spreadsheet, hides)
    try:
        kept, size = [lines.header()], 0
        with closing(sittings(wave, hides)) as found:
            for sitting in found:
                rows, text = lines.lines(sitting)
                kept.append(text)
                size += len(text)
                tally.attempts += 1
                tally.rows += rows
                if size > CHUNK:
                    yield _counted(kept, tally)
                    kept, size = [], 0
        yield _counted(kept, tally)
    finally:
        db.session.rollback()


def write_answers_xlsx(file: BinaryIO, job_id: str, alive: Callable[[], None]) -> tuple[str, int]:
    """Write the answers of a job's wave as a workbook; the name it is to have, and its rows.

    `alive` is called every few thousand rows. One row at a time is in memory, all from one snapshot.
    """
    begin_snapshot()
    wave = db.session.get_one(Wave, db.session.get_one(ExportJob, job_id).wave_id)
    report = answers_report(wave.title, data_version_time(wave))
    try:
        with closing(sittings(wave)) as found:
            rows = _beating(answer_rows(wave.title, found), alive)
            count = write_xlsx(file, report, rows, large=True)
    finally:
        db.session.rollback()
    return f"{file_name(report)}.xlsx", count


def _beating(rows: Iterator[Any], alive: Callable[[], None]) -> Iterator[Any]:
    for number, row in enumerate(rows):
        if number % BEAT_EVERY == 0:
            alive()
        yield row


def _counted(kept: list[str], tally: Tally) -> bytes:
    data = "".join(kept).encode()
    tally.digest.update(data)
    return data


def answered_attempts(wave: Wave, hides: bool = True) -> int:
    """How many attempts `sittings` gives."""
    return db.session.scalar(_answered(wave, _forms(wave, hides), func.count())) or 0


def sittings(wave: Wave, hides: bool = True) -> Generator[Sitting, None, None]:
    """The graded attempts of the wave that have answers, by their random ids, under pseudonyms.

    Their facts are those of the columns shown, and the questions stand in the form's order, not in the order
    met, unless nothing is hidden. To be walked inside `begin_snapshot()`. The key of the pseudonyms is drawn
    here and kept nowhere. The database's cursor is closed when the walk ends, or is broken off with `close()`.
    """
    key, forms = secrets.token_bytes(32), _forms(wave, hides)
    # Read as text and decoded one by one: what dies young costs the collector nothing.
    answers_and_layout = [cast(Attempt.answers, Text)]
    if not hides:
        answers_and_layout.append(cast(Attempt.layout, Text))
    facts = _facts(hides)
    columns = (Attempt.person_id, Attempt.form_version_id, *answers_and_layout, *facts)
    query = _answered(wave, forms, *columns).order_by(Attempt.id)
    if not hides:
        query = query.join(Agency, Agency.id == Attempt.agency_id)
    found = db.session.execute(query, execution_options={"yield_per": AT_ONCE})
    try:
        for person, form_id, answers, *rest in found:
            form = forms[form_id]
            question_ids = form.questions if hides else [q for q, _ in json.loads(rest.pop(0))]
            yield Sitting(
                pseudonym(key, person), tuple(rest), form, question_ids, json.loads(answers)
            )
    finally:
        found.close()


def _facts(hides: bool) -> list[ColumnElement[Any]]:
    """What fills a sitting's facts, in the order of the file's columns."""
    named: list[tuple[str, Any]] = [
        ("kode_instansi", Agency.code),
        ("jenjang", type_coerce(Attempt.job_level, String)),
        ("jenis", type_coerce(Attempt.employment, String)),
        ("modul", Attempt.module_slug),
        ("fase", type_coerce(Attempt.phase, String)),
        ("percobaan", Attempt.number),
        ("sumber", type_coerce(Attempt.source, String)),
        ("dihitung", Attempt.counted),
        ("terlambat", Attempt.is_late),
    ]
    return [column for name, column in named if not (hides and name in TELL_THE_PLACE)]


def pseudonym(key: bytes, person_id: str) -> str:
    """16 hex digits after a letter, so that no spreadsheet reads a number in it."""
    return "p" + hmac.digest(key, person_id.encode(), "sha256").hex()[:16]


def _answered(
    wave: Wave, forms: Collection[str], *columns: ColumnElement[Any] | Any
) -> Select[Any]:
    return select(*columns).where(
        Attempt.wave_id == wave.id,
        Attempt.graded_at.is_not(None),
        Attempt.form_version_id.in_(forms),
        Attempt.source != AttemptSource.PREVIEW,
    )


def _forms(wave: Wave, hides: bool) -> dict[str, AskedForm]:
    """The forms of the wave's modules by the ids of their bodies; hiding, those that item analysis shows."""
    query = select(FormVersion).where(FormVersion.module_slug.in_(wave.module_slugs))
    forms = [
        AskedForm(form.id, form.letter, version_name(form.version), _questions(form.body))
        for form in db.session.scalars(query)
    ]
    counted = _counted_tests(wave) if hides else {}
    return {
        form.id: form for form in forms if not hides or counted.get(form.version, 0) >= SHOW_FROM
    }


def _counted_tests(wave: Wave) -> dict[str, int]:
    """Counted tests with answers by the name of their form's version, whatever its body."""
    rows = db.session.execute(
        select(FormVersion.version, func.count())
        .join(Attempt, Attempt.form_version_id == FormVersion.id)
        .where(Attempt.wave_id == wave.id, Attempt.counted)
        .group_by(FormVersion.version)
    )
    return {version_name(version): count for version, count in rows}


def _questions(body: dict[str, Any]) -> dict[str, AskedQuestion]:
    return {
        q["id"]: AskedQuestion(
            q["objective"], q["stage"], frozenset(c["id"] for c in q["choices"] if c["right"])
        )
        for q in body["questions"]
    }
