"""One agency's figures as the admin and its own coordinator see them: the same page, hidden or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate

from ..catalog import Misconception
from ..domain.crossed import hide_lines
from ..domain.disclosure import Cell, hidden_cells, leaves_few
from ..domain.figures import FigureRow
from ..domain.indicator import Indicator
from ..domain.interval import wilson
from ..domain.numbers import display_count, display_percent
from ..domain.terms import COURSE, TimeZone
from ..models import Agency, Wave
from ..queries.agency_figures import PlaceColumn, results_by_place, results_by_unit
from ..queries.answer_tally import ObjectiveTally
from ..queries.indicator import Figures
from ..queries.indicator import indicator as indicator_figures
from ..queries.summary import course_by_day
from ..reports.indicator_charts import CoveragePoint, coverage_by_day
from .answer_figures import (
    beliefs,
    measured_objectives,
    objectives_in,
)
from .figure_words import HIDDEN, RowWords, cut_words, row_words, share_interval
from .kept import kept
from .labels import date_words, module_words, moment_words
from .lookups import catalog, module_titles, points_of
from .reading import reading

BELIEFS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class ModuleWords:
    name: str
    cut: str
    own: RowWords
    everybody: str


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part of the agency: a job level, a kind of employment, a unit."""

    name: str
    people: str
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class ObjectiveWords:
    name: str
    own: str
    everybody: str


@dataclass(frozen=True, slots=True)
class BeliefWords:
    belief: str
    page: str
    """The address of the page that answers it; empty where it has none."""
    people: str
    share: str
    everybody: str


@dataclass(frozen=True, slots=True)
class DayWords:
    day: str
    people: str
    coverage: str


@dataclass(frozen=True, slots=True)
class AgencyView:
    course: RowWords
    course_cut: str
    everybody: RowWords
    computed_at: str
    modules: Sequence[ModuleWords]
    job_levels: Sequence[PartWords]
    employments: Sequence[PartWords]
    units: Sequence[PartWords]
    objectives: Sequence[tuple[str, Sequence[ObjectiveWords]]]
    """Module title and its measured objectives."""
    beliefs: Sequence[BeliefWords]
    days: Sequence[DayWords]


def agency_view(wave: Wave, agency: Agency, sees_all: bool) -> AgencyView:
    """Everything about one agency; `sees_all` is for its own coordinator, from whom nothing is hidden."""
    figures = _figures(wave, COURSE, sees_all)
    course = row_of(wave, COURSE, agency, sees_all)
    return AgencyView(
        course=row_words(course),
        course_cut=cut_words(wave.cut_good, points_of(wave, COURSE)),
        everybody=row_words(everybody_row(wave, COURSE, agency, sees_all)),
        computed_at=moment_words(figures.heading.computed_at, TimeZone.WIB),
        modules=[_module(wave, slug, agency, sees_all) for slug in (COURSE, *wave.module_slugs)],
        job_levels=_places(wave, "job_level", agency, sees_all, course.is_hidden),
        employments=_places(wave, "employment", agency, sees_all, course.is_hidden),
        units=_units(wave, agency, sees_all, course.is_hidden),
        objectives=[
            (module_words(slug, module_titles()), _objectives(wave, slug, agency, sees_all))
            for slug in wave.module_slugs
        ],
        beliefs=_beliefs(wave, agency, sees_all),
        days=[
            DayWords(date_words(day), display_count(people), display_percent(people, course.target))
            for day, people in _added_up(wave, agency.id)
        ],
    )


def coverage_drawing(wave: Wave, agency_id: str, target: int) -> bytes:
    """How many people are counted, day after day, of how many there are."""
    points = [CoveragePoint(day, people) for day, people in _added_up(wave, agency_id)]
    return coverage_by_day(
        points,
        target,
        "Orang yang dihitung sampai setiap hari. Angkanya ada di tabel di bawah gambar ini.",
    )


def target_of(wave: Wave, agency: Agency) -> int:
    return row_of(wave, COURSE, agency, False).target


def row_of(wave: Wave, slug: str, agency: Agency, sees_all: bool) -> FigureRow:
    """The agency's own row of the course or a module."""
    table = _figures(wave, slug, sees_all).table
    return next(row for row in table.agencies if row.code == agency.code)


def everybody_row(wave: Wave, slug: str, agency: Agency, sees_all: bool) -> FigureRow:
    """All agencies together; without a share where those who see their own whole could tell few others'."""
    national = _figures(wave, slug).table.national
    own = row_of(wave, slug, agency, sees_all)
    if not sees_all or national.good is None or own.good is None:
        return national
    if not leaves_few(national.people - own.people, national.good - own.good):
        return national
    return replace(national, is_hidden=True, good=None, share=None)


