"""A report as an OpenDocument spreadsheet: the same three sheets as the Excel workbook, typed the same way."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zipfile import ZipFile

from .archive import zip_file
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

FIRST = frozenset({"mimetype"})
"""What the format wants first and uncompressed."""


def as_ods(report: Report) -> bytes:
    """The same bytes for the same report: the document's time is the data's."""
    from odf.element import Element
    from odf.namespaces import nsdict
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import DatabaseRange, DatabaseRanges

    # odfpy writes the namespaces that this process has met so far, in that order: let it be all of them.
    Element.namespaces = dict(nsdict)
    document = OpenDocumentSpreadsheet()
    _set_meta(document, report)
    _freeze_first_rows(document)
    widths = column_widths(report)
    styles = _Styles(document, pages_wide(widths))
    names = [column.name for column in report.columns]
    data = _sheet(styles, DATA, widths, names, repeated_columns(report))
    for row in report.rows:
        data.addElement(_data_row(styles, report.columns, row))
    document.spreadsheet.addElement(data)
    for name, rows, wide in (
        (DICTIONARY, dictionary(report), (24, 14, 90)),
        (METHOD, method(report), (24, 110)),
    ):
        sheet = _sheet(styles, name, wide, rows[0])
        for words in rows[1:]:
            sheet.addElement(_row([_text_cell(text, styles.wrapped) for text in words]))
        document.spreadsheet.addElement(sheet)
    ranges = DatabaseRanges()
    area = f"{DATA}.A1:{DATA}.{_letters(len(report.columns))}{len(report.rows) + 1}"
    ranges.addElement(
        DatabaseRange(name="data", targetrangeaddress=area, displayfilterbuttons=True)
    )
    document.spreadsheet.addElement(ranges)
    file = io.BytesIO()
    document.write(file)
    return _as_old_as(file, report.computed_at)


def _set_meta(document: Any, report: Report) -> None:
    from odf.dc import Title
    from odf.meta import CreationDate

    document.meta.addElement(Title(text=one_text(report.title)))
    document.meta.addElement(CreationDate(text=report.computed_at.isoformat()))


def _freeze_first_rows(document: Any) -> None:
    from odf.config import (
        ConfigItem,
        ConfigItemMapEntry,
        ConfigItemMapIndexed,
        ConfigItemMapNamed,
        ConfigItemSet,
    )

    sheets = ConfigItemMapNamed(name="Tables")
    for name in (DATA, DICTIONARY, METHOD):
        sheet = ConfigItemMapEntry(name=name)
        for item, kind, text in (
            ("VerticalSplitMode", "short", "2"),
            ("VerticalSplitPosition", "int", "1"),
            ("ActiveSplitRange", "short", "2"),
            ("PositionBottom", "int", "1"),
        ):
            sheet.addElement(ConfigItem(name=item, type=kind, text=text))
        sheets.addElement(sheet)
    view = ConfigItemMapEntry()
    view.addElement(ConfigItem(name="ViewId", type="string", text="view1"))
    view.addElement(sheets)
    views = ConfigItemMapIndexed(name="Views")
    views.addElement(view)
    settings = ConfigItemSet(name="ooo:view-settings")
    settings.addElement(views)
    document.settings.addElement(settings)


def _as_old_as(file: io.BytesIO, moment: datetime) -> bytes:
    """The same package with the times of its members set: odfpy writes the clock's."""
    with ZipFile(file) as package:
        members = [(info.filename, package.read(info)) for info in package.infolist()]
    return zip_file(members, moment, stored=FIRST)


