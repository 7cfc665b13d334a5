"""The indicator: page, files and command say the same, and none says what is hidden."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import select

from neutrality_course.database import db
from neutrality_course.domain.terms import AgencyKind
from neutrality_course.models import AuditEntry, Person, Wave
from neutrality_course.tables import unguard_text
from tests.builders import MODULES, a_person, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.pages import Client
from tests.reports.spreadsheets import from_ods, from_xlsx
from tests.support.apps import Clock

Browser = Callable[[Person], Client]
Command = Callable[..., Result]

COUNTS = {
    *("N_sasaran", "n_responden", "n_baik", "n_cukup", "n_kurang", "n_awal", "n_pasangan"),
    "n_nilai_diri",
}
PERCENTS = {
    "cakupan_pct",
    "pct_baik",
    "wilson_bawah",
    "wilson_atas",
    "pct_baik_awal",
    "pct_baik_akhir",
    "perubahan_pp",
    "pct_nilai_diri_baik",
}
FORMULA = '=HYPERLINK("http://example.com";"klik")'
LAST_MODULE = MODULES[2]

FILTERS = [
    {},
    {"modul": MODULES[0]},
    {"modul": LAST_MODULE},
    {"jenis": "kabupaten"},
    {"provinsi": "Bali"},
    {"modul": LAST_MODULE, "jenis": "kota", "provinsi": "Jawa Tengah"},
]


@pytest.fixture
def wave(app: object) -> Wave:
    """A wave over agencies of which some are small, some must hide with them, and one has nobody."""
    wave = a_wave(title="Gelombang Uji")

    def agency(
        code: str, kind: AgencyKind, province: str, results: list[Taken], **more: Any
    ) -> None:
        made = an_agency(code=code, kind=kind, province=province, **more)
        counted(made, wave, results, MODULES[:2] if more.get("name") == "Setengah" else ())

    regency, city = AgencyKind.REGENCY, AgencyKind.CITY
    agency("A1", regency, "Jawa Tengah", [Taken(24, 5, 9), Taken(9, 8, 7), Taken(4, 8, 9)])
    agency("A2", regency, "Jawa Tengah", [Taken(3, 4, 9), Taken(4, 4, 5)], staff_count=20)
    agency("A3", regency, "Jawa Tengah", [Taken(11, 3, 8), Taken(1, 8, 3)])
    agency("A4", regency, "Bali", [Taken(20, 6, 9), Taken(15, 8, 4)], name=FORMULA)
    agency("A5", regency, "Bali", [Taken(13, 2, 6)])
    agency("A6", city, "Bali", [Taken(12, 6, 8), Taken(6, 6, 6)])
    agency("B1", city, "Jawa Tengah", [Taken(22, 8, 8), Taken(13, 1, 2)])
    agency("B2", city, "Jawa Tengah", [], staff_count=310)
    agency("B3", AgencyKind.MINISTRY, "Jawa Tengah", [Taken(31, 5, 8)], name="Setengah")
    agency("C1", AgencyKind.INSTITUTION, "Jawa Tengah", [Taken(26, None, 9), Taken(8, 4, 8)])
    settle()
    return wave


@pytest.mark.parametrize("chosen", FILTERS, ids=str)
def test_page_files_and_command_show_the_same(
    signed_in: Browser, command: Command, wave: Wave, chosen: dict[str, str]
) -> None:
    admin = signed_in(an_admin())
    answer = admin.get("/admin/indikator.json", **chosen)
    figures = json.loads(answer.body)
    records = [*figures["instansi"], figures["nasional"]]
    by_name = sorted(figures["instansi"], key=lambda record: record["instansi"].casefold())
    expected = [as_page_row(record) for record in (*by_name, figures["nasional"])]
    assert page_rows(admin, chosen) == expected
    plain = admin.get("/admin/indikator.csv", **chosen)
    assert from_csv(plain.body) == records
    excel = admin.get("/admin/indikator.csv", ragam="excel", **chosen)
    assert from_excel(excel.body) == [rounded(record) for record in records]
    files = {
        form: admin.get(f"/admin/indikator.{form}", **chosen).body
        for form in ("csv", "json", "xlsx", "ods", "pdf")
    }
    for read, form in ((from_xlsx, "xlsx"), (from_ods, "ods")):
        assert in_sheets(read(files[form])) == in_sheets(records), form
    words = as_options(chosen)
    files["excel"] = excel.body
    for form, body in files.items():
        assert command("report", "indicator", "--format", form, *words).stdout_bytes == body


def test_the_page_offers_every_file(signed_in: Browser, wave: Wave) -> None:
    admin = signed_in(an_admin())
    page = admin.get("/admin/indikator", modul=LAST_MODULE, jenis="kota", provinsi="Jawa Tengah")
    names = []
    for link in page.soup.select("#unduhan a"):
        answer = admin.get(str(link["href"]))
        names.append(answer.headers["Content-Disposition"].split("filename=")[1].strip('"'))
    stem = "indikator_perbuatan-terlarang_gelombang-uji_kota_jawa-tengah_2026-11-10"
    assert names == [f"{stem}.{form}" for form in ("xlsx", "ods", "csv", "csv", "json", "pdf")]


def test_every_agency_has_a_row_and_the_small_are_hidden(signed_in: Browser, wave: Wave) -> None:
    figures = json.loads(signed_in(an_admin()).get("/admin/indikator.json").body)
    rows = {row["kode_instansi"]: row for row in figures["instansi"]}
    assert list(rows)[:9] == ["A1", "A2", "A3", "A4", "A5", "A6", "B1", "B2", "B3"]
    hidden = {code for code, row in rows.items() if row["disembunyikan"]}
    assert {"A2", "A5"} < hidden, "n < 10; and nobody good with n < 30"
    assert hidden & {"A1", "A3"}, "A2 alone would follow from its province and kind"
    empty = {name: rows["B2"][name] for name in (*COUNTS, *PERCENTS, "status_vs_nasional")}
    assert empty == {
        "N_sasaran": 310,
        "n_responden": 0,
        "n_baik": 0,
        "n_cukup": 0,
        "n_kurang": 0,
        "n_awal": 0,
        "n_pasangan": 0,
        "cakupan_pct": 0,
        "pct_baik": None,
        "wilson_bawah": None,
        "wilson_atas": None,
        "pct_baik_awal": None,
        "pct_baik_akhir": None,
        "perubahan_pp": None,
        "n_nilai_diri": 0,
        "pct_nilai_diri_baik": None,
        "status_vs_nasional": "tanpa data",
    }
    few = rows["C1"]
    assert (few["n_baik"], few["n_pasangan"], few["disembunyikan"]) == (34, 8, False)
    assert [few[name] for name in ("pct_baik_awal", "pct_baik_akhir", "perubahan_pp")] == [None] * 3
    for code in hidden:
        row = rows[code]
        shown = {"N_sasaran", "n_responden", "cakupan_pct", "n_nilai_diri"}
        left = {name for name in (COUNTS | PERCENTS) - shown if row[name] is not None}
        assert (left, row["status_vs_nasional"]) == (set(), "disembunyikan")


def test_what_is_hidden_is_in_no_answer(signed_in: Browser, command: Command, wave: Wave) -> None:
    """3 of 7 are good in A2: its share, its interval and its pairs are nobody's business."""
    secret = "42.857142857142854"
    asked = ("report", "indicator", "--format", "csv")
    assert secret in command(*asked, "--tanpa-sembunyi").stdout
    admin = signed_in(an_admin())
    answers = [
        command(*asked).stdout_bytes,
        *(admin.get(path).body for path in ("/admin/indikator.csv", "/admin/indikator.json")),
        repr(from_xlsx(admin.get("/admin/indikator.xlsx").body)).encode(),
        repr(from_ods(admin.get("/admin/indikator.ods").body)).encode(),
        admin.get("/admin/indikator.csv", ragam="excel").body,
        admin.get("/admin/indikator").body,
    ]
    for answer in answers:
        text = answer.decode()
        for leak in (
            secret,
            "42,86%",
            ";42,86;",
            "15.82",
            "15,82",
            "74.95",
            "74,95",
            ">7 pasangan",
        ):
            assert leak not in text


