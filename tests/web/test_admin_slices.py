"""Slices, crossed tables and the provinces: sums of the same people, with nothing of few people in any of them."""

import json
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from neutrality_course.actions.waves import close_wave
from neutrality_course.database import db
from neutrality_course.domain.provinces import PROVINCES
from neutrality_course.domain.terms import AgencyKind, Employment, JobLevel
from neutrality_course.models import Attempt, Person, Wave
from neutrality_course.reports.provinces import STEPS, TILES
from tests.builders import MODULES, a_person, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.pages import Client, Page
from tests.support.apps import Clock

Browser = Callable[[Person], Client]
SLICES = ("jenis", "provinsi", "pulau", "jenjang", "kepegawaian")
UNHIDDEN = "--tanpa-sembunyi"
SECRET = "42,86"
"""3 of the 7 people of the small agency, alone in its province."""


@pytest.fixture
def wave(app: Flask) -> Wave:
    """Cities and regencies of 36 people in two provinces, and one agency of seven in a third."""
    wave = a_wave(title="Gelombang Uji")
    for number, (kind, province) in enumerate(
        (kind, province)
        for kind in (AgencyKind.CITY, AgencyKind.REGENCY)
        for province in ("Bali", "Aceh")
    ):
        agency = an_agency(code=f"A{number}", kind=kind, province=province, staff_count=100)
        counted(agency, wave, [Taken(20, 4, 9), Taken(16, 4, 6)])
    counted(
        an_agency(code="S", kind=AgencyKind.CITY, province="Papua"),
        wave,
        [Taken(3, 4, 9), Taken(4, 4, 5)],
    )
    settle()
    return wave


def spread_people() -> None:
    """Of each agency every third person is PPPK and every fourth a supervisor."""
    for number, person in enumerate(db.session.scalars(select(Person).order_by(Person.nip))):
        person.employment = Employment.PPPK if number % 3 == 0 else Employment.PNS
        person.job_level = JobLevel.PENGAWAS if number % 4 == 0 else JobLevel.PELAKSANA
        for attempt in db.session.scalars(select(Attempt).where(Attempt.person_id == person.id)):
            attempt.job_level, attempt.employment = person.job_level, person.employment
    db.session.commit()
    settle()


def slices(browser: Client, **query: str) -> Page:
    return browser.get("/admin/indikator/irisan", **query)


def by_name(page: Page, table: str) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in page.rows(table)}


def test_kinds_add_up_with_n_coverage_interval_and_change(signed_in: Browser, wave: Wave) -> None:
    rows = by_name(slices(signed_in(an_admin())), "#irisan-tabel")
    assert rows["Kabupaten"] == [
        "72 dari 200; 36,00%",
        "55,56% 44,09–66,46%",
        "0,00% → 55,56% 72 pasangan",
        "+55,56",
    ]
    assert rows["Kota"][0].startswith("79 dari 207")
    assert rows["Semua jenis instansi"][0].startswith("151 dari")
    assert rows["Semua jenis instansi"][1].startswith("54,97%")


def test_of_a_small_province_only_how_many(signed_in: Browser, wave: Wave) -> None:
    browser = signed_in(an_admin())
    rows = by_name(slices(browser, irisan="provinsi"), "#irisan-tabel")
    assert rows["Papua"][:1] + rows["Papua"][1:2] == ["7 dari 7; 100,00%", "n<10"]
    assert rows["Papua"][2:] == ["n<10", "n<10"]
    assert "n<10" in [rows[name][1] for name in ("Bali", "Aceh")], "else it follows from the total"
    regions = by_name(slices(browser, irisan="pulau"), "#irisan-tabel")
    assert regions["Papua"][1] == "n<10"
    assert list(regions) == ["Sumatera", "Bali dan Nusa Tenggara", "Papua", "Semua pulau"]


def test_nothing_of_few_people_is_in_any_table(signed_in: Browser, wave: Wave) -> None:
    browser = signed_in(an_admin())
    for first in SLICES:
        for second in ("", *SLICES):
            page = slices(browser, irisan=first, silang=second)
            assert SECRET not in page.body.decode(), f"{first} × {second}"


