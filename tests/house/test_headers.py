"""Every answer carries the headers that keep it safe, and the session cookie its marks (trust.md S2, S3)."""

from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie

import pytest
from flask import Flask

from neutrality_course.models import Person
from tests.builders import a_person
from tests.pages import Client, Page
from tests.support.apps import Clock, migrated_app, sqlite_only

PUBLIC = "https://kursus.example.go.id"
ALWAYS = {
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
STRICT_TRANSPORT = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}

Browser = Callable[[Person], Client]


@pytest.fixture(scope="module")
def public_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application behind https."""
    folder = tmp_path_factory.mktemp("public")
    with migrated_app("sqlite", folder, PUBLIC_URL=PUBLIC) as app:
        yield app


def safety(page: Page) -> dict[str, str]:
    names = {*ALWAYS, *STRICT_TRANSPORT, "Cache-Control"}
    return {name: page.headers[name] for name in names if name in page.headers}


def cookies(page: Page) -> dict[str, dict[str, str]]:
    """What the answer sets: each cookie's marks that are set, without its value."""
    jar = SimpleCookie()
    for line in page.headers.getlist("Set-Cookie"):
        jar.load(line)
    return {
        name: {mark: value for mark, value in morsel.items() if value and mark != "expires"}
        for name, morsel in jar.items()
    }


@sqlite_only
@pytest.mark.parametrize(
    ("path", "status"),
    [("/masuk", 200), ("/beranda", 302), ("/tidak-ada", 404), ("/keluar", 405)],
)
def test_answers_to_anybody_are_safe_and_not_stored(client: Client, path: str, status: int) -> None:
    page = client.get(path, status)
    assert safety(page) == {**ALWAYS, "Cache-Control": "no-store"}


@sqlite_only
@pytest.mark.parametrize(
    ("path", "status"), [("/akun", 200), ("/modul", 200), ("/tidak-ada", 404), ("/keluar", 405)]
)
def test_answers_to_a_person_are_private(signed_in: Browser, path: str, status: int) -> None:
    page = signed_in(a_person()).get(path, status)
    assert safety(page) == {**ALWAYS, "Cache-Control": "private, no-store"}


@sqlite_only
def test_files_are_safe_and_the_style_sheet_is_kept_for_ever(client: Client) -> None:
    page = client.get("/masuk")
    style = str(page.one("link[rel=stylesheet]")["href"])
    assert safety(client.get(style)) == {**ALWAYS, **FOR_EVER}
    scripts = [str(script["src"]) for script in page.soup.select("script[src]")]
    for address in (*scripts, str(page.one("link[rel=icon]")["href"])):
        found = safety(client.get(address))
        assert found == {**ALWAYS, "Cache-Control": found["Cache-Control"]}


def test_https_is_kept_for_a_year(public_app: Flask) -> None:
    page = Client(public_app, PUBLIC).get("/masuk")
    assert safety(page) == {**ALWAYS, **STRICT_TRANSPORT, "Cache-Control": "no-store"}


@sqlite_only
def test_the_cookie_on_loopback(client: Client, signed_in: Browser, clock: Clock) -> None:
    marks = {"path": "/", "httponly": True, "samesite": "Lax"}
    assert cookies(client.get("/masuk")) == {"sesi": marks}
    browser = signed_in(a_person())
    clock.forward(minutes=2)
    assert cookies(browser.get("/akun")) == {"sesi": marks}


def test_the_cookie_behind_https(public_app: Flask) -> None:
    page = Client(public_app, PUBLIC).get("/masuk")
    marks = {"path": "/", "httponly": True, "secure": True, "samesite": "Lax"}
    assert cookies(page) == {"__Host-sesi": marks}
    assert len(page.headers["Set-Cookie"]) < 4096
