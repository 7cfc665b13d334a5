"""Every rule in the table is broken by at least one case, so that none is only written down."""

from collections.abc import Callable
from pathlib import Path

import pytest

from neutrality_course.catalog import RULES, check_content, load_catalog
from neutrality_course.domain.quiz import QuizForm
from tests.catalog import course
from tests.catalog.test_reference import BROKEN as BROKEN_REFERENCE
from tests.catalog.test_rules import BROKEN

Case = Callable[[Path], set[str]]


def codes(root: Path, answered: list[QuizForm] | None = None) -> set[str]:
    return {fault.code for fault in check_content(root, answered or [])}


def with_file(name: str, content: str | bytes) -> Case:
    return lambda folder: codes(course.write(folder, {**course.files(), name: content}))


def without_file(folder: Path) -> set[str]:
    files = course.files()
    del files["uji/quiz.md"]
    return codes(course.write(folder, files))


def link_outside(folder: Path) -> set[str]:
    root = course.write(folder, course.files())
    outside = folder / "outside.svg"
    outside.write_bytes(course.SVG)
    (root / "uji/alur.svg").unlink()
    (root / "uji/alur.svg").symlink_to(outside)
    return codes(root)


def with_quiz(change: Callable[[str], str]) -> Case:
    return with_file("uji/quiz.md", change(course.quiz()))


def right_made_longer(quiz: str) -> str:
    return quiz.replace("[x] Jawaban", "[x] Suatu jawaban", 5)


def wrong_made_longer(quiz: str) -> str:
    return quiz.replace("[ ] Jawaban", "[ ] Suatu jawaban", 15)


def right_in_one_place(quiz: str) -> str:
    start = "".join(
        course.question(n, "A", f"T{n % 5 + 1}", right=0 if n <= 5 else n % 3 + 1)
        for n in range(1, 11)
    )
    return start + quiz[quiz.index("# Soal UJI-011") :]


def after_answers(old: str, new: str) -> Case:
    """What is found when form A was answered and then changed."""

    def run(folder: Path) -> set[str]:
        root = course.write(folder, course.files())
        form = load_catalog(root).module("uji").forms["A"]
        course.write(folder, course.changed("uji/quiz.md", old, new))
        return codes(root, [form])

    return run


ELSEWHERE: dict[str, Case] = {
    "F01": without_file,
    "F02": with_file("uji/quiz.md", b"\xff"),
    "F03": with_file("uji/module.md", course.MODULE.replace("Tanya", "Ta\u202enya")),
    "F04": link_outside,
    "F05": with_file("uji/module.md", course.MODULE + "x" * 200_001),
    "F06": with_file("Uji_2/module.md", course.MODULE),
    "Q51": with_quiz(right_made_longer),
    "Q52": with_quiz(right_in_one_place),
    "Q54": with_quiz(lambda quiz: quiz.replace("Kesulitan: mudah", "Kesulitan: sulit", 2)),
    "Q56": with_quiz(wrong_made_longer),
    "J01": after_answers("# Soal UJI-001", "# Soal UJI-031"),
    "J02": after_answers("Tujuan: T2", "Tujuan: T3"),
    "J51": after_answers("Apa yang tepat?", "Apa yang paling tepat?"),
    "J52": after_answers(
        course.question(1, "A", "T2", right=1) + course.question(2, "A", "T3", right=2),
        course.question(2, "A", "T3", right=2) + course.question(1, "A", "T2", right=1),
    ),
}


@pytest.mark.parametrize("code", ELSEWHERE)
def test_a_rule_about_more_than_one_line(tmp_path: Path, code: str) -> None:
    assert code in ELSEWHERE[code](tmp_path)


def test_every_rule_is_broken_somewhere() -> None:
    here = {fault.split()[1] for broken in BROKEN for fault in broken.faults}
    reference = {fault.split()[1] for *_, faults in BROKEN_REFERENCE for fault in faults}
    of_its_own = {"R51"}  # test_reference.py, the card that is longer than a printed page
    assert here | reference | of_its_own | ELSEWHERE.keys() == RULES.keys()


def test_every_rule_is_a_sentence_and_its_number_says_how_grave_it_is() -> None:
    for code, sentence in RULES.items():
        assert sentence[0].isupper(), code
        assert sentence.endswith("."), code
        assert int(code[1:]) in range(1, 100), code
