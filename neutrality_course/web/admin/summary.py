"""The national summary: the course's headline, its modules, what people say of themselves, and the days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.benchmark import SURVEY
from ...domain.figures import FigureRow
from ...domain.indicator import Indicator, Stratum, WeightedShare, post_stratified
from ...domain.numbers import display_count, display_percent, display_share
from ...domain.terms import COURSE, Role
from ...models import Wave
from ...queries.indicator import (
    agency_counts,
    attempts_so_far,
    people_finished,
    people_started,
)
from ...queries.indicator import indicator as indicator_figures
from ...queries.summary import shown_days
from ...reports.days import days_report
from ...reports.indicator_charts import DayPoint, by_day
from ..figure_words import (
    HIDDEN,
    Headline,
    RowWords,
    cut_words,
    headline_words,
    interval_words,
    row_words,
    share_words,
)
from ..guards import open_to
from ..kept import kept, version_of
from ..labels import date_words, module_words
from ..lookups import module_titles, points_of, wave_or_404
from ..report_files import FileLink, file_kind_or_404, file_links, report_answer
from .blueprint import blueprint
from .gain import GainWords, gain_words, gains_of
from .wave_choice import wave_asked_or_404

CHART = "Pemahaman baik dan banyaknya orang menurut hari"


@dataclass(frozen=True, slots=True)
class ModuleLine:
    name: str
    cut: str
    row: RowWords


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One of the three shares that are often taken for each other."""

    name: str
    what: str
    people: str
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class DayLine:
    day: str
    people: str
    share: str


@dataclass(frozen=True, slots=True)
class Summary:
    modules: Sequence[ModuleLine]
    changes: Sequence[GainWords]
    change_files: Sequence[FileLink]
    said: Sequence[SaidLine]
    rated_verdict: str
    weighted: str
    days: Sequence[DayLine]
    day_files: Sequence[FileLink]
    chart: str
    """The address of the drawing by day; empty where there is no day to show."""


def summary_of(wave: Wave) -> Summary:
    return kept(_summary, wave)


def headline_of(wave: Wave) -> Headline:
    """The whole course and all agencies, as of now: people also begin and finish without a counted result."""
    return headline_words(
        kept(indicator_figures, wave, COURSE, None, None).table,
        wave.cuts,
        points_of(wave, COURSE),
        *kept(_started_and_finished, wave, *attempts_so_far(wave)),
    )


@blueprint.get("/indikator/hari.svg")
@open_to(Role.ADMIN)
def days_svg() -> ResponseReturnValue:
    wave = wave_or_404(request.args.get("gelombang", ""))
    return Response(kept(_days_drawing, wave), mimetype="image/svg+xml")


@blueprint.get("/indikator/hari.<form>")
@open_to(Role.ADMIN)
def days_file(form: str) -> ResponseReturnValue:
    kind, wave = file_kind_or_404(form), wave_asked_or_404()
    heading = kept(indicator_figures, wave, COURSE, None, None).heading
    return report_answer(days_report(heading, kept(_shown_days, wave)), kind)


def _shown_days(wave: Wave) -> list[tuple[date, Indicator, bool]]:
    return shown_days(wave, kept(indicator_figures, wave, COURSE, None, None).table)


def _started_and_finished(wave: Wave, _attempts: int, _open_ones: int) -> tuple[int, int]:
    """Kept under the counts of attempts as well, since the data version knows counted results alone."""
    return people_started(wave), people_finished(wave)


def _summary(wave: Wave) -> Summary:
    course = kept(indicator_figures, wave, COURSE, None, None)
    total = course.table.national
    days = kept(_shown_days, wave)
    return Summary(
        modules=[_module_line(wave, slug) for slug in (COURSE, *wave.module_slugs)],
        changes=[gain_words(row) for row in gains_of(wave)],
        change_files=file_links("admin.gain_file", {"gelombang": wave.id}),
        said=_said(total),
        rated_verdict=total.rated_verdict.value,
        weighted=_weighted_words(
            _weighted(wave, {r.code for r in course.table.agencies if r.is_hidden})
        ),
        days=[_day_line(*day) for day in days],
        day_files=file_links("admin.days_file", {"gelombang": wave.id}),
        chart=url_for("admin.days_svg", gelombang=wave.id, v=version_of(wave)[:12])
        if any(not is_hidden for _, _, is_hidden in days)
        else "",
    )


def _module_line(wave: Wave, slug: str) -> ModuleLine:
    row = kept(indicator_figures, wave, slug, None, None).table.national
    return ModuleLine(
        name=module_words(slug, module_titles()),
        cut=cut_words(wave.cut_good, points_of(wave, slug)),
        row=row_words(row),
    )


def _said(total: FigureRow) -> list[SaidLine]:
    rated = "" if total.rated_good is None else display_percent(total.rated_good, total.rated)
    return [
        SaidLine(
            "Tes akhir gelombang ini",
            "Diuji: paling sedikit sebanyak batas jawaban benar",
            display_count(total.people),
            share_words(total),
            interval_words(total),
        ),
        SaidLine(
            "Penilaian diri gelombang ini",
            "Dikatakan sendiri: sangat baik atau baik",
            display_count(total.rated),
            rated or HIDDEN,
            "",
        ),
        SaidLine(
            "Survei KASN, Juli 2021",
            "Cara bertanya tidak dipublikasikan",
            display_count(SURVEY.people),
            display_percent(SURVEY.good, SURVEY.people),
            "margin galat 2,5% menurut rilis",
        ),
    ]


def _weighted(wave: Wave, hidden: set[str]) -> WeightedShare:
    return post_stratified(
        Stratum(
            Indicator(c.good, c.people), max(c.staff, c.members) if c.staff else 0, c.code in hidden
        )
        for c in agency_counts(wave, COURSE)
    )


def _weighted_words(weighted: WeightedShare) -> str:
    if weighted.share is None:
        return ""
    return (
        f"Bila setiap instansi berbobot sebanyak pegawainya: {display_share(weighted.share)},"
        f" dari {display_count(weighted.agencies)} instansi yang jumlah pegawainya diketahui"
        f" dan angkanya tampil ({display_count(weighted.left_out)} instansi tidak ikut)."
    )


def _day_line(day: date, counted: Indicator, is_hidden: bool) -> DayLine:
    share = HIDDEN if is_hidden else display_percent(counted.good, counted.people)
    return DayLine(date_words(day), display_count(counted.people), share)


def _days_drawing(wave: Wave) -> bytes:
    days = kept(_shown_days, wave)
    points = [
        DayPoint(day, 100 * counted.good / counted.people, counted.people)
        for day, counted, is_hidden in days
        if not is_hidden
    ]
    return by_day(points, f"{CHART}. Angkanya ada di tabel di bawah gambar ini.")
