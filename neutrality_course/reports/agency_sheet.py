"""One agency's figures on two printed pages, fit to hand to its head."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from .pdf_file import typeset
from .report import wib


@dataclass(frozen=True, slots=True)
class SheetLine:
    """The course or a module: what is printed of it, and where it lies between 0 and 100."""

    name: str
    cut: str
    people: str
    share: str
    interval: str
    before_after: str
    change: str
    verdict: str
    everybody: str
    own_at: float | None
    low_at: float | None
    high_at: float | None
    everybody_at: float | None


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A job level or a kind of employment within the agency."""

    name: str
    people: str
    share: str
    interval: str


@dataclass(frozen=True, slots=True)
class AgencySheet:
    agency: str
    place: str
    """Kind and province."""
    wave: str
    days: str
    """First to last day of the wave."""
    headline: str
    headline_detail: str
    facts: Sequence[tuple[str, str]]
    lines: Sequence[SheetLine]
    """The course first, then its modules."""
    job_levels: Sequence[SheetPart]
    employments: Sequence[SheetPart]
    is_own: bool
    """Whether it is for the agency itself, from which nothing about it is hidden."""
    notes: Sequence[str]
    computed_at: datetime


def agency_pdf(sheet: AgencySheet) -> bytes:
    """Two A4 pages; the same bytes for the same figures."""
    data = {**asdict(sheet), "computed_at": wib(sheet.computed_at)}
    return typeset("agency.typ", data, sheet.computed_at)
