"""How invented people answer: the more able more often right, and wrong where a wrong belief leads them.

An item response model with guessing: right with probability GUESS + (1 - GUESS) / (1 + exp(hardness - skill)).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp
from random import Random
from typing import TypeVar

from ..catalog import Module
from ..domain.quiz import Question
from ..domain.terms import Difficulty

GUESS = 0.2
LEAVES_BLANK = 0.006
HARDNESS = {Difficulty.EASY: -0.5, Difficulty.MEDIUM: 0.0, Difficulty.HARD: 0.6}
QUESTION_SPREAD = 0.35
MODULE_SPREAD = 0.15
MISCONCEPTION_APPEAL = 3.0
"""How much more often an option that shows a misconception is chosen than another wrong one."""

T = TypeVar("T")


@dataclass(frozen=True)
class Puzzle:
    """A question as an invented person meets it."""

    question: Question
    hardness: float
    right_ids: tuple[str, ...]
    wrong_ids: tuple[str, ...]
    appeal: tuple[float, ...]
    """Of the wrong options, in their order, added up."""


@dataclass(frozen=True)
class Lesson:
    """A module and how hard its questions are."""

    module: Module
    puzzles: Mapping[str, tuple[Puzzle, ...]]
    """By the letter of the quiz form."""


def as_lesson(draw: Random, module: Module) -> Lesson:
    hardness = draw.gauss(0, MODULE_SPREAD)
    return Lesson(
        module=module,
        puzzles={
            letter: tuple(_as_puzzle(draw, q, hardness) for q in module.forms[letter].questions)
            for letter in module.letters
        },
    )


def answers_of(draw: Random, puzzles: Sequence[Puzzle], skill: float) -> dict[str, list[str]]:
    """Question id to the chosen options, as an attempt keeps them: what is left blank is missing."""
    return {
        puzzle.question.id: _answer(draw, puzzle, skill)
        for puzzle in puzzles
        if draw.random() >= LEAVES_BLANK
    }


def drawn_layout(draw: Random, puzzles: Sequence[Puzzle]) -> list[tuple[str, list[str]]]:
    """The order of questions and options that an attempt keeps."""
    layout = []
    for puzzle in _shuffled(draw, puzzles):
        ids = [choice.id for choice in puzzle.question.choices]
        is_shuffled = puzzle.question.is_shuffled
        layout.append((puzzle.question.id, _shuffled(draw, ids) if is_shuffled else ids))
    return layout


def _as_puzzle(draw: Random, question: Question, module_hardness: float) -> Puzzle:
    wrong = [choice for choice in question.choices if not choice.is_right]
    appeals = [
        draw.lognormvariate(0, 0.4) * (MISCONCEPTION_APPEAL if choice.misconception else 1)
        for choice in wrong
    ]
    own_hardness = HARDNESS[question.difficulty] + draw.gauss(0, QUESTION_SPREAD)
    return Puzzle(
        question=question,
        hardness=module_hardness + own_hardness,
        right_ids=tuple(choice.id for choice in question.choices if choice.is_right),
        wrong_ids=tuple(choice.id for choice in wrong),
        appeal=tuple(accumulate(appeals)),
    )


def _answer(draw: Random, puzzle: Puzzle, skill: float) -> list[str]:
    knows = 1 / (1 + exp(puzzle.hardness - skill))
    if draw.random() < GUESS + (1 - GUESS) * knows:
        return list(puzzle.right_ids)
    wrong = draw.choices(puzzle.wrong_ids, cum_weights=puzzle.appeal)
    # Of several right options the one who errs has found all but one, and a wrong one.
    return [*puzzle.right_ids[1:], *wrong]


def _shuffled(draw: Random, things: Sequence[T]) -> list[T]:
    return draw.sample(things, len(things))
