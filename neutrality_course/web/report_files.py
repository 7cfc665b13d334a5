"""Reports leave as files: the links on their page, and the answer behind each link."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, request, url_for

from ..reports.files import BY_ENDING, CSV, EXCEL_CSV, FileKind
from ..reports.report import Report, file_name
from .errors import not_found

EXCEL = "excel"


@dataclass(frozen=True, slots=True)
class FileLink:
    name: str
    purpose: str
    href: str


KINDS = (
    ("xlsx", "XLSX", "Untuk Excel dan LibreOffice: siap cetak, dengan kamus data dan metode."),
    ("ods", "ODS", "Isi yang sama dalam format terbuka OpenDocument."),
    ("csv", "CSV", "Untuk program statistik: koma, titik desimal, persentase tanpa pembulatan."),
    ("json", "JSON", "Untuk program lain: kunci yang sama, persentase tanpa pembulatan."),
    ("pdf", "PDF", "Untuk dicetak atau dibagikan: kolom utama, arti kolom, cara menghitung."),
)


def file_links(endpoint: str, address: Mapping[str, Any]) -> list[FileLink]:
    """Every file of a report, made by `endpoint` with its argument `form`; CSV also as Excel opens it."""
    links = [
        FileLink(name, purpose, url_for(endpoint, form=ending, **address))
        for ending, name, purpose in KINDS
    ]
    excel = FileLink(
        "CSV untuk Excel",
        "Dibuka langsung di Excel Indonesia: titik koma, koma desimal, dua angka di belakang koma.",
        url_for(endpoint, form=CSV.ending, **address, ragam=EXCEL),
    )
    return [*links[:2], excel, *links[2:]]


def file_kind_or_404(form: str) -> FileKind:
    """The kind of file that the address asks for by its ending and `ragam`."""
    if form == CSV.ending and request.args.get("ragam") == EXCEL:
        return EXCEL_CSV
    if form not in BY_ENDING:
        not_found()
    return BY_ENDING[form]


def report_answer(report: Report, kind: FileKind) -> Response:
    return file_answer(kind.write(report), f"{file_name(report)}.{kind.ending}", kind.mimetype)


def file_answer(data: bytes, name: str, mimetype: str) -> Response:
    """A file to keep, under a name that is safe as it stands (`file_name` makes such)."""
    response = Response(data, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
