"""Every agency beside the country: its funnel, its test against all others, and who stands out among many.

An agency is compared from 30 people on (measurement.md 9.5, contract.md section 4). Those with fewer have
limits, so that they can be drawn, but no place in the funnel and no test: they are not in the family that
Benjamini–Hochberg corrects, which is all shown agencies of 30 people or more. The family never depends on a
filter, and neither does what an agency is compared with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .figures import FigureRow, FigureTable
from .funnel import FunnelFlag, FunnelLimits, funnel_limits, place_in
from .indicator import Indicator
from .significance import FALSE_DISCOVERIES, adjusted_p, fisher_exact
from .verdict import COMPARE_FROM

OUTSIDE = (FunnelFlag.BELOW_ALARM, FunnelFlag.ABOVE_ALARM)


@dataclass(frozen=True, slots=True)
class Compared:
    """One agency. A hidden one, one without people, and all where the country is hidden have nothing but the row."""

    row: FigureRow
    limits: FunnelLimits | None = None
    place: FunnelFlag | None = None
    p: float | None = None
    """Fisher's exact test of the same share in the agency and in all others together."""
    adjusted: float | None = None
    """Benjamini–Hochberg: the least share of false flags at which this one would still be flagged."""

    @property
    def is_shown(self) -> bool:
        return self.limits is not None

    @property
    def is_judged(self) -> bool:
        return self.p is not None

    @property
    def is_discovery(self) -> bool:
        return self.adjusted is not None and self.adjusted <= FALSE_DISCOVERIES

    @property
    def is_outside(self) -> bool:
        """Beyond the wide limits of the funnel."""
        return self.place in OUTSIDE

    @property
    def stands_out(self) -> bool:
        return self.is_outside or self.is_discovery


def compare_agencies(table: FigureTable) -> tuple[Compared, ...]:
    """The agencies of a table of all agencies, in its order."""
    if table.national.good is None or not table.national.people:
        return tuple(Compared(row) for row in table.agencies)
    national = Indicator(table.national.good, table.national.people)
    limits_at = lru_cache(None)(lambda people: funnel_limits(national, people))
    values = {
        row.code: _p_value(Indicator(row.good, row.people), national)
        for row in table.agencies
        if row.good is not None and row.people >= COMPARE_FROM
    }
    adjusted = dict(zip(values, adjusted_p(list(values.values())), strict=True))
    return tuple(
        Compared(
            row=row,
            limits=limits_at(row.people),
            place=place_in(limits_at(row.people), row.good / row.people)
            if row.code in values
            else None,
            p=values.get(row.code),
            adjusted=adjusted.get(row.code),
        )
        if row.good is not None and row.people
        else Compared(row)
        for row in table.agencies
    )


def how_many_judged(compared: Sequence[Compared]) -> int:
    return sum(one.is_judged for one in compared)


def _p_value(own: Indicator, national: Indicator) -> float:
    """1 for the only agency there is: nothing to compare it with."""
    rest = Indicator(national.good - own.good, national.people - own.people)
    p = fisher_exact(own, rest)
    return 1.0 if p is None else p
