"""How the questions worked: item analysis per question and form, what needs a look first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import render_template
from flask.typing import ResponseReturnValue

from ...domain.distractors import OptionFigures
from ...domain.items import JUDGE_FROM, ItemFlag
from ...domain.numbers import NO_VALUE, display_count, display_percent
from ...domain.quiz import version_name
from ...domain.terms import COURSE, Phase, Role, TimeZone
from ...models import Wave
from ...queries.answer_tally import form_lines
from ...queries.forms import FormRow, form_rows, forms_report
from ...queries.indicator import data_version_time
from ...queries.indicator import indicator as indicator_figures
from ...queries.items import QuestionFigures, item_report
from ...queries.subjects import SUBJECTS, Filters
from ..figure_words import HIDDEN
from ..guards import open_to
from ..kept import kept
from ..labels import label, moment_words
from ..report_files import file_kind_or_404, file_links, report_answer
from .blueprint import blueprint
from .indicator import choice_or_404, filter_form
from .subpages import subpages

FLAG_WORDS = {
    ItemFlag.CHECK_KEY: "Periksa kunci: yang paham justru memilih lain",
    ItemFlag.WEAK: "Daya beda lemah",
    ItemFlag.DUBIOUS: "Meragukan",
    ItemFlag.DISTRACTORS: "Ada pengecoh yang tidak berfungsi",
}
NO_ANSWER = "Tidak dijawab"


@dataclass(frozen=True, slots=True)
class FormWords:
    name: str
    version: str
    people: str
    mean: str
    sd: str
    consistency: str
    error: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class OptionWords:
    text_html: str
    mark: str
    people: str
    share: str
    discrimination: str
    note: str


@dataclass(frozen=True, slots=True)
class QuestionWords:
    id: str
    anchor: str
    stem_html: str
    form: str
    objective: str
    difficulty: str
    people: str
    facility: str
    discrimination: str
    efficiency: str
    flags: Sequence[str]
    options: Sequence[OptionWords]


@blueprint.get("/indikator/soal.<form>")
@open_to(Role.ADMIN)
def items_file(form: str) -> ResponseReturnValue:
    kind, choice = file_kind_or_404(form), choice_or_404(filter_form())
    report = SUBJECTS["items"].report(choice.wave, Filters(choice.one_module), True)
    return report_answer(report, kind)


@blueprint.get("/indikator/soal")
@open_to(Role.ADMIN)
def items() -> ResponseReturnValue:
    form = filter_form()
    if form is None:
        return render_template("admin/indicator_empty.html")
    choice = choice_or_404(form)
    slug = choice.one_module
    form.choose_module(slug)
    rows = _form_rows(choice.wave, slug)
    questions = [
        words if row.is_shown else _without_figures(words)
        for row in rows
        for words in map(_question, row.report.questions)
    ]
    return render_template(
        "admin/items.html",
        form=form,
        wave=choice.wave,
        subpages=subpages("items", choice.wave),
        forms=[_form(row) for row in rows],
        questions=sorted(questions, key=lambda q: (not q.flags, q.id, q.form)),
        flagged=sum(bool(q.flags) for q in questions),
        judge_from=JUDGE_FROM,
        downloads=file_links("admin.items_file", {"gelombang": choice.wave.id, "modul": slug}),
        rows=sum(len(q.options) for q in questions),
        form_downloads=file_links("admin.forms_file", {"gelombang": choice.wave.id, "modul": slug}),
        computed_at=moment_words(data_version_time(choice.wave), TimeZone.WIB),
    )


@blueprint.get("/indikator/paket.<form>")
@open_to(Role.ADMIN)
def forms_file(form: str) -> ResponseReturnValue:
    """Of the module asked for; of all modules of the wave where none is."""
    kind, choice = file_kind_or_404(form), choice_or_404(filter_form())
    wave, slug = choice.wave, choice.module_slug
    slugs = wave.module_slugs if slug == COURSE else [slug]
    return report_answer(forms_report(wave, {name: _form_rows(wave, name) for name in slugs}), kind)


def _form_rows(wave: Wave, slug: str) -> list[FormRow]:
    return form_rows(
        kept(item_report, wave, slug),
        [line for line in kept(form_lines, wave) if line.module_slug == slug],
        kept(indicator_figures, wave, slug, None, None).table.national.is_hidden,
    )


def _without_figures(words: QuestionWords) -> QuestionWords:
    options = [
        replace(option, people=HIDDEN, share=HIDDEN, discrimination=NO_VALUE, note="")
        for option in words.options
    ]
    return replace(
        words,
        facility=HIDDEN,
        discrimination=NO_VALUE,
        efficiency=NO_VALUE,
        flags=(),
        options=options,
    )


def _form(row: FormRow) -> FormWords:
    report, figures = row.report, row.report.figures
    return FormWords(
        name=f"Paket {report.letter}",
        version=version_name(report.version),
        people=display_count(figures.people),
        mean=_number(figures.mean) if row.is_shown else HIDDEN,
        sd=_number(figures.sd) if row.is_shown else HIDDEN,
        consistency=_number(figures.consistency if row.is_judged else None, "%"),
        error=_number(figures.standard_error if row.is_judged else None),
        before=_good(row, Phase.PRE_TEST),
        after=_good(row, Phase.POST_TEST),
    )


def _good(row: FormRow, phase: Phase) -> str:
    line = row.lines.get(phase)
    if line is None:
        return NO_VALUE
    share = HIDDEN if phase in row.hidden else display_percent(line.good, line.people)
    return f"{share}, n {display_count(line.people)}"


def _question(figures: QuestionFigures) -> QuestionWords:
    question, sums = figures.question, figures.sums
    texts = {choice.id: choice.text_html for choice in question.choices}
    return QuestionWords(
        id=question.id,
        anchor=f"soal-{question.id}-{figures.version[:6]}",
        stem_html=question.stem_html,
        form=f"Paket {figures.letter}",
        objective=question.objective,
        difficulty=label(question.difficulty),
        people=display_count(sums.people),
        facility=f"{display_percent(sums.right, sums.people)}",
        discrimination=_number(sums.discrimination),
        efficiency=_number(figures.efficiency),
        flags=[FLAG_WORDS[flag] for flag in figures.flags],
        options=[_option(option, texts) for option in figures.options],
    )


def _option(option: OptionFigures, texts: dict[str, str]) -> OptionWords:
    notes = {None: "", True: "berfungsi", False: "tidak berfungsi"}
    return OptionWords(
        text_html=texts.get(option.choice_id, NO_ANSWER),
        mark="Kunci" if option.is_right else "",
        people=display_count(option.people),
        share=NO_VALUE if option.share is None else _number(100 * option.share, "%"),
        discrimination=_number(option.discrimination),
        note=notes[option.is_functional],
    )


def _number(value: float | None, unit: str = "") -> str:
    return NO_VALUE if value is None else f"{value:.2f}".replace(".", ",").replace("-", "−") + unit
