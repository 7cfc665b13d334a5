"""What every kind of file holds, byte for byte where that can be said."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook
from pypdf import PdfReader

from neutrality_course.domain.figures import figure_table
from neutrality_course.reports.csv_file import as_csv, as_excel_csv
from neutrality_course.reports.files import BY_ENDING
from neutrality_course.reports.indicator import Heading, indicator_report
from neutrality_course.reports.json_file import as_json, as_schema
from neutrality_course.reports.ods_file import as_ods
from neutrality_course.reports.pdf_file import as_pdf
from neutrality_course.reports.report import Report
from neutrality_course.reports.sheets import one_text
from neutrality_course.reports.xlsx_file import as_xlsx
from neutrality_course.tables import unguard_text
from tests.reports.sample import COMPUTED_AT, EVIL, a_report

PROJECT = Path(__file__).resolve().parents[2]
SCHEMA = PROJECT / "docs" / "skema" / "indikator.json"


def an_indicator() -> Report:
    return indicator_report(Heading("G", "kursus", [], 76, COMPUTED_AT), figure_table([]))


def test_plain_csv_is_unrounded() -> None:
    assert as_csv(a_report("Kota")).decode().split("\r\n") == [
        "nama,orang,persen,poin,angka,tampil,waktu",
        "Kota,1000,0.0,-3.125,0.0,true,2026-11-22T17:30:05+00:00",
        ",,,,,,",
        "",
    ]


def test_csv_for_excel_has_two_decimals_and_commas() -> None:
    assert as_excel_csv(a_report("Kota", "Desa")).decode("utf-8-sig").split("\r\n")[2] == (
        "Desa;1001;0,14;-2,13;0,33;false;2026-11-22T18:30:05+00:00"
    )


def test_texts_in_csv_come_back_and_none_begins_a_formula() -> None:
    for write, delimiter in ((as_csv, ","), (as_excel_csv, ";")):
        text = write(a_report(*EVIL)).decode("utf-8-sig")
        names = [row[0] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
        assert [unguard_text(name) for name in names[1:-1]] == list(EVIL)
        assert not [n for n in names if n.strip().startswith(("=", "+", "-", "@", "＝"))]


def test_the_workbook_is_typed() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(a_report(*EVIL))))
    assert book.sheetnames == ["Data", "Kamus data", "Metode"]
    sheet = book["Data"]
    cells = list(sheet.iter_rows(min_row=2, max_row=1 + len(EVIL)))
    assert [row[0].value for row in cells] == [one_text(name) for name in EVIL]
    assert {row[0].data_type for row in cells} == {"s"}
    assert [cell.value for cell in cells[2]] == [
        "-1+1",
        1002,
        2 / 7,
        -1.125,
        2 / 3,
        True,
        datetime(2026, 11, 23, 2, 30, 5),  # noqa: DTZ001  # what a sheet holds: WIB by its format
    ]
    assert [cell.number_format for cell in cells[2]] == [
        "@",
        "#,##0",
        "0.00",
        "+0.00;-0.00;0.00",
        "0.00",
        "General",
        'yyyy-mm-dd hh:mm:ss "WIB"',
    ]
    assert {cell.value for cell in sheet[2 + len(EVIL)]} == {None}
    assert cells[0][0].quotePrefix, "stays text when it is edited"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:G{2 + len(EVIL)}")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$1"


def test_the_workbook_explains_itself() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(a_report("Kota"))))
    dictionary = [[cell.value for cell in row] for row in book["Kamus data"].iter_rows()]
    assert dictionary[:2] == [["Kolom", "Isi", "Arti"], ["nama", "teks", "Nama."]]
    assert len(dictionary) == 8
    assert [[cell.value for cell in row] for row in book["Metode"].iter_rows()] == [
        ["Tentang", "Keterangan"],
        ["Laporan", "Contoh & uji"],
        ["Gelombang", "=1+1"],
        ["Catatan 1", "Dihitung dengan tangan."],
    ]
    assert book["Metode"]["B3"].data_type == "s"


def test_json_follows_its_schema() -> None:
    report = a_report(*EVIL)
    schema = json.loads(as_schema(report))
    Draft202012Validator.check_schema(schema)
    content = json.loads(as_json(report))
    Draft202012Validator(schema).validate(content)
    assert [row["nama"] for row in content["baris"]] == [*EVIL, None]
    content["baris"][0]["persen"] = 101
    assert not Draft202012Validator(schema).is_valid(content)


def test_the_published_schema_is_that_of_the_indicator() -> None:
    assert SCHEMA.read_bytes() == as_schema(an_indicator())


def test_the_report_on_paper_is_tagged_and_complete() -> None:
    pages = PdfReader(io.BytesIO(as_pdf(a_report("Kota & <b>", "=1+1"))))
    text = " ".join(" ".join(page.extract_text() for page in pages.pages).split())
    assert "Contoh & uji" in text
    assert "Kota & <b> 1.000 0,00 −3,13 0,00 ya 23 November 2026, pukul 00.30 WIB" in text
    assert "Dihitung dengan tangan." in text
    assert pages.root_object["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert pages.root_object["/Lang"] == "id"


def test_a_character_without_a_glyph_does_not_stop_the_press() -> None:
    assert as_pdf(a_report("漢字")).startswith(b"%PDF")


@pytest.mark.parametrize("ending", BY_ENDING)
def test_same_data_same_bytes_in_every_process(ending: str) -> None:
    script = (
        "import sys\n"
        "from neutrality_course.reports.files import BY_ENDING\n"
        "from tests.reports.sample import EVIL, a_report\n"
        "from hashlib import sha256\n"
        "print(sha256(BY_ENDING[sys.argv[1]].write(a_report(*EVIL))).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-W", "error", "-c", script, ending],
            check=True,
            capture_output=True,
            text=True,
            cwd=PROJECT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout.strip()
        for seed, zone in (("1", "UTC"), ("2", "Asia/Jayapura"))
    }
    here = sha256(BY_ENDING[ending].write(a_report(*EVIL))).hexdigest()
    assert digests == {here}


def test_members_of_packages_are_as_old_as_the_data() -> None:
    with ZipFile(io.BytesIO(as_ods(a_report("Kota")))) as package:
        assert {info.date_time for info in package.infolist()} == {(2026, 11, 23, 0, 30, 4)}
        assert package.namelist()[0] == "mimetype"
        assert "2026-11-22T17:30:05+00:00" in package.read("meta.xml").decode()
