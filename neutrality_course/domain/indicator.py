"""The comprehension indicator: the share of people at *baik*, pooled over people."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from .interval import Interval
from .numbers import percent


@dataclass(frozen=True, slots=True)
class Indicator:
    """How many of how many people are at *baik*; ValueError unless 0 <= good <= people."""

    good: int
    people: int

    def __post_init__(self) -> None:
        if not 0 <= self.good <= self.people:
            raise ValueError(f"{self.good} good of {self.people} people")

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None, never 0, when there are no people."""
        return self.good / self.people if self.people else None

    @property
    def percent(self) -> float | None:
        """Between 0 and 100, unrounded; None when there are no people."""
        return percent(self.good, self.people)


def pool(indicators: Iterable[Indicator]) -> Indicator:
    """All people together: never the mean of the groups' shares."""
    groups = list(indicators)
    return Indicator(good=sum(g.good for g in groups), people=sum(g.people for g in groups))


def coverage(people: int, target: int) -> float | None:
    """The share of the people meant who were measured; None when nobody was meant."""
    return people / target if target else None


def worst_case(own: Indicator, target: int) -> Interval | None:
    """The share if nobody, and if everybody, of those not measured were at *baik*.

    Takers are volunteers: this is what can be said without taking them for a random sample. None
    when nobody was meant.
    """
    if target == 0:
        return None
    missing = target - own.people
    return Interval(own.good / target, (own.good + missing) / target)


@dataclass(frozen=True, slots=True)
class Stratum:
    """One agency with its staff count (0 when not known) as a part of the weighted share."""

    own: Indicator
    staff: int
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class WeightedShare:
    """The share if each agency weighed as many people as work there, and how far that reaches."""

    share: float | None
    staff: int
    """People of the agencies that are in it."""
    staff_of_all: int
    agencies: int
    left_out: int
    """Agencies without a respondent, without a known staff count, or hidden."""

    @property
    def coverage(self) -> float | None:
        """The part of all known staff whose agencies are in it; None when no staff count is known."""
        return coverage(self.staff, self.staff_of_all)


def post_stratified(strata: Iterable[Stratum]) -> WeightedShare:
    """Σ (N_a / N) · P_a over the agencies that have respondents and a known staff count.

    The others cannot be weighted: they are left out of both sums and counted. So are hidden ones: with the
    pooled share beside it their figures would follow from two equations. N_a is at least n_a.
    """
    every = list(strata)
    weighed = [(s.own, max(s.staff, s.own.people)) for s in every if _can_be_weighed(s)]
    staff = sum(weight for _, weight in weighed)
    good = fsum(own.good / own.people * weight for own, weight in weighed)
    return WeightedShare(
        share=good / staff if staff else None,
        staff=staff,
        staff_of_all=sum(max(s.staff, s.own.people) for s in every if s.staff),
        agencies=len(weighed),
        left_out=len(every) - len(weighed),
    )


def _can_be_weighed(stratum: Stratum) -> bool:
    return stratum.own.people > 0 and stratum.staff > 0 and not stratum.is_hidden
