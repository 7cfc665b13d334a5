"""Signing in and out through the pages."""

from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from neutrality_course.actions import accounts
from neutrality_course.database import db
from neutrality_course.domain.terms import Role
from neutrality_course.models import KnownDevice, Person, SignInThrottle
from neutrality_course.web.entrance import after_sign_in, sign_in_page
from neutrality_course.web.own_path import own_path
from tests.builders import (
    LONG_AGO,
    PASSWORD,
    a_coordinator,
    a_nip,
    a_person,
    an_admin,
    an_agency,
    with_password,
)
from tests.pages import Client, Page
from tests.support.apps import Clock, migrated_app, sqlite_only

WRONG = "bukan kata sandinya"
EVIL = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example/beranda",
    "\t//evil.example",
    "/\t/evil.example",
    "/beranda\r\nSet-Cookie: a=b",
    "user@evil.example",
    "javascript:alert(1)",
    "beranda",
    "/" + "a" * 3000,
    "",
]


@pytest.fixture
def person(app: Flask) -> Person:
    return with_password(a_person())


def sign_in(client: Client, nip: str, password: str = PASSWORD, status: int = 303) -> Page:
    return client.send(client.get("/masuk"), {"nip": nip, "password": password}, status=status)


def session_cookie(client: Client) -> str:
    cookie = client.cookies.get_cookie("sesi")
    assert cookie is not None
    return cookie.value


def set_cookie(page: Page, name: str) -> str:
    found = [c for c in page.headers.getlist("Set-Cookie") if c.startswith(f"{name}=")]
    assert len(found) == 1
    return found[0]


# ------------------------------------------------------------------------------------ who comes in


def test_each_role_begins_where_its_work_is(app: Flask) -> None:
    for person, address in [
        (a_person(), "/beranda"),
        (a_coordinator(), "/koordinator"),
        (an_admin(), "/admin/indikator"),
    ]:
        with_password(person)
        assert sign_in(Client(app), person.nip).location == address


def test_a_nip_may_be_written_with_spaces(client: Client, person: Person) -> None:
    nip = person.nip

    sign_in(client, f" {nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]} ")

    assert client.get("/akun").h1 == "Akun saya"


def test_the_wanted_page_is_opened_after_signing_in(client: Client, person: Person) -> None:
    wanted = client.get("/akun?a=1", status=302)
    page = client.follow(wanted)
    assert page.h1 == "Masuk"

    signed = client.send(page, {"nip": person.nip, "password": WRONG}, status=401)
    assert client.send(signed, {"password": PASSWORD}).location == "/akun?a=1"


def test_empty_fields_are_named_and_not_counted(client: Client, app: Flask) -> None:
    page = sign_in(client, "", "", status=422)

    assert page.errors == ["Isi NIP", "Isi kata sandi"]
    assert page.one("title").get_text().startswith("Galat: Masuk")
    assert db.session.scalars(select(SignInThrottle)).all() == []


def test_who_is_signed_in_is_told_so(signed_in: Callable[[Person], Client], person: Person) -> None:
    page = signed_in(person).get("/masuk")

    assert f"Anda sudah masuk sebagai {person.name}." in page.main


def test_failures_look_the_same_whoever_is_meant(app: Flask, person: Person) -> None:
    nips = {
        "existing": person.nip,
        "unknown": a_nip(),
        "disabled": with_password(a_person(disabled_at=LONG_AGO)).nip,
        "not activated": a_person().nip,
        "no nip": "bukan sebuah nip!!",
    }
    seen = {}
    for case, nip in nips.items():
        page = sign_in(Client(app), nip, PASSWORD if case == "disabled" else WRONG, status=401)
        assert page.errors == ["NIP atau kata sandi salah"]
        token = str(page.one("main form [name=csrf_token]")["value"])
        body = page.body.decode().replace(nip, "NIP").replace(token, "TOKEN")
        seen[case] = (body, [item for item in page.headers if item[0] != "Set-Cookie"])

    assert [case for case in seen if seen[case] != seen["existing"]] == []


def test_no_device_cookie_without_the_right_password(client: Client, person: Person) -> None:
    page = sign_in(client, person.nip, WRONG, status=401)

    assert client.cookies.get_cookie("perangkat") is None
    assert "perangkat" not in str(page.headers)
    assert db.session.scalars(select(KnownDevice)).all() == []


# ----------------------------------------------------------------------------------------- slowing


def test_a_slowed_try_is_told_when_to_come_back(client: Client, person: Person) -> None:
    for _ in range(10):
        sign_in(client, person.nip, WRONG, status=401)

    page = sign_in(client, person.nip, PASSWORD, status=429)

    assert page.headers["Retry-After"] == "30"
    assert page.errors == [
        "Terlalu banyak percobaan yang gagal. Coba lagi dalam 30 detik. Akun tidak dikunci"
    ]
    assert page.one("#nip")["value"] == person.nip


