"""The voice of a page: really spoken by espeak-ng, really encoded by ffmpeg, replaced by a recording."""

import json
import subprocess
from pathlib import Path

import pytest

from neutrality_course.catalog import (
    Audio,
    NarrationError,
    check_content,
    load_catalog,
    narrate,
    page_audio,
)
from tests.catalog import course

WORDS = '- {written: PP, spoken: "pé pé"}\n'


def read_aloud(root: Path, audio_dir: Path) -> dict[str, int]:
    catalog = load_catalog(root)
    module = catalog.module("uji")
    made = narrate(audio_dir, module, catalog.pronunciations)
    return {page.slug: size for page, size in made}


def audio_of(root: Path, audio_dir: Path, page: str = "awal") -> Audio | None:
    catalog = load_catalog(root)
    module = catalog.module("uji")
    return page_audio(root, audio_dir, catalog, module, module.page(page))


def seconds_and_codec(path: Path) -> tuple[float, str]:
    words = ["ffprobe", "-v", "error", "-show_entries", "format=duration:stream=codec_name"]
    told = json.loads(subprocess.check_output([*words, "-of", "json", str(path)]))
    return float(told["format"]["duration"]), told["streams"][0]["codec_name"]


def test_every_page_is_spoken_in_opus_and_aac(tmp_path: Path) -> None:
    root, audio_dir = course.write(tmp_path, course.files()), tmp_path / "suara"
    assert audio_of(root, audio_dir) is None
    sizes = read_aloud(root, audio_dir)
    assert list(sizes) == ["awal", "ringkasan", "yang-berubah"]
    assert min(sizes.values()) > 1_000
    audio = audio_of(root, audio_dir)
    assert audio is not None
    assert audio.is_machine
    assert list(audio.files) == [".ogg", ".m4a"]
    length, codec = seconds_and_codec(audio.files[".ogg"])
    assert (codec, 5 < length < 60) == ("opus", True)
    assert seconds_and_codec(audio.files[".m4a"])[1] == "aac"
    assert set(read_aloud(root, audio_dir).values()) == {0}


def test_a_changed_page_never_plays_its_old_text(tmp_path: Path) -> None:
    root, audio_dir = course.write(tmp_path, course.files()), tmp_path / "suara"
    read_aloud(root, audio_dir)
    course.write(tmp_path, course.changed("uji/module.md", "Tanya dulu", "Baca dulu"))
    assert audio_of(root, audio_dir, "ringkasan") is None
    assert audio_of(root, audio_dir, "awal") is not None
    sizes = read_aloud(root, audio_dir)
    assert [page for page, size in sizes.items() if size] == ["ringkasan"]
    assert len(list((audio_dir / "uji").iterdir())) == 6


def test_a_changed_word_list_is_heard(tmp_path: Path) -> None:
    root, audio_dir = course.write(tmp_path, course.files()), tmp_path / "suara"
    read_aloud(root, audio_dir)
    course.write(tmp_path, {"pengucapan.yml": WORDS})
    assert audio_of(root, audio_dir, "awal") is None


def test_a_recording_beside_the_page_wins(tmp_path: Path) -> None:
    files = {**course.files(), "uji/awal.m4a": b"recorded"}
    root, audio_dir = course.write(tmp_path, files), tmp_path / "suara"
    read_aloud(root, audio_dir)
    assert [str(fault) for fault in check_content(root)] == []
    assert audio_of(root, audio_dir) == Audio({".m4a": root / "uji" / "awal.m4a"}, False)


def test_a_link_out_of_the_folder_is_no_recording(tmp_path: Path) -> None:
    root = course.write(tmp_path, course.files())
    secret = tmp_path / "secret.ogg"
    secret.write_bytes(b"secret")
    (root / "uji" / "awal.ogg").symlink_to(secret)
    assert audio_of(root, tmp_path / "suara") is None


def test_a_recording_of_no_page_or_too_large_is_told(tmp_path: Path) -> None:
    files = {
        **course.files(),
        "uji/asing.ogg": b"recorded",
        "uji/awal.ogg": bytes(3_000_001),
        "pengucapan.yml": WORDS + WORDS,
    }
    found = [str(fault) for fault in check_content(course.write(tmp_path, files))]
    assert found == [
        "content/pengucapan.yml:2: GALAT K05: PP sudah ada di daftar ini. Sisakan satu.",
        "content/uji/asing.ogg:1: PERINGATAN F51: Rekaman ini tidak bernama seperti sebuah halaman. "
        "Ganti namanya.",
        "content/uji/awal.ogg:1: GALAT F05: Rekaman lebih dari 3000000 bita. Kecilkan atau pendekkan.",
    ]


def test_without_its_programs_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = course.write(tmp_path, course.files())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NarrationError, match=r"Pasang dahulu: espeak-ng, ffmpeg\."):
        read_aloud(root, tmp_path / "suara")