def test_unhidden_figures_are_logged(command: Command, wave: Wave) -> None:
    command("report", "indicator", "--format", "csv", "--kind", "kabupaten")
    assert logged() == []
    command("report", "indicator", "--format", "csv", "--kind", "kabupaten", "--tanpa-sembunyi")
    (entry,) = logged()
    assert (entry.subject, entry.actor_id) == (wave.id, None)
    assert re.fullmatch(r"kursus · kabupaten · csv · 6 baris · sha256 [0-9a-f]{64}", entry.detail)


def logged() -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.action == "report_unhidden")
    return list(db.session.scalars(query))


def test_the_headline_is_the_course_whatever_is_chosen_below(
    signed_in: Browser, wave: Wave
) -> None:
    admin = signed_in(an_admin())
    total = json.loads(admin.get("/admin/indikator.json").body)["nasional"]
    heads = []
    for chosen in FILTERS:
        page = admin.get("/admin/indikator", **chosen)
        heads.append(
            (page.texts(".figure-value"), page.texts(".figure-detail"), page.rows("#tingkat"))
        )
    assert all(head == heads[0] for head in heads)
    values, details, levels = heads[0]
    assert values == [
        f"{two(total['pct_baik'])}%",
        f"{two(total['cakupan_pct'])}%",
        f"+{two(total['perubahan_pp'])} poin",
    ]
    assert details[0] == (
        f"{total['n_baik']} dari {total['n_responden']} orang yang dihitung; ketidakpastian statistik"
        f" 95%: {two(total['wilson_bawah'])}–{two(total['wilson_atas'])}%"
    )
    assert (
        details[1]
        == f"{total['n_responden']} dari {total['N_sasaran']} orang, 8 dari 11 instansi melapor"
    )
    assert [row[:2] for row in levels] == [
        ["Baik paling sedikit 23 dari 30 (76%)", str(total["n_baik"])],
        ["Cukup paling sedikit 17 dari 30 (56%)", str(total["n_cukup"])],
        ["Kurang di bawah 17 dari 30 (56%)", str(total["n_kurang"])],
    ]


