"""`content ...`: check against answers, begin a module, count, and exchange."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from neutrality_course.actions.attempts import save_answers, start_attempt, submit_attempt
from neutrality_course.catalog import RULES, load_catalog
from neutrality_course.domain.terms import Phase
from neutrality_course.models import Attempt, Person
from neutrality_course.queries.content import answered_forms
from neutrality_course.queries.learning import attempt_by_id
from tests.builders import a_person, a_wave, an_admin
from tests.catalog import course
from tests.support.apps import SECRET_KEY, Clock, sqlite_only

Command = Callable[..., Result]
PROJECT = Path(__file__).resolve().parents[2]


def answered(person: Person, root: Path, clock: Clock, *, sends: bool = True) -> Attempt:
    """The person's test before of module `uji`, sent or only begun to be answered."""
    module = load_catalog(root).module("uji")
    today = datetime(2026, 11, 23, tzinfo=UTC).date()
    attempt_id = start_attempt(person.id, module, Phase.PRE_TEST, clock(), today)
    attempt = attempt_by_id(attempt_id)
    assert attempt is not None
    answers = {question_id: choices[:1] for question_id, choices in attempt.layout}
    if sends:
        submit_attempt(attempt_id, person.id, answers, clock())
    else:
        save_answers(attempt_id, person.id, answers, 0)
    return attempt


def first_question(attempt: Attempt) -> tuple[str, str]:
    """Number and objective of the first question of the form this person met."""
    number = 1 if attempt.form_letter == "A" else 11
    return f"{number:03d}", f"T{number % 5 + 1}"


@pytest.fixture
def root(app: Flask, tmp_path: Path) -> Path:
    a_wave(modules=["uji"])
    return course.write(tmp_path, course.files())


def check(command: Command, root: Path, *options: str) -> list[str]:
    result = command("content", "check", str(root), "--database", *options)
    return [line.split(": ")[1] + " " + line.split(":")[1] for line in result.stdout.splitlines()]


# -------------------------------------------------------------------------------- against answers


@pytest.mark.parametrize("sends", [True, False])
def test_an_answered_question_cannot_go(
    root: Path, command: Command, clock: Clock, sends: bool
) -> None:
    number, _ = first_question(answered(a_person(), root, clock, sends=sends))
    assert check(command, root) == []
    course.write(root.parent, course.changed("uji/quiz.md", f"UJI-{number}", "UJI-051"))
    result = command("content", "check", str(root), "--database")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == (
        f"content/uji/quiz.md:1: GALAT J01: Soal UJI-{number} sudah dijawab orang dan tidak boleh "
        "dihapus. Kembalikan soalnya lalu tulis Paket: arsip; penggantinya diberi nomor baru."
    )
    assert command("content", "check", str(root), "--no-database").exit_code == 0
    assert command("content", "check", str(root)).exit_code == 0


def test_an_answered_question_keeps_its_objective_and_its_key(
    root: Path, command: Command, clock: Clock
) -> None:
    attempt = answered(a_person(), root, clock)
    number, objective = first_question(attempt)
    letter, right = attempt.form_letter, int(number) % 4
    before = course.question(int(number), letter, objective, right=right)
    for after, why in (
        (before.replace(f"Tujuan: {objective}", "Tujuan: T5"), "tujuannya sekarang lain"),
        (
            course.question(int(number), letter, objective, right=(right + 1) % 4),
            "kuncinya sekarang lain",
        ),
        (before.replace("Bu Rina menghadapi", "Kapan " + "x" * 99), "pokok soalnya sekarang lain"),
    ):
        course.write(root.parent, course.changed("uji/quiz.md", before, after))
        result = command("content", "check", str(root), "--database")
        assert result.exit_code == 1
        assert (
            f"GALAT J02: Soal UJI-{number} sudah dijawab orang, tetapi {why}. "
            "Kembalikan soal lama lalu tulis Paket: arsip, dan beri soal ini nomor baru."
        ) in result.stdout


def test_other_words_are_a_warning(root: Path, command: Command, clock: Clock) -> None:
    number, _ = first_question(answered(a_person(), root, clock))
    asked = f"kasus {number}. Apa yang tepat?"
    course.write(
        root.parent, course.changed("uji/quiz.md", asked, asked.replace("yang", "yang paling"))
    )
    result = command("content", "check", str(root), "--database")
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    assert line.endswith(
        f"PERINGATAN J51: Soal UJI-{number} sudah dijawab orang dan berubah. Paketnya mendapat "
        "versi baru; angka versi lama tetap terpisah."
    )


def test_an_archived_question_with_its_successor_is_a_new_version(
    root: Path, command: Command, clock: Clock
) -> None:
    attempt = answered(a_person(), root, clock)
    number, objective = first_question(attempt)
    letter = attempt.form_letter
    successor = course.question(51, letter, objective, right=2)
    files = course.changed("uji/quiz.md", "\n# Soal UJI-002", f"\n{successor}# Soal UJI-002")
    quiz = str(files["uji/quiz.md"])
    before, _, rest = quiz.partition(f"# Soal UJI-{number}")
    files["uji/quiz.md"] = (
        before + f"# Soal UJI-{number}" + rest.replace(f"Paket: {letter}", "Paket: arsip", 1)
    )
    course.write(root.parent, files)
    assert [found.split()[1] for found in check(command, root)] == ["J52"]


