"""Content against the forms that people have answered, where no database is needed to say what is wrong."""

from collections.abc import Sequence
from pathlib import Path

from neutrality_course.catalog import check_content, load_catalog
from neutrality_course.domain.quiz import QuizForm
from tests.catalog import course


def form_a(folder: Path, files: course.Files) -> QuizForm:
    return load_catalog(course.write(folder, files)).module("uji").forms["A"]


def found(folder: Path, files: course.Files, answered: Sequence[QuizForm]) -> list[str]:
    """Place, code and question of each message about answers."""
    faults = check_content(course.write(folder, files), answered)
    return [
        f"{fault.path}:{fault.line} {fault.code} {fault.message.split()[1]}"
        for fault in faults
        if fault.code.startswith("J")
    ]


def test_a_number_does_not_move_to_another_module(tmp_path: Path) -> None:
    answered = form_a(tmp_path / "before", course.files())
    moved = {
        **course.files(),
        "uji/quiz.md": course.quiz().replace("UJI-001", "UJI-051"),
        "dua/module.md": course.MODULE.replace("UJI-", "DUA-").replace("order: 1", "order: 2"),
        "dua/alur.svg": course.SVG,
        "dua/quiz.md": course.quiz()
        .replace("UJI-", "DUA-")
        .replace("kasus", "perkara")
        .replace("DUA-001", "UJI-001"),
    }
    assert found(tmp_path / "after", moved, [answered]) == [
        "content/dua/quiz.md:1 J02 UJI-001",
        "content/uji/quiz.md:1 J52 Paket",
    ]


def test_the_newest_version_met_is_the_one_to_keep(tmp_path: Path) -> None:
    first = form_a(tmp_path / "first", course.files())
    later = course.changed("uji/quiz.md", "Apa yang tepat?", "Apa yang paling tepat?")
    second = form_a(tmp_path / "second", later)
    assert found(tmp_path / "now", later, [first, second]) == []
    assert found(tmp_path / "now", later, [second, first]) == ["content/uji/quiz.md:1 J51 UJI-001"]


def test_what_was_answered_long_ago_is_still_not_lost(tmp_path: Path) -> None:
    first = form_a(tmp_path / "first", course.files())
    successor = course.changed("uji/quiz.md", "# Soal UJI-001", "# Soal UJI-051")
    second = form_a(tmp_path / "second", successor)
    assert found(tmp_path / "now", successor, [first, second]) == [
        "content/uji/quiz.md:1 J01 UJI-001"
    ]


def test_a_question_that_cannot_be_read_yet_is_not_called_lost(tmp_path: Path) -> None:
    answered = form_a(tmp_path / "before", course.files())
    broken = course.changed("uji/quiz.md", "Tahapan: umum", "Tahapan: pagi")
    assert found(tmp_path / "after", broken, [answered]) == []


def test_reasons_and_misconceptions_may_change(tmp_path: Path) -> None:
    answered = form_a(tmp_path / "before", course.files())
    other = course.changed("uji/quiz.md", "Begitu aturannya.", "Lain. {salah: jam-kerja}")
    assert found(tmp_path / "after", other, [answered]) == []


def test_a_module_that_is_gone_has_lost_all_its_questions(tmp_path: Path) -> None:
    answered = form_a(tmp_path / "before", course.files())
    renamed = {name.replace("uji/", "lain/"): text for name, text in course.files().items()}
    renamed["lain/module.md"] = course.MODULE.replace("modul:uji", "modul:lain").replace(
        "UJI", "LAI"
    )
    renamed["lain/quiz.md"] = course.quiz().replace("UJI", "LAI")
    assert found(tmp_path / "after", renamed, [answered]) == [
        f"content/uji/quiz.md:1 J01 UJI-{number:03d}" for number in range(1, 11)
    ]
