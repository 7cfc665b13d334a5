"""A report before it becomes a page table, CSV, XLSX, ODS, JSON or PDF: columns with meanings, and rows.

One computation makes the rows; every file writer takes a `Report`, so that no two files can differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Value = str | int | float | bool | datetime | None


class Kind(StrEnum):
    """What a column holds, from which every writer takes its format."""

    TEXT = "teks"
    COUNT = "jumlah"
    PERCENT = "persen"
    """0 to 100, unrounded in JSON and plain CSV, two decimals elsewhere."""
    POINTS = "poin persen"
    """A difference of two percentages."""
    NUMBER = "angka"
    """Any other number, unrounded in JSON and plain CSV, two decimals elsewhere."""
    FLAG = "ya/tidak"
    MOMENT = "waktu"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    """As the file's first row has it."""
    kind: Kind
    meaning: str
    """One Indonesian sentence for the sheet "Kamus data"."""


@dataclass(frozen=True, slots=True)
class Report:
    """A table with what is said of it. Rows have a value for every column, None for nothing."""

    subject: str
    """What it is about, first word of its file name: indikator, soal, miskonsepsi, mutu ..."""
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    about: Sequence[tuple[str, str]] = field(default=())
    """Wave, module, cut, n of N, coverage, rule, computed at: pairs of words, printed with every figure."""
    notes: Sequence[str] = field(default=())
    """How it was computed and what it does not say, a sentence each, for the sheet "Metode"."""
