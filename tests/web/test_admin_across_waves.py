"""Waves beside each other: each hidden by its own rules, no series across a changed cut or form."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from neutrality_course.actions.attempts import stored_version
from neutrality_course.database import db
from neutrality_course.domain.terms import Phase, SelfRating
from neutrality_course.models import Attempt, Person, SelfRatingAnswer, Wave, WaveTarget
from tests.builders import LONG_AGO, MODULES, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.pages import Client
from tests.reports.spreadsheets import from_ods, from_xlsx
from tests.support.apps import sqlite_only

Browser = Callable[[Person], Client]
Command = Callable[..., Result]
PAGE = "/admin/indikator/gelombang"
MARK = "Batas atau paket soal berubah: jangan dibandingkan langsung."


def an_old_wave(days_ago: int, title: str, **columns: Any) -> Wave:
    """Closed, before the open one."""
    opened = {"is_open": False, "opened_at": LONG_AGO - timedelta(days=days_ago)}
    return a_wave(MODULES[:1], title=title, **{**opened, **columns})


def on_forms(app: Flask, wave: Wave, letters: Iterable[str]) -> None:
    """Give the wave's attempts these forms, one after the other, with nothing answered."""
    forms = app.extensions["catalog"].module(MODULES[0]).forms
    versions = [(letter, stored_version(forms[letter], LONG_AGO).id) for letter in letters]
    for n, attempt in enumerate(db.session.scalars(select(Attempt).filter_by(wave_id=wave.id))):
        attempt.form_letter, attempt.form_version_id = versions[n % len(versions)]
    db.session.commit()


def rate(wave: Wave, good: int, poor: int) -> None:
    people = db.session.scalars(
        select(Person)
        .join(Attempt)
        .where(Attempt.wave_id == wave.id, Attempt.phase == Phase.POST_TEST)
    ).all()
    for n, person in enumerate(people[: good + poor]):
        db.session.add(
            SelfRatingAnswer(
                person_id=person.id,
                wave_id=wave.id,
                rating=SelfRating.GOOD if n < good else SelfRating.POOR,
                agency_id=person.agency_id,
                job_level=person.job_level,
                employment=person.employment,
                rated_at=LONG_AGO,
            )
        )
    db.session.commit()


@pytest.fixture
def waves(app: Flask) -> list[Wave]:
    """Newest first: the same forms in the third and second, a third form and another cut before; the first is small."""
    agency, other = an_agency(code="A"), an_agency(code="B")
    first = an_old_wave(300, "Pertama", cut_good=80)
    second = an_old_wave(200, "Kedua")
    third = an_old_wave(100, "Ketiga")
    fourth = a_wave(MODULES[:1], title="Keempat")
    counted(agency, first, [Taken(4, 3, 9), Taken(3, 3, 5)])
    counted(agency, second, [Taken(15, 3, 9), Taken(10, 3, 5)])
    counted(other, second, [Taken(9, 8, 9), Taken(6, 3, 5)])
    counted(agency, third, [Taken(20, 3, 9), Taken(5, 3, 5)])
    counted(other, third, [Taken(15, 3, 8), Taken(10, 3, 6)])
    for wave, letters in ((first, "A"), (second, "AB"), (third, "AB")):
        on_forms(app, wave, letters)
        db.session.add(WaveTarget(wave_id=wave.id, agency_id=agency.id, people=100))
    rate(third, 12, 8)
    rate(second, 2, 3)
    db.session.commit()
    settle()
    return [fourth, third, second, first]


def test_each_wave_has_its_figures_and_breaks_are_marked(
    signed_in: Browser, waves: list[Wave]
) -> None:
    page = signed_in(an_admin()).get(PAGE)
    rows = page.rows("#antargelombang")
    assert [row[0].split(" ")[0] for row in rows] == [
        "Keempat",
        "Ketiga",
        "Kedua",
        MARK.split(" ")[0],
        "Pertama",
    ]
    fourth, third, second, mark, first = rows
    assert fourth[2].startswith("0 dari ")
    assert fourth[3:] == ["—", "—", "—"]
    assert third[1] == "8 dari 10 (76%)"
    assert third[0].endswith(" 1 modul, 2 paket soal")
    assert third[2] == "50 dari 125; 40,00% 2 dari 3 instansi"
    assert third[3].startswith("70,00% 56,2")
    assert (third[4], third[5]) == ("+70,00 50 pasangan", "60,00% n 20")
    assert (second[4], second[5]) == ("+37,50 40 pasangan", "n<10 n 5")
    assert mark == [
        f"{MARK} Yang berubah di antara gelombang di atas dan di bawah tanda ini: batas, paket soal."
    ]
    assert first[1] == "8 dari 10 (80%)"
    assert first[0].endswith(" 1 modul, 1 paket soal")
    assert first[2:] == ["7 dari 100; 7,00% 1 dari 3 instansi", "n<10", "n<10", "—"]


