"""Reading workbooks back: the first sheet as records, nothing as None."""

import io
from typing import Any

from odf.opendocument import load
from odf.table import Table, TableRow
from odf.teletype import extractText
from openpyxl import load_workbook


def from_xlsx(data: bytes) -> list[dict[str, Any]]:
    rows = list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def from_ods(data: bytes) -> list[dict[str, Any]]:
    sheet = load(io.BytesIO(data)).spreadsheet.getElementsByType(Table)[0]
    rows = [[_value(cell) for cell in row.childNodes] for row in sheet.getElementsByType(TableRow)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def _value(cell: Any) -> Any:
    match cell.getAttribute("valuetype"):
        case "float":
            return float(cell.getAttribute("value"))
        case "boolean":
            return cell.getAttribute("booleanvalue") == "true"
        case "string":
            return "\n".join(extractText(paragraph) for paragraph in cell.childNodes)
    return None
