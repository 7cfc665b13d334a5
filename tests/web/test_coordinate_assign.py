"""Assigning a module in four steps, the list of assignments, and taking one back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from neutrality_course.database import db, new_id
from neutrality_course.domain.terms import JobLevel, Phase, TimeZone
from neutrality_course.models import Agency, Assignment, AssignmentPerson, Person, Wave
from neutrality_course.web.coordinate.assign import pack_ids, unpack_ids
from tests.builders import (
    LONG_AGO,
    MODULES,
    a_coordinator,
    a_nip,
    a_person,
    a_wave,
    an_admin,
    an_agency,
    an_assignment,
)
from tests.counted import graded
from tests.pages import Client, Page

Browser = Callable[[Person], Client]

LIST = "/koordinator/penugasan"
NEW = f"{LIST}/baru"
MODULE = MODULES[0]


@pytest.fixture
def wave(app: Flask) -> Wave:
    return a_wave(title="Gelombang Uji")


@pytest.fixture
def agency(app: Flask) -> Agency:
    return an_agency(zone=TimeZone.WIT)


@pytest.fixture
def boss(agency: Agency) -> Person:
    return a_coordinator(agency, unit="Hukum", job_level=JobLevel.PENGAWAS)


@pytest.fixture
def browser(signed_in: Browser, boss: Person, wave: Wave) -> Client:
    return signed_in(boss)


def answer(browser: Client, page: Page, **typed: str) -> Page:
    """Send the step's GET form with these fields and open where it leads."""
    form = page.one('main form[method="get"]')
    fields = {str(i["name"]): str(i["value"]) for i in form.select("input[type=hidden]")}
    return browser.get(str(form["action"]), None, **{**fields, **typed})


def check_page(browser: Client, **answers: str) -> Page:
    usual = {"modul": MODULE, "untuk": "semua", "tenggat": "2026-11-30"}
    return browser.get(NEW, **{**usual, **answers})


def stored() -> list[tuple[Any, ...]]:
    rows = db.session.execute(
        select(Assignment.module_slug, Assignment.target, Assignment.due_at).order_by(
            Assignment.target
        )
    )
    return [tuple(row) for row in rows]


def given_to() -> set[str]:
    return set(db.session.scalars(select(AssignmentPerson.person_id)))


def summary(page: Page) -> dict[str, str]:
    return dict(
        zip(page.texts(".summary-row dt"), page.texts(".summary-row dd:nth-child(2)"), strict=True)
    )


# -------------------------------------------------------------------------------------- four steps


def test_everybody_in_four_steps(browser: Client, agency: Agency, boss: Person, app: Flask) -> None:
    one = a_person(agency, name="Ani")
    title = app.extensions["catalog"].module(MODULE).title

    step = browser.get(NEW)
    assert "Langkah 1 dari 4" in step.main
    step = answer(browser, step, modul=MODULE)
    assert "Langkah 2 dari 4" in step.main
    step = answer(browser, step, untuk="semua")
    assert "Langkah 3 dari 4" in step.main
    step = answer(browser, step, tenggat="2026-11-30")
    assert step.h1 == "Periksa penugasan"
    assert summary(step) == {
        "Modul": title,
        "Untuk siapa": "Semua anggota",
        "Jumlah orang": "2 orang",
        "Tenggat": "30 November 2026, pukul 23.59 WIT",
    }
    done = browser.follow(browser.send(step))

    assert done.flashes == [f"Modul {title} sudah ditugaskan kepada 2 orang."]
    assert stored() == [(MODULE, "Semua anggota", datetime(2026, 11, 30, 14, 59, tzinfo=UTC))]
    assert given_to() == {boss.id, one.id}
    assert done.rows() == [
        [title, "Semua anggota", "30 November 2026, pukul 23.59 WIT", "0 dari 2 orang",
         f"Tarik penugasan {title}, Semua anggota"]
    ]  # fmt: skip


def test_nothing_chosen_is_said_and_nothing_lost(browser: Client) -> None:
    first = answer(browser, browser.get(NEW))
    second = answer(browser, browser.get(NEW, modul=MODULE))
    third = answer(browser, browser.get(NEW, modul=MODULE, untuk="unit"))
    fourth = answer(browser, browser.get(NEW, modul=MODULE, untuk="semua"))

    assert [page.errors for page in (first, second, third, fourth)] == [
        ["Pilih satu modul"],
        ["Pilih untuk siapa"],
        ["Pilih unit kerja"],
        ["Isi tanggal tenggat"],
    ]
    assert {page.status for page in (first, second, third, fourth)} == {422}
    kept = {
        str(i["name"]): str(i["value"]) for i in fourth.soup.select("main form input[type=hidden]")
    }
    assert kept == {"modul": MODULE, "untuk": "semua", "langkah": "tenggat"}
    assert browser.get(NEW, modul=MODULE).errors == []