def test_the_owner_comes_in_from_a_known_device(
    client: Client, app: Flask, person: Person, clock: Clock
) -> None:
    sign_in(client, person.nip)
    client.send(client.get("/akun"), {}, action="/akun", status=422)
    clock.forward(days=100)
    attacker = Client(app)
    for _ in range(10):
        sign_in(attacker, person.nip, WRONG, status=401)
    sign_in(attacker, person.nip, WRONG, status=429)

    sign_in(client, person.nip)
    assert client.get("/akun").h1 == "Akun saya"


def test_a_forged_device_cookie_is_no_known_device(
    client: Client, app: Flask, person: Person
) -> None:
    sign_in(client, person.nip)
    cookie = client.cookies.get_cookie("perangkat")
    assert cookie is not None
    token, _, signature = cookie.value.partition(".")
    attacker = Client(app)
    for _ in range(10):
        sign_in(attacker, person.nip, WRONG, status=401)

    for value in (token, f"{token}.", f"x{token}.{signature}", "", "😀"):
        attacker.cookies.set_cookie("perangkat", value)
        sign_in(attacker, person.nip, PASSWORD, status=429)
    attacker.cookies.set_cookie("perangkat", cookie.value)
    sign_in(attacker, person.nip)


def test_a_forwarded_address_is_not_believed(client: Client, person: Person) -> None:
    for number in range(3):
        client.post(
            "/masuk",
            {"nip": person.nip, "password": WRONG, "csrf_token": client.token()},
            status=401,
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
        )

    rows = db.session.scalars(select(SignInThrottle).order_by(SignInThrottle.key)).all()
    assert [(row.key[:5], row.failures) for row in rows] == [("akun:", 3), ("asal:", 3)]


# --------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize("target", EVIL)
def test_nobody_is_led_elsewhere(client: Client, person: Person, target: str) -> None:
    page = client.get("/masuk", next=target)
    assert page.one("[name=next]")["value"] == ""
    token = client.token()

    signed = client.post(
        "/masuk",
        {"nip": person.nip, "password": PASSWORD, "next": target, "csrf_token": token},
    )

    assert signed.location == "/beranda"


@given(
    st.one_of(
        st.text(max_size=40),
        st.text("/\\:@?#%.;\t\r\n \x00evilhtps", max_size=12).map(lambda text: f"/{text}"),
    )
)
def test_an_own_path_stays_on_this_site(target: str) -> None:
    path = own_path(target)

    if path is not None:
        assert path == target
        assert path.isascii()
        assert path.isprintable()
        led_to = urlsplit(urljoin("https://kursus.example/masuk", path.replace("\\", "/")))
        assert (led_to.scheme, led_to.netloc) == ("https", "kursus.example")


@pytest.mark.parametrize("path", ["/", "/beranda", "/modul/a/b?x=1&y=%2F#z", "/hasil/0a1b"])
def test_an_own_path_is_kept(path: str) -> None:
    assert own_path(path) == path


# ---------------------------------------------------------------------------------------- sessions


def test_signing_in_begins_a_new_session(client: Client, person: Person) -> None:
    page = client.get("/masuk")
    before = session_cookie(client)

    client.send(page, {"nip": person.nip, "password": PASSWORD})

    assert session_cookie(client) != before
    client.post(
        "/sesi/perpanjang",
        {"csrf_token": str(page.one("main form [name=csrf_token]")["value"])},
        status=400,
    )
    client.cookies.set_cookie("sesi", before)
    client.get("/akun", status=302)


def test_cookies_on_plain_http(client: Client, person: Person) -> None:
    page = sign_in(client, person.nip)

    for name in ("sesi", "perangkat"):
        parts = {part.strip().split("=")[0] for part in set_cookie(page, name).split(";")[1:]}
        assert parts >= {"HttpOnly", "Path", "SameSite"}
        assert not parts & {"Secure", "Domain"}
        assert "SameSite=Lax" in set_cookie(page, name)
        assert len(set_cookie(page, name)) < 4096


@pytest.fixture(scope="module")
def secure_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("https")
    secure = migrated_app("sqlite", folder, PUBLIC_URL="https://kursus.example")
    with secure as app, app.app_context():
        yield app


