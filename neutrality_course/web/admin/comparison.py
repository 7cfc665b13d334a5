"""Agencies beside each other: before and after with intervals, and which of them really differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from ...domain.benchmark import SURVEY
from ...domain.figures import FigureRow, FigureTable
from ...domain.funnel import FunnelFlag, funnel_flag, funnel_limits
from ...domain.indicator import Indicator
from ...domain.significance import discoveries, fisher_exact
from ...domain.terms import Role, TimeZone
from ...models import Wave
from ...queries.agencies import agency_ids
from ...queries.indicator import indicator as indicator_figures
from ...reports.indicator_charts import Dumbbell, FunnelLine, FunnelPoint, dumbbells, funnel
from ..figure_words import cut_words, interval_words, row_words, share_words
from ..guards import open_to
from ..kept import kept, version_of
from ..labels import moment_words
from ..lookups import points_of
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
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = min(max(1, page_number()), pages)
    shown = rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    address = {**choice.address(), "urut": form.urut.data}

    def page_href(page: int) -> str:
        return url_for("admin.comparison", **address, halaman=page)

    version = version_of(choice.wave)[:12]
    flags = kept(_flags, choice.wave, choice.module_slug)
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
        funnel=url_for("admin.funnel_svg", **choice.address(), v=version) if flags.compared else "",
        flags=flags,
        page=number,
        pages=pages,
        page_href=page_href,
        agencies=len(rows),
    )


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


@dataclass(frozen=True, slots=True)
class Flags:
    lines: Sequence[FlagLine]
    compared: int
    """Agencies whose share is shown: only they can be flagged."""


def _table(wave: Wave, module_slug: str) -> FigureTable:
    return kept(indicator_figures, wave, module_slug, None, None).table


def _shown(table: FigureTable) -> list[tuple[FigureRow, Indicator]]:
    return [
        (row, Indicator(row.good, row.people))
        for row in table.agencies
        if row.good is not None and row.people
    ]


def _flags(wave: Wave, module_slug: str) -> Flags:
    """Against the wave's total, whatever the filter: what an agency is compared with does not depend on it."""
    table = _table(wave, module_slug)
    total = table.national
    shown = _shown(table)
    if total.good is None or not shown:
        return Flags((), 0)
    national = Indicator(total.good, total.people)
    values = [_p_value(own, national) for _, own in shown]
    found = discoveries(values)
    lines = [
        FlagLine(
            row.name,
            row_words(row).people,
            share_words(row),
            interval_words(row),
            flag.value if flag else "",
            "ya" if is_discovery else "tidak",
        )
        for (row, own), is_discovery in zip(shown, found, strict=True)
        if (flag := funnel_flag(own, national)) in OUTSIDE or is_discovery
    ]
    return Flags(sorted(lines, key=lambda line: line.name.casefold()), len(shown))


OUTSIDE = (FunnelFlag.BELOW_ALARM, FunnelFlag.ABOVE_ALARM)


def _p_value(own: Indicator, national: Indicator) -> float:
    rest = Indicator(national.good - own.good, national.people - own.people)
    p = fisher_exact(own, rest)
    return 1.0 if p is None else p


def _dumbbells_drawing(
    wave: Wave, module_slug: str, kind: object, province: object, order: str, page: int
) -> bytes:
    table = kept(indicator_figures, wave, module_slug, kind, province).table
    rows = sorted_rows(table.agencies, order)[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
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
    shown = _shown(table)
    national = Indicator(total.good or 0, total.people)
    points = [
        FunnelPoint(row.people, row.share or 0.0, funnel_flag(own, national) in OUTSIDE)
        for row, own in shown
    ]
    most = max((row.people for row, _ in shown), default=10)
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