class _Styles:
    """The document's cell styles, by what a column holds."""

    def __init__(self, document: Any, pages_wide: int) -> None:
        from odf.style import (
            MasterPage,
            PageLayout,
            PageLayoutProperties,
            ParagraphProperties,
            Style,
            TableCellProperties,
            TableProperties,
            TextProperties,
        )

        self.document = document
        layout = PageLayout(name="A4")
        layout.addElement(
            PageLayoutProperties(
                pagewidth="29.7cm",
                pageheight="21cm",
                printorientation="landscape",
                scaletox=str(pages_wide),
                scaletoy="0",
                margin="1cm",
            )
        )
        document.automaticstyles.addElement(layout)
        document.masterstyles.addElement(MasterPage(name="A4", pagelayoutname=layout))
        self.table = self._added(Style(name="lembar", family="table", masterpagename="A4"))
        self.table.addElement(TableProperties(display=True))
        self.heading = self._added(Style(name="judul", family="table-cell"))
        self.heading.addElement(
            TableCellProperties(
                backgroundcolor="#E8EDF2",
                wrapoption="wrap",
                verticalalign="top",
                borderbottom="1pt solid #1A1A1A",
            )
        )
        self.heading.addElement(TextProperties(fontweight="bold"))
        self.wrapped = self._added(Style(name="kalimat", family="table-cell"))
        self.wrapped.addElement(TableCellProperties(wrapoption="wrap", verticalalign="top"))
        self.centred = self._added(Style(name="tengah", family="table-cell"))
        self.centred.addElement(ParagraphProperties(textalign="center"))
        self.cells = {kind: self._cell(kind) for kind in Kind}

    def column(self, characters: int) -> Any:
        from odf.style import Style, TableColumnProperties

        name = f"lebar{characters}"
        style = Style(name=name, family="table-column")
        style.addElement(TableColumnProperties(columnwidth=f"{characters * 0.2:.1f}cm"))
        return self._added(style)

    def _cell(self, kind: Kind) -> Any:
        from odf import number
        from odf.style import Style

        if kind is Kind.FLAG:
            return self.centred
        if kind is Kind.TEXT:
            shape = number.TextStyle(name="teks")
            shape.addElement(number.TextContent())
        elif kind is Kind.MOMENT:
            shape = _moment_shape(number)
        else:
            shape = number.NumberStyle(name=f"angka-{kind.name.casefold()}")
            decimals = 0 if kind is Kind.COUNT else 2
            shape.addElement(
                number.Number(
                    decimalplaces=decimals, minintegerdigits=1, grouping=kind is Kind.COUNT
                )
            )
        self.document.automaticstyles.addElement(shape)
        return self._added(
            Style(name=f"sel-{kind.name.casefold()}", family="table-cell", datastylename=shape)
        )

    def _added(self, style: Any) -> Any:
        self.document.automaticstyles.addElement(style)
        return style


def _moment_shape(number: Any) -> Any:
    """2026-11-23 00:30:00 WIB"""
    shape = number.DateStyle(name="waktu")
    parts = (
        number.Year(style="long"),
        "-",
        number.Month(style="long"),
        "-",
        number.Day(style="long"),
        " ",
        number.Hours(style="long"),
        ":",
        number.Minutes(style="long"),
        ":",
        number.Seconds(style="long"),
        " WIB",
    )
    for part in parts:
        shape.addElement(number.Text(text=part) if isinstance(part, str) else part)
    return shape


def _sheet(
    styles: _Styles,
    name: str,
    widths: Sequence[int],
    names: Sequence[str],
    repeated: tuple[int, int] = (0, 0),
) -> Any:
    """An empty sheet whose first row, and the `repeated` columns, stand on every printed page."""
    from odf.table import Table, TableColumn, TableHeaderColumns, TableHeaderRows

    sheet = Table(name=name, stylename=styles.table)
    columns = [TableColumn(stylename=styles.column(wide)) for wide in widths]
    first, last = repeated
    again = TableHeaderColumns()
    for place, column in enumerate(columns):
        if place == first:
            sheet.addElement(again)
        (again if first <= place <= last else sheet).addElement(column)
    head = TableHeaderRows()
    head.addElement(_row([_text_cell(text, styles.heading) for text in names]))
    sheet.addElement(head)
    return sheet


def _data_row(styles: _Styles, columns: Sequence[Column], row: Sequence[Value]) -> Any:
    return _row([_cell(value, styles.cells[c.kind]) for value, c in zip(row, columns, strict=True)])


def _row(cells: Sequence[Any]) -> Any:
    from odf.table import TableRow

    row = TableRow()
    for cell in cells:
        row.addElement(cell)
    return row


def _cell(value: Value, style: Any) -> Any:
    from odf.table import TableCell

    match value:
        case None:
            return TableCell(stylename=style)
        case bool():
            return TableCell(
                stylename=style, valuetype="boolean", booleanvalue=str(value).casefold()
            )
        case datetime():
            local = value.astimezone(WIB).replace(tzinfo=None)
            return TableCell(stylename=style, valuetype="date", datevalue=local.isoformat())
        case str():
            return _text_cell(value, style)
    return TableCell(stylename=style, valuetype="float", value=repr(value))


def _text_cell(text: str, style: Any) -> Any:
    """Typed as a string, a paragraph for each line: it never runs."""
    from odf.table import TableCell
    from odf.teletype import addTextToElement
    from odf.text import P

    cell = TableCell(stylename=style, valuetype="string")
    for line in one_text(text).split("\n"):
        paragraph = P()
        addTextToElement(paragraph, line)
        cell.addElement(paragraph)
    return cell


def _letters(column: int) -> str:
    """1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
