"""The player of a page: there when there is audio, sized and labelled, served in ranges."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from neutrality_course.catalog import narrate
from tests.pages import Client
from tests.support.apps import sqlite_only

PAGE = "/modul/pp-94-2021/mengapa"


@pytest.fixture
def audio_dir(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings = replace(app.extensions["settings"], audio_dir=tmp_path)
    monkeypatch.setitem(app.extensions, "settings", settings)
    return tmp_path


def speak_first_page(app: Flask, audio_dir: Path) -> None:
    catalog = app.extensions["catalog"]
    next(narrate(audio_dir, catalog.module("pp-94-2021"), catalog.pronunciations))


@sqlite_only
def test_a_page_without_audio_has_no_player(client: Client, audio_dir: Path) -> None:
    assert client.get(PAGE).soup.select("audio") == []
    assert client.get(f"{PAGE}/suara.ogg", 404).status == 404


@sqlite_only
def test_the_player_says_who_speaks_and_how_large(
    app: Flask, client: Client, audio_dir: Path
) -> None:
    speak_first_page(app, audio_dir)
    page = client.get(PAGE)
    size = round(next(audio_dir.glob("pp-94-2021/mengapa-*.ogg")).stat().st_size / 1000)
    caption = page.soup.select_one("figure.audio-player figcaption")
    assert caption is not None
    assert caption.get_text(" ", strip=True) == (
        f"Dengarkan halaman ini Suara buatan mesin, {size} kB. Teksnya ada di bawah."
    )
    player = page.soup.select_one("audio[controls]")
    assert player is not None
    assert player["preload"] == "none"
    assert [source["type"] for source in page.soup.select("audio source")] == [
        "audio/ogg",
        "audio/mp4",
    ]
    assert client.get("/modul/pp-94-2021/siapa").soup.select("audio") == []


@sqlite_only
def test_audio_is_served_in_ranges_and_kept(app: Flask, client: Client, audio_dir: Path) -> None:
    speak_first_page(app, audio_dir)
    path = next(audio_dir.glob("pp-94-2021/mengapa-*.m4a"))
    whole = client.get(f"{PAGE}/suara.m4a?v=1")
    assert (whole.status, whole.headers["Content-Type"]) == (200, "audio/mp4")
    assert whole.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert whole.body == path.read_bytes()
    part = client.open("GET", f"{PAGE}/suara.m4a", 206, headers={"Range": "bytes=10-19"})
    assert (part.status, part.body) == (206, path.read_bytes()[10:20])


@sqlite_only
@pytest.mark.parametrize(
    "address", [f"{PAGE}/suara.mp3", "/modul/x/y/suara.ogg", f"{PAGE}x/suara.ogg"]
)
def test_other_addresses_are_not_found(client: Client, audio_dir: Path, address: str) -> None:
    assert client.get(address, 404).status == 404