def test_previews_and_untouched_tests_bind_nobody(
    root: Path, command: Command, clock: Clock
) -> None:
    answered(an_admin(), root, clock)
    module = load_catalog(root).module("uji")
    start_attempt(a_person().id, module, Phase.PRE_TEST, clock(), clock().date())
    assert answered_forms() == []
    course.write(root.parent, course.changed("uji/quiz.md", "UJI-001", "UJI-051"))
    assert check(command, root) == []


def test_the_served_folder_is_checked_against_answers_by_itself(
    app: Flask, root: Path, command: Command, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = answered(a_person(), root, clock)
    settings = replace(app.extensions["settings"], content_dir=root)
    monkeypatch.setitem(app.extensions, "settings", settings)
    assert command("content", "check").exit_code == 0
    (root / "uji").rename(root / "_uji")
    result = command("content", "check")
    assert result.exit_code == 1
    lost = [line for line in result.stdout.splitlines() if " J01: " in line]
    assert len(lost) == len(attempt.layout) == 10


# ------------------------------------------------------------------------------------------ shapes


@sqlite_only
def test_json_says_everything(app: Flask, command: Command, tmp_path: Path) -> None:
    root = course.write(
        tmp_path, course.changed("uji/module.md", "Tanya dulu,", "Agar supaya praktek,")
    )
    result = command("content", "check", str(root), "--format", "json")
    assert result.exit_code == 1
    assert result.stderr == "Galat: 1 GALAT dan 1 PERINGATAN\n"
    assert json.loads(result.stdout) == [
        {
            "path": "content/uji/module.md",
            "line": 36,
            "severity": "GALAT",
            "code": "B03",
            "rule": RULES["B03"],
            "message": "“agar supaya” tidak dipakai: tulis agar.",
        },
        {
            "path": "content/uji/module.md",
            "line": 36,
            "severity": "PERINGATAN",
            "code": "B54",
            "rule": RULES["B54"],
            "message": "Ejaan “praktek”: tulis “praktik”.",
        },
    ]


@sqlite_only
def test_a_new_module_lacks_its_words_and_nothing_else(
    app: Flask, command: Command, tmp_path: Path
) -> None:
    root = course.write(tmp_path, course.files())
    result = command(
        "content", "new-module", "uji-lagi", "--title", 'Melapor: "kapan"', "--dir", str(root)
    )
    assert (result.exit_code, result.stdout) == (0, f"{root / 'uji-lagi'}\n")
    assert result.stderr.endswith("25 bagian harus diisi sebelum modul ini dapat tayang.\n")
    found = command("content", "check", str(root)).stdout.splitlines()
    assert len(found) == 25
    assert all(": GALAT B04: " in line for line in found)
    for name in ("module.md", "quiz.md"):
        path = root / "uji-lagi" / name
        text = path.read_text()
        for number in range(text.count("[ISI: ")):
            start = text.index("[ISI: ")
            end = text.index("]", start)
            text = f"{text[:start]}Kata {number}{text[end + 1 :]}"
        path.write_text(text)
    result = command("content", "check", str(root))
    assert (result.exit_code, result.stdout) == (0, "")
    module = load_catalog(root).module("uji-lagi")
    assert (module.title, module.order, list(module.practice)) == (
        'Melapor: "kapan"',
        2,
        ["UJIL-101"],
    )


@sqlite_only
@pytest.mark.parametrize(
    ("slug", "title", "line"),
    [
        ("uji", "Judul", "sudah ada"),
        ("Uji", "Judul", "nama modul hanya huruf kecil, angka, dan tanda hubung, dan bukan kursus"),
        ("../uji", "Judul", "nama modul hanya huruf kecil"),
        ("kursus", "Judul", "nama modul hanya huruf kecil"),
        ("baru", " ", "judul 1 sampai 200 karakter biasa"),
        ("baru", "Ju\u202edul", "judul 1 sampai 200 karakter biasa"),
    ],
)
def test_a_module_that_cannot_be_begun(
    app: Flask, command: Command, tmp_path: Path, slug: str, title: str, line: str
) -> None:
    root = course.write(tmp_path, course.files())
    result = command("content", "new-module", slug, "--title", title, "--dir", str(root))
    assert result.exit_code == 1
    assert line in result.stderr
    assert sorted(path.name for path in root.iterdir()) == ["bases.yml", "miskonsepsi.yml", "uji"]


@sqlite_only
def test_stats(app: Flask, command: Command, tmp_path: Path) -> None:
    root = course.write(tmp_path, course.files())
    result = command("content", "stats", str(root))
    assert result.stdout.splitlines()[:2] == [
        "modul  paket    soal  tujuan                    tahapan  kesulitan  letak benar  "
        "kata pokok  huruf benar  huruf salah",
        "uji    A        10    T1:2 T2:2 T3:2 T4:2 T5:2  umum:10  mudah:10   2 3 3 2 0    "
        "8,0         25,0         25,0",
    ]
    records = json.loads(command("content", "stats", str(root), "--format", "json").stdout)
    assert [record["form"] for record in records] == ["A", "B", "latihan"]
    assert records[0] == {
        "module": "uji",
        "form": "A",
        "questions": 10,
        "objectives": {"T1": 2, "T2": 2, "T3": 2, "T4": 2, "T5": 2},
        "stages": {"umum": 10},
        "difficulties": {"mudah": 10},
        "right_places": [2, 3, 3, 2, 0],
        "stem_words": 8.0,
        "right_length": 25.0,
        "wrong_length": 25.0,
    }


@sqlite_only
def test_export_and_import(app: Flask, command: Command, tmp_path: Path) -> None:
    root = course.write(tmp_path, course.files())
    archived = course.question(21, "arsip", "T1", right=0)
    (root / "uji/quiz.md").write_text(course.quiz() + archived)
    gift, quiz = tmp_path / "uji.gift", tmp_path / "quiz.md"
    words = ("content", "export", "--format", "gift", "uji", "--dir", str(root), "--out", str(gift))
    result = command(*words)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "21 soal ditulis.\n")
    result = command("content", "import", "--format", "gift", str(gift), "--out", str(quiz))
    assert result.exit_code == 0, result.stderr
    (root / "uji/quiz.md").write_text(quiz.read_text())
    assert load_catalog(root) == load_catalog(course.write(tmp_path / "again", course.files()))
    assert command(*words).stderr == f"Galat: {gift} sudah ada; pilih nama lain atau hapus dulu\n"
    xml = command("content", "export", "--format", "moodle-xml", "uji", "--dir", str(root))
    assert xml.stdout.startswith("<?xml version='1.0' encoding='utf-8'?>\n<quiz>")


