"""Answers in long form: what is in the file, what is not, and what is left behind."""

import csv
import gc
import io
import re
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from neutrality_course.actions.attempts import start_attempt, submit_attempt
from neutrality_course.database import db
from neutrality_course.domain.paper import printed_layout
from neutrality_course.domain.quiz import version_name
from neutrality_course.domain.terms import AttemptSource, Phase
from neutrality_course.models import Agency, Attempt, AuditEntry, Person, Wave
from neutrality_course.queries.answers import answers_csv, sittings
from neutrality_course.reports.answers import ALL_COLUMNS, COLUMNS, answer_rows
from neutrality_course.tables import unguard_text
from neutrality_course.web.clock import now, today_wib
from tests.answered import answered
from tests.builders import MODULES, a_person, a_wave, an_admin, an_agency
from tests.pages import Client
from tests.support.apps import sqlite_only

Browser = Callable[[Person], Client]
Command = Callable[..., Any]
NAMES = [column.name for column in COLUMNS]


def rows_of(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    text = data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def whole(wave: Wave, **options: Any) -> bytes:
    return b"".join(answers_csv(wave, **options).chunks)


def logged() -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.action == "answers_exported")
    return list(db.session.scalars(query.order_by(AuditEntry.at, AuditEntry.id)))


def took(app: Flask, person: Person, right: bool) -> Attempt:
    """The person took the first module's test before; all right, or nothing answered."""
    module = app.extensions["catalog"].module(MODULES[0])
    person_id = person.id
    attempt_id = start_attempt(person_id, module, Phase.PRE_TEST, now(), today_wib())
    letter = db.session.get_one(Attempt, attempt_id).form_letter
    chosen = {q.id: list(q.right_ids) for q in module.forms[letter].questions} if right else {}
    submit_attempt(attempt_id, person_id, chosen, now())
    return db.session.get_one(Attempt, attempt_id)


def test_a_row_says_who_chose_what(app: Flask) -> None:
    wave = a_wave(title="=Gelombang")
    agency = an_agency(code="K-1")
    attempt = took(app, a_person(agency), right=True)
    rows = rows_of(whole(wave, hides=False))
    assert list(rows[0]) == [column.name for column in ALL_COLUMNS]
    assert [row["soal"] for row in rows] == [question_id for question_id, _ in attempt.layout]
    form = app.extensions["catalog"].module(MODULES[0]).forms[attempt.form_letter]
    question = form.question(rows[2]["soal"])
    assert rows[2] == {
        "gelombang": "'=Gelombang",
        "peserta": rows[0]["peserta"],
        "kode_instansi": "K-1",
        "jenjang": "Pelaksana",
        "jenis": "PNS",
        "modul": MODULES[0],
        "fase": "awal",
        "percobaan": "1",
        "sumber": "web",
        "dihitung": "true",
        "terlambat": "false",
        "paket": attempt.form_letter,
        "versi_tes": version_name(form.version),
        "urutan": "3",
        "soal": question.id,
        "tujuan": question.objective,
        "tahapan": question.stage.value,
        "pilihan": " ".join(sorted(question.right_ids)),
        "benar": "true",
    }


def test_right_and_wrong_add_up_to_the_points(app: Flask) -> None:
    wave = a_wave()
    people = [a_person() for _ in range(4)]
    attempts = [took(app, person, right=number % 2 == 0) for number, person in enumerate(people)]
    rows = rows_of(whole(wave, hides=False))
    right = Counter(row["peserta"] for row in rows if row["benar"] == "true")
    assert sorted(right.values()) == sorted(a.points for a in attempts if a.points)
    assert {row["pilihan"] for row in rows if row["benar"] == "false"} == {""}


def test_previews_open_attempts_and_bare_scores_are_left_out(app: Flask) -> None:
    wave = a_wave()
    module = app.extensions["catalog"].module(MODULES[0])
    start_attempt(a_person().id, module, Phase.PRE_TEST, now(), today_wib())
    took(app, an_admin(), right=True)
    bare = took(app, a_person(), right=True)
    bare.source, bare.form_version_id = AttemptSource.IMPORT, None
    db.session.commit()
    assert rows_of(whole(wave)) == rows_of(whole(wave, hides=False)) == []


def test_no_person_can_be_found_and_no_two_files_joined(app: Flask) -> None:
    wave = a_wave()
    person = a_person(name="Nama Rahasia", unit="Unit Rahasia")
    took(app, person, right=True)
    first, second = whole(wave, hides=False), whole(wave, hides=False)
    for secret in (person.nip, person.id, person.name, person.unit):
        assert secret.encode() not in first
    pseudonyms = [{row["peserta"] for row in rows_of(data)} for data in (first, second)]
    assert len(pseudonyms[0] | pseudonyms[1]) == 2
    assert all(re.fullmatch("p[0-9a-f]{16}", p) for found in pseudonyms for p in found)


