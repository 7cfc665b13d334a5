"""A file taken in by several servers while its people send the same tests: each is counted once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from neutrality_course.actions.attempt_import import FileFacts, import_attempts
from neutrality_course.actions.attempts import start_attempt, submit_attempt
from neutrality_course.database import db
from neutrality_course.domain.terms import COURSE, AttemptSource, Phase
from neutrality_course.models import Attempt, AttemptImport, Cell
from neutrality_course.queries.attempt_import import file_hash, read_given_file
from neutrality_course.queries.cells import cell_differences
from tests.builders import MODULES, a_person, a_wave, an_agency
from tests.support.rush import rush

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEADER = "nip,kode_instansi,modul,fase,percobaan,benar,soal,selesai_pada"
TURNS, PEOPLE = 5, 4


def act(app: Flask, worker: int, turn: tuple[str, str, list[tuple[str, str]]]) -> Any:
    """Half of the workers take the file in, each of the others sends the test of one of its people."""
    text, wave_id, open_tests = turn
    if worker % 2:
        attempt_id, person_id = open_tests[worker // 2]
        return submit_attempt(attempt_id, person_id, {}, NOW + timedelta(minutes=1))
    facts = FileFacts("hasil.csv", file_hash(text.encode()), AttemptSource.IMPORT)
    given = read_given_file(text.encode())
    later = NOW + timedelta(minutes=2)
    return import_attempts(given, facts, wave_id, {}, None, later) is not None


def test_files_and_tests_sent_at_once(app: Flask) -> None:
    wave, agency = a_wave(MODULES[:1]), an_agency(code="3201")
    module = app.extensions["catalog"].module(MODULES[0])
    turns = []
    for _ in range(TURNS):
        people = [a_person(agency) for _ in range(PEOPLE)]
        lines = [
            f"{p.nip},3201,{module.slug},{phase},1,9,10,2026-11-23T08:00"
            for p in people
            for phase in ("awal", "akhir")
        ]
        tests = [(start_attempt(p.id, module, Phase.PRE_TEST, NOW, TODAY), p.id) for p in people]
        turns.append(("\n".join((HEADER, *lines)), wave.id, tests))

    results = rush(app, act, turns)

    for of_turn in results:
        assert sum(of_turn[::2]) == 1
        assert all(of_turn[1::2])
    everybody = TURNS * PEOPLE
    counted = select(func.count()).where(Attempt.counted).group_by(Attempt.phase)
    assert db.session.scalars(counted).all() == [everybody, everybody]
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 3 * everybody
    assert db.session.scalar(select(func.count()).select_from(AttemptImport)) == TURNS
    people_of = select(func.sum(Cell.people)).where(Cell.module_slug == COURSE)
    assert db.session.scalar(people_of) == 2 * everybody
    assert list(cell_differences()) == []