@sqlite_only
def test_export_refuses_what_is_not_sound(app: Flask, command: Command, tmp_path: Path) -> None:
    root = course.write(tmp_path, course.files())
    words = ("content", "export", "--format", "gift", "--dir", str(root))
    assert command(*words, "lain").stderr == "Galat: modul lain tidak ada; yang ada: uji\n"
    course.write(tmp_path, course.changed("uji/quiz.md", "Tahapan: umum", "Tahapan: pagi"))
    result = command(*words, "uji")
    assert result.stdout == ""
    assert result.stderr.endswith("Galat: perbaiki dulu 1 GALAT di atas\n")


@sqlite_only
@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\xff", "bukan teks UTF-8"),
        (b"", "tidak memuat soal"),
        (b"Satu{T}", "baris 1: hanya soal pilihan ganda yang dapat diimpor"),
    ],
)
def test_import_says_what_is_wrong(
    app: Flask, command: Command, tmp_path: Path, content: bytes, line: str
) -> None:
    path = tmp_path / "soal.gift"
    path.write_bytes(content)
    result = command("content", "import", "--format", "gift", str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert line in result.stderr


# --------------------------------------------------------------------------- while content is broken


def flask(folder: Path, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, as people run it."""
    environment = {
        **os.environ,
        "CONTENT_DIR": str(root),
        "INSTANCE_DIR": str(folder),
        "SECRET_KEY": SECRET_KEY,
    }
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *words],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_broken_content_stops_everything_but_its_mending(tmp_path: Path) -> None:
    root = course.write(tmp_path, course.changed("uji/module.md", "Tanya", "Agar supaya praktek"))
    fault = "content/uji/module.md:36: GALAT B03: “agar supaya” tidak dipakai: tulis agar."
    checked = flask(tmp_path, root, "content", "check")
    assert checked.returncode == 1
    assert checked.stdout.splitlines()[0] == fault
    assert "PERINGATAN B54" in checked.stdout
    for words in (("user", "add", "--nip", "1"), ("serve",), ("agency", "list")):
        stopped = flask(tmp_path, root, *words)
        assert (stopped.returncode, stopped.stdout, stopped.stderr) == (2, "", f"{fault}\n")
    narrated = flask(tmp_path, root, "content", "narrate")
    assert narrated.returncode == 1
    assert narrated.stderr.endswith("jalankan: flask --app app content check\n")


def test_broken_content_stops_a_server(tmp_path: Path) -> None:
    root = course.write(tmp_path, course.changed("uji/module.md", "Tanya", "Agar supaya"))
    environment = {**os.environ, "CONTENT_DIR": str(root), "INSTANCE_DIR": str(tmp_path)}
    for words in (["-c", "import app"], ["-m", "flask", "--app", "app", "run", "--port", "1"]):
        result = subprocess.run(
            [sys.executable, *words],
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert result.returncode == 2
        assert "GALAT B03" in result.stderr


def test_no_preview_where_others_are_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = course.write(tmp_path, course.files())
    monkeypatch.setenv("PUBLIC_URL", "https://kursus.example.go.id")
    result = flask(tmp_path, root, "content", "serve")
    assert result.returncode == 1
    assert result.stderr.startswith("Galat: pratinjau memperlihatkan kunci soal")