def test_nothing_says_where_people_are(app: Flask) -> None:
    """Rows grouped by place would be the cells that are hidden everywhere else."""
    wave = answered(app, 12 + 3, people_each=12)
    small = db.session.scalars(select(Agency)).all()
    first = db.session.scalars(select(Attempt)).all()[0]
    first.source, first.is_late = AttemptSource.PAPER, True
    db.session.commit()
    names = [
        *("gelombang", "peserta", "modul", "fase", "percobaan", "dihitung", "paket", "versi_tes"),
        *("soal", "tujuan", "tahapan", "pilihan", "benar"),
    ]
    for data in (whole(wave), whole(wave, for_spreadsheet=True)):
        rows = rows_of(data, ";" if data.startswith(b"\xef") else ",")
        assert list(rows[0]) == NAMES == names
        assert len(rows) == 150
        text = data.decode("utf-8-sig")
        for word in (*(agency.code for agency in small), "Pelaksana", "PNS", "web", "kertas"):
            assert not re.search(rf"[,;]{word}[,;]", text), word
    open_rows = rows_of(whole(wave, hides=False))
    assert {r["kode_instansi"] for r in open_rows} == {agency.code for agency in small}
    assert {(r["jenjang"], r["jenis"]) for r in open_rows} == {("Pelaksana", "PNS")}
    assert Counter((r["sumber"], r["terlambat"]) for r in open_rows) == {
        ("web", "false"): 140,
        ("kertas", "true"): 10,
    }


def test_the_order_of_rows_does_not_tell_paper_from_screen(app: Flask) -> None:
    """Every copy of a printed form has one order, and every screen another."""
    wave = answered(app, 12)
    form = app.extensions["catalog"].module(MODULES[0]).forms["A"]
    on_paper = [[q, ids] for q, ids in printed_layout(form)]
    first = db.session.scalars(select(Attempt).order_by(Attempt.id)).first()
    assert first is not None
    first.layout = on_paper
    db.session.commit()
    asked = [row["soal"] for row in rows_of(whole(wave))]
    assert asked == [question.id for question in form.questions] * 12
    met = rows_of(whole(wave, hides=False))[:10]
    assert [(row["urutan"], row["soal"]) for row in met] == [
        (str(place), q) for place, (q, _) in enumerate(on_paper, 1)
    ]


def test_a_form_few_have_met_is_left_out_as_in_item_analysis(app: Flask) -> None:
    wave = answered(app, 9)
    assert rows_of(whole(wave)) == []
    assert answers_csv(wave).attempts == 0
    assert answers_csv(wave, hides=False).attempts == 9
    assert len(rows_of(whole(wave, hides=False))) == 90


def test_both_flavours_and_the_typed_rows_say_the_same(app: Flask) -> None:
    wave = answered(app, 25)
    plain, excel = whole(wave), whole(wave, for_spreadsheet=True)
    assert excel.startswith(b"\xef\xbb\xbf")
    rows, others = rows_of(plain), rows_of(excel, ";")
    assert len(rows) == 250
    without = [{k: v for k, v in r.items() if k != "peserta"} for r in rows]
    assert [{k: v for k, v in r.items() if k != "peserta"} for r in others] == without
    typed = list(answer_rows(wave.title, sittings(wave)))
    as_text = [
        {name: cell_text(cell) for name, cell in zip(NAMES, row, strict=True) if name != "peserta"}
        for row in typed
    ]
    assert as_text == [{k: unguard_text(v) for k, v in r.items()} for r in without]
    db.session.rollback()


def cell_text(cell: Any) -> str:
    return {True: "true", False: "false"}[cell] if isinstance(cell, bool) else str(cell)


def test_a_broken_off_walk_gives_the_connection_back(app: Flask) -> None:
    wave = answered(app, 1200)
    db.session.rollback()
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a QueuePool has it
    file = answers_csv(wave)
    next(file.chunks)
    assert db.engine.pool.checkedout() == 1  # type: ignore[attr-defined]  # a QueuePool has it
    file.chunks.close()
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a QueuePool has it


def test_one_snapshot_whatever_is_written_meanwhile(app: Flask) -> None:
    wave = answered(app, 1200)
    wave_id = wave.id
    file = answers_csv(wave)
    begun = next(file.chunks)
    with db.engine.connect().execution_options(takes_write_lock=True) as other:
        other.execute(Attempt.__table__.delete().where(Attempt.wave_id == wave_id))  # type: ignore[attr-defined]  # it is a Table
        other.commit()
    rest = b"".join(file.chunks)
    assert len(rows_of(begun + rest)) == file.tally.rows == 12_000


@sqlite_only
def test_memory_does_not_grow_with_the_number(app: Flask) -> None:
    wave = answered(app, 3000)
    whole(wave)  # what is made once: the statement, the caches
    gc.collect()
    tracemalloc.start()
    for _ in answers_csv(wave).chunks:
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000, f"{peak} bytes for 30,000 rows"


