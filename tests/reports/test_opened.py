"""Every spreadsheet opened by LibreOffice: no cell has become a formula, every number is a number."""

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from neutrality_course.reports.csv_file import as_csv, as_excel_csv
from neutrality_course.reports.ods_file import as_ods
from neutrality_course.reports.report import Report
from neutrality_course.reports.xlsx_file import as_xlsx
from neutrality_course.tables import guard_text
from tests.reports.sample import EVIL, a_report

# Field 44 (,), quote 34 ("), UTF-8, from line 1; nothing quoted, numbers as stored, formulas computed.
TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
# Field 59 (;), UTF-8, Indonesian numbers, and what looks special is looked at: as a person would.
READ_SEMICOLONS = "CSV:59,34,76,1,,1057,false,true"
READ_COMMAS = "CSV:44,34,76,1,,1033,false,true"
LIKE_NUMBERS = {"1.98609E+17", "007"}
"""No CSV can say that these are texts; workbooks do."""


def opened(folder: Path, name: str, data: bytes, *options: str) -> list[list[str]]:
    """The rows of the first sheet as LibreOffice shows them."""
    (folder / name).write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *options,
            "--convert-to",
            TO_CSV,
            "--outdir",
            str(folder / "out"),
            str(folder / name),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (made,) = (folder / "out").iterdir()
    with made.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def squeezed(texts: list[str]) -> list[str]:
    """Without the control characters that LibreOffice drops where it shows a cell on one line."""
    return [text.replace("\r", "\n").strip("\t\n") for text in texts]


@pytest.mark.parametrize(("name", "write"), [("a.xlsx", as_xlsx), ("a.ods", as_ods)])
def test_a_workbook_shows_what_was_written(
    tmp_path: Path, name: str, write: Callable[[Report], bytes]
) -> None:
    rows = opened(tmp_path, name, write(a_report(*EVIL)))
    assert rows[0] == ["nama", "orang", "persen", "poin", "angka", "tampil", "waktu"]
    names = [row[0] for row in rows[1 : 1 + len(EVIL)]]
    assert squeezed(names) == squeezed(list(EVIL))
    assert rows[1][1:6] == ["1000", "0", "-3.125", "0", "TRUE"]
    assert rows[1][6].startswith("2026-11-23 00:30:05")


@pytest.mark.parametrize(
    ("write", "reading"), [(as_excel_csv, READ_SEMICOLONS), (as_csv, READ_COMMAS)]
)
def test_csv_shows_guarded_texts_and_numbers(
    tmp_path: Path, write: Callable[[Report], bytes], reading: str
) -> None:
    names = [name for name in EVIL if name not in LIKE_NUMBERS]
    rows = opened(tmp_path, "a.csv", write(a_report(*names)), f"--infilter={reading}")
    shown = [row[0] for row in rows[1 : 1 + len(names)]]
    assert squeezed(shown) == squeezed([guard_text(name) for name in names])
    assert [float(row[1]) for row in rows[1 : 1 + len(names)]] == [
        float(1000 + number) for number in range(len(names))
    ]
    assert float(rows[2][3]) in (-2.13, -2.125)
