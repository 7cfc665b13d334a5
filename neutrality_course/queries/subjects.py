"""What can be reported: a subject's name gives its report, for the command line and for the evidence package.

A new subject is one more line in SUBJECTS; its command, formats, hiding and logging come by themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..domain.terms import COURSE, AgencyKind
from ..models import Wave
from ..reports.indicator import indicator_report
from ..reports.report import Report
from .indicator import indicator


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a wave is asked for; by default the whole course and all agencies."""

    module_slug: str = COURSE
    kind: AgencyKind | None = None
    province: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The chosen kind and province, in words."""
        return tuple(filter(None, (self.kind, self.province)))


@dataclass(frozen=True, slots=True)
class Subject:
    help: str
    """One Indonesian line for --help."""
    report: Callable[[Wave, Filters, bool], Report]
    """The report of a wave; the flag says whether small cells are hidden."""


def indicator_subject(wave: Wave, filters: Filters, hides: bool) -> Report:
    figures = indicator(wave, filters.module_slug, filters.kind, filters.province, hides)
    return indicator_report(figures.heading, figures.table, *filters.words)


SUBJECTS: Mapping[str, Subject] = {
    "indicator": Subject("Indikator pemahaman tiap instansi.", indicator_subject),
}
