"""Which days' shares to leave out, where the totals of agencies and of everybody are published too.

A day on which one agency tested all its people, and another a few, tells about the few: the first agency's
total taken from the day's leaves them. So a day, or days, must stay safe when every agency that is wholly on
them is taken away. Looked at are single days and the days of each agency; unions of several agencies' days
are not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from .disclosure import HOMOGENEOUS_BELOW, SHOW_FROM, Cell, hidden_cells
from .indicator import Indicator, pool

ByAgencyAndDay = Mapping[tuple[str, date], Indicator]
"""(agency, day) to what was counted of the agency on that day."""


def totals_by_day(counts: ByAgencyAndDay) -> dict[date, Indicator]:
    by_day: dict[date, list[Indicator]] = defaultdict(list)
    for (_, day), own in counts.items():
        by_day[day].append(own)
    return {day: pool(by_day[day]) for day in sorted(by_day)}


def hidden_days(counts: ByAgencyAndDay, hidden_agencies: Collection[str]) -> frozenset[date]:
    """The days to hide in a table of days; how many people each agency had on a day is known."""
    totals = totals_by_day(counts)
    cells = [Cell(day.isoformat(), own.people, own.good) for day, own in totals.items()]
    days_of = _days_of(counts)
    telling = [
        days for days in _looked_at(days_of) if _tells(counts, days_of, hidden_agencies, days)
    ]
    hidden: set[date] = set()
    while True:
        names = hidden_cells(cells, hidden_before={day.isoformat() for day in hidden})
        hidden = {date.fromisoformat(name) for name in names}
        further = next(_further(totals, telling, hidden), None)
        if further is None:
            return frozenset(hidden)
        hidden.add(further)


def _further(
    totals: Mapping[date, Indicator], telling: Collection[frozenset[date]], hidden: set[date]
) -> Iterator[date]:
    """A day to hide for each group of telling days whose sum follows from the shown days and the total."""
    for days in telling:
        if not days & hidden:
            choice = set(days)
        elif hidden <= days:
            choice = set(totals) - days
        else:
            continue
        yield min(choice, key=lambda day: (totals[day].people, day))


def _days_of(counts: ByAgencyAndDay) -> dict[str, frozenset[date]]:
    by_agency: dict[str, set[date]] = defaultdict(set)
    for agency, day in counts:
        by_agency[agency].add(day)
    return {agency: frozenset(days) for agency, days in by_agency.items()}


def _looked_at(days_of: Mapping[str, frozenset[date]]) -> list[frozenset[date]]:
    """Never all days: what is left of them are the hidden agencies, which the agencies' table keeps."""
    everything = frozenset[date]().union(*days_of.values())
    singles = [frozenset([day]) for day in sorted(everything)]
    groups = sorted(set(days_of.values()), key=sorted)
    return [days for days in dict.fromkeys([*singles, *groups]) if days != everything]


def _tells(
    counts: ByAgencyAndDay,
    days_of: Mapping[str, frozenset[date]],
    hidden_agencies: Collection[str],
    days: frozenset[date],
) -> bool:
    """Whether what is left of these days, without the shown agencies wholly on them, is about few people,
    or about some of the hidden agencies alone."""
    people = good = 0
    has_shown = False
    for agency, own_days in days_of.items():
        is_hidden = agency in hidden_agencies
        if not is_hidden and own_days <= days:
            continue
        for day in own_days & days:
            people += counts[agency, day].people
            good += counts[agency, day].good
            has_shown = has_shown or not is_hidden
        if has_shown and people >= SHOW_FROM and (good or people >= HOMOGENEOUS_BELOW):
            return False
    return people > 0
