"""One agency's figures as two printed pages: the words of its page, and where the lines are drawn."""

from collections.abc import Sequence

from flask import Response

from ..domain.benchmark import SURVEY
from ..domain.figures import FigureRow
from ..domain.numbers import display_count, display_percent, display_points
from ..domain.terms import COURSE
from ..models import Agency, Wave
from ..queries.indicator import indicator as indicator_figures
from ..reports.agency_sheet import AgencySheet, SheetLine, SheetPart, agency_pdf
from ..reports.files import PDF
from ..reports.indicator import NOTES
from ..reports.report import slug_name
from .agency_figures import AgencyView, ModuleWords, PartWords, agency_view, everybody_row, row_of
from .figure_words import row_words
from .kept import kept
from .labels import date_words, label
from .report_files import file_answer

NO_ADVICE = (
    f"Angka {display_percent(SURVEY.good, SURVEY.people)} dari survei KASN 2021 bukan target dan tidak"
    " dibandingkan dengan hasil tes ini: cara bertanya dan arti “baik” dalam survei itu tidak"
    " dipublikasikan."
)


def agency_paper(wave: Wave, agency: Agency, sees_all: bool) -> Response:
    """The PDF to hand to the agency's head; `sees_all` is for its own coordinator."""
    computed_at = kept(indicator_figures, wave, COURSE, None, None).heading.computed_at
    name = slug_name(("indikator", agency.code, wave.title), computed_at)
    data = agency_pdf(agency_sheet(wave, agency, sees_all))
    return file_answer(data, f"{name}.{PDF.ending}", PDF.mimetype)


def agency_sheet(wave: Wave, agency: Agency, sees_all: bool) -> AgencySheet:
    view = agency_view(wave, agency, sees_all)
    heading = kept(indicator_figures, wave, COURSE, None, None).heading
    course = row_of(wave, COURSE, agency, sees_all)
    return AgencySheet(
        agency=agency.name,
        place=f"{label(agency.kind)}, {agency.province}",
        wave=wave.title,
        days=f"{date_words(wave.first_on)} sampai {date_words(wave.last_on)}",
        headline=view.course.share,
        headline_detail=_headline_detail(course, view),
        facts=_facts(view, course, heading.form_versions, wave),
        lines=[
            _line(words, wave, slug, agency, sees_all)
            for words, slug in zip(view.modules, (COURSE, *wave.module_slugs), strict=True)
        ],
        job_levels=_parts(view.job_levels),
        employments=_parts(view.employments),
        is_own=sees_all,
        notes=(*NOTES[:6], NO_ADVICE, "“n<10” berarti disembunyikan, “—” berarti belum ada data."),
        computed_at=heading.computed_at,
    )


def _headline_detail(course: FigureRow, view: AgencyView) -> str:
    if course.is_hidden:
        return "Disembunyikan, supaya hasil sedikit orang tidak dapat diketahui."
    if not course.people:
        return "Belum ada orang yang dihitung."
    people = display_points(course.good or 0, course.people)
    return (
        f"{people} orang yang dihitung; ketidakpastian statistik 95%: {view.course.interval}."
        f" Seluruh instansi: {view.everybody.share}, n {view.everybody.people}."
    )


def _facts(
    view: AgencyView, course: FigureRow, versions: Sequence[str], wave: Wave
) -> list[tuple[str, str]]:
    return [
        ("Dihitung (n)", f"{display_count(course.people)} orang"),
        ("Sasaran (N)", f"{display_count(course.target)} orang"),
        ("Cakupan", display_percent(course.people, course.target)),
        (
            "Tingkat baik",
            f"paling sedikit {view.course_cut} untuk seluruh kursus; usulan proyek ini",
        ),
        ("Gelombang", f"{wave.title}{' (masih terbuka)' if wave.is_open else ''}"),
        ("Aturan hitung", "percobaan pertama yang dikirim, pada instansi saat tes dinilai"),
        ("Versi tes", ", ".join(versions) or "belum ada"),
        ("Dihitung pada", view.computed_at),
    ]


def _line(words: ModuleWords, wave: Wave, slug: str, agency: Agency, sees_all: bool) -> SheetLine:
    own = row_of(wave, slug, agency, sees_all)
    everybody = everybody_row(wave, slug, agency, sees_all)
    row = row_words(own)
    return SheetLine(
        name=words.name,
        cut=words.cut,
        people=row.people,
        share=row.share,
        interval=row.interval,
        before_after=" ".join(filter(None, (row.before_after, row.pairs and f"({row.pairs})"))),
        change=row.change,
        verdict=row.verdict,
        everybody=words.everybody,
        own_at=own.share,
        low_at=own.wilson_low,
        high_at=own.wilson_high,
        everybody_at=everybody.share,
    )


def _parts(parts: Sequence[PartWords]) -> list[SheetPart]:
    return [SheetPart(p.name, p.people, p.share, p.interval) for p in parts]