def _figures(wave: Wave, slug: str, sees_all: bool = False) -> Figures:
    """Asked for as the other pages ask where something is hidden, so that all share what is kept."""
    if sees_all:
        return kept(indicator_figures, wave, slug, None, None, False)
    return kept(indicator_figures, wave, slug, None, None)


def _module(wave: Wave, slug: str, agency: Agency, sees_all: bool) -> ModuleWords:
    words = row_words(everybody_row(wave, slug, agency, sees_all))
    return ModuleWords(
        name=module_words(slug, module_titles()),
        cut=cut_words(wave.cut_good, points_of(wave, slug)),
        own=row_words(row_of(wave, slug, agency, sees_all)),
        everybody=f"{words.share}, n {words.people}",
    )


def _places(
    wave: Wave, column: PlaceColumn, agency: Agency, sees_all: bool, is_hidden: bool
) -> list[PartWords]:
    """Hidden as in the crossed table of all agencies, whose column totals are published too."""
    grid = kept(results_by_place, wave, column)
    hidden = frozenset[tuple[str, str]]() if sees_all else kept(_hidden_places, wave, column)
    own = {value: result for (agency_id, value), result in grid.items() if agency_id == agency.id}
    return _parts(own, {v for v in own if is_hidden or (agency.id, v) in hidden}, sees_all)


def _hidden_places(wave: Wave, column: PlaceColumn) -> frozenset[tuple[str, str]]:
    return hide_lines(kept(results_by_place, wave, column))


def _units(wave: Wave, agency: Agency, sees_all: bool, is_hidden: bool) -> list[PartWords]:
    own = results_by_unit(wave, agency.id)
    cells = [Cell(unit, result.people, result.good) for unit, result in own.items()]
    return _parts(own, set(own) if is_hidden else hidden_cells(cells), sees_all)


def _objectives(wave: Wave, slug: str, agency: Agency, sees_all: bool) -> list[ObjectiveWords]:
    known = objectives_in(wave, slug)
    is_hidden = agency.id in known.hidden and not sees_all
    found = []
    for name in measured_objectives(slug):
        own, whole = known.of(agency.id, name), known.of_all(name)
        is_told = sees_all and leaves_few(whole.people - own.people, whole.right - own.right)
        text = f"{name}: {catalog().module(slug).objective(name).text}"
        hides_all = known.hides_all or is_told
        found.append(ObjectiveWords(text, _right(own, is_hidden), _right(whole, hides_all)))
    return found


def _right(tally: ObjectiveTally, is_hidden: bool) -> str:
    if is_hidden:
        return HIDDEN
    return f"{display_percent(tally.right, tally.possible)}, n {display_count(tally.people)}"


def _beliefs(wave: Wave, agency: Agency, sees_all: bool) -> list[BeliefWords]:
    """The ones most people of this agency showed; hidden ones last, since their order would tell."""
    known, all_beliefs = catalog().misconceptions, beliefs(wave)
    found = []
    for name, whole in all_beliefs.by_all.items():
        own = all_beliefs.by_agency(name).get(agency.id)
        if own is None or name not in known:
            continue
        hidden = all_beliefs.hidden[name]
        is_hidden = agency.id in hidden.agencies and not sees_all
        is_told = sees_all and leaves_few(whole.people - own.people, whole.good - own.good)
        hides_all = is_told or (None, None) in hidden.totals
        words = _belief(known[name], own, whole, is_hidden, hides_all)
        found.append((1.0 if is_hidden else -(own.share or 0.0), name, words))
    return [words for _, _, words in sorted(found, key=lambda entry: entry[:2])[:BELIEFS_SHOWN]]


def _belief(
    belief: Misconception, own: Indicator, whole: Indicator, is_hidden: bool, hides_all: bool
) -> BeliefWords:
    everybody = f"{display_percent(whole.good, whole.people)}, n {display_count(whole.people)}"
    return BeliefWords(
        belief=belief.belief,
        page=reading(belief.page).href if belief.page else "",
        people=display_count(own.people),
        share=HIDDEN if is_hidden else display_percent(own.good, own.people),
        everybody=HIDDEN if hides_all else everybody,
    )


def _parts(own: Mapping[str, Indicator], hidden: set[str], sees_all: bool) -> list[PartWords]:
    return [
        PartWords(
            name=name if name not in ("", "-") else "Belum diisi",
            people=display_count(result.people),
            share=HIDDEN
            if not sees_all and name in hidden
            else display_percent(result.good, result.people),
            interval=""
            if not sees_all and name in hidden
            else share_interval(wilson(result.good, result.people)),
        )
        for name, result in sorted(own.items(), key=lambda entry: entry[0].casefold())
    ]


def _added_up(wave: Wave, agency_id: str) -> list[tuple[date, int]]:
    """How many people were counted up to each day, that day among them."""
    days = course_by_day(wave, agency_id)
    people = accumulate(own.people for own in days.values())
    return list(zip(days, people, strict=True))