def test_two_crossed_have_totals_of_rows_columns_and_all(signed_in: Browser, wave: Wave) -> None:
    spread_people()
    page = slices(signed_in(an_admin()), irisan="kepegawaian", silang="jenjang")
    assert page.texts("#silang-tabel thead th") == ["Kelompok", "PNS", "PPPK", "Semua"]
    table = {
        name: [cell.rpartition("n ")[2] for cell in cells]
        for name, cells in by_name(page, "#silang-tabel").items()
    }
    assert list(table) == ["Pengawas", "Pelaksana", "Semua jenjang"]
    people = {name: [int(cell) for cell in cells] for name, cells in table.items()}
    assert people["Semua jenjang"][2] == 151
    for column in range(3):
        assert (
            sum(people[name][column] for name in ("Pengawas", "Pelaksana"))
            == (people["Semua jenjang"][column])
        )
    assert all(own[0] + own[1] == own[2] for own in people.values())


def test_levels_leave_the_staff_count_out(signed_in: Browser, wave: Wave) -> None:
    rows = by_name(slices(signed_in(an_admin()), irisan="jenjang"), "#irisan-tabel")
    assert rows["Pelaksana"][0].startswith("151 dari 151")


def test_the_target_by_level_is_frozen_at_the_close(
    signed_in: Browser, wave: Wave, clock: Clock
) -> None:
    left = db.session.scalars(select(Person).where(Person.job_level == JobLevel.PELAKSANA)).first()
    assert left
    close_wave(None, clock())
    a_person(left.agency, job_level=JobLevel.PELAKSANA)
    a_person(left.agency, job_level=JobLevel.PENGAWAS)
    page = slices(signed_in(an_admin()), irisan="jenjang")
    assert by_name(page, "#irisan-tabel")["Pelaksana"][0].startswith("151 dari 151")
    assert "tidak dibekukan" not in page.main


def test_a_wave_closed_before_levels_were_frozen_says_so(signed_in: Browser, wave: Wave) -> None:
    wave.is_open, wave.closed_at = False, wave.opened_at
    db.session.commit()
    page = slices(signed_in(an_admin()), irisan="jenjang")
    assert by_name(page, "#irisan-tabel")["Pelaksana"][0] == "151"
    assert "tidak dibekukan" in page.main


def test_kinds_by_provinces_are_hidden_as_in_the_national_table(
    signed_in: Browser, wave: Wave
) -> None:
    browser = signed_in(an_admin())
    crossed = by_name(slices(browser, irisan="jenis", silang="provinsi"), "#silang-tabel")
    columns = slices(browser, irisan="jenis", silang="provinsi").texts("#silang-tabel thead th")
    for name, cells in crossed.items():
        province = "" if name == "Semua provinsi" else name
        for kind, cell in zip(columns[1:], cells, strict=True):
            kinds = {"Kabupaten": "kabupaten", "Kota": "kota"}.get(kind, "")
            page = browser.get("/admin/indikator", jenis=kinds, provinsi=province)
            total = page.rows("#indikator")[0]
            assert cell.split(" ")[0] == total[2].split(" ")[0], f"{name} × {kind}"


def test_a_module_of_the_wave(signed_in: Browser, wave: Wave) -> None:
    page = slices(signed_in(an_admin()), modul=MODULES[0])
    assert "8 dari 10 (76%)" in page.main
    assert (
        signed_in(an_admin()).get("/admin/indikator/irisan", 404, modul="tidak-ada").status == 404
    )


def test_queries_do_not_grow_with_agencies(signed_in: Browser, wave: Wave) -> None:
    browser = signed_in(an_admin())
    paths = ("/admin/indikator/irisan?irisan=provinsi&silang=jenjang", "/admin/indikator/provinsi")
    before = [browser.get(path).queries for path in paths]
    for number in range(30):
        counted(an_agency(code=f"M{number}"), wave, [Taken(9, 4, 9), Taken(3, 4, 6)])
    settle()
    assert [browser.get(path).queries for path in paths] == before


# ---------------------------------------------------------------------------------------- provinces


def test_all_provinces_have_a_row_and_a_tile_that_says_the_same(
    signed_in: Browser, wave: Wave
) -> None:
    browser = signed_in(an_admin())
    page = browser.get("/admin/indikator/provinsi")
    rows = page.rows("#provinsi-tabel")
    assert len(rows) == 39
    by_short = {row[0].rpartition(" ")[2]: row for row in rows[:-1]}
    assert by_short["PAPUA"][1:] == ["1 dari 1", "7 dari 7; 100,00%", "n<10"]
    assert by_short["RIAU"][1:] == ["0 dari 0", "0 dari 0", "—"]
    drawing = browser.get(str(page.one("main img")["src"])).body
    texts = [
        "".join(e.itertext())
        for e in ElementTree.fromstring(drawing).iter()
        if e.tag.endswith("text")
    ]
    said = dict(zip(texts[:38], texts[38:], strict=True))
    assert said == {name: row[3].split(" ")[0].removesuffix("%") for name, row in by_short.items()}
    assert SECRET not in page.body.decode() + drawing.decode()
    assert b"42.857" not in drawing