@pytest.mark.parametrize(
    ("answers", "step"),
    [
        ({"modul": "tidak-ada"}, "Pilih satu modul"),
        ({"untuk": "semuanya"}, "Pilih untuk siapa"),
        ({"untuk": "unit", "unit": "Tidak ada"}, "Pilih unit kerja"),
        ({"untuk": "jenjang", "jenjang": "Eselon"}, "Pilih jenjang jabatan"),
        ({"tenggat": "30-11-2026"}, "Isi tanggal yang ada di kalender"),
        ({"tenggat": "2026-02-30"}, "Isi tanggal yang ada di kalender"),
        ({"tenggat": "2026-11-22"}, "Tanggal tenggat sudah lewat. Pilih hari ini atau sesudahnya"),
    ],
)
def test_what_cannot_be(browser: Client, answers: dict[str, str], step: str) -> None:
    usual = {"modul": MODULE, "untuk": "semua", "tenggat": "2026-11-30"}
    page = browser.get(NEW, 422, **{**usual, **answers})

    assert page.errors == [step]
    forced = {**usual, **answers, "kunci": new_id(), "csrf_token": browser.token()}
    browser.post(NEW, forced)
    assert stored() == []


def test_today_is_not_yet_past_where_the_agency_is(browser: Client) -> None:
    # 09.00 WIB is 11.00 WIT on the 23rd
    assert summary(check_page(browser, tenggat="2026-11-23"))["Tenggat"] == (
        "23 November 2026, pukul 23.59 WIT"
    )


def test_a_due_date_after_the_wave_is_allowed_with_a_warning(browser: Client, wave: Wave) -> None:
    assert wave.last_on == date(2026, 12, 23)
    assert "sesudah gelombang berakhir" not in check_page(browser, tenggat="2026-12-23").main
    assert (
        "Tes hanya dapat dimulai sampai 23 Desember 2026."
        in check_page(browser, tenggat="2026-12-24").main
    )


def test_a_unit_a_level_and_members_without_unit(
    browser: Client, agency: Agency, boss: Person
) -> None:
    ani = a_person(agency, unit="", job_level=JobLevel.PELAKSANA)
    a_person(agency, unit="Hukum", disabled_at=LONG_AGO)
    a_person(unit="Hukum")
    an_admin(agency_id=agency.id, unit="Hukum")
    units = browser.get(NEW, modul=MODULE, untuk="unit").soup.select("#unit option")
    assert [unit.text for unit in units] == ["Pilih unit", "Tanpa unit", "Hukum"]

    for answers, words, people in (
        ({"untuk": "unit", "unit": "Hukum"}, "Unit Hukum", {boss.id}),
        ({"untuk": "unit", "unit": str(units[1]["value"])}, "Anggota tanpa unit", {ani.id}),
        ({"untuk": "jenjang", "jenjang": "Pengawas"}, "Jenjang Pengawas", {boss.id}),
    ):
        page = check_page(browser, **answers)
        assert summary(page)["Untuk siapa"] == words
        assert summary(page)["Jumlah orang"] == "1 orang"
        browser.send(page)
        assert given_to() == people
        db.session.execute(AssignmentPerson.__table__.delete())  # type: ignore[attr-defined]  # it is a Table
        db.session.commit()


def test_nobody_meant_has_no_button(browser: Client) -> None:
    page = check_page(browser, untuk="jenjang", jenjang="JPT Utama")

    assert "Tidak ada anggota yang cocok" in page.main
    assert page.soup.select(f'form[action="{NEW}"]') == []


def test_sent_twice_it_is_one_assignment(browser: Client) -> None:
    page = check_page(browser)

    first = browser.follow(browser.send(page))
    second = browser.follow(browser.send(page))

    assert len(stored()) == 1
    assert first.flashes == second.flashes
    browser.send(check_page(browser))
    assert len(stored()) == 2


def test_people_who_have_the_module_already_keep_the_earlier_date(
    browser: Client, agency: Agency, boss: Person, wave: Wave
) -> None:
    ani = a_person(agency)
    an_assignment(wave, boss, [ani])
    an_assignment(wave, boss, [ani], target="Lagi")
    an_assignment(wave, boss, [boss], module_slug=MODULES[1])

    page = check_page(browser)

    assert "1 orang sudah mendapat modul ini" in page.main
    assert "Bagi mereka, tenggat yang paling awal tetap berlaku." in page.main


