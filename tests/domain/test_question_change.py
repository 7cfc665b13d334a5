"""When a question that people have answered is still the same question."""

from dataclasses import replace

import pytest

from neutrality_course.domain.question_change import Change, change_of
from neutrality_course.domain.quiz import Choice, Question
from neutrality_course.domain.terms import Difficulty, Stage


def choice(id: str, text: str, is_right: bool = False) -> Choice:
    return Choice(id, text, text, is_right, "Begitu.")


BEFORE = Question(
    id="UJI-001",
    stem="Bu Rina diminta memakai kemeja bergambar calon. Apa yang tepat?",
    stem_html="",
    choices=(
        choice("a", "Menolak dengan sopan lalu mencatat", is_right=True),
        choice("b", "Memakainya sesudah jam kerja saja"),
        choice("c", "Memakainya asal tidak difoto orang"),
    ),
    objective="T2",
    stage=Stage.CAMPAIGN,
    difficulty=Difficulty.EASY,
    bases=("PP 94/2021",),
)


def with_choices(*choices: Choice) -> Question:
    return replace(BEFORE, choices=choices)


A, B, C = BEFORE.choices

CASES: dict[str, tuple[Question, Change]] = {
    "nothing": (BEFORE, Change.SAME),
    "a reason": (with_choices(replace(A, reason_html="Lain."), B, C), Change.SAME),
    "a basis": (replace(BEFORE, bases=("UU 20/2023",)), Change.SAME),
    "difficulty": (replace(BEFORE, difficulty=Difficulty.HARD), Change.SAME),
    "a typo in the stem": (
        replace(BEFORE, stem=BEFORE.stem.replace("kemeja", "kaus")),
        Change.REWORDED,
    ),
    "a typo in the right option": (
        with_choices(choice("x", "Menolak dengan sopan, lalu mencatat", is_right=True), B, C),
        Change.REWORDED,
    ),
    "a wrong option replaced": (
        with_choices(A, B, choice("y", "Bertanya ke BKN")),
        Change.REWORDED,
    ),
    "options in another order": (with_choices(B, A, C), Change.REWORDED),
    "no shuffling": (replace(BEFORE, is_shuffled=False), Change.REWORDED),
    "another objective": (replace(BEFORE, objective="T3"), Change.OBJECTIVE),
    "the key moved": (
        with_choices(replace(A, is_right=False), replace(B, is_right=True), C),
        Change.KEY,
    ),
    "the key moved and was reworded": (
        with_choices(
            choice("x", "Menolak dengan sopan, lalu mencatat"),
            choice("y", "Memakainya sesudah jam kerja", is_right=True),
            C,
        ),
        Change.KEY,
    ),
    "another right option": (
        with_choices(choice("x", "Melapor kepada Bawaslu", is_right=True), B, C),
        Change.KEY,
    ),
    "several right options": (replace(BEFORE, is_multiple=True), Change.KEY),
    "a second right option": (
        with_choices(A, B, C, choice("z", "Bertanya ke BKN", is_right=True)),
        Change.KEY,
    ),
    "another stem": (replace(BEFORE, stem="Kapan sanggahan paling lambat diajukan?"), Change.STEM),
}


@pytest.mark.parametrize("name", CASES)
def test_change(name: str) -> None:
    now, expected = CASES[name]
    assert change_of(BEFORE, now) is expected


def test_only_another_question_needs_another_number() -> None:
    others = {change for change in Change if change.is_other_question}
    assert others == {Change.OBJECTIVE, Change.KEY, Change.STEM}
