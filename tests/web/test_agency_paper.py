"""The two printed pages of an agency: the same figures as its page, complete, and the same bytes again."""

import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from neutrality_course.database import db
from neutrality_course.domain.terms import Employment, JobLevel, Phase
from neutrality_course.models import Agency, Person, Wave
from neutrality_course.reports.agency_sheet import agency_pdf
from neutrality_course.web.agency_paper import agency_sheet
from tests.builders import a_coordinator, a_person, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, graded, settle
from tests.pages import Client, Page
from tests.support.apps import Clock, sqlite_only

Browser = Callable[[Person], Client]


@pytest.fixture
def agency(app: object) -> Agency:
    wave = a_wave(title="Gelombang Uji")
    agency = an_agency(code="A1", name="Kabupaten =1+1 & <b>", staff_count=90)
    counted(agency, wave, [Taken(24, 5, 9), Taken(9, 8, 7), Taken(4, 8, 9)])
    counted(an_agency(code="A2", name="Kota 漢字"), wave, [Taken(4, 5, 9), Taken(3, 5, 5)])
    counted(an_agency(code="A4"), wave, [Taken(5, 5, 9), Taken(1, 5, 5)])
    counted(an_agency(code="A3"), wave, [Taken(40, 5, 8)])
    settle()
    return agency


def texts(page: Page) -> list[str]:
    """The text of each page, words apart by one blank."""
    reader = PdfReader(io.BytesIO(page.body))
    return [" ".join(p.extract_text().split()) for p in reader.pages]


def test_two_pages_say_what_the_page_says(signed_in: Browser, agency: Agency) -> None:
    admin = signed_in(an_admin())
    page = admin.get(f"/admin/indikator/instansi/{agency.id}")
    paper = admin.get(str(page.one("main a[href*='.pdf']")["href"]))
    if folder := os.environ.get("SHOW_PAPER"):
        Path(folder, "kertas.pdf").write_bytes(paper.body)
    assert paper.headers["Content-Type"] == "application/pdf"
    assert paper.headers["Content-Disposition"] == (
        'attachment; filename="indikator_a1_gelombang-uji_2026-11-10.pdf"'
    )
    first, second = texts(paper)
    for words in (
        "Kabupaten =1+1 & <b>",
        "75,68% berpemahaman baik, seluruh kursus",
        "28 dari 37 orang yang dihitung; ketidakpastian statistik 95%: 59,88–86,64%. Seluruh instansi: 85,56%, n 90.",
        "Sasaran (N) 90 orang",
        "Cakupan 41,11%",
        "paling sedikit 23 dari 30 (76%) untuk seluruh kursus",
        "percobaan pertama yang dikirim",
        "Sebelum dan sesudah, dan dibanding instansi lain",
        "10 November 2026, pukul 08.30 WIB",
    ):
        assert words in first
    assert "bukan target" in second
    assert "Jangan disebarkan" not in second


def test_its_coordinator_sees_what_others_do_not(signed_in: Browser, agency: Agency) -> None:
    small = db.session.scalars(select(Agency).where(Agency.code == "A2")).one()
    hidden = texts(signed_in(an_admin()).get(f"/admin/indikator/instansi/{small.id}.pdf"))
    assert "n<10" in hidden[0]
    assert "57,14" not in " ".join(hidden)
    own = texts(signed_in(a_coordinator(small)).get("/koordinator/indikator.pdf"))
    assert "57,14% berpemahaman baik" in own[0]
    assert "Jangan disebarkan ke luar instansi." in own[1]


@pytest.fixture
def widest(app: Flask) -> tuple[Wave, Agency]:
    """All five modules of the course, and an agency with people in all seven job levels and both employments."""
    wave = a_wave([module.slug for module in app.extensions["catalog"].modules])
    agency = an_agency(
        name="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Daerah Provinsi"
    )
    levels = [level for level in JobLevel if level is not JobLevel.UNKNOWN]
    for number, level in enumerate(levels * 12):
        kind = (Employment.PNS, Employment.PPPK)[number % 5 == 0]
        person = a_person(agency, job_level=level, employment=kind)
        for slug in wave.module_slugs:
            db.session.add_all(graded(person, wave, slug, {Phase.PRE_TEST: 5, Phase.POST_TEST: 8}))
    db.session.commit()
    settle()
    return wave, agency


@sqlite_only
def test_the_widest_agency_still_takes_two_pages(
    signed_in: Browser, widest: tuple[Wave, Agency]
) -> None:
    """The change beside the modules on the first page, the groups and how to read it on the second."""
    wave, agency = widest
    first, second = texts(signed_in(a_coordinator(agency)).get("/koordinator/indikator.pdf"))
    assert first.endswith("Halaman 1 dari 2")
    assert "Tes awal → akhir" in first
    assert first.count("(84 pasangan)") == 1 + 5
    assert second.startswith(f"{agency.name}, {wave.title} Jenjang jabatan")
    assert second.endswith("Halaman 2 dari 2")
    assert [level for level in JobLevel if level.value in second] == list(JobLevel)
    assert "Jangan disebarkan" in second


@sqlite_only
def test_names_too_long_for_the_first_page_move_the_change_to_the_second(
    app: Flask, widest: tuple[Wave, Agency]
) -> None:
    wave, agency = widest
    with app.test_request_context():
        sheet = agency_sheet(wave, agency, True)
    lines = [replace(line, name=f"{line.name} {'dan seterusnya ' * 3}") for line in sheet.lines]
    reader = PdfReader(io.BytesIO(agency_pdf(replace(sheet, lines=lines))))
    first, second = (page.extract_text() for page in reader.pages)
    assert "Tes awal" not in first
    assert "Tes awal" in second
    assert "Jangan disebarkan" in second


def test_same_data_same_bytes(signed_in: Browser, agency: Agency, clock: Clock) -> None:
    admin = an_admin()
    path = f"/admin/indikator/instansi/{agency.id}.pdf"
    first = signed_in(admin).get(path).body
    clock.forward(days=2)
    assert signed_in(admin).get(path).body == first


def test_an_agency_without_anybody(signed_in: Browser) -> None:
    a_wave()
    coordinator = a_coordinator(an_agency(name="Badan Kosong"))
    first, _ = texts(signed_in(coordinator).get("/koordinator/indikator.pdf"))
    assert "Belum ada orang yang dihitung." in first


def test_before_the_first_wave(signed_in: Browser) -> None:
    signed_in(a_coordinator()).get("/koordinator/indikator.pdf", 404)
