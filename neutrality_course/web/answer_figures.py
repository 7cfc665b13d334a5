"""Objectives and misconceptions of agencies, and which of them are few people's own business."""

from collections.abc import Mapping

from ..domain.disclosure import Cell, hidden_cells
from ..models import Wave
from ..queries.answer_tally import ObjectiveTally, answer_tally
from ..queries.misconceptions import Beliefs, beliefs_of
from .kept import kept
from .lookups import catalog

EVERYBODY = "*"
"""In the place of an agency's id: the line of all agencies."""


def measured_objectives(slug: str) -> tuple[str, ...]:
    return tuple(o.id for o in catalog().module(slug).objectives if o.is_measured)


def objective_tallies(wave: Wave, slug: str) -> Mapping[str, Mapping[str, ObjectiveTally]]:
    """Agency id to objective to tally, of one module; `EVERYBODY` holds the sums."""
    found: dict[str, dict[str, ObjectiveTally]] = {EVERYBODY: {}}
    for key, tally in kept(answer_tally, wave).objectives.items():
        if key.module_slug == slug:
            found.setdefault(key.agency_id, {})[key.objective] = tally
            found[EVERYBODY][key.objective] = _added(
                found[EVERYBODY].get(key.objective, ObjectiveTally(0, 0, 0)), tally
            )
    return found


def hidden_objectives(wave: Wave, slug: str) -> frozenset[str]:
    """Agencies whose objectives are hidden, `EVERYBODY` among them where all are.

    An agency hidden at one objective is hidden at all of them: they are of the same people.
    """
    by_agency = kept(objective_tallies, wave, slug)
    hidden: set[str] = set()
    for name in measured_objectives(slug):
        cells = [
            Cell(agency_id, own[name].people, _as_people(own[name]))
            for agency_id, own in by_agency.items()
            if agency_id != EVERYBODY and name in own
        ]
        found = hidden_cells(cells)
        hidden |= found
        if cells and len(found) == len(cells):
            hidden.add(EVERYBODY)
    return frozenset(hidden)


def beliefs(wave: Wave) -> Beliefs:
    return kept(_beliefs, wave)


def _beliefs(wave: Wave) -> Beliefs:
    return beliefs_of(kept(answer_tally, wave))


def _added(one: ObjectiveTally, other: ObjectiveTally) -> ObjectiveTally:
    return ObjectiveTally(
        one.people + other.people, one.right + other.right, one.possible + other.possible
    )


def _as_people(tally: ObjectiveTally) -> int:
    """The right answers as if each person had one: none and all stay none and all, which tell about persons."""
    if tally.right in (0, tally.possible):
        return tally.people if tally.right else 0
    return min(max(1, tally.right * tally.people // tally.possible), tally.people - 1)
