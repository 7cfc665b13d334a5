"""Which agencies really differ: page, files and command from one computation, nobody judged below 30 people."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import Result
from flask import Flask
from scipy import stats
from statsmodels.stats.multitest import multipletests

from neutrality_course.domain.terms import AgencyKind
from neutrality_course.models import Person, Wave
from tests.builders import MODULES, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.pages import Client
from tests.reports.spreadsheets import from_ods, from_xlsx
from tests.support.apps import sqlite_only

Browser = Callable[[Person], Client]
Command = Callable[..., Result]
PAGE = "/admin/indikator/perbandingan"
FORMS = ("csv", "json", "xlsx", "ods", "pdf")


@pytest.fixture
def wave(app: Flask) -> Wave:
    """Ten like each other, one far below and one far above, one of 14 without much good, and two small ones."""
    wave = a_wave(title="Gelombang Uji")
    for number in range(10):
        agency = an_agency(code=f"R{number}", name=f"Kota {number}", kind=AgencyKind.CITY)
        counted(agency, wave, [Taken(24 + number, 4, 9), Taken(8, 4, 6)])
    counted(an_agency(code="LOW", name="Rendah"), wave, [Taken(2, 4, 9), Taken(28, 4, 6)])
    counted(an_agency(code="HIGH", name="Tinggi"), wave, [Taken(60, 4, 10)])
    counted(an_agency(code="FEW", name="Sedikit"), wave, [Taken(1, 4, 9), Taken(13, 4, 5)])
    counted(an_agency(code="S1", name="Kecil"), wave, [Taken(3, 4, 9), Taken(4, 4, 5)])
    counted(an_agency(code="S2", name="Kecil juga"), wave, [Taken(6, 4, 9), Taken(4, 4, 5)])
    settle()
    return wave


def records(browser: Client, **parameters: Any) -> dict[str, dict[str, Any]]:
    content = json.loads(browser.get(f"{PAGE}.json", **parameters).body)
    rows = [*content["instansi"], content["nasional"]]
    return {row["kode_instansi"]: row for row in rows}


def test_nobody_is_judged_below_thirty_people(signed_in: Browser, wave: Wave) -> None:
    """One of 14 good lies far outside its funnel, and would be a discovery."""
    browser = signed_in(an_admin())
    rows = records(browser)
    few = rows["FEW"]
    assert few["pct_baik"] < few["corong998_bawah"]
    assert (few["letak"], few["p_fisher"], few["p_koreksi"], few["menonjol"]) == (
        "belum cukup data",
        None,
        None,
        None,
    )
    page = browser.get(PAGE)
    assert [(row[0], row[3], row[4]) for row in page.rows("#menonjol")] == [
        ("Rendah", "di bawah batas 99,8%", "ya"),
        ("Tinggi", "di atas batas 99,8%", "ya"),
    ]
    assert "kurang dari 30 orang tampak dalam gambar, tetapi tidak dinilai" in page.main
    assert "13 yang angkanya tampil; 12 di antaranya dibandingkan" in page.main
    cone = ElementTree.fromstring(browser.get(str(page.soup.select("main img")[1]["src"])).body)
    assert "kurang dari 30 orang, tidak dinilai" in "".join(cone.itertext())
    marks = [e for e in cone.iter() if (e.get("opacity"), e.tag[-4:]) == ("0.75", "path")]
    assert len(marks) == 13 + 3, "an agency each, and the legend"
    assert all((mark.get("fill") or "").startswith("#") for mark in marks), "and all can be seen"


def test_the_family_is_the_agencies_of_thirty_and_more(signed_in: Browser, wave: Wave) -> None:
    rows = records(signed_in(an_admin()))
    total = rows.pop("nasional")
    judged = {code: row for code, row in rows.items() if row["p_fisher"] is not None}
    assert set(judged) == {"LOW", "HIGH", *(f"R{number}" for number in range(10))}
    people = sum(row["n_responden"] for row in rows.values())
    good = round(total["pct_baik"] * people / 100)
    for row in judged.values():
        n = row["n_responden"]
        own = round(row["pct_baik"] * n / 100)
        table = [[own, n - own], [good - own, people - n - good + own]]
        assert row["p_fisher"] == pytest.approx(stats.fisher_exact(table).pvalue)
    is_flagged, corrected, *_ = multipletests(
        [row["p_fisher"] for row in judged.values()], method="fdr_bh"
    )
    assert [row["p_koreksi"] for row in judged.values()] == pytest.approx(list(corrected))
    assert [row["menonjol"] for row in judged.values()] == list(is_flagged)


def test_what_is_hidden_is_in_no_file(signed_in: Browser, command: Command, wave: Wave) -> None:
    browser = signed_in(an_admin())
    rows = records(browser)
    hidden = {code for code, row in rows.items() if row["disembunyikan"]}
    assert hidden >= {"S1", "S2"}
    figures = [
        name
        for name in rows["S1"]
        if name.startswith(("pct", "corong", "p_")) or name in ("letak", "menonjol")
    ]
    assert {rows[code][name] for code in hidden for name in figures} == {None}
    assert (rows["S1"]["n_responden"], rows["S2"]["n_responden"]) == (7, 10)
    for form in ("csv", "excel"):
        assert "42.857" not in command("report", "comparison", "--format", form).stdout
    shown = command("report", "comparison", "--format", "json", "--tanpa-sembunyi").stdout
    small = [r for r in json.loads(shown)["instansi"] if r["kode_instansi"] == "S1"]
    assert [(r["pct_baik"], r["menonjol"]) for r in small] == [(pytest.approx(300 / 7), None)]


def test_the_page_every_file_and_the_command_say_the_same(
    signed_in: Browser, command: Command, wave: Wave
) -> None:
    browser = signed_in(an_admin())
    files = {form: browser.get(f"{PAGE}.{form}").body for form in FORMS}
    for form, body in files.items():
        assert command("report", "comparison", "--format", form).stdout_bytes == body, form
    rows = records(browser)
    for read in (from_xlsx(files["xlsx"]), from_ods(files["ods"])):
        assert [row["kode_instansi"] for row in read] == list(rows)
        assert [row["p_koreksi"] for row in read] == [
            pytest.approx(row["p_koreksi"]) if row["p_koreksi"] is not None else None
            for row in rows.values()
        ]
    plain = list(csv.DictReader(io.StringIO(files["csv"].decode())))
    assert [row["letak"] for row in plain] == [row["letak"] or "" for row in rows.values()]
    page = browser.get(PAGE)
    stand_out = {
        row["instansi"]
        for row in rows.values()
        if row["menonjol"] or (row["letak"] or "").endswith("99,8%")
    }
    assert {row[0] for row in page.rows("#menonjol")} == stand_out
    for cells in page.rows("#perbandingan"):
        own = [row for row in rows.values() if cells[0].startswith(f"{row['instansi']} K")]
        share = own[-1]["pct_baik"] if own else None
        shown = "n<10" if share is None else f"{share:.2f}%".replace(".", ",")
        assert cells[2].split(" ")[0] in (shown, "—")
    links = [str(link["href"]) for link in page.soup.select("#unduhan a")]
    assert len(links) == 6
    assert all(browser.get(link).status == 200 for link in links)


def test_a_filter_changes_which_rows_and_no_figure(
    signed_in: Browser, command: Command, wave: Wave
) -> None:
    browser = signed_in(an_admin())
    everything = records(browser, modul=MODULES[0])
    cities = records(browser, modul=MODULES[0], jenis="kota")
    assert set(cities) == {*(f"R{number}" for number in range(10)), "nasional"}
    assert all(everything[code] == row for code, row in cities.items())
    words = ("--module", MODULES[0], "--kind", "kota", "--format", "json")
    file = browser.get(f"{PAGE}.json", modul=MODULES[0], jenis="kota")
    assert command("report", "comparison", *words).stdout_bytes == file.body


@sqlite_only
@pytest.mark.parametrize("page", ["0", "-1", "999", "x"])
def test_a_page_that_is_not_there_draws_the_nearest_one(
    signed_in: Browser, wave: Wave, page: str
) -> None:
    browser = signed_in(an_admin())
    first = browser.get(f"{PAGE}.svg", halaman="1").body
    assert browser.get(f"{PAGE}.svg", halaman=page).body == first


def test_more_agencies_cost_no_more_queries(signed_in: Browser, wave: Wave) -> None:
    browser = signed_in(an_admin())
    before = browser.get(f"{PAGE}.csv").queries
    for number in range(3):
        counted(an_agency(code=f"N{number}"), wave, [Taken(30, 4, 9)])
    settle()
    assert browser.get(f"{PAGE}.csv").queries == before


@sqlite_only
def test_where_all_agencies_are_small_nobody_is_compared(signed_in: Browser, app: Flask) -> None:
    wave = a_wave()
    browser = signed_in(an_admin())
    assert {row["letak"] for row in records(browser).values()} == {None}
    for code in ("A", "B"):
        counted(an_agency(code=code), wave, [Taken(20, 4, 9), Taken(5, 4, 5)])
    settle()
    page = browser.get(PAGE)
    assert "Belum ada instansi dengan 30 orang atau lebih" in page.main
    assert len(page.soup.select("main img")) == 2
