"""The indicator table: one row per agency and one for all, from counts alone (contract.md section 4).

Page, CSV, JSON and command all show these rows, so they cannot differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .benchmark import verdict_against_survey
from .change_hiding import PairedCell, hide_changes
from .disclosure import AgencyCell, hide_agencies
from .indicator import Indicator
from .interval import wilson
from .terms import AgencyKind, Verdict
from .verdict import verdict_against_rest

NATIONAL = "nasional"


@dataclass(frozen=True, slots=True)
class AgencyCounts:
    """What was counted for one agency in one wave and module (or the whole course)."""

    code: str
    name: str
    kind: AgencyKind | None
    province: str
    members: int
    """Active members now, or the target frozen when the wave closed."""
    staff: int
    """Staff count; 0 when not known, or when the target is frozen."""
    people: int = 0
    good: int = 0
    fair: int = 0
    poor: int = 0
    pre_people: int = 0
    pairs: int = 0
    both_good: int = 0
    gained: int = 0
    lost: int = 0
    rated: int = 0
    """People who said how well they understand."""
    rated_good: int = 0
    """Of those: who said well or very well."""

    @property
    def target(self) -> int:
        """N_sasaran: the largest of active members, staff count and respondents."""
        return max(self.members, self.staff, self.people)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of the table: counts, and shares in percent 0-100, unrounded.

    None stands where there is nothing to compute from, or where it is hidden.
    """

    code: str
    name: str
    kind: AgencyKind | None
    province: str
    target: int
    people: int
    coverage: float | None
    good: int | None
    fair: int | None
    poor: int | None
    share: float | None
    wilson_low: float | None
    wilson_high: float | None
    pre_people: int | None
    pairs: int | None
    pre_good: int | None
    """People at *baik* in the test before, of the pairs alone; `post_good` in the test after. None, as are both
    shares and the change, where the row is hidden or its pairs are few.
    """
    post_good: int | None
    pre_share: float | None
    post_share: float | None
    change: float | None
    verdict: Verdict | None
    is_hidden: bool
    rated: int
    rated_good: int | None
    rated_share: float | None
    """The share of self-ratings at *baik* or better; hidden by its own n."""
    rated_verdict: Verdict
    """Beside the survey's share, which was probably a self-rating too."""

    @property
    def hides_change(self) -> bool:
        """Whether nothing but the number of pairs is shown of them."""
        return self.pairs != 0 and self.pre_good is None


@dataclass(frozen=True, slots=True)
class FigureTable:
    national: FigureRow
    agencies: tuple[FigureRow, ...]


def figure_table(
    counts: Sequence[AgencyCounts],
    kind: AgencyKind | None = None,
    province: str | None = None,
    hides: bool = True,
) -> FigureTable:
    """The rows of the agencies that the filter lets through, by their codes, and their total.

    `counts` holds all agencies of the wave: what is hidden and the verdict against the rest do not
    depend on the filter, so that no figure follows by comparing two filters.
    """
    hidden = hide_agencies(
        [AgencyCell(c.code, c.kind or "", c.province, c.people, c.good) for c in counts]
    )
    hidden_changes = hide_changes([_paired(c) for c in counts], hidden)
    hidden_ratings = hide_agencies(
        [AgencyCell(c.code, c.kind or "", c.province, c.rated, c.rated_good) for c in counts]
    )
    everybody = _total(counts)
    shown = [
        c
        for c in sorted(counts, key=lambda c: c.code)
        if kind in (None, c.kind) and province in (None, c.province)
    ]
    rows = []
    for count in shown:
        rest = Indicator(everybody.good - count.good, everybody.people - count.people)
        is_hidden, no_change, no_rating = (
            hides and count.code in each.agencies
            for each in (hidden, hidden_changes, hidden_ratings)
        )
        row = _row(count, count.target, is_hidden, no_change, no_rating)
        verdict = verdict_against_rest(Indicator(count.good, count.people), rest, is_hidden)
        rows.append(replace(row, verdict=verdict))
    total_hidden, no_change, no_rating = (
        hides and (kind, province) in each.totals
        for each in (hidden, hidden_changes, hidden_ratings)
    )
    target = sum(count.target for count in shown)
    national = _row(_total(shown), target, total_hidden, no_change, no_rating)
    return FigureTable(national=national, agencies=tuple(rows))


def _paired(count: AgencyCounts) -> PairedCell:
    return PairedCell(
        count.code,
        count.kind or "",
        count.province,
        count.people,
        count.good,
        count.pairs,
        count.both_good + count.lost,
        count.both_good + count.gained,
    )


def _total(counts: Sequence[AgencyCounts]) -> AgencyCounts:
    def total(name: str) -> int:
        return sum(getattr(count, name) for count in counts)

    return AgencyCounts(
        code=NATIONAL,
        name="Seluruh instansi",
        kind=None,
        province="",
        members=total("members"),
        staff=total("staff"),
        people=total("people"),
        good=total("good"),
        fair=total("fair"),
        poor=total("poor"),
        pre_people=total("pre_people"),
        pairs=total("pairs"),
        both_good=total("both_good"),
        gained=total("gained"),
        lost=total("lost"),
        rated=total("rated"),
        rated_good=total("rated_good"),
    )


def _row(
    count: AgencyCounts, target: int, is_hidden: bool, no_change: bool, no_rating: bool
) -> FigureRow:
    rated = Indicator(count.rated_good, count.rated)
    interval = wilson(count.good, count.people)
    pre_good, post_good = count.both_good + count.lost, count.both_good + count.gained
    row = FigureRow(
        code=count.code,
        name=count.name,
        kind=count.kind,
        province=count.province,
        target=target,
        people=count.people,
        coverage=_percent(count.people, target),
        good=count.good,
        fair=count.fair,
        poor=count.poor,
        share=_percent(count.good, count.people),
        wilson_low=None if interval is None else 100 * interval[0],
        wilson_high=None if interval is None else 100 * interval[1],
        pre_people=count.pre_people,
        pairs=count.pairs,
        pre_good=pre_good,
        post_good=post_good,
        pre_share=_percent(pre_good, count.pairs),
        post_share=_percent(post_good, count.pairs),
        change=_percent(count.gained - count.lost, count.pairs),
        verdict=None,
        is_hidden=is_hidden,
        rated=count.rated,
        rated_good=None if no_rating else count.rated_good,
        rated_share=None if no_rating else rated.percent,
        rated_verdict=verdict_against_survey(rated, no_rating),
    )
    if is_hidden:
        row = replace(
            row,
            good=None,
            fair=None,
            poor=None,
            share=None,
            wilson_low=None,
            wilson_high=None,
            pre_people=None,
            pairs=None,
        )
    if is_hidden or no_change:
        row = replace(
            row, pre_good=None, post_good=None, pre_share=None, post_share=None, change=None
        )
    return row


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
