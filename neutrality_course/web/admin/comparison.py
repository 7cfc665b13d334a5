"""Agencies beside each other: before and after with intervals, and which of them really differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from ...domain.benchmark import SURVEY
from ...domain.comparison import Compared, compare_agencies, how_many_judged
from ...domain.figures import FigureRow, FigureTable
from ...domain.funnel import funnel_limits
from ...domain.indicator import Indicator
from ...domain.terms import Role, TimeZone
from ...domain.verdict import COMPARE_FROM
from ...models import Wave
from ...queries.agencies import agency_ids
from ...queries.indicator import indicator as indicator_figures
from ...reports.comparison import comparison_report
from ...reports.indicator_charts import (
    Dumbbell,
    FunnelLine,
    FunnelPoint,
    FunnelState,
    dumbbells,
    funnel,
)
from ..figure_words import cut_words, interval_words, row_words, share_words
from ..guards import open_to
from ..kept import kept, version_of
from ..labels import moment_words
from ..lookups import points_of
from ..report_files import file_kind_or_404, file_links, report_answer
from .blueprint import blueprint, page_number
from .indicator import (
    choice_or_404,
    filter_form,
    filter_words,
    sorted_rows,
)
from .subpages import subpages

ROWS_A_PAGE = 25
STEPS = 60
"""Points of a funnel's curve."""


@dataclass(frozen=True, slots=True)
class FlagLine:
    """An agency that lies outside the wide funnel, or is a discovery among all that were compared."""

    name: str
    people: str
    share: str
    interval: str
    flag: str
    is_discovery: str


@blueprint.get("/indikator/perbandingan")
@open_to(Role.ADMIN)
def comparison() -> ResponseReturnValue:
    form = filter_form()
    if form is None:
        return render_template("admin/indicator_empty.html")
    choice = choice_or_404(form)
    figures = choice.figures()
    rows = sorted_rows(figures.table.agencies, form.urut.data)
    number, pages, shown = _page(rows, page_number())
    address = {**choice.address(), "urut": form.urut.data}

    def page_href(page: int) -> str:
        return url_for("admin.comparison", **address, halaman=page)

    version = version_of(choice.wave)[:12]
    compared = kept(_compared, choice.wave, choice.module_slug)
    drawn = sum(one.is_shown for one in compared)
    return render_template(
        "admin/comparison.html",
        form=form,
        wave=choice.wave,
        subpages=subpages("comparison", choice.wave),
        filter_words=filter_words(choice),
        cut=cut_words(choice.wave.cut_good, points_of(choice.wave, choice.module_slug)),
        computed_at=moment_words(figures.heading.computed_at, TimeZone.WIB),
        agency_ids=agency_ids(),
        rows=[row_words(row) for row in shown],
        national=row_words(figures.table.national),
        height=62 + 26 * len(shown),
        dumbbells=url_for("admin.dumbbells_svg", **address, halaman=number, v=version),
        funnel=url_for("admin.funnel_svg", **choice.address(), v=version) if drawn else "",
        drawn=drawn,
        judged=how_many_judged(compared),
        compare_from=COMPARE_FROM,
        flags=_flag_lines(compared),
        page=number,
        pages=pages,
        page_href=page_href,
        agencies=len(rows),
        downloads=file_links("admin.comparison_file", choice.address()),
    )


@blueprint.get("/indikator/perbandingan.<form>")
@open_to(Role.ADMIN)
def comparison_file(form: str) -> ResponseReturnValue:
    kind, choice = file_kind_or_404(form), choice_or_404(filter_form())
    figures = kept(indicator_figures, choice.wave, choice.module_slug, None, None)
    report = comparison_report(
        figures.heading,
        figures.table.national,
        kept(_compared, choice.wave, choice.module_slug),
        choice.kind,
        choice.province,
    )
    return report_answer(report, kind)


@blueprint.get("/indikator/perbandingan.svg")
@open_to(Role.ADMIN)
def dumbbells_svg() -> ResponseReturnValue:
    form = filter_form()
    choice = choice_or_404(form)
    order = form.urut.data if form else "nama"
    drawing = kept(
        _dumbbells_drawing,
        choice.wave,
        choice.module_slug,
        choice.kind,
        choice.province,
        order,
        page_number(),
    )
    return Response(drawing, mimetype="image/svg+xml")


@blueprint.get("/indikator/corong.svg")
@open_to(Role.ADMIN)
def funnel_svg() -> ResponseReturnValue:
    choice = choice_or_404(filter_form())
    drawing = kept(_funnel_drawing, choice.wave, choice.module_slug)
    return Response(drawing, mimetype="image/svg+xml")


def _page(rows: Sequence[FigureRow], asked: int) -> tuple[int, int, Sequence[FigureRow]]:
    """The page that is there, however far off the one asked for; how many there are; and its rows."""
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = min(max(1, asked), pages)
    return number, pages, rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]


def _table(wave: Wave, module_slug: str) -> FigureTable:
    return kept(indicator_figures, wave, module_slug, None, None).table


def _compared(wave: Wave, module_slug: str) -> tuple[Compared, ...]:
    """Against the wave's total, whatever the filter: what an agency is compared with does not depend on it."""
    return compare_agencies(_table(wave, module_slug))


def _flag_lines(compared: Sequence[Compared]) -> list[FlagLine]:
    lines = [
        FlagLine(
            one.row.name,
            row_words(one.row).people,
            share_words(one.row),
            interval_words(one.row),
            one.place.value if one.place else "",
            "ya" if one.is_discovery else "tidak",
        )
        for one in compared
        if one.stands_out
    ]
    return sorted(lines, key=lambda line: line.name.casefold())


def _dumbbells_drawing(
    wave: Wave, module_slug: str, kind: object, province: object, order: str, page: int
) -> bytes:
    table = kept(indicator_figures, wave, module_slug, kind, province).table
    _, _, rows = _page(sorted_rows(table.agencies, order), page)
    bells = [
        Dumbbell(
            row.name.removeprefix("Pemerintah "),
            row.pre_share,
            row.share,
            row.wilson_low,
            row.wilson_high,
        )
        for row in rows
    ]
    assert SURVEY.percent is not None
    return dumbbells(
        bells,
        _table(wave, module_slug).national.share,
        SURVEY.percent,
        "Pemahaman baik sebelum dan sesudah, menurut instansi. Angkanya ada di tabel di bawah gambar ini.",
    )


def _funnel_drawing(wave: Wave, module_slug: str) -> bytes:
    table = _table(wave, module_slug)
    total = table.national
    shown = [one for one in kept(_compared, wave, module_slug) if one.is_shown]
    national = Indicator(total.good or 0, total.people)
    points = [FunnelPoint(one.row.people, one.row.share or 0.0, _state(one)) for one in shown]
    most = max((one.row.people for one in shown), default=10)
    sizes = sorted({round(10 + (most - 10) * (step / STEPS) ** 2) for step in range(STEPS + 1)})
    lines = [
        FunnelLine(
            n,
            100 * limits.warning.low,
            100 * limits.warning.high,
            100 * limits.alarm.low,
            100 * limits.alarm.high,
        )
        for n in sizes
        if (limits := funnel_limits(national, n))
    ]
    return funnel(
        points,
        lines,
        total.share or 0.0,
        "Pemahaman baik menurut banyaknya orang yang dihitung, satu titik per instansi."
        " Instansi di luar batas ada di tabel di bawah gambar ini.",
    )


def _state(one: Compared) -> FunnelState:
    if not one.is_judged:
        return FunnelState.NOT_JUDGED
    return FunnelState.OUTSIDE if one.is_outside else FunnelState.INSIDE
