"""What can be reported: a subject's name gives its report, for the command line.

A new subject is one more line in SUBJECTS; its command, formats, hiding and logging come by themselves.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..domain.comparison import compare_agencies
from ..domain.disclosure import SHOW_FROM
from ..domain.numbers import percent
from ..domain.quiz import version_name
from ..domain.slices import Slice
from ..domain.terms import COURSE, AgencyKind
from ..models import Agency, Wave
from ..reports import items, misconceptions
from ..reports.across_waves import across_waves_report
from ..reports.comparison import comparison_report
from ..reports.days import days_report
from ..reports.gain import gain_report
from ..reports.indicator import indicator_report
from ..reports.report import Report, Value, wib
from ..reports.slices import slice_report
from .across_waves import across_waves
from .agencies import all_agencies
from .answer_tally import answer_tally, form_lines
from .forms import form_rows, forms_report
from .gain import gain_rows
from .indicator import data_version_time, indicator
from .items import QuestionFigures, item_report
from .misconceptions import Beliefs, beliefs_of
from .objectives import objectives_of, objectives_report, targets_in
from .quality import quality_facts
from .slices import sliced
from .summary import shown_days


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a wave is asked for; by default the whole course and all agencies."""

    module_slug: str = COURSE
    kind: AgencyKind | None = None
    province: str | None = None
    cuts: tuple[Slice, ...] = ()
    """Of slices: one property or two, rows first."""

    @property
    def words(self) -> tuple[str, ...]:
        """The chosen kind and province, in words."""
        return tuple(filter(None, (self.kind, self.province)))

    def modules_of(self, wave: Wave) -> list[str]:
        """All of the wave where the course is asked for: what a subject without a course figure needs."""
        return wave.module_slugs if self.module_slug == COURSE else [self.module_slug]


@dataclass(frozen=True, slots=True)
class Subject:
    help: str
    """One Indonesian line for --help."""
    report: Callable[[Wave, Filters, bool], Report]
    """The report of a wave; the flag says whether small cells are hidden."""


def indicator_subject(wave: Wave, filters: Filters, hides: bool) -> Report:
    figures = indicator(wave, filters.module_slug, filters.kind, filters.province, hides)
    return indicator_report(figures.heading, figures.table, *filters.words)


def comparison_subject(wave: Wave, filters: Filters, hides: bool) -> Report:
    figures = indicator(wave, filters.module_slug, hides=hides)
    return comparison_report(
        figures.heading,
        figures.table.national,
        compare_agencies(figures.table),
        filters.kind,
        filters.province,
    )


def items_subject(wave: Wave, filters: Filters, hides: bool) -> Report:
    """Questions of all agencies together; one that few people met is left out, as is a module that is hidden."""
    rows = [
        row
        for slug in filters.modules_of(wave)
        if not hides or not indicator(wave, slug).table.national.is_hidden
        for form in item_report(wave, slug)
        for question in form.questions
        if not hides or question.sums.people >= SHOW_FROM
        for row in _item_rows(wave.title, slug, question)
    ]
    computed_at = data_version_time(wave)
    return Report(
        subject="soal",
        title=f"Analisis soal – {wave.title}",
        columns=items.COLUMNS,
        rows=rows,
        computed_at=computed_at,
        about=(
            ("Gelombang", wave.title),
            ("Modul", filters.module_slug),
            ("Aturan hitung", "percobaan yang dihitung, semua instansi"),
            ("Data sampai", wib(computed_at)),
        ),
        notes=items.NOTES,
        scope=(filters.module_slug, wave.title),
        list_key="soal",
        on_paper=items.ON_PAPER,
    )


def _item_rows(title: str, slug: str, figures: QuestionFigures) -> Iterator[tuple[Value, ...]]:
    question, sums = figures.question, figures.sums
    for option in figures.options:
        yield (
            title,
            slug,
            figures.letter,
            version_name(figures.version),
            question.id,
            question.objective,
            question.difficulty.value,
            sums.people,
            percent(sums.right, sums.people),
            sums.discrimination,
            figures.efficiency,
            ", ".join(flag.value for flag in figures.flags),
            option.choice_id,
            option.is_right,
            option.people,
            percent(option.people, sums.people),
            option.discrimination,
        )


def forms_subject(wave: Wave, filters: Filters, hides: bool) -> Report:
    """Of all agencies together, whatever the kind or province asked for."""
    lines = form_lines(wave)
    by_module = {
        slug: form_rows(
            item_report(wave, slug),
            [line for line in lines if line.module_slug == slug],
            indicator(wave, slug).table.national.is_hidden,
            hides,
        )
        for slug in filters.modules_of(wave)
    }
    return forms_report(wave, by_module)


def misconceptions_subject(wave: Wave, filters: Filters, hides: bool) -> Report:
    """All modules together, whatever the module asked for: a belief may be met in several."""
    return misconceptions_report(wave, beliefs_of(answer_tally(wave)), filters, hides)