def test_the_total_is_pooled_over_people(signed_in: Browser, wave: Wave) -> None:
    admin = signed_in(an_admin())
    answer = json.loads(admin.get("/admin/indikator.json", modul=LAST_MODULE).body)
    people = sum(row["n_responden"] for row in answer["instansi"])
    assert answer["nasional"]["n_responden"] == people == 191
    assert answer["nasional"]["n_baik"] == 24 + 4 + 3 + 11 + 20 + 12 + 22 + 34
    assert answer["nasional"]["pct_baik"] == 100 * 130 / 191
    shown = admin.get("/admin/indikator", modul=LAST_MODULE).rows("#indikator")[0]
    assert shown[0] == "Seluruh instansi digabung per orang"


def test_the_benchmark_stands_there_without_a_verdict(signed_in: Browser, wave: Wave) -> None:
    page = signed_in(an_admin()).get("/admin/indikator")
    notice = " ".join(page.texts(".notice"))
    assert "survei KASN (93,35% dari 10.617 responden di 270 instansi)" in notice
    assert "Tidak boleh: membandingkan hasil tes dengan 93,35%. Angka itu bukan target." in notice
    header = [cell.get_text() for cell in page.one("#indikator").select("th")]
    assert not any("93,35" in text or "KASN" in text for text in header)


def test_same_data_same_bytes(signed_in: Browser, clock: Clock, wave: Wave) -> None:
    admin = an_admin()
    paths = (
        "/admin/indikator.csv",
        "/admin/indikator.csv?ragam=excel",
        "/admin/indikator.json",
        "/admin/indikator.xlsx",
        "/admin/indikator.ods",
        "/admin/indikator.pdf",
    )
    first = [signed_in(admin).get(path).body for path in paths]
    clock.forward(days=3, hours=7)
    again = [signed_in(admin).get(path) for path in paths]
    assert [answer.body for answer in again] == first
    assert json.loads(first[2])["nasional"]["dihitung_pada"] == "2026-11-10T01:30:00+00:00"
    names = [answer.headers["Content-Disposition"] for answer in again]
    assert names[0] == 'attachment; filename="indikator_kursus_gelombang-uji_2026-11-10.csv"'
    assert names[2] == 'attachment; filename="indikator_kursus_gelombang-uji_2026-11-10.json"'


def test_a_name_like_a_formula_is_guarded_in_both_flavours(signed_in: Browser, wave: Wave) -> None:
    admin = signed_in(an_admin())
    for query, delimiter in (({}, ","), ({"ragam": "excel"}, ";")):
        text = admin.get("/admin/indikator.csv", **query).body.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
        names = {row["kode_instansi"]: row["instansi"] for row in rows}
        assert names["A4"] == "'" + FORMULA
        assert unguard_text(names["A4"]) == FORMULA


def test_costs_the_same_for_1_and_30_agencies(signed_in: Browser) -> None:
    wave = a_wave()
    admin = an_admin()
    counted(an_agency(), wave, [Taken(2, 5, 9)])
    settle()
    paths = ("/admin/indikator", f"/admin/indikator?modul={MODULES[0]}", "/admin/indikator.csv")
    before = [signed_in(admin).get(path).queries for path in paths]
    for _ in range(29):
        counted(an_agency(), wave, [Taken(1, 5, 9)], MODULES[:1])
    settle()
    assert [signed_in(admin).get(path).queries for path in paths] == before


