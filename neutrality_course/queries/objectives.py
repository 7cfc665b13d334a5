"""What people can do, objective by objective, in each agency: page, agency pages, files and command read this."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..domain.clustered import clustered_interval
from ..domain.disclosure import Cell, hidden_cells
from ..domain.figures import NATIONAL
from ..domain.numbers import percent
from ..domain.terms import AgencyKind
from ..models import Agency, Wave
from ..reports import objectives
from ..reports.report import Report, Value, wib
from .agencies import all_agencies
from .answer_tally import AnswerTally, ObjectiveTally
from .indicator import agency_counts, data_version_time


@dataclass(frozen=True, slots=True)
class ModuleObjectives:
    """The objectives of one module, as far as counted tests after met them."""

    by_agency: Mapping[str, Mapping[str, ObjectiveTally]]
    """Agency id to objective to its points."""
    by_all: Mapping[str, ObjectiveTally]
    """Objective to the points of all agencies together, by the objectives' ids."""
    hidden: frozenset[str]
    """Ids of agencies whose objectives are hidden: all of them, since they are of the same people."""
    hides_all: bool
    """Whether all agencies together are hidden too."""

    def of(self, agency_id: str, objective: str) -> ObjectiveTally:
        return self.by_agency.get(agency_id, {}).get(objective, ObjectiveTally())

    def of_all(self, objective: str) -> ObjectiveTally:
        return self.by_all.get(objective, ObjectiveTally())


def objectives_of(tally: AnswerTally, module_slug: str) -> ModuleObjectives:
    by_agency: dict[str, dict[str, ObjectiveTally]] = {}
    by_all: dict[str, ObjectiveTally] = {}
    for key, own in tally.objectives.items():
        if key.module_slug == module_slug:
            by_agency.setdefault(key.agency_id, {})[key.objective] = own
            by_all[key.objective] = by_all.get(key.objective, ObjectiveTally()) + own
    hidden, hides_all = _hidden(by_agency, by_all)
    return ModuleObjectives(by_agency, dict(sorted(by_all.items())), hidden, hides_all)


def targets_in(wave: Wave, module_slug: str) -> Mapping[str, int]:
    """Agency code to the people meant, N_sasaran as in the indicator; `nasional` has their sum."""
    targets = {counts.code: counts.target for counts in agency_counts(wave, module_slug)}
    return {**targets, NATIONAL: sum(targets.values())}


def objectives_report(
    wave: Wave,
    by_module: Mapping[str, ModuleObjectives],
    targets: Mapping[str, Mapping[str, int]],
    kind: AgencyKind | None,
    province: str | None,
    hides: bool,
) -> Report:
    """A row for each agency that the filter lets through, and one of all agencies, by module and objective.

    `targets` are those of each module (`targets_in`). What is hidden does not depend on the filter; the total is
    always that of all agencies.
    """
    agencies = [
        agency
        for agency in all_agencies()
        if kind in (None, agency.kind) and province in (None, agency.province)
    ]
    computed_at = data_version_time(wave)
    filters = [*filter(None, (kind, province))]
    return Report(
        subject="tujuan",
        title=f"Tujuan belajar – {wave.title}",
        columns=objectives.COLUMNS,
        rows=[
            (wave.title, slug, name, *row, computed_at)
            for slug, own in by_module.items()
            for name in own.by_all
            for row in _rows(own, name, targets[slug], agencies, hides)
        ],
        computed_at=computed_at,
        about=(
            ("Gelombang", wave.title),
            ("Modul", ", ".join(by_module)),
            ("Saringan", ", ".join(filters) or "semua instansi"),
            ("Aturan hitung", "tes akhir yang dihitung dan punya jawaban"),
            ("Data sampai", wib(computed_at)),
        ),
        notes=objectives.NOTES,
        scope=(*(by_module if len(by_module) == 1 else ()), wave.title, *filters),
        list_key="tujuan",
        on_paper=objectives.ON_PAPER,
    )


def _rows(
    own: ModuleObjectives,
    name: str,
    targets: Mapping[str, int],
    agencies: Sequence[Agency],
    hides: bool,
) -> Iterator[tuple[Value, ...]]:
    """From `kode_instansi` to `disembunyikan`."""
    for agency in agencies:
        is_hidden = hides and agency.id in own.hidden
        figures = _figures(own.of(agency.id, name), targets.get(agency.code, 0), is_hidden)
        yield agency.code, agency.name, *figures, None, None, is_hidden
    is_hidden = hides and own.hides_all
    whole = own.of_all(name)
    ends = None if is_hidden else clustered_interval(whole)
    yield (
        NATIONAL,
        "Seluruh instansi",
        *_figures(whole, targets[NATIONAL], is_hidden),
        *((None, None) if ends is None else (100 * ends.low, 100 * ends.high)),
        is_hidden,
    )


def _figures(tally: ObjectiveTally, target: int, is_hidden: bool) -> tuple[Value, ...]:
    """From `N_sasaran` to `pct_benar`."""
    return (
        target,
        tally.people,
        percent(tally.people, target),
        None if is_hidden else tally.right,
        tally.possible,
        None if is_hidden else percent(tally.right, tally.possible),
    )


def _hidden(
    by_agency: Mapping[str, Mapping[str, ObjectiveTally]], objectives: Iterable[str]
) -> tuple[frozenset[str], bool]:
    """An agency hidden at one objective is hidden at all of them; all are where no agency is left."""
    hidden: set[str] = set()
    hides_all = False
    for name in objectives:
        cells = [
            Cell(agency_id, own[name].people, _as_people(own[name]))
            for agency_id, own in by_agency.items()
            if name in own
        ]
        found = hidden_cells(cells)
        hidden |= found
        hides_all = hides_all or len(found) == len(cells)
    return frozenset(hidden), hides_all


def _as_people(tally: ObjectiveTally) -> int:
    """The right answers as if each person had one: none and all stay none and all, which tell about persons."""
    if tally.right in (0, tally.possible):
        return tally.people if tally.right else 0
    return min(max(1, tally.right * tally.people // tally.possible), tally.people - 1)