def misconceptions_report(wave: Wave, beliefs: Beliefs, filters: Filters, hides: bool) -> Report:
    """The report of what is known already: who keeps it need not compute it anew."""
    agencies = [
        agency
        for agency in all_agencies()
        if filters.kind in (None, agency.kind) and filters.province in (None, agency.province)
    ]
    computed_at = data_version_time(wave)
    return Report(
        subject="miskonsepsi",
        title=f"Miskonsepsi – {wave.title}",
        columns=misconceptions.COLUMNS,
        rows=[
            row
            for name in beliefs.held
            for row in _belief_rows(wave.title, name, beliefs, agencies, hides)
        ],
        computed_at=computed_at,
        about=(
            ("Gelombang", wave.title),
            ("Aturan hitung", "tes akhir yang dihitung"),
            ("Data sampai", wib(computed_at)),
        ),
        notes=misconceptions.NOTES,
        scope=(wave.title, *filters.words),
        list_key="miskonsepsi",
        on_paper=misconceptions.ON_PAPER,
    )


def _belief_rows(
    title: str, name: str, beliefs: Beliefs, agencies: Sequence[Agency], hides: bool
) -> Iterator[tuple[Value, ...]]:
    """What is hidden does not depend on the filter; the total is always that of all agencies."""
    hidden, held = beliefs.hidden[name], beliefs.by_agency(name)
    lines = [
        (a.code, a.name, held[a.id], a.id in hidden.agencies) for a in agencies if a.id in held
    ]
    lines.append(
        ("nasional", "Seluruh instansi", beliefs.by_all[name], (None, None) in hidden.totals)
    )
    for code, agency, one, is_few in lines:
        is_hidden = hides and is_few
        yield (
            title,
            name,
            code,
            agency,
            one.people,
            None if is_hidden else one.good,
            None if is_hidden else one.percent,
            is_hidden,
        )


def objectives_subject(wave: Wave, filters: Filters, hides: bool) -> Report:
    tally = answer_tally(wave)
    slugs = filters.modules_of(wave)
    by_module = {slug: objectives_of(tally, slug) for slug in slugs}
    targets = {slug: targets_in(wave, slug) for slug in slugs}
    return objectives_report(wave, by_module, targets, filters.kind, filters.province, hides)


def days_subject(wave: Wave, _filters: Filters, hides: bool) -> Report:
    """Of all agencies and the whole course, whatever is asked for."""
    figures = indicator(wave, COURSE, hides=hides)
    days = shown_days(wave, figures.table)
    return days_report(figures.heading, [(day, own, hides and few) for day, own, few in days])


def gain_subject(wave: Wave, filters: Filters, hides: bool) -> Report:
    """Of all agencies, whatever the kind or province asked for; the course with all modules, or one module."""
    figures = {slug: indicator(wave, slug) for slug in (COURSE, *wave.module_slugs)}
    hidden = {slug for slug, own in figures.items() if hides and own.table.national.hides_change}
    rows = gain_rows(wave, hidden)
    wanted = [row for row in rows if filters.module_slug in (COURSE, row.module_slug)]
    return gain_report(figures[COURSE].heading, wanted)


def slices_subject(wave: Wave, filters: Filters, hides: bool) -> Report:
    """By the properties asked for, of all agencies: a kind or province is a row of its own there."""
    heading = indicator(wave, filters.module_slug).heading
    rows = sliced(wave, filters.module_slug, filters.cuts, hides)
    return slice_report(heading, filters.cuts, rows)


def waves_subject(_wave: Wave, _filters: Filters, hides: bool) -> Report:
    """Of all waves and agencies, whatever is asked for; the whole course."""
    return across_waves_report(across_waves(hides))


def quality_subject(wave: Wave, _filters: Filters, _hides: bool) -> Report:
    """Of the whole wave, whatever the filters; the sum of small agencies stays one sum."""
    return quality_facts(wave).report


SUBJECTS: Mapping[str, Subject] = {
    "indicator": Subject("Indikator pemahaman tiap instansi.", indicator_subject),
    "comparison": Subject("Instansi yang benar-benar berbeda: corong dan uji.", comparison_subject),
    "objectives": Subject("Tujuan belajar menurut instansi.", objectives_subject),
    "misconceptions": Subject("Anggapan keliru menurut instansi.", misconceptions_subject),
    "gain": Subject("Perubahan dari tes awal ke tes akhir, semua instansi.", gain_subject),
    "days": Subject("Pemahaman menurut hari, semua instansi.", days_subject),
    "slices": Subject("Irisan menurut satu atau dua sifat.", slices_subject),
    "waves": Subject("Semua gelombang beserta batas dan paket soalnya.", waves_subject),
    "quality": Subject("Mutu data satu gelombang.", quality_subject),
    "forms": Subject("Paket soal: kesukaran, konsistensi, galat baku.", forms_subject),
    "items": Subject("Analisis soal, untuk penulis.", items_subject),
}