def test_a_long_table_has_pages(signed_in: Browser) -> None:
    a_wave()
    admin = an_admin()
    for number in range(120):
        an_agency(name=f"Instansi {number:03d}", staff_count=5)
    page = signed_in(admin).get("/admin/indikator")
    assert len(page.rows("#indikator")) == 51
    assert len(page.body) < 100_000
    third = signed_in(admin).get("/admin/indikator", halaman=3)
    assert third.rows("#indikator")[1][0].startswith("Instansi 100")
    assert len(third.rows("#indikator")) == 1 + 21
    assert "tampil nomor 101 sampai 121" in third.main
    by_coverage = signed_in(admin).get("/admin/indikator", urut="cakupan")
    assert by_coverage.one("#urut option[selected]")["value"] == "cakupan"


def test_a_wave_without_anybody_counted(signed_in: Browser, command: Command) -> None:
    wave = a_wave()
    page = signed_in(an_admin()).get("/admin/indikator")
    assert page.texts(".figure-value") == ["—", "—", "—"]
    assert page.rows("#indikator")[1][1:] == ["0 dari 0", "—", "—", "—", "tanpa data"]
    result = command("report", "indicator", "--format", "json")
    national = json.loads(result.stdout)["nasional"]
    assert (national["n_responden"], national["pct_baik"]) == (0, None)
    assert national["dihitung_pada"] == wave.opened_at.isoformat()


def test_before_the_first_wave(signed_in: Browser, command: Command) -> None:
    admin = signed_in(an_admin())
    page = admin.get("/admin/indikator")
    assert "Belum ada gelombang" in page.main
    assert [str(link["href"]) for link in page.soup.select("main a.button")] == [
        "/admin/gelombang/baru"
    ]
    for path in ("/admin/indikator.csv", "/admin/indikator.json"):
        admin.get(path, 404)
    refused(command("report", "indicator", "--format", "csv"), "Galat: belum ada gelombang")


def test_an_older_wave_can_be_asked_for(signed_in: Browser, command: Command, wave: Wave) -> None:
    old = a_wave(
        MODULES[:1], title="Lama", is_open=False, opened_at=datetime(2025, 1, 1, tzinfo=UTC)
    )
    admin = signed_in(an_admin())
    answers = [
        admin.get("/admin/indikator.json", gelombang=old.id).body,
        command("report", "indicator", "--format", "json", "--wave", "Lama").stdout_bytes,
        command("report", "indicator", "--format", "json", "--wave", old.id).stdout_bytes,
    ]
    assert answers[0] == answers[1] == answers[2]
    assert json.loads(answers[0])["nasional"]["gelombang"] == "Lama"
    moved = admin.get("/admin/indikator", 303, gelombang=old.id, modul=LAST_MODULE)
    assert admin.follow(moved).flashes[0] == (
        "Modul itu tidak ada dalam gelombang ini. Yang tampil adalah seluruh kursus."
    )


@pytest.mark.parametrize(
    "query",
    [{"gelombang": "0123456789abcdef"}, {"modul": "tidak-ada"}, {"jenis": "x"}, {"provinsi": "x"}],
    ids=str,
)
def test_what_cannot_be_chosen_is_not_found(
    signed_in: Browser, wave: Wave, query: dict[str, str]
) -> None:
    admin = signed_in(an_admin())
    for path in ("/admin/indikator", "/admin/indikator.csv", "/admin/indikator.json"):
        admin.get(path, 404, **query)


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ([], "Galat: opsi --format wajib diisi"),
        (
            ["--format", "docx"],
            "Galat: format docx tidak dikenal; pilih csv, excel (CSV untuk Excel), xlsx, ods, json,"
            " atau pdf",
        ),
        (
            ["--format", "csv", "--wave", "X"],
            "Galat: gelombang X tidak ada; lihat: flask --app app wave list",
        ),
        (
            ["--format", "csv", "--module", "X"],
            "Galat: modul X tidak ada dalam gelombang ini; yang ada: kursus, pp-94-2021,"
            " pasal-5-huruf-n, perbuatan-terlarang",
        ),
        (
            ["--format", "csv", "--kind", "X"],
            "Galat: jenis harus salah satu dari: kementerian, lembaga, provinsi, kabupaten, kota",
        ),
        (
            ["--format", "csv", "--province", "Papua"],
            "Galat: tidak ada instansi di provinsi Papua; yang ada: Bali, Jawa Tengah",
        ),
    ],
)
def test_the_command_says_what_is_wrong(
    command: Command, wave: Wave, options: list[str], line: str
) -> None:
    refused(command("report", "indicator", *options), line)


