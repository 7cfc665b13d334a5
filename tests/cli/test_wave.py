"""`wave ...`"""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from neutrality_course.queries.waves import all_waves, open_wave
from tests.builders import MODULES, a_wave

Command = Callable[..., Result]
WORDS = {
    "--title": "Gelombang Uji",
    "--from": "2026-11-09",
    "--to": "2026-12-23",
    "--modules": ",".join(MODULES),
}


def opened(command: Command, **changes: str) -> Result:
    options = {**WORDS, **{f"--{name.replace('_', '-')}": value for name, value in changes.items()}}
    return command("wave", "open", *(word for pair in options.items() for word in pair))


def test_open_prints_the_id(app: Flask, command: Command) -> None:
    result = opened(command, cut_good="80", cut_fair="60", modules=f" {MODULES[1]}, {MODULES[0]},")

    wave = open_wave()
    assert wave is not None
    assert (result.exit_code, result.stdout) == (0, f"{wave.id}\n")
    assert (wave.cut_good, wave.cut_fair) == (80, 60)
    assert wave.module_slugs == [MODULES[1], MODULES[0]]


def test_the_default_cuts(app: Flask, command: Command) -> None:
    opened(command)

    wave = open_wave()
    assert wave is not None
    assert (wave.cut_good, wave.cut_fair) == (76, 56)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"to": "2026-11-08"}, "Galat: Hari terakhir tidak boleh sebelum hari pertama."),
        ({"from": "9-11-2026"}, "Galat: opsi --from harus tanggal seperti 2026-11-30"),
        ({"to": "2026-02-30"}, "Galat: opsi --to harus tanggal seperti 2026-11-30"),
        ({"modules": "pp-94-2021,tidak-ada"}, "Galat: Modul tidak-ada tidak ada."),
        ({"modules": ","}, "Galat: Pilih paling sedikit satu modul."),
        ({"title": "G" * 201}, "Galat: judul lebih dari 200 karakter"),
        ({"title": " "}, "Galat: judul belum diisi"),
        ({"cut_good": "101"}, "Galat: opsi --cut-good harus bilangan bulat 1 sampai 100"),
        ({"cut_fair": "x"}, "Galat: opsi --cut-fair harus bilangan bulat 1 sampai 100"),
        ({"cut_good": "56"}, "Galat: batas cukup harus di bawah batas baik"),
    ],
)  # fmt: skip
def test_open_that_fails(app: Flask, command: Command, changes: dict[str, str], line: str) -> None:
    result = opened(command, **changes)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1] == line
    assert all_waves() == []


def test_one_wave_at_a_time(app: Flask, command: Command) -> None:
    opened(command)

    second = opened(command, title="Yang kedua")
    assert second.exit_code == 1
    assert second.stderr == (
        "Galat: Masih ada gelombang yang terbuka. Tutup gelombang itu lebih dahulu.\n"
    )
    closed = command("wave", "close")
    assert (closed.exit_code, closed.stdout) == (0, "")
    assert command("wave", "close").stderr == "Galat: Tidak ada gelombang yang terbuka.\n"
    assert opened(command, title="Yang kedua").exit_code == 0


def test_list(app: Flask, command: Command) -> None:
    wave = a_wave(modules=MODULES[:2], title="Gelombang Uji")

    assert command("wave", "list").stdout.splitlines() == [
        "id,judul,dari,sampai,status,modul,batas_baik,batas_cukup",
        f'{wave.id},Gelombang Uji,2026-11-09,2026-12-23,terbuka,"{",".join(MODULES[:2])}",76,56',
    ]
