"""Points for answers: a question is right when exactly its right options are chosen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .quiz import Question, QuizForm

Chosen = Mapping[str, Collection[str]]
"""Question id to the ids of the options chosen; a question left blank may be missing."""


@dataclass(frozen=True, slots=True)
class Score:
    """Points out of the points possible; ValueError unless 0 <= points <= possible."""

    points: int
    possible: int

    def __post_init__(self) -> None:
        if not 0 <= self.points <= self.possible:
            raise ValueError(f"{self.points} points of {self.possible}")


def is_right(question: Question, chosen: Collection[str]) -> bool:
    """Whether exactly the right options are chosen. A blank answer is never right."""
    picked = frozenset(chosen)
    return bool(picked) and picked == question.right_ids


def score_answers(quiz_form: QuizForm, chosen: Chosen) -> Score:
    """One point for each question answered right; ids the form does not know never count."""
    return _score(quiz_form.questions, chosen)


def score_by_objective(quiz_form: QuizForm, chosen: Chosen) -> dict[str, Score]:
    """The same score split by objective, in the order in which the form meets them."""
    by_objective: dict[str, list[Question]] = {}
    for question in quiz_form.questions:
        by_objective.setdefault(question.objective, []).append(question)
    return {objective: _score(asked, chosen) for objective, asked in by_objective.items()}


def _score(questions: Collection[Question], chosen: Chosen) -> Score:
    points = sum(is_right(question, chosen.get(question.id, ())) for question in questions)
    return Score(points=points, possible=len(questions))
