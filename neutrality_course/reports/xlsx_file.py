"""A report as an Excel workbook: typed cells, text that is never a formula, three sheets ready to print."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..tables import guard_text
from .report import WIB, Column, Kind, Report, Value
from .sheets import (
    DATA,
    DICTIONARY,
    METHOD,
    column_widths,
    dictionary,
    method,
    one_text,
    pages_wide,
    repeated_columns,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9
ROWS_A_SHEET = 1_048_575
"""What Excel can show, but for the header."""
_FORMATS = {
    Kind.TEXT: {"num_format": "@"},
    Kind.COUNT: {"num_format": "#,##0"},
    Kind.PERCENT: {"num_format": "0.00"},
    Kind.POINTS: {"num_format": "+0.00;-0.00;0.00"},
    Kind.NUMBER: {"num_format": "0.00"},
    Kind.FLAG: {"align": "center"},
    Kind.MOMENT: {"num_format": 'yyyy-mm-dd hh:mm:ss "WIB"', "align": "left"},
}


def as_xlsx(report: Report) -> bytes:
    """The same bytes for the same report: the workbook's time is the data's."""
    file = io.BytesIO()
    write_xlsx(file, report, report.rows)
    return file.getvalue()


def write_xlsx(
    file: Any, report: Report, rows: Iterable[Sequence[Value]], large: bool = False
) -> int:
    """Write these rows under the report's columns to a path or a binary file; how many they were.

    A `large` workbook never holds more than a row in memory. Above a million rows the data goes on in
    a further sheet.
    """
    from xlsxwriter import Workbook

    workbook = Workbook(file, {"constant_memory": large, "in_memory": not large})
    workbook.set_properties(
        {"title": report.title, "created": report.computed_at.astimezone(WIB).replace(tzinfo=None)}
    )
    heading = workbook.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 2, "bg_color": "#E8EDF2"}
    )
    count = _write_data(workbook, report, rows, heading)
    _write_words(workbook, DICTIONARY, dictionary(report), (24, 14, 90), heading)
    _write_words(workbook, METHOD, method(report), (24, 110), heading)
    workbook.close()
    return count


def _write_data(
    workbook: "Workbook", report: Report, rows: Iterable[Sequence[Value]], heading: "Format"
) -> int:
    cells = _Cells(workbook, report.columns)
    count, sheet = 0, _data_sheet(workbook, DATA, report, heading)
    for count, row in enumerate(rows, 1):
        line = (count - 1) % ROWS_A_SHEET + 1
        if count > ROWS_A_SHEET and line == 1:
            _finish(sheet, ROWS_A_SHEET, len(report.columns))
            name = f"{DATA} {(count - 1) // ROWS_A_SHEET + 1}"
            sheet = _data_sheet(workbook, name, report, heading)
        cells.write(sheet, line, row)
    _finish(sheet, (count - 1) % ROWS_A_SHEET + 1 if count else 1, len(report.columns))
    return count


class _Cells:
    """Writes a row cell by cell, each in the format of its column."""

    def __init__(self, workbook: "Workbook", columns: Sequence[Column]) -> None:
        self.formats = [workbook.add_format(_FORMATS[column.kind]) for column in columns]
        self.quoted = workbook.add_format({"num_format": "@", "quote_prefix": True})

    def write(self, sheet: "Worksheet", line: int, row: Sequence[Value]) -> None:
        for place, value in enumerate(row):
            form = self.formats[place]
            match value:
                case None:
                    continue
                case bool():
                    sheet.write_boolean(line, place, value, form)
                case datetime():
                    local = value.astimezone(WIB).replace(tzinfo=None)
                    sheet.write_datetime(line, place, local, form)
                case str():
                    # Typed as text it never runs; the prefix keeps it text when somebody edits it.
                    is_safe = guard_text(value) == value
                    sheet.write_string(
                        line, place, one_text(value), form if is_safe else self.quoted
                    )
                case _:
                    sheet.write_number(line, place, value, form)


def _data_sheet(workbook: "Workbook", name: str, report: Report, heading: "Format") -> "Worksheet":
    sheet = workbook.add_worksheet(name)
    widths = column_widths(report)
    for place, (column, wide) in enumerate(zip(report.columns, widths, strict=True)):
        sheet.set_column(place, place, wide)
        sheet.write_string(0, place, column.name, heading)
    sheet.freeze_panes(1, 0)
    _set_print(sheet, report.title, pages_wide(widths))
    if pages_wide(widths) > 1:
        sheet.repeat_columns(*repeated_columns(report))
    return sheet


def _finish(sheet: "Worksheet", last_line: int, columns: int) -> None:
    sheet.autofilter(0, 0, last_line, columns - 1)


def _write_words(
    workbook: "Workbook",
    name: str,
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    heading: "Format",
) -> None:
    sheet = workbook.add_worksheet(name)
    wrapped = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    for line, row in enumerate(rows):
        for place, text in enumerate(row):
            sheet.write_string(line, place, one_text(text), heading if line == 0 else wrapped)
    sheet.freeze_panes(1, 0)
    _set_print(sheet, name)


def _set_print(sheet: "Worksheet", title: str, wide: int = 1) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(wide, 0)
    sheet.repeat_rows(0)
    # In a footer & begins a code, && is an ampersand; Excel takes 255 characters.
    sheet.set_footer(f"&L{title.replace('&', '&&')[:200]}&RHalaman &P dari &N")