def test_only_members_are_shown_as_target(signed_in: Browser) -> None:
    a_wave()
    agency = an_agency(code="X")
    a_person(agency)
    a_person(agency, disabled_at=datetime(2026, 11, 2, tzinfo=UTC))
    admin = an_admin(agency=agency)
    row = json.loads(signed_in(admin).get("/admin/indikator.json").body)["instansi"][0]
    assert (row["kode_instansi"], row["N_sasaran"]) == ("X", 1)


# ------------------------------------------------------------------------------------ reading answers


def refused(result: Result, line: str) -> None:
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == line


def page_rows(admin: Client, chosen: dict[str, str]) -> list[list[str]]:
    """The agencies of every page of the table, then the total."""
    page = admin.get("/admin/indikator", **chosen)
    rows = page.rows("#indikator")
    pages = len(page.soup.select(".pagination li a")) or 1
    for number in range(2, pages + 1):
        rows += admin.get("/admin/indikator", halaman=number, **chosen).rows("#indikator")[1:]
    return [*rows[1:], rows[0]]


def as_page_row(record: dict[str, Any]) -> list[str]:
    """What the page must show of a record of the file."""
    is_total = record["kode_instansi"] == "nasional"
    kind = record["jenis"].capitalize()
    place = "digabung per orang" if is_total else f"{kind}, {record['provinsi']}"
    coverage = "" if record["cakupan_pct"] is None else f"; {two(record['cakupan_pct'])}%"
    cells = [
        f"{record['instansi']} {place}",
        f"{record['n_responden']} dari {record['N_sasaran']}{coverage}",
    ]
    if record["disembunyikan"]:
        cells += ["n<10", "n<10", "n<10"]
    elif not record["n_responden"]:
        cells += ["—", "—", "—"]
    else:
        low, high = two(record["wilson_bawah"]), two(record["wilson_atas"])
        cells += [f"{two(record['pct_baik'])}% {low}–{high}%", *as_change(record)]
    return [*cells, record["status_vs_nasional"] or "—"]


def as_change(record: dict[str, Any]) -> list[str]:
    change, pairs = record["perubahan_pp"], f"{record['n_pasangan']} pasangan"
    if change is None:
        return [f"n<10 {pairs}", "n<10"]
    before, after = two(record["pct_baik_awal"]), two(record["pct_baik_akhir"])
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return [f"{before}% → {after}% {pairs}", f"{sign}{two(abs(change))}"]


def two(percent: float) -> str:
    rounded = Decimal(repr(float(percent))).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:f}".replace(".", ",")


def in_sheets(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As a spreadsheet can hold it: not every last digit, and an empty text is nothing."""

    def held(value: Any) -> Any:
        if value == "":
            return None
        return float(f"{value:.13g}") if isinstance(value, float) else value

    return [{name: held(value) for name, value in record.items()} for record in records]


def as_options(chosen: dict[str, str]) -> list[str]:
    names = {"modul": "--module", "jenis": "--kind", "provinsi": "--province"}
    return [word for name, value in chosen.items() for word in (names[name], value)]


def from_csv(body: bytes) -> list[dict[str, Any]]:
    rows = csv.DictReader(io.StringIO(body.decode(), newline=""))
    return [{name: value_of(name, text) for name, text in row.items()} for row in rows]


def value_of(name: str, text: str) -> Any:
    if name == "disembunyikan":
        return {"true": True, "false": False}[text]
    if name in COUNTS | {"batas_baik"}:
        return int(text) if text else None
    if name in PERCENTS:
        return float(text) if text else None
    if name == "status_vs_nasional" and not text:
        return None
    return unguard_text(text)


def from_excel(body: bytes) -> list[dict[str, Any]]:
    assert body.startswith(b"\xef\xbb\xbf")
    rows = csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")
    return [
        {name: text if name in PERCENTS else value_of(name, text) for name, text in row.items()}
        for row in rows
    ]


def rounded(record: dict[str, Any]) -> dict[str, Any]:
    return {
        name: ("" if value is None else two(value)) if name in PERCENTS else value
        for name, value in record.items()
    }
