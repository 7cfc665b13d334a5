"""The comprehension indicator: the share of people at *baik*, pooled over people."""

from collections.abc import Iterable
from dataclasses import dataclass

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
