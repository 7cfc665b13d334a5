"""What people can do, objective by objective, in each agency: a heat map and its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from ...domain.clustered import clustered_interval
from ...domain.figures import NATIONAL
from ...domain.numbers import NO_VALUE, display_count, display_percent, display_points
from ...domain.terms import COURSE, AgencyKind, Role, TimeZone
from ...models import Wave
from ...queries.agencies import all_agencies
from ...queries.answer_tally import ObjectiveTally
from ...queries.indicator import data_version_time
from ...queries.objectives import objectives_report, targets_in
from ...reports.indicator_charts import HeatCell, heat_map
from ..answer_figures import measured_objectives, objectives_in
from ..figure_words import HIDDEN, share_interval
from ..guards import open_to
from ..kept import kept, version_of
from ..labels import moment_words
from ..lookups import catalog
from ..report_files import file_kind_or_404, file_links, report_answer
from .blueprint import blueprint, page_number
from .indicator import choice_or_404, filter_form
from .subpages import subpages

ROWS_A_PAGE = 25
ALL = "Seluruh instansi"


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency; `shares` are in the order of the objectives, as percent or None, and in words."""

    id: str
    name: str
    people: str
    percents: tuple[float | None, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """One objective over all agencies."""

    name: str
    text: str
    people: str
    coverage: str
    share: str
    interval: str


@blueprint.get("/indikator/tujuan")
@open_to(Role.ADMIN)
def objectives() -> ResponseReturnValue:
    form = filter_form()
    if form is None:
        return render_template("admin/indicator_empty.html")
    choice = choice_or_404(form)
    slug = choice.one_module
    form.choose_module(slug)
    names = measured_objectives(slug)
    lines = kept(_lines, choice.wave, slug, choice.kind, choice.province, names)
    pages = max(1, -(-(len(lines) - 1) // ROWS_A_PAGE))
    number = min(max(1, page_number()), pages)
    address = {**choice.address(), "modul": slug}

    def page_href(page: int) -> str:
        return url_for("admin.objectives", **address, halaman=page)

    shown = _page(lines, number)
    return render_template(
        "admin/objectives.html",
        form=form,
        wave=choice.wave,
        subpages=subpages("objectives", choice.wave),
        national=_national(choice.wave, slug, names),
        columns=[("Instansi", "text"), ("Orang", "number"), *((name, "number") for name in names)],
        names=names,
        lines=shown,
        chart=url_for(
            "admin.objectives_svg", **address, halaman=number, v=version_of(choice.wave)[:12]
        ),
        height=70 + 26 * len(shown),
        computed_at=moment_words(data_version_time(choice.wave), TimeZone.WIB),
        page=number,
        pages=pages,
        page_href=page_href,
        downloads=file_links("admin.objectives_file", address),
        file_rows=len(lines) * len(objectives_in(choice.wave, slug).by_all),
    )


@blueprint.get("/indikator/tujuan.<form>")
@open_to(Role.ADMIN)
def objectives_file(form: str) -> ResponseReturnValue:
    """Of the module asked for; of all modules of the wave where none is."""
    kind, choice = file_kind_or_404(form), choice_or_404(filter_form())
    wave, slug = choice.wave, choice.module_slug
    slugs = wave.module_slugs if slug == COURSE else [slug]
    by_module = {name: objectives_in(wave, name) for name in slugs}
    targets = {name: kept(targets_in, wave, name) for name in slugs}
    report = objectives_report(wave, by_module, targets, choice.kind, choice.province, True)
    return report_answer(report, kind)


@blueprint.get("/indikator/tujuan.svg")
@open_to(Role.ADMIN)
def objectives_svg() -> ResponseReturnValue:
    choice = choice_or_404(filter_form())
    slug = choice.one_module
    drawing = kept(
        _drawing,
        choice.wave,
        slug,
        choice.kind,
        choice.province,
        measured_objectives(slug),
        page_number(),
    )
    return Response(drawing, mimetype="image/svg+xml")


def _page(lines: Sequence[AgencyLine], number: int) -> list[AgencyLine]:
    """The line of all agencies first, on every page."""
    return [lines[0], *lines[1:][(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]]


def _lines(
    wave: Wave, slug: str, kind: AgencyKind | None, province: str | None, names: tuple[str, ...]
) -> list[AgencyLine]:
    """All agencies together, then those of the filter by name. What is hidden does not depend on the filter."""
    known = objectives_in(wave, slug)
    agencies = sorted(all_agencies(), key=lambda agency: (agency.name.casefold(), agency.code))
    return [
        _line("", ALL, [known.of_all(name) for name in names], known.hides_all),
        *(
            _line(a.id, a.name, [known.of(a.id, name) for name in names], a.id in known.hidden)
            for a in agencies
            if kind in (None, a.kind) and province in (None, a.province)
        ),
    ]


def _national(wave: Wave, slug: str, names: Sequence[str]) -> list[ObjectiveLine]:
    known, module = objectives_in(wave, slug), catalog().module(slug)
    target = kept(targets_in, wave, slug)[NATIONAL]
    lines = []
    for name in names:
        whole = known.of_all(name)
        share = HIDDEN if known.hides_all else display_percent(whole.right, whole.possible)
        interval = "" if known.hides_all else share_interval(clustered_interval(whole))
        lines.append(
            ObjectiveLine(
                name=name,
                text=module.objective(name).text,
                people=display_points(whole.people, target),
                coverage=display_percent(whole.people, target),
                share=share,
                interval=interval,
            )
        )
    return lines


def _line(
    agency_id: str, name: str, tallies: Sequence[ObjectiveTally], is_hidden: bool
) -> AgencyLine:
    return AgencyLine(
        id=agency_id,
        name=name,
        people=display_count(max((t.people for t in tallies), default=0)),
        percents=tuple(
            None if is_hidden or not t.possible else 100 * t.right / t.possible for t in tallies
        ),
        words=tuple(
            NO_VALUE
            if not t.possible
            else HIDDEN
            if is_hidden
            else display_percent(t.right, t.possible)
            for t in tallies
        ),
    )


def _drawing(
    wave: Wave,
    slug: str,
    kind: AgencyKind | None,
    province: str | None,
    names: tuple[str, ...],
    page: int,
) -> bytes:
    lines = kept(_lines, wave, slug, kind, province, names)
    pages = max(1, -(-(len(lines) - 1) // ROWS_A_PAGE))
    cells = [
        HeatCell(line.name.removeprefix("Pemerintah "), name, percent, words)
        for line in _page(lines, min(max(1, page), pages))
        for name, percent, words in zip(names, line.percents, line.words, strict=True)
    ]
    return heat_map(
        cells,
        "Bagian jawaban benar tiap tujuan belajar, menurut instansi. Angkanya ada di tabel di bawah gambar ini.",
    )
