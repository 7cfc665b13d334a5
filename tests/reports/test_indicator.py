"""The indicator table as files, byte by byte."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

from neutrality_course.domain.figures import AgencyCounts, FigureTable, figure_table
from neutrality_course.domain.terms import AgencyKind
from neutrality_course.reports.csv_file import as_csv, as_excel_csv
from neutrality_course.reports.indicator import COLUMNS, Heading, indicator_report
from neutrality_course.reports.json_file import as_json
from neutrality_course.reports.report import Report, file_name, record
from neutrality_course.tables import unguard_text

HEADING = Heading(
    wave_title="Gelombang 1",
    module="kursus",
    form_versions=["0a1b2c3d", "4e5f6a7b"],
    cut_good=76,
    computed_at=datetime(2026, 11, 22, 17, 30, tzinfo=UTC),
)


NAMES = [column.name for column in COLUMNS]


def agency(code: str, people: int, good: int, **more: object) -> AgencyCounts:
    pairs = {"pre_people": people, "pairs": people, "gained": good}
    facts = {"code": code, "name": f"Kota {code}", "kind": AgencyKind.CITY, "province": "Bali"}
    counts = {"members": 160, "staff": 0, "people": people, "good": good, "poor": people - good}
    return AgencyCounts(**{**facts, **counts, **pairs, **more})  # type: ignore[arg-type]  # fields by name


def report(table: FigureTable) -> Report:
    return indicator_report(HEADING, table)


def small() -> Report:
    return report(
        figure_table(
            [
                agency("K-1", 160, 13),
                agency("K-2", 9, 4, name="=1+1"),
                agency("K-3", 12, 6, name="'Kota; lama"),
                agency("K-4", 0, 0, staff=40),
            ]
        )
    )


def test_the_flavour_for_excel_byte_by_byte() -> None:
    head = "Gelombang 1;kursus"
    tail = "2026-11-22T17:30:00+00:00;0;;tanpa data"
    forms = "0a1b2c3d 4e5f6a7b;76"
    lines = [
        ";".join(NAMES),
        f"{head};K-1;Kota K-1;kota;Bali;{forms};160;160;100,00;13;0;147;8,13;4,81;13,40;"
        f"160;160;0,00;8,13;8,13;di bawah;false;{tail}",
        f"{head};K-2;'=1+1;kota;Bali;{forms};160;9;5,63;;;;;;;;;;;;disembunyikan;true;{tail}",
        f"{head};K-3;\"''Kota; lama\";kota;Bali;{forms};160;12;7,50;;;;;;;;;;;;"
        f"disembunyikan;true;{tail}",
        f"{head};K-4;Kota K-4;kota;Bali;{forms};160;0;0,00;0;0;0;;;;0;0;;;;tanpa data;false;{tail}",
        f"{head};nasional;Seluruh instansi;;;{forms};640;181;28,28;23;0;158;12,71;8,62;18,35;"
        f"181;181;0,00;12,71;12,71;;false;{tail}",
    ]
    assert as_excel_csv(small()).decode("utf-8") == "\ufeff" + "".join(
        f"{line}\r\n" for line in lines
    )


def test_the_plain_flavour_is_rfc_4180_and_unrounded() -> None:
    data = as_csv(small())
    assert data.count(b"\r\n") == 6
    assert not data.startswith(b"\xef\xbb\xbf")
    first = next(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert (first["pct_baik"], first["cakupan_pct"], first["n_baik"]) == ("8.125", "100.0", "13")
    assert (first["wilson_bawah"], first["wilson_atas"]) == tuple(
        repr(json.loads(as_json(small()))["instansi"][0][name])
        for name in ("wilson_bawah", "wilson_atas")
    )


def test_every_text_comes_back_as_it_was() -> None:
    names = ["=1+1", "'petik", "+62", "-", "@nama", "＝1", '","=1', "  =1", "Kota biasa", "''"]
    table = figure_table([agency(f"K{n:02}", 50, 20, name=name) for n, name in enumerate(names)])
    for write, delimiter in ((as_csv, ","), (as_excel_csv, ";")):
        text = write(report(table)).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))
        cells = [row["instansi"] for row in rows[:-1]]
        assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]
        assert [unguard_text(cell) for cell in cells] == names


def test_json_keeps_the_key_of_what_is_hidden() -> None:
    figures = json.loads(as_json(small()))
    assert [list(row) for row in figures["instansi"]] == [NAMES] * 4
    assert list(figures) == ["nasional", "instansi"]
    assert figures["instansi"][1]["pct_baik"] is None
    assert figures["instansi"][1]["disembunyikan"] is True
    assert figures["nasional"] == record(small(), small().rows[-1])


def test_the_name_of_a_file_is_safe_and_says_its_day_in_wib() -> None:
    table = figure_table([agency("K-1", 160, 13)])

    def name(heading: Heading, *filters: str) -> str:
        return file_name(indicator_report(heading, table, *filters))

    assert name(HEADING) == "indikator_kursus_gelombang-1_2026-11-23"
    assert name(HEADING, "kota", "DI Yogyakarta") == (
        "indikator_kursus_gelombang-1_kota_di-yogyakarta_2026-11-23"
    )
    odd = Heading('../"x"\r\n', "kursus", [], 76, HEADING.computed_at)
    assert name(odd) == "indikator_kursus_x_2026-11-23"


def test_every_figure_says_what_it_is_of() -> None:
    about = dict(small().about)
    assert about == {
        "Gelombang": "Gelombang 1",
        "Modul": "kursus",
        "Saringan": "semua instansi",
        "Batas baik": "76% jawaban benar",
        "Orang yang dihitung": "181 dari 640",
        "Cakupan": "28,28%",
        "Instansi yang melapor": "3 dari 4",
        "Aturan hitung": "percobaan pertama yang dikirim",
        "Versi tes": "0a1b2c3d 4e5f6a7b",
        "Data sampai": "23 November 2026, pukul 00.30 WIB",
    }
    exact = replace(HEADING, points=30)
    table = figure_table([agency("K-1", 160, 13)])
    assert dict(indicator_report(exact, table).about)["Batas baik"] == "23 dari 30 (76%)"
