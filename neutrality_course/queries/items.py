"""How the questions of a module worked in a wave, over the counted attempts of both phases."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from ..database import db
from ..domain.distractors import OptionFigures, item_sums, option_figures, options_of
from ..domain.item_rows import efficiency
from ..domain.items import FormFigures, ItemFlag, ItemSums, form_figures, item_flags
from ..domain.quiz import Question, QuizForm
from ..domain.scoring import is_right
from ..models import Attempt, Wave
from .answer_tally import answer_cells, forms_of


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question of a form version. `efficiency` needs single answers; the rest follows from answer cells."""

    question: Question
    letter: str
    version: str
    sums: ItemSums
    efficiency: float | None
    options: Sequence[OptionFigures]
    flags: Sequence[ItemFlag]


@dataclass(frozen=True, slots=True)
class FormReport:
    letter: str
    version: str
    figures: FormFigures
    questions: Sequence[QuestionFigures]


def item_report(wave: Wave, module_slug: str) -> tuple[FormReport, ...]:
    """Every form version of the module that counted attempts met, by letter and version."""
    cells = answer_cells(wave)
    versions: dict[tuple[str, str], QuizForm] = {}
    row_ids: dict[tuple[str, str], list[str]] = {}
    for row_id, form in forms_of(wave).items():
        if form.module_slug == module_slug:
            # Bodies that differ in reasons alone are one version.
            versions[form.letter, form.version] = form
            row_ids.setdefault((form.letter, form.version), []).append(row_id)
    return tuple(
        _form_report(form, cells, _matrix(wave, form, row_ids[key]))
        for key, form in sorted(versions.items(), key=lambda entry: entry[0])
    )


def _form_report(
    form: QuizForm,
    cells: Mapping[tuple[str, str], Mapping[str, tuple[int, int, int]]],
    matrix: Sequence[Sequence[int]],
) -> FormReport:
    version = form.version
    questions = []
    for place, question in enumerate(form.questions):
        options = options_of(question, cells.get((version, question.id), {}))
        figures = option_figures(options)
        idle = sum(option.is_functional is False for option in figures)
        sums = item_sums(options)
        power = efficiency(matrix, place) if matrix else None
        flags = item_flags(sums, power, idle)
        questions.append(
            QuestionFigures(question, form.letter, version, sums, power, figures, flags)
        )
    return FormReport(
        form.letter, version, form_figures([q.sums for q in questions]), tuple(questions)
    )


def _matrix(wave: Wave, form: QuizForm, row_ids: Sequence[str]) -> list[tuple[int, ...]]:
    """Counted attempts by questions, 1 where right."""
    rows: Iterable[Any] = db.session.execute(
        select(Attempt.answers)
        .where(Attempt.wave_id == wave.id, Attempt.counted, Attempt.form_version_id.in_(row_ids))
        .execution_options(yield_per=5000)
    )
    return [
        tuple(int(is_right(question, answers.get(question.id, ()))) for question in form.questions)
        for (answers,) in rows
    ]
