"""A path that cannot be read or written ends a command with one Indonesian line, whatever the command."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from neutrality_course.cli import WHY_UNWRITTEN, Failure, fail_to_write
from tests.answered import answered
from tests.builders import a_wave
from tests.catalog import course
from tests.support.apps import sqlite_only

Command = Callable[..., Result]
WRITERS = (
    ("export", "attempts", "--format", "csv", "--out"),
    ("content", "export", "--format", "gift", "pp-94-2021", "--out"),
)


def last_line(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr.splitlines()[-1]


@pytest.mark.parametrize("words", WRITERS, ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("tidak/ada/x.csv", "foldernya tidak ada"),
        ("berkas/x.csv", "yang disebut sebagai foldernya adalah berkas"),
        (f"{'x' * 300}.csv", "namanya terlalu panjang"),
    ],
)
@sqlite_only
def test_a_file_that_cannot_be_written(
    app: Flask, command: Command, tmp_path: Path, words: tuple[str, ...], place: str, why: str
) -> None:
    a_wave()
    (tmp_path / "berkas").touch()
    out = tmp_path / place
    assert last_line(command(*words, str(out))) == f"Galat: {out} tidak dapat ditulis: {why}"
    assert [path.name for path in tmp_path.iterdir()] == ["berkas"]


def test_answers_that_found_no_place_leave_nothing(
    app: Flask, command: Command, tmp_path: Path
) -> None:
    answered(app, 30)
    out = tmp_path / "tidak" / "ada.csv"
    result = command("export", "attempts", "--format", "csv", "--out", str(out))
    assert last_line(result) == f"Galat: {out} tidak dapat ditulis: foldernya tidak ada"
    assert list(tmp_path.iterdir()) == []


@sqlite_only
def test_a_folder_is_no_file(app: Flask, command: Command, tmp_path: Path) -> None:
    a_wave()
    for words, line in (
        (WRITERS[0], "opsi --out harus nama berkas"),
        (WRITERS[1], f"{tmp_path} sudah ada; pilih nama lain atau hapus dulu"),
        (("agency", "import"), "FILE harus nama berkas yang ada"),
        (("attempts", "import"), "FILE harus nama berkas yang ada"),
        (("content", "import", "--format", "gift"), "FILE harus nama berkas yang ada"),
        (("roster", "import", "--agency", "X"), "FILE harus nama berkas yang ada"),
    ):
        assert last_line(command(*words, str(tmp_path))) == f"Galat: {line}"


@pytest.mark.parametrize(
    "words",
    [
        ("agency", "import"),
        ("attempts", "import"),
        ("roster", "import", "--agency", "X"),
        ("content", "import", "--format", "gift"),
    ],
    ids=lambda words: words[0],
)
@sqlite_only
def test_a_file_that_is_not_there(
    app: Flask, command: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    line = last_line(command(*words, str(tmp_path / "tidak-ada.csv")))
    assert line == "Galat: FILE harus nama berkas yang ada"


@pytest.mark.parametrize(
    "words",
    [
        ("content", "check"),
        ("content", "stats"),
        ("content", "serve"),
        ("content", "new-module", "baru", "--title", "Baru", "--dir"),
        ("content", "export", "--format", "gift", "uji", "--dir"),
    ],
    ids=lambda words: words[1],
)
@sqlite_only
def test_a_folder_that_is_not_there(
    app: Flask, command: Command, tmp_path: Path, words: tuple[str, ...]
) -> None:
    place = tmp_path / "tidak-ada"
    assert last_line(command(*words, str(place))) == f"Galat: folder {place} tidak ada"


@sqlite_only
def test_a_module_that_finds_no_place(app: Flask, command: Command, tmp_path: Path) -> None:
    root = course.write(tmp_path, course.files())
    (root / "baru").symlink_to(tmp_path / "tidak-ada")
    result = command("content", "new-module", "baru", "--title", "Baru", "--dir", str(root))
    assert (
        last_line(result) == f"Galat: {root / 'baru'} tidak dapat ditulis: nama itu sudah dipakai"
    )


def test_every_reason_is_said_in_indonesian(tmp_path: Path) -> None:
    for code in (*WHY_UNWRITTEN, errno.EIO):
        with pytest.raises(Failure) as refused:
            fail_to_write(tmp_path, OSError(code, os.strerror(code)))
        words = refused.value.message
        assert words.startswith(f"{tmp_path} tidak dapat ditulis: ")
        assert os.strerror(code) not in words
    assert words.endswith("galat sistem EIO")
