"""What the indicator page says of its figures, worked out so that the template only shows."""

from dataclasses import dataclass

from ..domain.benchmark import SURVEY, SURVEY_AGENCIES
from ..domain.figures import FigureRow, FigureTable
from ..domain.indicator import Indicator, worst_case
from ..domain.interval import Interval
from ..domain.levels import Cuts, least_points
from ..domain.numbers import (
    NO_VALUE,
    display_change,
    display_count,
    display_percent,
    display_points,
    display_share,
)
from ..domain.slices import SliceRow
from .labels import label

HIDDEN = "n<10"


@dataclass(frozen=True, slots=True)
class RowWords:
    code: str
    name: str
    place: str
    people: str
    coverage: str
    share: str
    interval: str
    before_after: str
    pairs: str
    change: str
    verdict: str
    is_total: bool


@dataclass(frozen=True, slots=True)
class LevelWords:
    name: str
    cut: str
    people: str
    share: str


@dataclass(frozen=True, slots=True)
class Headline:
    """The whole course of a wave over all agencies."""

    share: str
    share_detail: str
    worst_case: str
    coverage: str
    coverage_detail: str
    change: str
    change_detail: str
    started: str
    finished: str
    counted: str
    levels: tuple[LevelWords, ...]
    benchmark: str
    benchmark_people: str
    benchmark_agencies: str


def row_words(row: FigureRow) -> RowWords:
    is_total = row.kind is None
    return RowWords(
        code=row.code,
        name=row.name,
        place=f"{label(row.kind)}, {row.province}" if row.kind else "digabung per orang",
        people=display_count(row.people),
        coverage=_coverage(row),
        share=share_words(row),
        interval=interval_words(row),
        before_after=before_after_words(row),
        pairs="" if not row.pairs else f"{display_count(row.pairs)} pasangan",
        change=change_words(row),
        verdict=row.verdict.value if row.verdict else NO_VALUE,
        is_total=is_total,
    )


def headline_words(
    table: FigureTable, cuts: Cuts, points: int | None, started: int, finished: int
) -> Headline:
    total = table.national
    reporting = sum(1 for row in table.agencies if row.people)
    agencies = f"{display_points(reporting, len(table.agencies))} instansi"
    return Headline(
        share=share_words(total),
        share_detail=_share_detail(total),
        worst_case=_worst_case(total),
        coverage=display_percent(total.people, total.target),
        coverage_detail=f"{display_points(total.people, total.target)} orang, {agencies} melapor",
        change=change_words(total) if total.change is None else f"{change_words(total)} poin",
        change_detail=_change_detail(total),
        started=display_count(started),
        finished=display_count(finished),
        counted=display_count(total.people),
        levels=_levels(total, cuts, points),
        benchmark=display_percent(SURVEY.good, SURVEY.people),
        benchmark_people=display_count(SURVEY.people),
        benchmark_agencies=display_count(SURVEY_AGENCIES),
    )


def _coverage(row: FigureRow) -> str:
    of_target = f"dari {display_count(row.target)}"
    return f"{of_target}; {display_percent(row.people, row.target)}" if row.target else of_target


def share_words(row: FigureRow) -> str:
    if row.is_hidden:
        return HIDDEN
    return display_percent(row.good or 0, row.people)


def interval_words(row: FigureRow) -> str:
    if row.wilson_low is None or row.wilson_high is None:
        return ""
    return share_interval(Interval(row.wilson_low / 100, row.wilson_high / 100))


def share_interval(ends: Interval | None) -> str:
    """Both ends of an interval of shares: "92,86–93,81%"; nothing for none."""
    if ends is None:
        return ""
    return f"{display_share(ends.low).removesuffix('%')}–{display_share(ends.high)}"


def before_after_words(row: FigureRow | SliceRow) -> str:
    """The share at *baik* in both tests, of the pairs."""
    if row.pairs == 0:
        return NO_VALUE
    if row.pre_good is None or row.post_good is None or row.pairs is None:
        return HIDDEN
    before = display_percent(row.pre_good, row.pairs)
    return f"{before} → {display_percent(row.post_good, row.pairs)}"


def change_words(row: FigureRow | SliceRow) -> str:
    """Their difference in percentage points."""
    if row.pairs == 0:
        return NO_VALUE
    if row.pre_good is None or row.post_good is None or row.pairs is None:
        return HIDDEN
    return display_change(row.post_good - row.pre_good, row.pairs)


def _share_detail(row: FigureRow) -> str:
    if row.people == 0:
        return "Belum ada orang yang dihitung"
    if row.is_hidden:
        return f"{display_count(row.people)} orang dihitung"
    people = f"{display_points(row.good or 0, row.people)} orang yang dihitung"
    return f"{people}; ketidakpastian statistik 95%: {interval_words(row)}"


def _worst_case(row: FigureRow) -> str:
    """The share if those not measured were all, or none of them, at *baik*."""
    if row.is_hidden or not row.people:
        return ""
    ends = worst_case(Indicator(row.good or 0, row.people), row.target)
    return f"{display_share(ends.low)} sampai {display_share(ends.high)}" if ends else ""


def _change_detail(row: FigureRow) -> str:
    if row.pairs == 0:
        return "Belum ada pasangan tes awal dan tes akhir"
    if row.change is None:
        return "Disembunyikan"
    return f"{before_after_words(row)} pada {display_count(row.pairs or 0)} pasangan tes awal dan tes akhir"


def _levels(row: FigureRow, cuts: Cuts, points: int | None) -> tuple[LevelWords, ...]:
    limits = (
        f"paling sedikit {cut_words(cuts.good, points)}",
        f"paling sedikit {cut_words(cuts.fair, points)}",
        f"di bawah {cut_words(cuts.fair, points)}",
    )
    counts = (row.good, row.fair, row.poor)
    names = ("Baik", "Cukup", "Kurang")
    return tuple(
        LevelWords(
            name,
            cut,
            HIDDEN if people is None else display_count(people),
            HIDDEN if people is None else display_percent(people, row.people),
        )
        for name, cut, people in zip(names, limits, counts, strict=True)
    )


def signed_points(difference: float) -> str:
    """A difference of shares (0.125) in percentage points with its sign: "+12,50"."""
    text = f"{abs(100 * difference):.2f}".replace(".", ",")
    return "0,00" if text == "0,00" else ("+" if difference > 0 else "−") + text


def cut_words(cut: int, points: int | None) -> str:
    """The cut as points, which is what people meet: "23 dari 30 (76%)"."""
    if points is None:
        return f"{cut}%"
    return f"{display_points(least_points(cut, points), points)} ({cut}%)"
