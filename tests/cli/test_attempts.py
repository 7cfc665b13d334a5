"""`attempts import`: all or nothing, once, and counted like web attempts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from neutrality_course.actions.attempts import start_attempt, stored_version, submit_attempt
from neutrality_course.actions.waves import close_wave
from neutrality_course.database import db
from neutrality_course.domain.paper import paper_code, printed_layout
from neutrality_course.domain.terms import COURSE, AttemptSource, JobLevel, Phase
from neutrality_course.models import (
    AnswerCell,
    Attempt,
    AttemptImport,
    AuditEntry,
    Cell,
    ImportedAttempt,
    PairCell,
    Person,
    Wave,
)
from neutrality_course.queries.cells import cell_differences
from neutrality_course.web.clock import now, today_wib
from tests.builders import MODULES, a_person, a_wave, an_admin, an_agency

Import = Callable[..., Result]
HEADER = "nip,kode_instansi,modul,fase,percobaan,benar,soal,selesai_pada"
ON_PAPER = "nip,kode_instansi,modul,fase,percobaan,paket,selesai_pada,jawaban"
WHEN = "2026-11-20T10:00"


@pytest.fixture
def wave(app: Flask) -> Wave:
    return a_wave(MODULES[:2])


@pytest.fixture
def imported(command: Callable[..., Result], tmp_path: Path) -> Import:
    def one(*lines: str, header: str = HEADER, more: tuple[str, ...] = ()) -> Result:
        file = tmp_path / "hasil.csv"
        file.write_text("\n".join((header, *lines)) + "\n")
        return command("attempts", "import", str(file), *more)

    return one


def line(
    person: Person, right: int = 8, phase: str = "awal", number: int = 1, slug: str = MODULES[0]
) -> str:
    return f"{person.nip},{person.agency.code},{slug},{phase},{number},{right},10,{WHEN}"


def attempts_of(person: Person) -> list[tuple[Any, ...]]:
    rows = db.session.execute(
        select(
            Attempt.module_slug,
            Attempt.phase,
            Attempt.number,
            Attempt.points,
            Attempt.counted,
            Attempt.source,
        )
        .where(Attempt.person_id == person.id)
        .order_by(Attempt.module_slug, Attempt.phase.desc(), Attempt.number)
    )
    return [tuple(row) for row in rows]


def people_in(slug: str, phase: Phase) -> int:
    counted = select(func.sum(Cell.people)).where(Cell.module_slug == slug, Cell.phase == phase)
    return db.session.scalar(counted) or 0


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_results_come_in_and_count(wave: Wave, imported: Import) -> None:
    ani, budi = a_person(), a_person(job_level=JobLevel.PENGAWAS)
    result = imported(
        *(
            line(person, right, phase, slug=slug)
            for person in (ani, budi)
            for slug in MODULES[:2]
            for phase, right in (("awal", 5), ("akhir", 9))
        )
    )
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "8 percobaan disimpan, 8 dihitung, 0 tidak dihitung.\n"
    assert attempts_of(ani)[0] == (
        MODULES[1],
        Phase.PRE_TEST,
        1,
        5,
        True,
        AttemptSource.IMPORT,
    )
    assert people_in(COURSE, Phase.POST_TEST) == 2
    assert db.session.scalar(select(func.sum(PairCell.gained))) == 6
    assert count(AnswerCell) == 0
    assert list(cell_differences()) == []
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "attempts_imported")
    ).one()
    assert (entry.subject, entry.actor_id) == (wave.id, None)
    assert entry.detail == "impor: 8 percobaan, 8 dihitung"


@pytest.mark.parametrize(("word", "source"), [("impor", "impor"), ("Kertas", "kertas")])
def test_the_source_is_the_one_said(
    wave: Wave, imported: Import, word: str, source: AttemptSource
) -> None:
    person = a_person()
    result = imported(line(person), more=("--source", word))
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        0,
        "1 percobaan disimpan, 1 dihitung, 0 tidak dihitung.",
    )
    assert [row[-1] for row in attempts_of(person)] == [source]


@pytest.mark.parametrize("word", ["IMPORT", "PAPER", "web", "luring", "pratinjau"])
def test_a_source_that_no_file_has_is_refused(wave: Wave, imported: Import, word: str) -> None:
    result = imported(line(a_person()), more=("--source", word))
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        1,
        "Galat: opsi --source harus salah satu dari: impor, kertas",
    )
    assert count(Attempt) == 0


def test_the_same_file_again_changes_nothing(wave: Wave, imported: Import) -> None:
    person = a_person()
    assert imported(line(person)).exit_code == 0
    before = attempts_of(person)
    again = imported(line(person))
    assert again.exit_code == 0
    assert again.stderr.startswith("sudah diimpor")
    assert attempts_of(person) == before
    assert (count(AttemptImport), count(AuditEntry)) == (1, 1)


def test_the_same_row_in_another_file_is_a_line_error(wave: Wave, imported: Import) -> None:
    ani, budi = a_person(), a_person()
    imported(line(ani))
    result = imported(line(budi), line(ani))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Baris 3: percobaan ini sudah diimpor dari berkas lain",
        "Galat: 1 baris salah; tidak ada yang diimpor",
    ]
    assert attempts_of(budi) == []


def test_one_wrong_line_refuses_all(wave: Wave, imported: Import) -> None:
    person, admin = a_person(), an_admin()
    lines = (line(person), line(admin), line(person, phase="tengah"))
    result = imported(*lines)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Baris 3: NIP ini akun admin; hasil admin tidak pernah dihitung",
        "Baris 4: fase harus salah satu dari: awal, akhir",
        "Galat: 2 baris salah; tidak ada yang diimpor",
    ]
    assert (count(Attempt), count(AttemptImport), count(Cell)) == (0, 0, 0)


def test_a_dry_run_stores_nothing(wave: Wave, imported: Import) -> None:
    person = a_person()
    result = imported(line(person), more=("--dry-run",))
    assert result.exit_code == 0
    assert result.stderr == (
        "Percobaan saja, belum ada yang disimpan:"
        " 1 percobaan disimpan, 1 dihitung, 0 tidak dihitung.\n"
    )
    assert count(Attempt) == 0


def test_a_counted_web_attempt_stays_and_numbers_go_on(
    app: Flask, wave: Wave, imported: Import
) -> None:
    person = a_person()
    module = app.extensions["catalog"].module(MODULES[0])
    begun = start_attempt(person.id, module, Phase.PRE_TEST, now(), today_wib())
    submit_attempt(begun, person.id, {}, now())
    result = imported(line(person, 9), line(person, 7, number=2))
    assert result.stderr.splitlines()[-1] == ("2 percobaan disimpan, 0 dihitung, 2 tidak dihitung.")
    assert [row[1:] for row in attempts_of(person)] == [
        (Phase.PRE_TEST, 1, 0, True, AttemptSource.WEB),
        (Phase.PRE_TEST, 2, 9, False, AttemptSource.IMPORT),
        (Phase.PRE_TEST, 3, 7, False, AttemptSource.IMPORT),
    ]
    assert list(cell_differences()) == []


def test_a_web_test_sent_after_the_import_is_not_counted(
    app: Flask, wave: Wave, imported: Import
) -> None:
    person = a_person()
    module = app.extensions["catalog"].module(MODULES[0])
    begun = start_attempt(person.id, module, Phase.PRE_TEST, now(), today_wib())
    imported(line(person, 9, number=4))
    submit_attempt(begun, person.id, {}, now())
    assert [row[1:] for row in attempts_of(person)] == [
        (Phase.PRE_TEST, 1, 0, False, AttemptSource.WEB),
        (Phase.PRE_TEST, 2, 9, True, AttemptSource.IMPORT),
    ]
    assert db.session.scalars(select(ImportedAttempt.given_number)).all() == [4]
    assert list(cell_differences()) == []


def test_a_closed_wave_takes_results_when_it_is_named(wave: Wave, imported: Import) -> None:
    person, title = a_person(), wave.title
    close_wave(None, now())
    nameless = imported(line(person))
    assert nameless.stderr == "Galat: tidak ada gelombang yang terbuka; sebutkan --wave\n"
    assert nameless.exit_code == 1
    assert imported(line(person), more=("--wave", title)).exit_code == 0
    assert people_in(MODULES[0], Phase.PRE_TEST) == 1
    assert list(cell_differences()) == []


def test_the_agency_of_the_file_counts_though_the_person_has_moved(
    wave: Wave, imported: Import
) -> None:
    person, old = a_person(), an_agency(code="lama")
    result = imported(f"{person.nip},lama,{MODULES[0]},awal,1,8,10,{WHEN}")
    assert result.stderr.splitlines()[0] == (
        "Baris 2: orang ini sekarang di instansi lain; hasilnya untuk lama"
    )
    assert db.session.scalars(select(Cell.agency_id)).all() == [old.id]


def test_answers_on_paper_are_graded_and_counted(app: Flask, wave: Wave, imported: Import) -> None:
    person = a_person()
    form = app.extensions["catalog"].module(MODULES[0]).forms["B"]
    stored_version(form, now())
    db.session.commit()
    code = paper_code(form.module_slug, form.letter, form.version)
    letters = "".join(
        "ABCD"[ids.index(next(iter(form.question(id_).right_ids)))]
        for id_, ids in printed_layout(form)
    )
    start = f"{person.nip},{person.agency.code},{form.module_slug}"
    first = f"{start},awal,1,{code},{WHEN},{letters[:8]}--"
    result = imported(first, header=ON_PAPER)
    assert result.stderr == "1 percobaan disimpan, 1 dihitung, 0 tidak dihitung.\n"
    assert attempts_of(person) == [(MODULES[0], Phase.PRE_TEST, 1, 8, True, AttemptSource.PAPER)]
    attempt = db.session.scalars(select(Attempt)).one()
    assert (attempt.form_letter, attempt.form_order[0]) == ("B", "B")
    assert db.session.scalar(select(func.sum(AnswerCell.people))) == 10
    assert list(cell_differences()) == []
    twice = imported(f"{start},awal,2,{code},2026-11-20T11:00,{letters[:8]}--", header=ON_PAPER)
    assert twice.stderr.splitlines()[0] == (
        "Baris 2: lembar dengan jawaban ini sudah dimasukkan untuk orang ini"
    )


def on_paper(app: Flask, person: Person, right: int) -> str:
    """Code and answers of a printed form, so many of them right, as a line with both kinds of result has them."""
    form = app.extensions["catalog"].module(MODULES[0]).forms["A"]
    stored_version(form, now())
    db.session.commit()
    letters = "".join(
        "ABCD"[ids.index(next(iter(form.question(id_).right_ids)))]
        for id_, ids in printed_layout(form)
    )
    code = paper_code(form.module_slug, form.letter, form.version)
    start = f"{person.nip},{person.agency.code},{form.module_slug},awal,1"
    return f"{start},{code},{WHEN},{letters[:right].ljust(10, '-')}"


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_score_that_the_answers_contradict_is_a_line_error(
    app: Flask, wave: Wave, imported: Import, more: tuple[str, ...]
) -> None:
    ani, budi = a_person(), a_person()
    lines = (f"{on_paper(app, ani, 4)},4,10", f"{on_paper(app, budi, 1)},8,10")
    result = imported(*lines, header=f"{ON_PAPER},benar,soal", more=more)
    assert (result.exit_code, result.stderr.splitlines()) == (
        1,
        [
            "Baris 3: benar dan soal (8 dari 10) tidak sama dengan jawaban, yang menghasilkan 1 dari 10;"
            " perbaiki, atau kosongkan benar dan soal",
            "Galat: 1 baris salah; tidak ada yang diimpor",
        ],
    )
    assert count(Attempt) == 0


def test_a_score_that_the_answers_confirm_is_taken(
    app: Flask, wave: Wave, imported: Import
) -> None:
    person = a_person()
    result = imported(f"{on_paper(app, person, 8)},8,10", header=f"{ON_PAPER},benar,soal")
    assert (result.exit_code, result.stderr) == (
        0,
        "1 percobaan disimpan, 1 dihitung, 0 tidak dihitung.\n",
    )
    assert attempts_of(person) == [(MODULES[0], Phase.PRE_TEST, 1, 8, True, AttemptSource.PAPER)]


def test_answers_without_the_code_of_their_form_are_said_to_be_unused(
    wave: Wave, imported: Import
) -> None:
    result = imported(f"{line(a_person())},ABCD", header=f"{HEADER},jawaban")
    assert (result.exit_code, result.stderr.splitlines()) == (
        0,
        [
            "Peringatan: kolom jawaban tidak dipakai",
            "1 percobaan disimpan, 1 dihitung, 0 tidak dihitung.",
        ],
    )


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            "nip,modul",
            "Galat: Baris 1: kolom kode_instansi, fase, percobaan, selesai_pada tidak ada",
        ),
        (
            "nip,kode_instansi,modul,fase,percobaan,selesai_pada,benar",
            "Galat: Baris 1: kolom benar dan soal, atau paket dan jawaban, tidak ada",
        ),
        (HEADER, "Galat: Baris 1: belum ada baris hasil di bawah judul kolom"),
    ],
)
def test_a_file_that_is_no_such_table(
    wave: Wave, imported: Import, header: str, message: str
) -> None:
    result = imported(header=header)
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (1, message)