def test_cookies_and_sign_out_on_https(secure_app: Flask) -> None:
    person = with_password(a_person())
    client = Client(secure_app, "https://kursus.example")

    page = sign_in(client, person.nip)
    for name in ("__Host-sesi", "__Host-perangkat"):
        cookie = set_cookie(page, name)
        assert "; Secure" in cookie
        assert "; HttpOnly" in cookie
        assert "; SameSite=Lax" in cookie
        assert "; Path=/" in cookie
        assert "Domain" not in cookie

    out = client.post(
        "/keluar",
        {"csrf_token": client.token()},
        headers={"Referer": "https://kursus.example/akun"},
    )
    assert out.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_signing_out_ends_the_sessions_of_all_devices(
    app: Flask, client: Client, person: Person
) -> None:
    elsewhere = Client(app)
    sign_in(elsewhere, person.nip)
    sign_in(client, person.nip)
    kept = session_cookie(client)

    out = client.post("/keluar", {"csrf_token": client.token()})

    assert out.location == "/masuk"
    assert client.follow(out).flashes == ["Anda sudah keluar di semua perangkat."]
    assert "Clear-Site-Data" not in out.headers
    elsewhere.get("/akun", status=302)
    client.cookies.set_cookie("sesi", kept)
    client.get("/akun", status=302)
    client.post("/sesi/perpanjang", {"csrf_token": client.token()}, status=401)


def test_signing_out_twice_does_no_harm(client: Client, app: Flask) -> None:
    assert client.post("/keluar").location == "/masuk"


def test_a_session_is_extended_without_leaving_the_page(
    signed_in: Callable[[Person], Client], person: Person, clock: Clock
) -> None:
    browser = signed_in(person)
    token = browser.token()

    for _ in range(10):
        clock.forward(hours=11, minutes=59)
        browser.post("/sesi/perpanjang", {"csrf_token": token}, status=204)

    clock.forward(hours=11, minutes=59)
    browser.get("/akun")
    clock.forward(hours=12, minutes=2)
    browser.post("/sesi/perpanjang", {"csrf_token": token}, status=401)


@sqlite_only
@pytest.mark.parametrize(
    "end",
    [
        lambda p, now: accounts.set_role(p.id, Role.LEARNER, None, now),
        lambda p, now: accounts.disable_person(p.id, None, now),
        lambda p, now: accounts.move_person(p.id, an_agency().id, None, now),
    ],
    ids=["demoted", "disabled", "moved"],
)
def test_the_very_next_request_knows(
    app: Flask,
    signed_in: Callable[[Person], Client],
    clock: Clock,
    end: Callable[..., None],
) -> None:
    coordinator = a_coordinator()
    browser = signed_in(coordinator)
    browser.get("/koordinator/penugasan")

    end(coordinator, clock())

    assert browser.get("/koordinator/penugasan", status=302).location.startswith("/masuk?")


# ----------------------------------------------------------------------------- what rides along


CARRIED = '{"percobaan": "0a", "jawaban": {"s-1": ["b"]}} <script>&\u00a0"\''


@pytest.fixture
def carried() -> Iterator[list[tuple[str, str]]]:
    """What was handed over after a sign-in: who, and the text."""
    handed: list[tuple[str, str]] = []

    def hand_over(person: Person, text: str) -> None:
        handed.append((person.id, text))

    after_sign_in.append(hand_over)
    yield handed
    after_sign_in.remove(hand_over)


def ended_session_page(client: Client, text: str) -> Page:
    """The page that answers a form whose session has ended, in this browser."""
    url = "/masuk"
    with client.app.test_request_context(base_url=client.base_url):
        answer = sign_in_page("/beranda?a=1", text, "Sesi Anda habis.")
        response = client.app.make_response(answer)
    return Page(url, response.status_code, response.headers, response.get_data(), 0)


def test_a_text_rides_along_and_is_handed_over_once_signed_in(
    client: Client, person: Person, carried: list[tuple[str, str]]
) -> None:
    page = ended_session_page(client, CARRIED)
    assert (page.status, page.h1) == (401, "Masuk")
    assert "Sesi Anda habis." in page.main
    assert page.one("[name=simpanan]")["value"] == CARRIED
    fields = dict(page.form().fields.items()) | {"nip": person.nip, "csrf_token": client.token()}

    failed = client.post("/masuk", {**fields, "password": WRONG}, status=401)
    assert carried == []
    signed = client.send(failed, {"password": PASSWORD})

    assert carried == [(person.id, CARRIED)]
    assert signed.location == "/beranda?a=1"


def test_nothing_is_handed_over_when_nothing_rides_along(
    client: Client, person: Person, carried: list[tuple[str, str]]
) -> None:
    sign_in(client, person.nip)

    assert carried == []


def test_what_rides_along_has_a_limit(client: Client, person: Person) -> None:
    fields = {"nip": person.nip, "password": PASSWORD, "csrf_token": client.token()}

    client.post("/masuk", {**fields, "simpanan": "x" * 20_001}, status=413)
    client.post("/masuk", {**fields, "simpanan": "x" * 20_000})
