"""Graded attempts with their answers, one after another, whatever their number."""

import hmac
import json
import secrets
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, BinaryIO

from sqlalchemy import ColumnElement, Select, String, Text, cast, func, select, type_coerce

from ..database import begin_snapshot, db
from ..domain.microdata import Group, hidden_agencies, shown_groups
from ..domain.terms import COURSE, AttemptSource
from ..models import Agency, Attempt, ExportJob, FormVersion, Wave
from ..reports.answers import (
    LEFT_OUT,
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
from .indicator import data_version_time, indicator

AT_ONCE = 500
"""Attempts read from the database at a time."""
BEAT_EVERY = 20_000
"""Rows between two signs of life: some seconds of writing."""
CHUNK = 64 * 1024
"""Characters sent at a time."""


@dataclass(frozen=True, slots=True)
class Places:
    """What may be said of where people are: agency codes by id, and the groups named in full."""

    codes: dict[str, str]
    groups: frozenset[Group] | None
    """None: all of them."""


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
        attempts=answered_attempts(wave),
        tally=tally,
        chunks=_chunks(wave.id, for_spreadsheet, hides, tally),
    )


def _chunks(
    wave_id: str, for_spreadsheet: bool, hides: bool, tally: Tally
) -> Generator[bytes, None, None]:
    begin_snapshot()
    wave = db.session.get_one(Wave, wave_id)
    lines = AnswerLines(wave.title, for_spreadsheet)
    try:
        kept, size = [lines.header()], 0
        with closing(sittings(wave, hides)) as found:
            for sitting in found:
                text = lines.lines(sitting)
                kept.append(text)
                size += len(text)
                tally.attempts += 1
                tally.rows += len(sitting.layout)
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


def answered_attempts(wave: Wave) -> int:
    """How many attempts `sittings` gives."""
    return db.session.scalar(_answered(wave, func.count())) or 0


def sittings(wave: Wave, hides: bool = True) -> Generator[Sitting, None, None]:
    """The graded attempts of the wave that have answers, by their random ids, under pseudonyms.

    To be walked inside `begin_snapshot()`. The key of the pseudonyms is drawn here and kept nowhere. The
    database's cursor is closed when the walk ends, or is broken off with `close()`.
    """
    key = secrets.token_bytes(32)
    places, forms = _places(wave, hides), _forms(wave)
    columns = (
        Attempt.person_id,
        Attempt.agency_id,
        *(type_coerce(c, String) for c in (Attempt.job_level, Attempt.employment)),
        Attempt.module_slug,
        type_coerce(Attempt.phase, String),
        Attempt.number,
        type_coerce(Attempt.source, String),
        Attempt.counted,
        Attempt.is_late,
        Attempt.form_version_id,
        # Read as text and decoded one by one: what dies young costs the collector nothing.
        *(cast(column, Text) for column in (Attempt.layout, Attempt.answers)),
    )
    query = _answered(wave, *columns).order_by(Attempt.id)
    found = db.session.execute(query, execution_options={"yield_per": AT_ONCE})
    try:
        for person, agency, level, employment, *facts, form_id, layout, answers in found:
            place = _place(places, agency, level, employment)
            yield Sitting._make(
                (
                    pseudonym(key, person),
                    *place,
                    *facts,
                    forms[form_id],
                    json.loads(layout),
                    json.loads(answers),
                )
            )
    finally:
        found.close()


def pseudonym(key: bytes, person_id: str) -> str:
    """16 hex digits after a letter, so that no spreadsheet reads a number in it."""
    return "p" + hmac.digest(key, person_id.encode(), "sha256").hex()[:16]


def _answered(wave: Wave, *columns: ColumnElement[Any] | Any) -> Select[Any]:
    return select(*columns).where(
        Attempt.wave_id == wave.id,
        Attempt.graded_at.is_not(None),
        Attempt.form_version_id.is_not(None),
        Attempt.source != AttemptSource.PREVIEW,
    )


def _place(places: Places, agency: str, level: str, employment: str) -> tuple[str, str, str]:
    code = places.codes.get(agency, LEFT_OUT)
    if places.groups is None or (agency, level, employment) in places.groups:
        return code, level, employment
    return code, LEFT_OUT, LEFT_OUT


def _places(wave: Wave, hides: bool) -> Places:
    codes = dict(db.session.execute(select(Agency.id, Agency.code)).all())
    if not hides:
        return Places(codes, None)
    hidden_codes = {
        row.code
        for slug in (COURSE, *wave.module_slugs)
        for row in indicator(wave, slug).table.agencies
        if row.is_hidden
    }
    people = _people(wave)
    hidden = hidden_agencies(
        people, {agency_id for agency_id, code in codes.items() if code in hidden_codes}
    )
    shown = {agency_id: code for agency_id, code in codes.items() if agency_id not in hidden}
    return Places(shown, shown_groups(people, hidden))


def _people(wave: Wave) -> dict[Group, int]:
    """How many people have answers under each agency, job level and employment."""
    keys = (
        Attempt.agency_id,
        type_coerce(Attempt.job_level, String),
        type_coerce(Attempt.employment, String),
    )
    query = _answered(wave, *keys, func.count(Attempt.person_id.distinct())).group_by(*keys)
    return {(agency, level, kind): n for agency, level, kind, n in db.session.execute(query)}


def _forms(wave: Wave) -> dict[str, AskedForm]:
    """The forms met in the wave's modules, by the ids of their bodies."""
    query = select(FormVersion).where(FormVersion.module_slug.in_(wave.module_slugs))
    return {
        form.id: AskedForm(form.id, form.letter, form.version, _questions(form.body))
        for form in db.session.scalars(query)
    }


def _questions(body: dict[str, Any]) -> dict[str, AskedQuestion]:
    return {
        q["id"]: AskedQuestion(
            q["objective"], q["stage"], frozenset(c["id"] for c in q["choices"] if c["right"])
        )
        for q in body["questions"]
    }
