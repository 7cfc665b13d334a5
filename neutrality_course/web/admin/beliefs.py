"""Which wrong beliefs are held, by how many, where, and which page answers them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...catalog import Misconception
from ...domain.disclosure import Cell, hidden_cells
from ...domain.indicator import Indicator, pool
from ...domain.interval import wilson
from ...domain.numbers import display_count, display_percent
from ...domain.terms import Role, TimeZone
from ...models import Wave
from ...queries.agencies import all_agencies
from ...queries.answers import AnswerTally, answer_tally
from ...queries.indicator import data_version_time
from ..errors import not_found
from ..figure_words import HIDDEN, share_interval
from ..guards import open_to
from ..kept import kept
from ..labels import moment_words
from ..lookups import catalog
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
    )


def held_by_all(tally: AnswerTally) -> dict[str, Indicator]:
    """Misconception to people who hold it (`good`) of those who met it, over all agencies."""
    by_id: dict[str, list[Indicator]] = {}
    for key, held in tally.misconceptions.items():
        by_id.setdefault(key.misconception, []).append(held)
    return {name: pool(parts) for name, parts in by_id.items()}


def _belief_lines(wave: Wave) -> list[BeliefLine]:
    """The most widely held first: these are not people or agencies, so nobody is ranked."""
    known = catalog().misconceptions
    lines = [
        _belief_line(wave, known[name], held)
        for name, held in held_by_all(kept(answer_tally, wave)).items()
        if name in known
    ]
    return sorted(lines, key=lambda line: (-line.order, line.id))


def _belief_line(wave: Wave, belief: Misconception, held: Indicator) -> BeliefLine:
    is_hidden = belief.id in hidden_cells([Cell(belief.id, held.people, held.good)])
    return BeliefLine(
        id=belief.id,
        belief=belief.belief,
        fact=belief.fact,
        href=url_for("admin.misconceptions", gelombang=wave.id, anggapan=belief.id),
        page=page_of(belief),
        people=display_count(held.people),
        share=HIDDEN if is_hidden else display_percent(held.good, held.people),
        interval="" if is_hidden else share_interval(wilson(held.good, held.people)),
        order=0.0 if is_hidden else held.share or 0.0,
    )


def page_of(belief: Misconception) -> str:
    page = getattr(belief, "page", None)
    return "" if page is None else url_for("learn.page", slug=page.module, page_slug=page.page)


def _chosen(asked: str | None, lines: Sequence[BeliefLine]) -> BeliefLine | None:
    if not asked:
        return None
    found = next((line for line in lines if line.id == asked), None)
    if found is None:
        not_found()
    return found


def _place_lines(wave: Wave, belief: str) -> list[PlaceLine]:
    """By province: enough people to say something, and provinces add up to the total above."""
    held = _by_province(kept(answer_tally, wave), _provinces(), belief)
    hidden = hidden_cells([Cell(name, one.people, one.good) for name, one in held.items()])
    return [
        PlaceLine(
            name,
            display_count(one.people),
            HIDDEN if name in hidden else display_percent(one.good, one.people),
            "" if name in hidden else share_interval(wilson(one.good, one.people)),
        )
        for name, one in sorted(held.items())
    ]


def _by_province(
    tally: AnswerTally, provinces: Mapping[str, str], belief: str
) -> dict[str, Indicator]:
    parts: dict[str, list[Indicator]] = {}
    for key, held in tally.misconceptions.items():
        if key.misconception == belief:
            parts.setdefault(provinces[key.agency_id], []).append(held)
    return {name: pool(some) for name, some in parts.items()}


def _provinces() -> dict[str, str]:
    return {agency.id: agency.province for agency in all_agencies()}
