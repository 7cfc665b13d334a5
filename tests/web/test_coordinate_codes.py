"""Activation codes on the coordinator's pages: who gets one, what it replaces, and that it works."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from neutrality_course.actions.accounts import make_activation_code
from neutrality_course.database import db
from neutrality_course.domain.terms import TimeZone
from neutrality_course.models import ActivationCode, Agency, Person
from tests.builders import LONG_AGO, a_coordinator, a_person, an_agency
from tests.pages import Client, Page
from tests.support.apps import Clock

Browser = Callable[[Person], Client]

CODES = "/koordinator/anggota/kode"
CHECK = f"{CODES}/periksa"
PASSWORD = "burung-hantu-di-bukit"


@pytest.fixture
def agency(app: Flask) -> Agency:
    return an_agency(name="Kabupaten Uji", zone=TimeZone.WIT)


@pytest.fixture
def browser(signed_in: Browser, agency: Agency) -> Client:
    return signed_in(a_coordinator(agency, name="Bos", password_hash="x"))


def holders() -> set[str]:
    return set(db.session.scalars(select(ActivationCode.person_id)))


def code_of(page: Page, name: str) -> str:
    [code] = [row[2].split()[0] for row in page.rows() if row[0].startswith(name)]
    return code


def may_use(app: Flask, person: Person, code: str) -> bool:
    """Whether the page for activation takes this code for this person."""
    visitor = Client(app)
    typed = {"nip": person.nip, "code": code, "password": PASSWORD, "password_again": PASSWORD}
    answer = visitor.send(visitor.get("/aktivasi"), typed, status=None)
    return answer.status == 303


def test_a_list_for_all_who_wait(app: Flask, browser: Client, agency: Agency) -> None:
    ani = a_person(agency, name="Ani", unit="Hukum")
    budi = a_person(agency, name="Budi", unit="")
    a_person(agency, name="Sudah Aktif", password_hash="x")
    a_person(agency, name="Ditutup", disabled_at=LONG_AGO)
    a_coordinator(agency, name="Koordinator Baru")
    a_person(name="Orang Lain")

    assert "2 anggota belum membuat kata sandi." in browser.get(CODES).main
    check = browser.get(CHECK)
    listed = browser.send(check, status=200)

    assert check.h1 == "Periksa: buat 2 kode"
    assert holders() == {ani.id, budi.id}
    until = "sampai 7 Desember 2026, pukul 11.00 WIT"
    assert [row[:2] for row in listed.rows()] == [
        [f"Budi {budi.nip}", "Tanpa unit"],
        [f"Ani {ani.nip}", "Hukum"],
    ]
    assert all(row[2].endswith(until) for row in listed.rows())
    assert "http://localhost/aktivasi" in listed.main
    assert listed.headers["Cache-Control"] == "private, no-store"
    assert may_use(app, ani, code_of(listed, "Ani"))
    stored = db.session.scalar(select(func.count()).select_from(ActivationCode))
    assert stored == 1


def test_a_list_for_one_unit(browser: Client, agency: Agency) -> None:
    ani = a_person(agency, name="Ani", unit="Hukum")
    a_person(agency, name="Budi", unit="")

    page = browser.get(CODES)
    options = {option.text: str(option["value"]) for option in page.soup.select("#unit option")}
    check = browser.get(CHECK, unit="Hukum")
    browser.send(check, status=200)

    assert list(options) == ["Semua unit (2 orang)", "Tanpa unit (1 orang)", "Hukum (1 orang)"]
    assert holders() == {ani.id}
    assert browser.get(CHECK, unit=options["Tanpa unit (1 orang)"]).h1 == "Periksa: buat 1 kode"


def test_a_new_list_replaces_the_codes_and_says_so_first(
    app: Flask, browser: Client, agency: Agency
) -> None:
    ani = a_person(agency, name="Ani")
    first = browser.send(browser.get(CHECK), status=200)
    a_person(agency, name="Budi")

    check = browser.get(CHECK)
    second = browser.send(check, status=200)

    assert "1 orang sudah memegang kode yang masih berlaku" in check.main
    assert code_of(first, "Ani") != code_of(second, "Ani")
    assert not may_use(app, ani, code_of(first, "Ani"))
    assert may_use(app, ani, code_of(second, "Ani"))


def test_codes_that_are_too_old_replace_nothing(
    signed_in: Browser, agency: Agency, clock: Clock
) -> None:
    boss = a_coordinator(agency, password_hash="x")
    make_activation_code(a_person(agency).id, None, clock.moment)
    assert "masih berlaku" in signed_in(boss).get(CHECK).main
    clock.forward(days=14)

    assert "masih berlaku" not in signed_in(boss).get(CHECK).main


def test_nobody_waits(browser: Client) -> None:
    page = browser.get(CODES)

    assert "Tidak ada yang menunggu kode" in page.main
    assert browser.get(CHECK, status=303).location == CODES


def test_a_member_who_forgot_the_password(app: Flask, browser: Client, agency: Agency) -> None:
    person = a_person(agency, name="Lupa", password_hash="x")
    path = f"/koordinator/anggota/{person.id}/kode"

    check = browser.get(path)
    listed = browser.send(check, status=200)

    assert "Kata sandi yang sekarang tetap berlaku sampai kode dipakai." in check.main
    assert [row[0] for row in listed.rows()] == [f"Lupa {person.nip}"]
    assert may_use(app, person, code_of(listed, "Lupa"))


def test_no_code_for_others(browser: Client, agency: Agency) -> None:
    others = [
        a_person(name="Orang Lain"),
        a_coordinator(agency, name="Rekan"),
        a_person(agency, disabled_at=LONG_AGO),
    ]
    paths = [
        f"/koordinator/anggota/{person_id}/kode"
        for person_id in (*(p.id for p in others), "0" * 16)
    ]

    for path in paths:
        browser.get(path, status=404)
        browser.post(path, {"csrf_token": browser.token()}, status=404)

    assert holders() == set()


def test_the_number_of_queries_does_not_grow(browser: Client, agency: Agency) -> None:
    def queries() -> list[int]:
        check = browser.get(CHECK)
        made = [browser.send(check, status=200) for _first_and_again in range(2)]
        return [browser.get(CODES).queries, check.queries, *(page.queries for page in made)]

    a_person(agency)
    few = queries()
    db.session.execute(delete(ActivationCode))
    db.session.commit()
    for number in range(30):
        a_person(agency, unit=f"Unit {number}")

    assert queries() == few


def test_names_on_the_list_stay_words(browser: Client, agency: Agency) -> None:
    a_person(agency, name="<script>alert(1)</script>", unit="<img src=x>")

    listed = browser.send(browser.get(CHECK), status=200)

    assert listed.soup.select("main script, main img") == []
    assert "<script>alert(1)</script>" in listed.main
