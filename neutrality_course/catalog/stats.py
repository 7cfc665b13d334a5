"""What the questions of a course are like, form by form: the figures behind a balanced test."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import mean
from typing import Any

from ..domain.terms import Difficulty, Stage
from .draft import Draft, DraftModule
from .quiz_file import QuestionSource
from .quiz_rules import ARCHIVED, FORM_LETTERS, PRACTICE

MOST_CHOICES = 5


@dataclass(frozen=True, slots=True)
class FormStats:
    """One form of one module, or its practice questions. Lengths are means: words of stems, characters of options."""

    module: str
    form: str
    questions: int
    objectives: dict[str, int]
    stages: dict[str, int]
    difficulties: dict[str, int]
    right_places: list[int]
    """How often the first, second ... option is right."""
    stem_words: float
    right_length: float
    wrong_length: float

    def as_record(self) -> dict[str, Any]:
        return asdict(self)


def course_stats(draft: Draft) -> list[FormStats]:
    """Every form that has questions, by module in teaching order, sound or not."""
    return [stats for module in draft.modules for stats in _module_stats(module)]


def _module_stats(module: DraftModule) -> Iterator[FormStats]:
    for form in (*FORM_LETTERS, PRACTICE, ARCHIVED):
        questions = [q.source for q in module.questions if q.source.value("Paket") == form]
        if questions:
            yield _form_stats(module.slug, form, questions)


def _form_stats(slug: str, form: str, questions: Sequence[QuestionSource]) -> FormStats:
    objectives = Counter(question.value("Tujuan") for question in questions)
    places = Counter(
        place
        for question in questions
        for place, choice in enumerate(question.choices, 1)
        if choice.is_right
    )
    lengths: dict[bool, list[int]] = {True: [], False: []}
    for question in questions:
        for choice in question.choices:
            lengths[choice.is_right].append(len(choice.text))
    return FormStats(
        module=slug,
        form=form,
        questions=len(questions),
        objectives=dict(sorted(objectives.items())),
        stages=_counted(questions, "Tahapan", list(Stage)),
        difficulties=_counted(questions, "Kesulitan", list(Difficulty)),
        right_places=[places[place] for place in range(1, MOST_CHOICES + 1)],
        stem_words=_mean([len(question.stem.split()) for question in questions]),
        right_length=_mean(lengths[True]),
        wrong_length=_mean(lengths[False]),
    )


def _counted(
    questions: Sequence[QuestionSource], name: str, order: Sequence[str]
) -> dict[str, int]:
    times = Counter(question.value(name) for question in questions)
    return {str(value): times[value] for value in order if times[value]}


def _mean(numbers: Sequence[int]) -> float:
    return round(mean(numbers), 1) if numbers else 0.0
