"""Every kind of file a report can become: one table for page links, addresses and commands."""

from collections.abc import Callable
from dataclasses import dataclass

from .csv_file import as_csv, as_excel_csv
from .json_file import as_json
from .ods_file import as_ods
from .pdf_file import as_pdf
from .report import Report
from .xlsx_file import as_xlsx


@dataclass(frozen=True, slots=True)
class FileKind:
    ending: str
    mimetype: str
    is_binary: bool
    """Whether a terminal cannot show it."""
    write: Callable[[Report], bytes]


CSV = FileKind("csv", "text/csv", False, as_csv)
EXCEL_CSV = FileKind("csv", "text/csv", False, as_excel_csv)
XLSX = FileKind(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", True, as_xlsx
)
ODS = FileKind("ods", "application/vnd.oasis.opendocument.spreadsheet", True, as_ods)
JSON = FileKind("json", "application/json", False, as_json)
PDF = FileKind("pdf", "application/pdf", True, as_pdf)

BY_ENDING = {kind.ending: kind for kind in (CSV, XLSX, ODS, JSON, PDF)}