def test_drawings_of_unknown_waves_are_not_found(signed_in: Browser, wave: Wave) -> None:
    path = "/admin/indikator/provinsi.svg"
    assert signed_in(an_admin()).get(path, 404, gelombang="0123456789abcdef").status == 404


@pytest.mark.parametrize("page", ["irisan", "provinsi", "mutu", "mutu/sel"])
def test_before_the_first_wave(signed_in: Browser, app: Flask, page: str) -> None:
    assert "gelombang" in signed_in(an_admin()).get(f"/admin/indikator/{page}").main


@pytest.mark.parametrize("page", ["irisan", "provinsi", "mutu", "mutu/sel"])
def test_before_anybody_is_counted(signed_in: Browser, app: Flask, page: str) -> None:
    a_wave()
    assert signed_in(an_admin()).get(f"/admin/indikator/{page}").status == 200


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_files_hide_what_the_page_hides(signed_in: Browser, wave: Wave, ending: str) -> None:
    browser = signed_in(an_admin())
    addresses = [
        f"/admin/indikator/irisan.{ending}?irisan={first}&silang={second}"
        for first in SLICES
        for second in ("", "provinsi")
    ]
    for address in (*addresses, f"/admin/indikator/provinsi.{ending}"):
        body = browser.get(address).body.decode()
        assert "42.857" not in body, address
        assert "Gelombang Uji" in body


def test_the_file_of_a_crossed_table_has_the_rows_of_the_page(
    signed_in: Browser, wave: Wave
) -> None:
    spread_people()
    browser = signed_in(an_admin())
    asked = {"irisan": "kepegawaian", "silang": "jenjang"}
    page = browser.get("/admin/indikator/irisan", **asked)
    rows = json.loads(browser.get("/admin/indikator/irisan.json", **asked).body)["irisan"]
    shown = page.rows("#irisan-tabel")
    assert len(rows) == len(shown)
    for row, words in zip(rows, shown, strict=True):
        assert words[1].startswith(f"{row['n_responden']} dari {row['N_sasaran']};")
        share = row["pct_baik"]
        assert words[2].split(" ")[0] == (
            "n<10" if share is None else f"{share:.2f}%".replace(".", ",")
        )
        assert row["disembunyikan"] is (share is None)


def test_every_tile_can_be_read() -> None:
    """The contrast of WCAG: 4.5 and more, also in grey."""
    for step in STEPS:
        light, dark = sorted((luminance(step.fill), luminance(step.ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, step
    assert TILES.keys() == PROVINCES.keys()
    assert len({(tile.column, tile.row) for tile in TILES.values()}) == 38
    shades = [luminance(step.fill) for step in STEPS]
    assert shades == sorted(shades, reverse=True), "darker is higher, also in grey"


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_command_gives_the_pages_files(
    signed_in: Browser, command: Callable[..., Result], wave: Wave
) -> None:
    spread_people()
    admin = signed_in(an_admin())
    for asked, words in (
        ({"irisan": "jenjang"}, ("--by", "jenjang")),
        (
            {"irisan": "kepegawaian", "silang": "provinsi", "modul": MODULES[0]},
            ("--by", "kepegawaian", "--across", "provinsi", "--module", MODULES[0]),
        ),
    ):
        for form in ("csv", "json", "xlsx"):
            body = admin.get(f"/admin/indikator/irisan.{form}", **asked).body
            assert command("report", "slices", *words, "--format", form).stdout_bytes == body
    wrong = command("report", "slices", "--by", "agama", "--format", "csv")
    assert wrong.exit_code != 0
    assert "opsi --by harus salah satu dari: jenis, provinsi, pulau" in wrong.stderr
    assert SECRET not in command("report", "slices", "--by", "provinsi", "--format", "csv").stdout
    everything = command("report", "slices", "--by", "provinsi", "--format", "csv", UNHIDDEN).stdout
    assert "42.857142857142854" in everything
