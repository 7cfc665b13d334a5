"""The waves beside each other: what each measured with, its figures, and where they must not be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from ...domain.across_waves import WaveFigures
from ...domain.figures import FigureRow
from ...domain.numbers import NO_VALUE, display_count, display_percent, display_points
from ...domain.terms import Role, TimeZone
from ...models import Wave
from ...queries.across_waves import across_waves, waves_with_modules
from ...reports.across_waves import across_waves_report
from ...reports.indicator_charts import WaveDot, wave_dots
from ..errors import not_found
from ..figure_words import HIDDEN, RowWords, cut_words, row_words
from ..guards import open_to
from ..kept import kept, versions_of
from ..labels import date_words, moment_words
from ..lookups import catalog, questions_in
from ..report_files import file_kind_or_404, file_links, report_answer
from .blueprint import blueprint
from .subpages import subpages


@dataclass(frozen=True, slots=True)
class WaveLine:
    title: str
    days: str
    cut: str
    forms: str
    row: RowWords
    reporting: str
    rated: str
    rated_people: str
    breaks: str
    """What changed since the wave below; empty where the two may be compared."""


@blueprint.get("/indikator/gelombang")
@open_to(Role.ADMIN)
def waves_compared() -> ResponseReturnValue:
    waves = waves_with_modules()
    if not waves:
        return render_template("admin/indicator_empty.html")
    figures = _figures(waves)
    return render_template(
        "admin/across_waves.html",
        subpages=subpages("waves_compared", waves[0]),
        lines=[_line(wave) for wave in figures],
        chart=url_for("admin.waves_svg", v="".join(version[:6] for version in versions_of(waves)))
        if len(waves) > 1
        else "",
        height=70 + 40 * len(figures),
        computed_at=moment_words(max(wave.computed_at for wave in figures), TimeZone.WIB),
        downloads=file_links("admin.waves_file", {}),
    )


@blueprint.get("/indikator/gelombang.<form>")
@open_to(Role.ADMIN)
def waves_file(form: str) -> ResponseReturnValue:
    kind, waves = file_kind_or_404(form), waves_with_modules()
    if not waves:
        not_found()
    return report_answer(across_waves_report(_figures(waves)), kind)


@blueprint.get("/indikator/gelombang.svg")
@open_to(Role.ADMIN)
def waves_svg() -> ResponseReturnValue:
    waves = waves_with_modules()
    if not waves:
        not_found()
    drawing = kept(_drawing, waves[0], versions_of(waves))
    return Response(drawing, mimetype="image/svg+xml")


def _figures(waves: Sequence[Wave]) -> Sequence[WaveFigures]:
    """Kept until the data of any wave change."""
    return kept(_all_waves, waves[0], versions_of(waves))


def _all_waves(_newest: Wave, _versions: tuple[str, ...]) -> Sequence[WaveFigures]:
    return tuple(across_waves())


def _line(wave: WaveFigures) -> WaveLine:
    points = wave.points or questions_in(catalog(), wave.modules)
    row = wave.national
    return WaveLine(
        title=wave.title,
        days=f"{date_words(wave.first_on)} sampai {date_words(wave.last_on)}"
        + (", terbuka" if wave.is_open else ""),
        cut=cut_words(wave.cuts.good, points),
        forms=f"{display_count(len(wave.modules))} modul,"
        f" {display_count(len(wave.form_versions))} paket soal",
        row=row_words(row),
        reporting=f"{display_points(wave.reporting, wave.agencies)} instansi",
        rated=_rated(row),
        rated_people=f"n {display_count(row.rated)}" if row.rated else "",
        breaks=", ".join(wave.breaks),
    )


def _rated(row: FigureRow) -> str:
    if not row.rated:
        return NO_VALUE
    return HIDDEN if row.rated_good is None else display_percent(row.rated_good, row.rated)


def _drawing(newest: Wave, versions: tuple[str, ...]) -> bytes:
    dots = [
        WaveDot(
            wave.title,
            wave.national.share,
            wave.national.wilson_low,
            wave.national.wilson_high,
            bool(wave.breaks),
        )
        for wave in kept(_all_waves, newest, versions)
    ]
    return wave_dots(
        dots,
        "Pemahaman baik setiap gelombang dengan rentang 95%. Angkanya ada di tabel di bawah gambar ini.",
    )
