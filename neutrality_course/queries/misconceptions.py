"""Who holds which misconception: by agency, with what is few people's own business hidden."""

from collections.abc import Iterable, Mapping
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


def places() -> tuple[Place, ...]:
    """Every agency."""
    return tuple(Place(agency.id, agency.kind, agency.province) for agency in all_agencies())


def held_by_belief(tally: AnswerTally) -> Held:
    found: dict[str, dict[str, Indicator]] = {}
    for key, held in tally.misconceptions.items():
        found.setdefault(key.misconception, {})[key.agency_id] = held
    return found


def held_by_all(held: Held) -> dict[str, Indicator]:
    """Misconception to the people of all agencies together."""
    return {name: pool(by_agency.values()) for name, by_agency in held.items()}


def hidden_of_belief(agencies: Iterable[Place], by_agency: Mapping[str, Indicator]) -> Hidden:
    """What to hide of one misconception: agencies by id, and totals by kind, by province and of all."""
    return hide_agencies(
        [
            AgencyCell(agency.id, agency.kind, agency.province, one.people, one.good)
            for agency in agencies
            if (one := by_agency.get(agency.id))
        ]
    )
