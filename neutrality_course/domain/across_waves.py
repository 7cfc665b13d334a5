"""The waves beside each other, and where a series of them breaks.

measurement.md section 3.3: no comparison of periods across a changed cut or form without a break mark.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .figures import FigureRow
from .levels import Cuts


class Break(StrEnum):
    """What differs between two waves."""

    CUTS = "batas"
    MODULES = "modul"
    FORMS = "paket soal"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a wave measured with. `versions` are the form versions that its counted tests met."""

    cuts: Cuts
    modules: Collection[str]
    versions: Collection[str]
    people: int


@dataclass(frozen=True, slots=True)
class WaveFigures:
    """One wave: what it measured with, and its national row, hidden by the wave's own rules."""

    title: str
    first_on: date
    last_on: date
    is_open: bool
    cuts: Cuts
    points: int | None
    """The points possible in the counted tests, when they were the same for all."""
    modules: tuple[str, ...]
    form_versions: tuple[str, ...]
    national: FigureRow
    reporting: int
    """Agencies with somebody counted, of `agencies`."""
    agencies: int
    computed_at: datetime
    breaks: tuple[Break, ...]
    """What breaks the series between this wave and the one before it."""


def breaks_between(one: Measure, other: Measure) -> tuple[Break, ...]:
    """What breaks the series between two waves, in whichever order; nothing where they may be compared.

    Forms are looked at where the modules are the same, since other modules have other forms, and where people
    of both waves are counted: before that there is nothing to compare. Results brought in without their
    forms could be of any, so they break the series too.
    """
    found = []
    if one.cuts != other.cuts:
        found.append(Break.CUTS)
    if set(one.modules) != set(other.modules):
        found.append(Break.MODULES)
    elif one.people and other.people and _differ(set(one.versions), set(other.versions)):
        found.append(Break.FORMS)
    return tuple(found)


def _differ(versions: set[str], others: set[str]) -> bool:
    return versions != others or not versions
