"""A report before it becomes a page table, CSV, XLSX, ODS, JSON or PDF: columns with meanings, and rows.

One computation makes the rows; every file writer takes a `Report`, so that no two files can differ.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)

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
    computed_at: datetime
    """When its data last changed: no file carries any other time."""
    about: Sequence[tuple[str, str]] = field(default=())
    """Wave, module, cut, n of N, coverage, rule, computed at: pairs of words, printed with every figure."""
    notes: Sequence[str] = field(default=())
    """How it was computed and what it does not say, a sentence each, for the sheet "Metode"."""
    scope: Sequence[str] = field(default=())
    """Module, wave, filters: the words between its subject and its day in a file name."""
    total_key: str = ""
    """In JSON, the key of the last row when that is the total of the others; empty when there is none."""
    list_key: str = "baris"
    """In JSON, the key of the other rows."""
    on_paper: Sequence[str] = field(default=())
    """The columns that a printed page has room for; empty for all."""


def file_name(report: Report) -> str:
    """What, scope and day (WIB) of the data, without an ending: the same for the same data."""
    return slug_name((report.subject, *report.scope), report.computed_at)


def slug_name(words: Sequence[str], moment: datetime) -> str:
    """A file name of these words and the day (WIB), safe everywhere."""
    day = moment.astimezone(WIB).date().isoformat()
    slugs = (re.sub(r"[^a-z0-9]+", "-", word.casefold()).strip("-") for word in (*words, day))
    return "_".join(slug[:60] for slug in slugs if slug)


def record(report: Report, row: Sequence[Value]) -> dict[str, Any]:
    """A row with its columns' names, as JSON has it: moments in UTC, None for nothing."""
    names = (column.name for column in report.columns)
    return dict(zip(names, (_plain(value) for value in row), strict=True))


def two_decimals(number: float) -> str:
    """Rounded half up, with a comma: 93.345 is "93,35"."""
    return str(Decimal(str(number)).quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(".", ",")


def _plain(value: Value) -> Any:
    return iso(value) if isinstance(value, datetime) else value


def iso(moment: datetime) -> str:
    """2026-11-22T17:30:00+00:00"""
    return moment.astimezone(UTC).isoformat()


def wib(moment: datetime) -> str:
    """23 November 2026, pukul 00.30 WIB"""
    local = moment.astimezone(WIB)
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}, pukul {local:%H.%M} WIB"