@sqlite_only
def test_it_costs_little_more_than_writing_csv(app: Flask, tmp_path: Path) -> None:
    """Twice at most for a million rows (tests/bench); here with room for a machine that is busy."""
    wave = answered(app, 3000)
    rows = [tuple(row.values()) for row in rows_of(whole(wave, hides=False))]

    def alone() -> None:
        with (tmp_path / "alone.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)

    def ours() -> None:
        with (tmp_path / "ours.csv").open("wb") as file:
            file.writelines(answers_csv(wave, hides=False).chunks)

    assert least_seconds(ours) < 3 * least_seconds(alone)


def least_seconds(work: Callable[[], None]) -> float:
    """The processor time of the fastest of five runs: others' work only ever adds."""
    found = []
    for _ in range(5):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


# ------------------------------------------------------------------------------- the page


def test_an_admin_downloads_and_is_written_down(app: Flask, signed_in: Browser) -> None:
    wave = answered(app, 30)
    admin = an_admin()
    browser = signed_in(admin)
    page = browser.get("/admin/ekspor")
    answer = browser.send(page, {"gelombang": wave.id, "ragam": "csv"}, status=200)
    assert len(rows_of(answer.body)) == 300
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="jawaban_gelombang-uji_2026-11-01.csv"'
    )
    (entry,) = logged()
    assert (entry.actor_id, entry.subject) == (admin.id, wave.id)
    assert re.fullmatch(r"jawaban · csv · selesai · 300 baris · sha256 [0-9a-f]{64}", entry.detail)


def test_a_download_broken_off_is_written_down_and_frees_the_cursor(
    app: Flask, signed_in: Browser
) -> None:
    wave = answered(app, 1200)
    wave_id = wave.id
    browser = signed_in(an_admin())
    token = browser.token()
    db.session.remove()
    answer = browser.cookies.post(
        "/admin/ekspor/jawaban",
        data={"csrf_token": token, "gelombang": wave_id, "ragam": "csv"},
        base_url=browser.base_url,
        buffered=False,
    )
    assert len(next(answer.iter_encoded())) > 0
    answer.close()
    db.session.remove()
    assert db.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # a QueuePool has it
    (entry,) = logged()
    assert "terputus" in entry.detail


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"gelombang": "x"}, "Pilih salah satu dari daftar"),
        ({"ragam": "pdf"}, "Pilih salah satu dari daftar"),
        ({"ragam": None}, "Pilih bentuk berkas"),
    ],
)
def test_what_cannot_be_chosen_is_said(
    app: Flask, signed_in: Browser, fields: dict[str, str], error: str
) -> None:
    a_wave()
    browser = signed_in(an_admin())
    page = browser.send(browser.get("/admin/ekspor"), fields, status=422)
    assert page.errors == [error]
    assert logged() == []


def test_before_the_first_wave_nothing_can_be_taken(signed_in: Browser) -> None:
    page = signed_in(an_admin()).get("/admin/ekspor")
    assert "Belum ada gelombang" in page.main


# ------------------------------------------------------------------------------ the command


def test_the_command_writes_to_standard_output_or_a_file(
    app: Flask, command: Command, tmp_path: Path
) -> None:
    wave = answered(app, 30)
    printed = command("export", "attempts", "--format", "csv", "--wave", wave.title)
    assert (printed.exit_code, len(rows_of(printed.stdout_bytes))) == (0, 300)
    assert re.fullmatch(
        r"jawaban_gelombang-uji_2026-11-01.csv: 300 baris · sha256 [0-9a-f]{64}\n", printed.stderr
    )
    out = tmp_path / "a.csv"
    written = command(
        "export", "attempts", "--format", "excel", "--out", str(out), "--tanpa-sembunyi"
    )
    assert (written.exit_code, written.stdout) == (0, "")
    assert len(rows_of(out.read_bytes(), ";")) == 300
    assert out.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    columns = [
        rows_of(data, mark)[0]
        for data, mark in ((printed.stdout_bytes, ","), (out.read_bytes(), ";"))
    ]
    assert [list(row) for row in columns] == [NAMES, [column.name for column in ALL_COLUMNS]]
    entries = [entry.detail for entry in logged()]
    assert {entry.split(" · ")[0] for entry in entries} == {"jawaban", "jawaban tanpa sembunyi"}


def test_the_command_says_what_is_wrong(app: Flask, command: Command, tmp_path: Path) -> None:
    a_wave()
    for words, line in (
        (["--format", "pdf"], "Galat: format pdf tidak dikenal; pilih csv atau excel"),
        (
            ["--format", "csv", "--wave", "X"],
            "Galat: gelombang X tidak ada; lihat: flask --app app wave list",
        ),
    ):
        result = command("export", "attempts", *words)
        assert (result.exit_code, result.stderr.splitlines()[-1]) == (1, line)
