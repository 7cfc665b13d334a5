"""The indicator per agency: the page, and the same figures as files."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.figures import FigureRow
from ...domain.terms import COURSE, AgencyKind, Role, TimeZone
from ...models import Wave
from ...queries.agencies import agency_ids, provinces_in_use
from ...queries.indicator import Figures
from ...queries.indicator import indicator as indicator_figures
from ...reports.files import ODS
from ...reports.indicator import indicator_report
from ...reports.report import Report, file_name
from ..errors import not_found
from ..figure_words import cut_words, row_words
from ..guards import open_to
from ..inputs.admin import IndicatorFilter
from ..kept import kept
from ..labels import label, module_words, moment_words
from ..lookups import module_titles, points_of
from ..report_files import file_answer, file_kind_or_404, file_links, report_answer
from .blueprint import blueprint, page_number
from .subpages import subpages
from .summary import headline_of, summary_of
from .wave_choice import offer_waves

ROWS_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """What the filters ask for."""

    wave: Wave
    module_slug: str
    kind: AgencyKind | None
    province: str | None

    def figures(self) -> Figures:
        return kept(indicator_figures, self.wave, self.module_slug, self.kind, self.province)

    def report(self) -> Report:
        figures = self.figures()
        return indicator_report(
            figures.heading, figures.table, self.kind or "", self.province or ""
        )

    @property
    def one_module(self) -> str:
        """For a page about one module: the one chosen, the wave's first where the whole course is."""
        return self.module_slug if self.module_slug != COURSE else self.wave.module_slugs[0]

    def address(self) -> dict[str, Any]:
        """The parameters that ask for the same again, whichever wave is open then."""
        parameters = {
            "gelombang": self.wave.id,
            "modul": self.module_slug,
            "jenis": self.kind.value if self.kind else "",
            "provinsi": self.province or "",
        }
        return {name: text for name, text in parameters.items() if text}


@blueprint.get("/indikator")
@open_to(Role.ADMIN)
def indicator() -> ResponseReturnValue:
    form = filter_form()
    if form is None:
        return render_template("admin/indicator_empty.html")
    if _is_module_of_another_wave(form):
        flash("Modul itu tidak ada dalam gelombang ini. Yang tampil adalah seluruh kursus.", "info")
        others: dict[str, Any] = {
            name: text for name, text in request.args.items() if name != "modul"
        }
        return redirect(url_for("admin.indicator", **others), 303)
    choice = choice_or_404(form)
    figures = choice.figures()
    rows = sorted_rows(figures.table.agencies, form.urut.data)
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    number = min(max(1, page_number()), pages)
    shown = rows[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    address = choice.address()

    def page_href(page: int) -> str:
        return url_for("admin.indicator", **address, urut=form.urut.data, halaman=page)

    return render_template(
        "admin/indicator.html",
        form=form,
        wave=choice.wave,
        subpages=subpages("indicator", choice.wave),
        headline=headline_of(choice.wave),
        summary=summary_of(choice.wave),
        filter_words=filter_words(choice),
        cut=cut_words(choice.wave.cut_good, points_of(choice.wave, choice.module_slug)),
        computed_at=moment_words(figures.heading.computed_at, TimeZone.WIB),
        agency_ids=agency_ids(),
        rows=[row_words(figures.table.national), *(row_words(row) for row in shown)],
        agencies=len(rows),
        first=(number - 1) * ROWS_A_PAGE + 1,
        last=(number - 1) * ROWS_A_PAGE + len(shown),
        page=number,
        pages=pages,
        page_href=page_href,
        downloads=file_links("admin.indicator_file", address),
    )


@blueprint.get("/indikator.<form>")
@open_to(Role.ADMIN)
def indicator_file(form: str) -> ResponseReturnValue:
    kind, choice = file_kind_or_404(form), choice_or_404(filter_form())
    if kind is not ODS:
        return report_answer(choice.report(), kind)
    data = kept(_as_ods, choice.wave, choice.module_slug, choice.kind, choice.province)
    return file_answer(data, f"{file_name(choice.report())}.{kind.ending}", kind.mimetype)


def _as_ods(wave: Wave, module_slug: str, kind: AgencyKind | None, province: str | None) -> bytes:
    """Kept, other than the other files: its writer alone takes most of a second, and the file is small."""
    return ODS.write(Choice(wave, module_slug, kind, province).report())


def filter_words(choice: Choice) -> str:
    kind = label(choice.kind) if choice.kind else ""
    return ", ".join(
        filter(None, (module_words(choice.module_slug, module_titles()), kind, choice.province))
    )


def filter_form() -> IndicatorFilter | None:
    """The filters as asked for, with what can be chosen; None before the first wave."""
    form = IndicatorFilter(request.args)
    form.offer_provinces(provinces_in_use())
    return form if offer_waves(form) else None


def choice_or_404(form: IndicatorFilter | None) -> Choice:
    if form is None or not form.validate() or form.wave is None:
        not_found()
    return Choice(form.wave, form.modul.data, form.kind, form.province)


def _is_module_of_another_wave(form: IndicatorFilter) -> bool:
    """Whether the wave was changed and its modules are others: no mistake of the person."""
    form.validate()
    return form.wave is not None and bool(form.modul.errors) and form.modul.data in module_titles()


def sorted_rows(rows: tuple[FigureRow, ...], by: str) -> list[FigureRow]:
    """Never by the share: between small agencies that order is chance."""
    named = sorted(rows, key=lambda row: (row.name.casefold(), row.code))
    if by == "cakupan":
        return sorted(named, key=lambda row: -1.0 if row.coverage is None else row.coverage)
    return named
