"""The survey's figures beside a lesson: a drawing, the same figures as a table, and how they came about."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..catalog import SurveyFigure, SurveyGroup
from ..domain.numbers import display_count
from ..reports.bars import Bar, bars_svg
from .labels import date_words, label


@dataclass(frozen=True, slots=True)
class FigureRow:
    label: str
    percent: str
    certainty: str
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyWords:
    id: str
    title: str
    svg: str
    rows: tuple[FigureRow, ...]
    note: str
    facts: tuple[tuple[str, str], ...]
    caveats: tuple[str, ...]


def survey_charts(parts: Iterable[object]) -> dict[str, SurveyWords]:
    """The words of every survey group among a page's parts, by its id."""
    return {part.id: survey_words(part) for part in parts if isinstance(part, SurveyGroup)}


def survey_words(group: SurveyGroup) -> SurveyWords:
    bars = [Bar(f.label, f.percent, percent_words(f.percent)) for f in group.figures]
    return SurveyWords(
        id=group.id,
        title=group.title,
        svg=bars_svg(group.title, bars),
        rows=tuple(_row(figure) for figure in group.figures),
        note=group.note,
        facts=_facts(group),
        caveats=group.survey.caveats,
    )


def percent_words(percent: str) -> str:
    """50.76 as people read it: 50,76%."""
    return percent.replace(".", ",") + "%"


def _row(figure: SurveyFigure) -> FigureRow:
    return FigureRow(
        figure.label, percent_words(figure.percent), label(figure.certainty), figure.caveats
    )


def _facts(group: SurveyGroup) -> tuple[tuple[str, str], ...]:
    survey = group.survey
    asked = sorted({f.people for f in group.figures if f.people is not None})
    of_question = " sampai ".join(map(display_count, asked)) or "Tidak dipublikasikan"
    days = f"{date_words(survey.collected_from)} sampai {date_words(survey.collected_until)}"
    return (
        (
            "Sumber",
            f"{survey.title}, {survey.publisher}, dirilis {date_words(survey.released_on)}",
        ),
        ("Dikumpulkan", days),
        ("Responden", f"{display_count(survey.people)} orang, {survey.population}"),
        ("Penjawab pertanyaan ini", of_question),
        ("Pertanyaan", group.question),
        ("Cara menjawab", label(group.answer_type)),
        ("Margin", survey.margin),
    )
