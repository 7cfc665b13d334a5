"""`report misconceptions`: the same figures as the page, small places hidden in every format."""

import csv
import io
from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from neutrality_course.actions.attempts import start_attempt, submit_attempt
from neutrality_course.database import db
from neutrality_course.domain.quiz import QuizForm
from neutrality_course.domain.terms import Phase
from neutrality_course.models import Attempt, PageSeen, Wave
from neutrality_course.web.clock import today_wib
from tests.builders import a_person, a_wave, an_agency
from tests.support.apps import Clock, sqlite_only

SLUG = "pasal-5-huruf-n"
Command = Callable[..., Result]


@pytest.fixture
def wave(app: Flask, clock: Clock) -> Wave:
    """Twelve people of one agency and three of another, who choose a wrong option everywhere in the test after."""
    wave = a_wave(modules=(SLUG,))
    module = app.extensions["catalog"].module(SLUG)
    for name, size in (("Besar", 12), ("Kecil", 3)):
        agency = an_agency(code=name.upper(), name=name)
        for _ in range(size):
            person_id = a_person(agency).id
            for phase in Phase:
                attempt_id = start_attempt(person_id, module, phase, clock(), today_wib())
                attempt = db.session.get_one(Attempt, attempt_id)
                assert attempt.form_version is not None
                form = QuizForm.from_body(attempt.form_version.body)
                answers = {
                    q.id: [next(c.id for c in q.choices if not c.is_right and c.misconception)]
                    for q in form.questions
                    if any(c.misconception and not c.is_right for c in q.choices)
                }
                submit_attempt(attempt_id, person_id, answers, clock())
                if phase is Phase.PRE_TEST:
                    for page in module.pages:
                        key = {"wave_id": wave.id, "module_slug": SLUG, "page_slug": page.slug}
                        db.session.add(PageSeen(person_id=person_id, seen_at=clock(), **key))
                    db.session.commit()
    return wave


def rows_of(result: Result) -> list[dict[str, str]]:
    assert (result.exit_code, result.exception) == (0, None), result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))


@sqlite_only
def test_small_places_are_hidden_with_what_would_give_them_away(
    command: Command, wave: Wave
) -> None:
    rows = rows_of(command("report", "misconceptions", "--format", "csv"))
    assert {row["kode_instansi"] for row in rows} == {"BESAR", "KECIL", "nasional"}
    small = [row for row in rows if row["kode_instansi"] == "KECIL"]
    assert small
    assert {(row["memilih"], row["memilih_pct"], row["disembunyikan"]) for row in small} == {
        ("", "", "true")
    }
    for row in rows:
        if row["disembunyikan"] == "false":
            assert float(row["memilih_pct"]) == 100 * int(row["memilih"]) / int(row["bertemu"])


@sqlite_only
def test_the_command_line_may_ask_for_all_and_is_logged(command: Command, wave: Wave) -> None:
    rows = rows_of(command("report", "misconceptions", "--format", "csv", "--tanpa-sembunyi"))
    assert {row["disembunyikan"] for row in rows} == {"false"}
    by_belief = {row["anggapan"]: row for row in rows if row["kode_instansi"] == "nasional"}
    for name, total in by_belief.items():
        parts = [row for row in rows if row["anggapan"] == name and row is not total]
        assert int(total["memilih"]) == sum(int(row["memilih"]) for row in parts)