def test_the_page_every_file_and_the_command_say_the_same(
    signed_in: Browser, command: Command, waves: list[Wave]
) -> None:
    browser = signed_in(an_admin())
    page = browser.get(PAGE)
    links = [str(a["href"]) for a in page.soup.select("#unduhan a")]
    files = [browser.get(link).body for link in links]
    forms = ("xlsx", "ods", "excel", "csv", "json", "pdf")
    assert files == [command("report", "waves", "--format", form).stdout_bytes for form in forms]
    records = json.loads(files[4])["gelombang"]
    assert [r["pct_baik"] for r in from_xlsx(files[0])] == [r["pct_baik"] for r in records]
    assert [r["versi_tes"] for r in from_ods(files[1])] == [r["versi_tes"] for r in records]
    plain = list(csv.DictReader(io.StringIO(files[3].decode())))
    assert [row["putus"] for row in plain] == ["", "", "batas, paket soal", ""]
    rows = [row for row in page.rows("#antargelombang") if len(row) > 1]
    for cells, row in zip(rows, records, strict=True):
        assert cells[0].startswith(f"{row['gelombang']} ")
        assert cells[2].startswith(f"{row['n_responden']} dari {row['N_sasaran']}")
        for cell, name in ((cells[3], "pct_baik"), (cells[5], "pct_nilai_diri_baik")):
            share = None if row[name] is None else f"{row[name]:.2f}%".replace(".", ",")
            assert cell.startswith(share or ("n<10", "—"))


def test_a_small_wave_is_in_no_file_and_no_drawing(
    signed_in: Browser, command: Command, waves: list[Wave]
) -> None:
    browser = signed_in(an_admin())
    (first,) = [
        row
        for row in json.loads(browser.get(f"{PAGE}.json").body)["gelombang"]
        if row["gelombang"] == "Pertama"
    ]
    assert (first["n_responden"], first["N_sasaran"], first["disembunyikan"]) == (7, 100, True)
    hidden = ("n_baik", "pct_baik", "wilson_bawah", "wilson_atas", "n_pasangan", "perubahan_pp")
    assert {first[name] for name in hidden} == {None}
    drawing = browser.get(str(browser.get(PAGE).one("main img")["src"])).body
    texts = "".join(ElementTree.fromstring(drawing).itertext())
    assert {"Pertama", "Ketiga"} <= {name for name in ("Pertama", "Ketiga") if name in texts}
    unhidden = command("report", "waves", "--format", "json", "--tanpa-sembunyi").stdout
    assert json.loads(unhidden)["gelombang"][-1]["n_baik"] == 4


def test_more_waves_cost_no_more_queries(signed_in: Browser, waves: list[Wave]) -> None:
    browser = signed_in(an_admin())
    paths = (PAGE, f"{PAGE}.csv", f"{PAGE}.svg")
    before = [browser.get(path).queries for path in paths]
    for number in range(3):
        counted(an_agency(), an_old_wave(400 + number, f"Lama {number}"), [Taken(30, 3, 9)])
    settle()
    assert [browser.get(path).queries for path in paths] == before


def test_what_is_kept_goes_when_any_wave_changes(signed_in: Browser, waves: list[Wave]) -> None:
    browser = signed_in(an_admin())
    browser.get(PAGE)
    counted(an_agency(), waves[2], [Taken(10, 3, 9)])
    settle()
    assert browser.get(PAGE).rows("#antargelombang")[2][2].startswith("50 dari ")


@sqlite_only
def test_before_the_first_wave(signed_in: Browser) -> None:
    browser = signed_in(an_admin())
    assert "Belum ada gelombang" in browser.get(PAGE).main
    browser.get(f"{PAGE}.csv", 404)
    browser.get(f"{PAGE}.svg", 404)
