"""Activation, the own profile, and the help page."""

from collections.abc import Callable
from threading import BoundedSemaphore

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from neutrality_course import passwords
from neutrality_course.actions.accounts import make_activation_code
from neutrality_course.database import db
from neutrality_course.domain.terms import Role
from neutrality_course.models import Person
from tests.builders import PASSWORD, a_nip, a_person, an_admin, an_agency, with_password
from tests.pages import Client, Page
from tests.support.apps import Clock

NEW_PASSWORD = "gunung tinggi di timur"
WRONG_CODE = (
    "NIP atau kode salah, atau kode sudah dipakai, diganti, atau lewat 14 hari."
    " Minta kode baru kepada koordinator KORPRI instansi Anda"
)


@pytest.fixture
def person(app: Flask) -> Person:
    return a_person(an_agency(name="Kota Uji"), name="Dewi Lestari", nip=a_nip("19850317"))


def activate(client: Client, nip: str, code: str, status: int = 303, **changes: str) -> Page:
    fields = {"nip": nip, "code": code, "password": NEW_PASSWORD, "password_again": NEW_PASSWORD}
    return client.send(client.get("/aktivasi"), {**fields, **changes}, status=status)


# -------------------------------------------------------------------------------------- activation


def test_from_code_to_first_page(client: Client, person: Person, clock: Clock) -> None:
    code = make_activation_code(person.id, None, clock())

    page = activate(client, person.nip, code.lower().replace("-", ""))

    assert page.location == "/beranda"
    assert client.follow(page).flashes[0] == "Kata sandi tersimpan. Anda sudah masuk."
    assert client.cookies.get_cookie("perangkat") is not None


def test_one_message_for_every_wrong_code(client: Client, person: Person, clock: Clock) -> None:
    older = make_activation_code(person.id, None, clock())
    code = make_activation_code(person.id, None, clock())
    nips_and_codes = [
        (person.nip, "0000-0000-0000-0000"),
        (person.nip, older),
        (a_nip(), code),
        ("bukan nip", code),
    ]

    pages = [activate(client, nip, given, 422) for nip, given in nips_and_codes]
    clock.forward(days=14)
    pages.append(activate(client, person.nip, code, 422))

    assert [page.errors for page in pages] == [[WRONG_CODE]] * 5
    assert db.session.get_one(Person, person.id).password_hash is None


def test_fields_are_checked(client: Client, person: Person, clock: Clock) -> None:
    page = client.send(client.get("/aktivasi"), status=422)
    assert page.errors == ["Isi NIP", "Isi kode sekali pakai", "Isi kata sandi baru"]

    page = activate(client, person.nip, "ABCD", 422, password="pendek", password_again="lain")
    assert page.errors == [
        "Kode terdiri atas 16 huruf dan angka",
        "Kata sandi paling sedikit 8 karakter",
        "Isian ini belum sama dengan kata sandi baru",
    ]


def test_a_weak_password_is_explained(client: Client, person: Person, clock: Clock) -> None:
    code = make_activation_code(person.id, None, clock())

    for password, begins in [
        ("qwertyuiop", "Kata sandi ini sering dipakai orang"),
        ("Lestari1985", "Kata sandi ini tersusun dari nama, NIP"),
        ("Kota-Uji-17", "Kata sandi ini tersusun dari nama, NIP"),
    ]:
        page = activate(client, person.nip, code, 422, password=password, password_again=password)
        assert len(page.errors) == 1
        assert page.errors[0].startswith(begins)
    activate(client, person.nip, code)


def test_wrong_codes_are_slowed(client: Client, person: Person) -> None:
    for _ in range(10):
        activate(client, person.nip, "0000-0000-0000-0000", 422)

    page = activate(client, person.nip, "0000-0000-0000-0000", 429)

    assert page.headers["Retry-After"] == "30"


