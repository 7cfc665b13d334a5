"""What the pages of slices and crossed tables say, worked out so that templates only show."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.interval import wilson
from ..domain.numbers import (
    NO_VALUE,
    display_count,
    display_percent,
)
from ..domain.slices import Slice, SliceRow
from ..domain.terms import AgencyKind, Employment, JobLevel
from .figure_words import HIDDEN, before_after_words, change_words, share_interval
from .labels import label

ALL = {
    Slice.KIND: "Semua jenis instansi",
    Slice.PROVINCE: "Semua provinsi",
    Slice.REGION: "Semua pulau",
    Slice.JOB_LEVEL: "Semua jenjang",
    Slice.EMPLOYMENT: "Semua pegawai",
}


@dataclass(frozen=True, slots=True)
class SliceWords:
    name: str
    people: str
    coverage: str
    share: str
    interval: str
    before_after: str
    pairs: str
    change: str
    is_total: bool


@dataclass(frozen=True, slots=True)
class CellWords:
    column: str
    share: str
    people: str
    """Empty where nobody is counted."""


@dataclass(frozen=True, slots=True)
class CrossedRow:
    name: str
    cells: Sequence[CellWords]
    is_total: bool


@dataclass(frozen=True, slots=True)
class Crossed:
    columns: Sequence[tuple[str, str]]
    """Name and alignment of each column, that of the rows' names first."""
    rows: Sequence[CrossedRow]


def value_words(cut: Slice, value: str) -> str:
    if not value:
        return ALL[cut]
    if cut is Slice.KIND:
        return label(AgencyKind(value))
    if cut is Slice.JOB_LEVEL:
        return label(JobLevel(value))
    return label(Employment(value)) if cut is Slice.EMPLOYMENT else value


def slice_words(row: SliceRow, cuts: Sequence[Slice]) -> SliceWords:
    own = row.own
    return SliceWords(
        name=", ".join(value_words(cut, v) for cut, v in zip(cuts, row.values, strict=True)),
        people=display_count(row.people),
        coverage=_coverage(row),
        share=share_of(row),
        interval="" if own is None else share_interval(wilson(own.good, own.people)),
        before_after=before_after_words(row),
        pairs=f"{display_count(row.pairs)} pasangan" if row.pairs else "",
        change=change_words(row),
        is_total=not any(row.values),
    )


def crossed_words(rows: Sequence[SliceRow], cuts: Sequence[Slice]) -> Crossed:
    """Rows × columns in the order of `rows`, where every combination stands at most once."""
    cells = {row.values: row for row in rows}
    across = [row.values[1] for row in rows if not row.values[0]]
    down = list(dict.fromkeys(row.values[0] for row in rows))
    return Crossed(
        columns=[
            ("Kelompok", "text"),
            *((_heading(cuts[1], value), "number") for value in across),
        ],
        rows=[
            CrossedRow(
                value_words(cuts[0], first),
                [_cell(cells.get((first, second)), cuts[1], second) for second in across],
                not first,
            )
            for first in down
        ],
    )


def share_of(row: SliceRow) -> str:
    return HIDDEN if row.good is None else display_percent(row.good, row.people)


def _cell(row: SliceRow | None, cut: Slice, value: str) -> CellWords:
    column = _heading(cut, value)
    if row is None or not row.people:
        return CellWords(column, NO_VALUE, "")
    return CellWords(column, share_of(row), f"n {display_count(row.people)}")


def _heading(cut: Slice, value: str) -> str:
    """Short for the last column: a wide table has little room."""
    return value_words(cut, value) if value else "Semua"


def _coverage(row: SliceRow) -> str:
    if row.target is None:
        return ""
    percent = display_percent(row.people, row.target)
    return f"dari {display_count(row.target)}; {percent}" if row.target else "dari 0"
