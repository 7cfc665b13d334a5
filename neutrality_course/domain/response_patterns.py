"""Sendings that deserve a look: faster than one can read, or many alike at the same time in one agency.

They are counted as "perlu ditinjau" and change no score: a room of people who all know everything also
sends the same answers. Nobody is judged by this alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

READING_TIME = timedelta(seconds=2)
"""Per question: ten questions in less than 20 seconds were not read."""
ALIKE_FROM = 5
WITHIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Sending:
    """A counted attempt as it came in. `answers` are option ids in the order of the form's questions, "-" for a
    blank: never positions, which are drawn anew for each person. `duration` is None where no clock ran, as for
    imported results; `answers` is empty where none are known.
    """

    id: str
    agency_id: str
    finished_at: datetime
    duration: timedelta | None
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """Ids of the sendings found, which may be in both."""

    fast: frozenset[str]
    alike: frozenset[str]

    @property
    def to_review(self) -> frozenset[str]:
        return self.fast | self.alike


def patterns(sendings: Iterable[Sending]) -> Patterns:
    """Those that are very fast, and those in a group of five or more alike from one agency within two minutes."""
    every = list(sendings)
    together: defaultdict[tuple[str, tuple[str, ...]], list[Sending]] = defaultdict(list)
    for sending in every:
        if sending.answers:
            together[sending.agency_id, sending.answers].append(sending)
    return Patterns(
        fast=frozenset(s.id for s in every if is_fast(s)),
        alike=frozenset(one for group in together.values() for one in _crowded(group)),
    )


def is_fast(sending: Sending) -> bool:
    return sending.duration is not None and sending.duration < len(sending.answers) * READING_TIME


def to_review_by_agency(sendings: Iterable[Sending]) -> dict[str, int]:
    """How many of each agency's sendings are "perlu ditinjau"; agencies without any are left out."""
    every = list(sendings)
    found = patterns(every).to_review
    return dict(sorted(Counter(s.agency_id for s in every if s.id in found).items()))


def _crowded(group: Sequence[Sending]) -> Iterator[str]:
    """Those in any stretch of two minutes that holds at least five of the group."""
    ordered = sorted(group, key=lambda s: (s.finished_at, s.id))
    first = 0
    for last, sending in enumerate(ordered):
        while sending.finished_at - ordered[first].finished_at > WITHIN:
            first += 1
        if last - first + 1 >= ALIKE_FROM:
            yield from (s.id for s in ordered[first : last + 1])