def test_a_strange_key_or_that_of_another_agency(
    browser: Client, signed_in: Browser, wave: Wave
) -> None:
    other = a_coordinator()
    theirs = an_assignment(wave, other, [other])
    fields = {"modul": MODULE, "untuk": "semua", "tenggat": "2026-11-30"}

    for key in ("", "x", "ABCDEF0123456789", "0" * 15, "0" * 17):
        browser.post(NEW, {**fields, "kunci": key, "csrf_token": browser.token()}, status=404)
    browser.post(NEW, {**fields, "kunci": theirs.id, "csrf_token": browser.token()})

    assert len(stored()) == 1
    assert given_to() == {other.id}


def test_no_wave_is_open(signed_in: Browser, boss: Person) -> None:
    browser = signed_in(boss)
    page = browser.get(NEW)
    assert "Belum ada gelombang tes yang dibuka" in page.main
    assert browser.get(f"{NEW}/daftar", status=303).location == NEW
    assert browser.post(NEW, {"csrf_token": browser.token()}).location == NEW

    a_wave(is_open=False, closed_at=LONG_AGO)
    assert "Belum ada gelombang tes yang dibuka" in browser.get(NEW).main


def test_only_modules_of_the_wave(signed_in: Browser, boss: Person) -> None:
    a_wave(MODULES[:2])
    page = signed_in(boss).get(NEW)

    assert [str(radio["value"]) for radio in page.soup.select("input[name=modul]")] == list(
        MODULES[:2]
    )


# ------------------------------------------------------------------------------------ pasted NIPs


def list_step(browser: Client) -> Page:
    return browser.follow(browser.get(NEW, status=303, modul=MODULE, untuk="daftar"))


def test_a_pasted_list(browser: Client, agency: Agency) -> None:
    ani, budi = a_person(agency), a_person(agency)

    step = browser.follow(browser.send(list_step(browser), {"nip": f"{ani.nip}\n\n {budi.nip}\n"}))
    page = answer(browser, step, tenggat="2026-11-30")
    browser.send(page)

    assert ani.nip not in step.url
    assert summary(page)["Untuk siapa"] == "Daftar 2 NIP"
    assert given_to() == {ani.id, budi.id}


def test_lines_that_name_nobody_here_are_listed_with_their_numbers(
    browser: Client, agency: Agency
) -> None:
    ani = a_person(agency)
    outside = [
        a_person(name="Orang Rahasia").nip,
        an_admin(agency_id=agency.id).nip,
        a_person(agency, disabled_at=LONG_AGO).nip,
        a_nip(),
    ]
    pasted = "\n".join(["12345", ani.nip, *outside, ani.nip])

    refused = browser.send(list_step(browser), {"nip": pasted}, status=422)

    nobody = "tidak ditemukan di instansi Anda"
    assert refused.rows() == [
        ["Baris 1", "12345", "NIP harus 18 angka"],
        *([f"Baris {number}", nip, nobody] for number, nip in enumerate(outside, start=3)),
        ["Baris 7", ani.nip, "sudah ada di baris 2"],
    ]
    assert refused.errors == ["6 baris tidak dapat dipakai"]
    assert refused.form().fields["nip"].strip() == pasted
    assert "Rahasia" not in refused.body.decode()

    step = browser.follow(browser.send(refused, {"lewati": "1"}))
    browser.send(answer(browser, step, tenggat="2026-11-30"))
    assert given_to() == {ani.id}


def test_a_list_of_nobody_and_an_empty_one(browser: Client) -> None:
    step = list_step(browser)

    nobody = browser.send(step, {"nip": "123"}, status=422)
    assert nobody.errors == ["Tidak ada NIP dalam daftar ini yang dapat dipakai"]
    assert nobody.soup.select("button[name=lewati]") == []
    assert browser.send(step, {"nip": ""}, status=422).errors == ["Tempel paling sedikit satu NIP"]


def test_a_list_longer_than_an_address(browser: Client, agency: Agency) -> None:
    nips = [a_person(agency).nip for _ in range(501)]
    step = list_step(browser)

    refused = browser.send(step, {"nip": "\n".join(nips)}, status=422)
    taken = browser.send(step, {"nip": "\n".join(nips[1:])})

    assert refused.errors == [
        "Daftar ini berisi 501 orang, padahal paling banyak 500. Bagi menjadi beberapa penugasan, atau"
        " pilih unit atau jenjang"
    ]
    assert len(taken.location) < 6000
    page = answer(browser, browser.follow(taken), tenggat="2026-11-30")
    browser.send(page)
    assert len(given_to()) == 500