def test_when_too_many_hash_at_once(
    client: Client, person: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = make_activation_code(person.id, None, clock())
    monkeypatch.setattr(passwords, "_places", BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "LONGEST_WAIT_SECONDS", 0.01)

    with passwords._place():
        page = activate(client, person.nip, code, 503)

    assert page.h1 == "Sedang banyak yang masuk"
    assert page.headers["Retry-After"] == "4"
    activate(client, person.nip, code)


# ----------------------------------------------------------------------------------------- profile


def test_the_own_profile(signed_in: Callable[[Person], Client], person: Person) -> None:
    page = signed_in(person).get("/akun")

    nip = person.nip
    shown = dict(zip(page.texts("dt"), page.texts("dd"), strict=True))
    assert shown == {
        "Nama": "Dewi Lestari",
        "NIP": f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}",
        "Instansi": "Kota Uji",
        "Unit kerja": "Sekretariat",
        "Jenjang jabatan": "Pelaksana",
        "Jenis kepegawaian": "PNS",
        "Surel": "Belum diisi",
        "Peran": "Peserta",
    }


def test_a_changed_password_keeps_this_browser_and_ends_the_others(
    signed_in: Callable[[Person], Client], app: Flask, person: Person
) -> None:
    with_password(person)
    here, elsewhere = signed_in(person), signed_in(person)
    page = here.get("/akun")
    cookie = here.cookies.get_cookie("sesi")
    assert cookie is not None

    changed = here.send(
        page, {"current": PASSWORD, "password": NEW_PASSWORD, "password_again": NEW_PASSWORD}
    )

    assert here.follow(changed).flashes == [
        "Kata sandi diganti. Anda sudah keluar di perangkat lain."
    ]
    elsewhere.get("/akun", status=302)
    here.cookies.set_cookie("sesi", cookie.value)
    here.get("/akun", status=302)
    visitor = Client(app)
    visitor.send(
        visitor.get("/masuk"), {"nip": person.nip, "password": NEW_PASSWORD}, action="/masuk"
    )


def test_a_password_that_cannot_be_changed(
    signed_in: Callable[[Person], Client], person: Person
) -> None:
    browser = signed_in(with_password(person))
    page = browser.get("/akun")
    new = {"password": NEW_PASSWORD, "password_again": NEW_PASSWORD}

    wrong = browser.send(page, {"current": "salah salah", **new}, status=422)
    weak = browser.send(
        page,
        {"current": PASSWORD, "password": "netral2026", "password_again": "netral2026"},
        status=422,
    )
    for _ in range(9):
        browser.send(page, {"current": "salah salah", **new}, status=422)
    slowed = browser.send(page, {"current": PASSWORD, **new}, status=429)

    assert wrong.errors == ["Kata sandi sekarang salah"]
    assert weak.errors[0].startswith("Kata sandi ini tersusun dari nama, NIP")
    assert slowed.errors[0].startswith("Terlalu banyak percobaan yang gagal.")
    browser.get("/akun")


def test_fields_that_are_not_on_the_page_change_nothing(
    signed_in: Callable[[Person], Client], person: Person
) -> None:
    with_password(person)
    other = an_agency()
    browser = signed_in(person)
    before = facts_of(person)

    browser.post(
        "/akun",
        {
            "current": PASSWORD,
            "password": NEW_PASSWORD,
            "password_again": NEW_PASSWORD,
            "csrf_token": browser.token(),
            "role": "admin",
            "agency_id": other.id,
            "user_id": an_admin().id,
            "id": "0000000000000000",
            "nip": a_nip(),
            "name": "Orang Lain",
            "disabled_at": "2020-01-01",
        },
    )

    assert facts_of(person) == before
    assert person.role is Role.LEARNER


def facts_of(person: Person) -> dict[str, object]:
    """Everything about the person that no change of password may touch."""
    row = db.session.execute(select(*inspect(Person).columns).where(Person.id == person.id)).one()
    return {
        name: value
        for name, value in row._mapping.items()
        if name not in ("password_hash", "session_epoch")
    }


# -------------------------------------------------------------------------------------------- help


def test_help_is_open_to_anybody(
    client: Client, signed_in: Callable[[Person], Client], person: Person
) -> None:
    page = client.get("/bantuan")

    assert page.h1 == "Bantuan"
    assert (
        "Koordinator melihat nilai dan status Anda. Jawaban per soal tidak ditampilkan kepada atasan."
        in page.main
    )
    assert signed_in(person).get("/bantuan").h1 == "Bantuan"
