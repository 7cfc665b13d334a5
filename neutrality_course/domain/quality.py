"""How sound a wave's data are: what came in from where, and what deserves a look. Nothing here changes a figure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .disclosure import SHOW_FROM
from .figures import FigureRow
from .terms import AttemptSource, Phase

LOW_COVERAGE = 10
"""Percent: below this a share says little about the agency."""


class Standing(StrEnum):
    """Whether an attempt counts, and why not."""

    COUNTED = "dihitung"
    COUNTED_LATE = "dihitung, dikirim paling lambat 72 jam setelah gelombang ditutup"
    LATER = "tidak dihitung: sudah ada yang dihitung sebelumnya"
    TOO_LATE = "tidak dihitung: dikirim lebih dari 72 jam setelah gelombang ditutup"
    PREVIEW = "tidak dihitung: pratinjau admin"
    OPEN = "belum dikirim"


Records = Mapping[tuple[AttemptSource, Phase, Standing], int]
"""How many attempts there are of each source, phase and standing."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """Counted sendings of an agency, and how many of them are "perlu ditinjau"."""

    agency_id: str | None
    """None: the small agencies together."""
    agencies: int
    sendings: int
    to_review: int


@dataclass(frozen=True, slots=True)
class Review:
    sendings: int
    fast: int
    alike: int
    to_review: int
    lines: tuple[ReviewLine, ...]
    """Those with something to review, by agency id; the small agencies together come last."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Agencies of which nobody, or too few, are counted."""

    agencies: int
    nobody: tuple[FigureRow, ...]
    few: tuple[FigureRow, ...]
    """Somebody, but less than a tenth of those meant."""


def missing(agencies: Iterable[FigureRow]) -> Missing:
    every = sorted(agencies, key=lambda row: (row.name.casefold(), row.code))
    return Missing(
        agencies=len(every),
        nobody=tuple(row for row in every if not row.people),
        few=tuple(row for row in every if row.people and (row.coverage or 0) < LOW_COVERAGE),
    )


def standing_of(
    source: AttemptSource, is_sent: bool, is_counted: bool, is_late: bool, has_counted: bool
) -> Standing:
    """`has_counted`: another attempt of the same person, module and phase counts."""
    if source is AttemptSource.PREVIEW:
        return Standing.PREVIEW
    if not is_sent:
        return Standing.OPEN
    if is_counted:
        return Standing.COUNTED_LATE if is_late else Standing.COUNTED
    return Standing.LATER if has_counted else Standing.TOO_LATE


def review(
    people: Mapping[str, int],
    sendings: Mapping[str, int],
    to_review: Mapping[str, int],
    fast: int,
    alike: int,
) -> Review:
    """By agency where it has ten counted people; what is smaller stands in one sum of at least two agencies.

    `people`, `sendings` and `to_review` are counts by agency id.
    """
    small = small_agencies(people)
    lines = [
        ReviewLine(agency, 1, sendings.get(agency, 0), to_review[agency])
        for agency in sorted(to_review)
        if to_review[agency] and agency not in small
    ]
    together = ReviewLine(
        None,
        len(small),
        sum(sendings.get(agency, 0) for agency in small),
        sum(to_review.get(agency, 0) for agency in small),
    )
    return Review(
        sum(sendings.values()),
        fast,
        alike,
        sum(to_review.values()),
        (*lines, together) if together.to_review else tuple(lines),
    )


def small_agencies(people: Mapping[str, int]) -> frozenset[str]:
    """Agencies under ten counted people and, so that no single one follows from the sum, the next larger ones."""
    by_size = sorted((count, agency) for agency, count in people.items() if count)
    small: list[str] = []
    together = 0
    for count, agency in by_size:
        is_safe = not small or (len(small) > 1 and together >= SHOW_FROM)
        if count >= SHOW_FROM and is_safe:
            break
        small.append(agency)
        together += count
    return frozenset(small)


def by_standing(records: Records) -> Counter[Standing]:
    found: Counter[Standing] = Counter()
    for (_, _, standing), count in records.items():
        found[standing] += count
    return found
