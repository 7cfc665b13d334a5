"""A report as CSV: plain (RFC 4180), or as Excel set to Indonesian opens it.

pandas is imported only when a file is made: it costs a second and 70 MB.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from ..tables import guard_text
from .report import Kind, Report, Value, iso, two_decimals

if TYPE_CHECKING:
    import pandas

WORDS = (Kind.TEXT, Kind.FLAG, Kind.MOMENT)
ROUNDED = (Kind.PERCENT, Kind.POINTS, Kind.NUMBER)


def as_frame(report: Report) -> "pandas.DataFrame":
    """The rows as a table of object columns, so that whole numbers stay whole beside nothing."""
    import pandas

    names = [column.name for column in report.columns]
    return pandas.DataFrame([list(row) for row in report.rows], columns=names, dtype=object)


def as_csv(report: Report) -> bytes:
    """RFC 4180, UTF-8: decimal points, numbers unrounded, nothing as an empty cell."""
    text: str = _safe(report).to_csv(index=False, lineterminator="\r\n", na_rep="")
    return text.encode()


def as_excel_csv(report: Report) -> bytes:
    """Byte order mark, semicolons, two decimals after a comma."""
    frame = _safe(report)
    for column in report.columns:
        if column.kind in ROUNDED:
            frame[column.name] = frame[column.name].map(_rounded)
    text: str = frame.to_csv(index=False, sep=";", lineterminator="\r\n", na_rep="")
    return b"\xef\xbb\xbf" + text.encode()


def _safe(report: Report) -> "pandas.DataFrame":
    """The table with texts guarded against formulas; numbers never are."""
    frame = as_frame(report)
    for column in report.columns:
        # Not the numbers: pandas would make 13 of a column with an empty cell 13.0.
        if column.kind in WORDS:
            frame[column.name] = frame[column.name].map(_text, na_action="ignore")
    return frame


def _text(value: Value) -> Value:
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return iso(value)
        case str():
            return guard_text(value)
    return value


def _rounded(number: Value) -> str:
    return two_decimals(number) if isinstance(number, int | float) else ""
