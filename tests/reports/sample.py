"""Reports for tests of files: every kind of column, and texts that a spreadsheet might take for formulas."""

from datetime import UTC, datetime, timedelta

from neutrality_course.reports.report import Column, Kind, Report, Value

COMPUTED_AT = datetime(2026, 11, 22, 17, 30, 5, tzinfo=UTC)
EVIL = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1;2)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    " =1+1",
    "'=1+1",
    "''",
    '=HYPERLINK("http://example.com";"klik")',
    '","=1+1',
    ";=1+1",
    "{=1+1}",
    "1.98609E+17",
    "007",
    "Kota & <b>biasa</b>",
    "漢字",
)

COLUMNS = (
    Column("nama", Kind.TEXT, "Nama."),
    Column("orang", Kind.COUNT, "Orang."),
    Column("persen", Kind.PERCENT, "Persen."),
    Column("poin", Kind.POINTS, "Poin."),
    Column("angka", Kind.NUMBER, "Angka."),
    Column("tampil", Kind.FLAG, "Tampil."),
    Column("waktu", Kind.MOMENT, "Waktu."),
)


def a_row(name: str, number: int) -> tuple[Value, ...]:
    moment = COMPUTED_AT + timedelta(hours=number)
    return (name, 1000 + number, number / 7, number - 3.125, number / 3, number % 2 == 0, moment)


def a_report(*names: str) -> Report:
    """A row for each name, then one with nothing in it."""
    rows = [a_row(name, number) for number, name in enumerate(names)]
    nothing: tuple[Value, ...] = (None,) * len(COLUMNS)
    return Report(
        subject="contoh",
        title="Contoh & uji",
        columns=COLUMNS,
        rows=[*rows, nothing],
        computed_at=COMPUTED_AT,
        about=(("Gelombang", "=1+1"),),
        notes=("Dihitung dengan tangan.",),
        scope=("gelombang 1",),
    )
