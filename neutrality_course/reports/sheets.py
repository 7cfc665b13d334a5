"""What the sheets beside the data say, the same in every kind of workbook."""

from collections.abc import Sequence

from .report import Kind, Report

DATA, DICTIONARY, METHOD = "Data", "Kamus data", "Metode"

WIDTHS = {
    Kind.TEXT: 14,
    Kind.COUNT: 11,
    Kind.PERCENT: 11,
    Kind.POINTS: 11,
    Kind.NUMBER: 11,
    Kind.FLAG: 11,
    Kind.MOMENT: 21,
}
WIDEST = 48
PAGE_WIDTH = 200
"""Characters across a landscape page at the smallest size that can be read."""
LOOKED_AT = 500
"""Rows whose texts decide how wide a column is."""


def dictionary(report: Report) -> list[tuple[str, str, str]]:
    """Every column: its name, what it holds, and what it means."""
    head = ("Kolom", "Isi", "Arti")
    return [head, *((c.name, c.kind.value, c.meaning) for c in report.columns)]


def method(report: Report) -> list[tuple[str, str]]:
    """What the figures are of, then how they were computed."""
    notes = ((f"Catatan {number}", note) for number, note in enumerate(report.notes, 1))
    return [("Tentang", "Keterangan"), ("Laporan", report.title), *report.about, *notes]


def width(name: str, kind: Kind, texts: Sequence[object]) -> int:
    """How many characters wide a column is shown, from its name and its texts."""
    longest = max((len(text) for text in texts if isinstance(text, str)), default=0)
    return min(WIDEST, max(WIDTHS[kind], len(name) + 4, longest + 1))


def column_widths(report: Report) -> list[int]:
    """Each column's width, from its name and the texts of the first rows."""
    return [
        width(column.name, column.kind, [row[place] for row in report.rows[:LOOKED_AT]])
        for place, column in enumerate(report.columns)
    ]


def pages_wide(widths: Sequence[int]) -> int:
    """Over how many landscape pages the columns go, so that they can still be read."""
    return -(-sum(widths) // PAGE_WIDTH)


def repeated_columns(report: Report) -> tuple[int, int]:
    """First and last of the columns that say what a row is of, printed again on every page."""
    names = [column.name for column in report.columns]
    places = [names.index(name) for name in report.on_paper[:2]] or [0]
    return min(places), max(places)


def one_text(text: str) -> str:
    """The text as a cell can hold it: line ends as LF, characters that XML forbids replaced."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        c if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n" else "\ufffd" for c in unified
    )
