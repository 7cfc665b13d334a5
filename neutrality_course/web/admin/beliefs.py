"""Which wrong beliefs are held, by how many, where, and which page answers them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...catalog import Misconception
from ...domain.indicator import Indicator, pool
from ...domain.interval import wilson
from ...domain.numbers import display_count, display_percent
from ...domain.terms import Role, TimeZone
from ...models import Wave
from ...queries.agencies import all_agencies
from ...queries.indicator import data_version_time
from ...queries.subjects import Filters, misconceptions_report
from ...reports.report import Report
from ..answer_figures import beliefs
from ..errors import not_found
from ..figure_words import HIDDEN, share_interval
from ..guards import open_to
from ..kept import kept
from ..labels import moment_words
from ..lookups import catalog
from ..reading import reading
from ..report_files import file_kind_or_404, file_links, report_answer
from .blueprint import blueprint
from .indicator import choice_or_404, filter_form
from .subpages import subpages


@dataclass(frozen=True, slots=True)
class BeliefLine:
    id: str
    belief: str
    fact: str
    href: str
    page: str
    """The address of the page that answers it; empty where it has none."""
    people: str
    share: str
    interval: str
    order: float


@dataclass(frozen=True, slots=True)
class PlaceLine:
    name: str
    people: str
    share: str
    interval: str


@blueprint.get("/indikator/miskonsepsi.<form>")
@open_to(Role.ADMIN)
def misconceptions_file(form: str) -> ResponseReturnValue:
    kind, choice = file_kind_or_404(form), choice_or_404(filter_form())
    return report_answer(_report(choice.wave), kind)


@blueprint.get("/indikator/miskonsepsi")
@open_to(Role.ADMIN)
def misconceptions() -> ResponseReturnValue:
    form = filter_form()
    if form is None:
        return render_template("admin/indicator_empty.html")
    wave = choice_or_404(form).wave
    lines = _belief_lines(wave)
    chosen = _chosen(request.args.get("anggapan"), lines)
    return render_template(
        "admin/misconceptions.html",
        form=form,
        wave=wave,
        subpages=subpages("misconceptions", wave),
        lines=lines,
        chosen=chosen,
        places=_place_lines(wave, chosen.id) if chosen else [],
        computed_at=moment_words(data_version_time(wave), TimeZone.WIB),
        downloads=file_links("admin.misconceptions_file", {"gelombang": wave.id}),
        rows=len(_report(wave).rows) if lines else 0,
    )


def _report(wave: Wave) -> Report:
    return kept(_whole_report, wave)


def _whole_report(wave: Wave) -> Report:
    return misconceptions_report(wave, beliefs(wave), Filters(), hides=True)


def _belief_lines(wave: Wave) -> list[BeliefLine]:
    """The most widely held first: these are not people or agencies, so nobody is ranked."""
    known, found = catalog().misconceptions, beliefs(wave)
    lines = [
        _belief_line(wave, known[name], held, (None, None) in found.hidden[name].totals)
        for name, held in found.by_all.items()
        if name in known
    ]
    return sorted(lines, key=lambda line: (-line.order, line.id))


def _belief_line(wave: Wave, belief: Misconception, held: Indicator, is_hidden: bool) -> BeliefLine:
    return BeliefLine(
        id=belief.id,
        belief=belief.belief,
        fact=belief.fact,
        href=url_for("admin.misconceptions", gelombang=wave.id, anggapan=belief.id),
        page=reading(belief.page).href if belief.page else "",
        people=display_count(held.people),
        share=HIDDEN if is_hidden else display_percent(held.good, held.people),
        interval="" if is_hidden else share_interval(wilson(held.good, held.people)),
        order=0.0 if is_hidden else held.share or 0.0,
    )


def _chosen(asked: str | None, lines: Sequence[BeliefLine]) -> BeliefLine | None:
    if not asked:
        return None
    found = next((line for line in lines if line.id == asked), None)
    if found is None:
        not_found()
    return found


def _place_lines(wave: Wave, belief: str) -> list[PlaceLine]:
    """By province of the agency; hidden as the agencies' own pages hide it."""
    hidden, held = beliefs(wave).hidden[belief], beliefs(wave).by_agency(belief)
    parts: dict[str, list[Indicator]] = {}
    for agency in all_agencies():
        if agency.id in held:
            parts.setdefault(agency.province, []).append(held[agency.id])
    return [
        _place_line(name, pool(some), (None, name) in hidden.totals)
        for name, some in sorted(parts.items())
    ]


def _place_line(name: str, held: Indicator, is_hidden: bool) -> PlaceLine:
    return PlaceLine(
        name,
        display_count(held.people),
        HIDDEN if is_hidden else display_percent(held.good, held.people),
        "" if is_hidden else share_interval(wilson(held.good, held.people)),
    )