def test_people_of_others_in_the_address_are_not_reached(
    browser: Client, agency: Agency, boss: Person
) -> None:
    stranger = a_person()

    page = check_page(browser, untuk="daftar", orang=pack_ids([stranger.id, boss.id]))
    assert summary(page)["Jumlah orang"] == "1 orang"
    browser.send(page)

    assert given_to() == {boss.id}
    for broken in ("x", "abc!", pack_ids([boss.id])[:-1]):
        browser.get(NEW, 404, modul=MODULE, untuk="daftar", orang=broken, tenggat="2026-11-30")


def test_packing_ids() -> None:
    ids = tuple(new_id() for _ in range(7))

    assert unpack_ids(pack_ids(ids)) == ids


# --------------------------------------------------------------------------------- list, withdrawal


def test_the_list_counts_active_members_and_what_they_finished(
    browser: Client, agency: Agency, boss: Person, wave: Wave
) -> None:
    ani, budi = a_person(agency), a_person(agency)
    gone = a_person(agency, disabled_at=LONG_AGO)
    moved = a_person()
    people = [boss, ani, budi, gone, moved]
    an_assignment(wave, boss, people, due_at=datetime(2026, 11, 20, 14, 59, tzinfo=UTC))
    an_assignment(wave, boss, [ani], target="Daftar 1 NIP", module_slug=MODULES[1])
    other = a_coordinator()
    an_assignment(wave, other, [other], target="Orang lain")
    for person in (ani, gone, moved):
        db.session.add_all(graded(person, wave, MODULE, {Phase.PRE_TEST: 3, Phase.POST_TEST: 8}))
    db.session.add_all(graded(budi, wave, MODULE, {Phase.PRE_TEST: 3}))
    db.session.commit()

    rows = browser.get(LIST).rows()

    assert [row[1:4] for row in rows] == [
        ["Semua anggota", "20 November 2026, pukul 23.59 WIT Lewat tenggat", "1 dari 3 orang"],
        ["Daftar 1 NIP", "16 Desember 2026, pukul 10.00 WIT", "0 dari 1 orang"],
    ]


def test_the_number_of_queries_does_not_grow(
    browser: Client, agency: Agency, boss: Person, wave: Wave
) -> None:
    an_assignment(wave, boss, [boss])
    few = browser.get(LIST).queries, check_page(browser).queries
    for _ in range(30):
        an_assignment(wave, boss, [boss, a_person(agency)])

    assert (browser.get(LIST).queries, check_page(browser).queries) == few


def test_withdrawing_has_a_check_page_and_may_be_pressed_twice(
    browser: Client, agency: Agency, boss: Person, wave: Wave
) -> None:
    ani = a_person(agency)
    path = f"{LIST}/{an_assignment(wave, boss, [boss, ani]).id}/tarik"

    page = browser.get(path)
    assert summary(page)["Jumlah orang"] == "2 orang"
    assert stored() != []
    first = browser.follow(browser.send(page))
    second = browser.follow(browser.send(page))

    words = "Penugasan sudah ditarik. Hasil tes yang ada tetap dihitung."
    assert first.flashes[0] == second.flashes[0] == words
    assert (stored(), given_to()) == ([], set())
    browser.get(path, status=404)


def test_what_others_assigned_is_not_found(browser: Client, wave: Wave) -> None:
    other = a_coordinator()
    theirs = an_assignment(wave, other, [other])

    for assignment_id in (theirs.id, "0" * 16):
        path = f"{LIST}/{assignment_id}/tarik"
        browser.get(path, status=404)
        browser.post(path, {"csrf_token": browser.token()}, status=404)
    assert len(stored()) == 1


def test_empty_lists_say_why(signed_in: Browser, boss: Person) -> None:
    browser = signed_in(boss)
    assert "Tunggu admin membuka gelombang pertama" in browser.get(LIST).main

    a_wave(title="Gelombang Lama", is_open=False, closed_at=LONG_AGO)
    assert "Gelombang Gelombang Lama sudah ditutup" in browser.get(LIST).main

    a_wave()
    assert "Belum ada modul yang Anda tugaskan dalam gelombang ini." in browser.get(LIST).main
