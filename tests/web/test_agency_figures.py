"""One agency: whole for its coordinator, with small groups hidden for an admin, and never another agency's."""

from collections.abc import Callable

import pytest
from flask import Flask

from neutrality_course.database import db
from neutrality_course.domain.terms import Employment, JobLevel
from neutrality_course.models import Agency, Attempt, Person, Wave
from neutrality_course.web.agency_paper import agency_sheet
from tests.builders import a_coordinator, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.pages import Client, Page

Browser = Callable[[Person], Client]


@pytest.fixture
def wave(app: Flask) -> Wave:
    wave = a_wave(title="Gelombang Uji")
    for name, good, others in (("Utama", 24, 12), ("Lain", 30, 14), ("Mungil", 3, 4)):
        counted(an_agency(name=name), wave, [Taken(good, 3, 9), Taken(others, 3, 5)])
    agency = named("Utama")
    people = (
        db.session.query(Person).filter(Person.agency_id == agency.id).order_by(Person.id).all()
    )
    for number, person in enumerate(people):
        person.unit = "Sekretariat" if number < 6 else "Bidang Data"
        person.job_level = JobLevel.PENGAWAS if number < 12 else JobLevel.PELAKSANA
        person.employment = Employment.PPPK if number < 4 else Employment.PNS
        for attempt in db.session.query(Attempt).filter(Attempt.person_id == person.id):
            attempt.job_level, attempt.employment = person.job_level, person.employment
    db.session.commit()
    settle()
    return wave


def named(name: str) -> Agency:
    return db.session.query(Agency).filter(Agency.name == name).one()


def shares(page: Page, table: str) -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2].split(" ")[0]) for row in page.rows(table)}


def test_a_coordinator_sees_all_of_the_own_agency(signed_in: Browser, wave: Wave) -> None:
    page = signed_in(a_coordinator(named("Utama"))).get("/koordinator/indikator")
    assert page.texts(".figure-value")[0] == "66,67%"
    assert page.rows("#menurut-modul")[0][1].startswith("36 dari")
    units = shares(page, "#unit-kerja")
    assert {name: people for name, (people, _) in units.items()} == {
        "Bidang Data": "30",
        "Sekretariat": "6",
    }
    assert all(share != "n<10" for _, share in units.values())
    assert set(shares(page, "#jenis-kepegawaian")) == {"PNS", "PPPK"}
    assert "n<10" not in page.main


def test_an_admin_does_not_see_small_groups_or_what_follows_from_them(
    signed_in: Browser, wave: Wave
) -> None:
    page = signed_in(an_admin()).get(f"/admin/indikator/instansi/{named('Utama').id}")
    assert shares(page, "#unit-kerja") == {
        "Bidang Data": ("30", "n<10"),
        "Sekretariat": ("6", "n<10"),
    }
    assert {share for _, share in shares(page, "#jenis-kepegawaian").values()} == {"n<10"}
    levels = shares(page, "#jenjang-jabatan")
    assert {name: people for name, (people, _) in levels.items()} == {
        "Pelaksana": "24",
        "Pengawas": "12",
    }


def test_of_a_hidden_agency_an_admin_sees_only_how_many(signed_in: Browser, wave: Wave) -> None:
    page = signed_in(an_admin()).get(f"/admin/indikator/instansi/{named('Mungil').id}")
    assert page.texts(".figure-value")[0] == "n<10"
    assert {share for _, share in shares(page, "#unit-kerja").values()} == {"n<10"}
    assert "42,86" not in page.body.decode()
    own = signed_in(a_coordinator(named("Mungil"))).get("/koordinator/indikator")
    assert own.texts(".figure-value")[0] == "42,86%"


def test_a_coordinator_cannot_take_the_own_agency_from_all(signed_in: Browser, app: Flask) -> None:
    """19 of 30 less the own 15 of 21 would be the other agency's 4 of 9."""
    wave = a_wave()
    own = an_agency(name="Besar")
    counted(own, wave, [Taken(15, 3, 9), Taken(6, 3, 5)])
    counted(an_agency(name="Mungil"), wave, [Taken(4, 3, 9), Taken(5, 3, 5)])
    settle()
    page = signed_in(a_coordinator(own)).get("/koordinator/indikator")
    assert page.texts(".figure-value")[0] == "71,43%"
    assert "63,33%" not in page.main
    assert page.rows("#menurut-modul")[0][-1] == "n<10, n 30"
    sheet = agency_sheet(wave, own, sees_all=True)
    assert {(line.everybody, line.everybody_at) for line in sheet.lines} == {("n<10, n 30", None)}
    assert agency_sheet(wave, own, sees_all=False).lines[0].everybody == "63,33%, n 30"


def test_coverage_grows_day_by_day_with_its_drawing(signed_in: Browser, wave: Wave) -> None:
    browser = signed_in(an_admin())
    page = browser.get(f"/admin/indikator/instansi/{named('Utama').id}")
    assert page.rows("#cakupan-hari") == [["10 November 2026", "36", "100,00%"]]
    drawing = browser.get(str(page.one("main img")["src"])).body
    assert b'role="img"' in drawing
    assert b"10/11" in drawing
    coordinator = signed_in(a_coordinator(named("Lain")))
    assert b"<svg" in coordinator.get("/koordinator/indikator/cakupan.svg").body


def test_the_table_leads_to_the_agency(signed_in: Browser, wave: Wave) -> None:
    browser = signed_in(an_admin())
    for path in ("/admin/indikator", "/admin/indikator/perbandingan"):
        links = [str(a["href"]) for a in browser.get(path).soup.select("tbody th a")]
        assert any(named("Utama").id in link for link in links)


def test_before_the_first_wave(signed_in: Browser, app: Flask) -> None:
    agency = an_agency()
    assert (
        "Belum ada gelombang" in signed_in(a_coordinator(agency)).get("/koordinator/indikator").main
    )
    admin = signed_in(an_admin())
    assert admin.get(f"/admin/indikator/instansi/{agency.id}", 404).status == 404
