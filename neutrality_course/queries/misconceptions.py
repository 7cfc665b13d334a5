"""Who holds which misconception: by agency, with what is few people's own business hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..domain.disclosure import AgencyCell, Hidden, hide_agencies
from ..domain.indicator import Indicator, pool
from ..domain.terms import AgencyKind
from .agencies import all_agencies
from .answer_tally import AnswerTally

Held = Mapping[str, Mapping[str, Indicator]]
"""Misconception to agency id to people who hold it (`good`) of those who met it."""


class Place(NamedTuple):
    """What hiding looks at of an agency."""

    id: str
    kind: AgencyKind
    province: str


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What a wave's answers say of misconceptions: page, agency pages and files all read this."""

    held: Held
    by_all: Mapping[str, Indicator]
    """Misconception to the people of all agencies together."""
    hidden: Mapping[str, Hidden]
    """Misconception to what is hidden of it: agencies by id, and totals by kind, by province and of all."""

    def by_agency(self, name: str) -> Mapping[str, Indicator]:
        """Agency id to people who hold it of those who met it; nothing when nobody met it."""
        return self.held.get(name, {})


def beliefs_of(tally: AnswerTally) -> Beliefs:
    held = _held_by_belief(tally)
    places = [Place(agency.id, agency.kind, agency.province) for agency in all_agencies()]
    return Beliefs(
        held=held,
        by_all={name: pool(by_agency.values()) for name, by_agency in held.items()},
        hidden={name: _hidden(places, by_agency) for name, by_agency in held.items()},
    )


def _held_by_belief(tally: AnswerTally) -> Held:
    found: dict[str, dict[str, Indicator]] = {}
    for key, held in tally.misconceptions.items():
        found.setdefault(key.misconception, {})[key.agency_id] = held
    return found


def _hidden(places: Iterable[Place], by_agency: Mapping[str, Indicator]) -> Hidden:
    return hide_agencies(
        [
            AgencyCell(place.id, place.kind, place.province, one.people, one.good)
            for place in places
            if (one := by_agency.get(place.id))
        ]
    )
