"""Only the configured host is ours, whatever the request and its proxies say (trust.md S11)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request, request_started
from werkzeug.test import TestResponse

from tests.support.apps import migrated_app, new_app, sqlite_only

FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Proto": "https",
    "Forwarded": "host=evil.example",
}


def ask(app: Flask, host: str, **headers: str) -> TestResponse:
    return app.test_client().get("/beranda", headers={"Host": host, **headers})


@pytest.fixture(scope="module")
def public_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("public")
    with migrated_app("sqlite", folder, PUBLIC_URL="https://kursus.example.go.id") as app:
        yield app


@sqlite_only
@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "kursus.example.go.id"],
)
def test_another_host_is_refused(app: Flask, host: str) -> None:
    assert ask(app, host).status_code == 400


@sqlite_only
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.1:8000"])
def test_loopback_is_ours(app: Flask, host: str) -> None:
    assert ask(app, host).status_code == 302


def test_the_public_host_is_ours(public_app: Flask) -> None:
    assert ask(public_app, "kursus.example.go.id").status_code == 302
    assert ask(public_app, "evil.example").status_code == 400


@sqlite_only
def test_a_forged_proxy_header_changes_nothing(app: Flask) -> None:
    plain, forged = ask(app, "localhost"), ask(app, "localhost", **FORGED)
    assert forged.status_code == plain.status_code == 302
    assert forged.headers["Location"] == plain.headers["Location"] == "/masuk?next=/beranda"
    assert "evil.example" not in forged.text


def test_the_address_of_the_caller_is_what_our_own_proxy_wrote(tmp_path: Path) -> None:
    """The last hop counts; what the caller wrote before it does not."""
    seen: list[str | None] = []

    def note(_app: Flask, **_: Any) -> None:
        seen.append(request.remote_addr)

    url = f"sqlite:///{tmp_path / 'kursus.sqlite3'}"
    for trusted in ("0", "1"):
        with (
            new_app(url, tmp_path, TRUSTED_PROXIES=trusted) as app,
            request_started.connected_to(note, app),
        ):
            ask(app, "localhost", **{"X-Forwarded-For": "198.51.100.9, 203.0.113.7"})
    assert seen == ["127.0.0.1", "203.0.113.7"]
