"""`agency ...`"""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from neutrality_course.queries.agencies import all_agencies
from tests.builders import an_agency

Command = Callable[..., Result]

HEADER = "kode,nama,jenis,provinsi,zona,jumlah_pegawai"


@pytest.fixture
def imported(command: Command, tmp_path: Path) -> Callable[[str | bytes], Result]:
    def one(text: str | bytes) -> Result:
        file = tmp_path / "instansi.csv"
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return command("agency", "import", str(file))

    return one


def listed(command: Command) -> list[str]:
    result = command("agency", "list")
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_add_and_list(app: Flask, command: Command) -> None:
    result = command(
        "agency", "add", "--code", "3273", "--name", "Kota Uji, Barat", "--kind", "Kota",
        "--province", "jawa barat", "--zone", "wib", "--staff", "1250",
    )  # fmt: skip
    an_agency(code="1", name="=1+1", staff_count=0)

    assert (result.exit_code, result.stdout) == (0, "")
    assert listed(command) == [
        HEADER,
        "1,'=1+1,kabupaten,Jawa Tengah,WIB,0",
        '3273,"Kota Uji, Barat",kota,Jawa Barat,WIB,1250',
    ]


def test_add_that_fails(app: Flask, command: Command) -> None:
    an_agency(code="3273")
    words = ["--code", "3273", "--name", "N", "--kind", "kota", "--province", "Bali"]

    taken = command("agency", "add", *words, "--zone", "WITA")
    zone = command("agency", "add", *words, "--zone", "GMT")
    missing = command("agency", "add", *words)

    assert [r.stderr.splitlines()[-1] for r in (taken, zone, missing)] == [
        "Galat: Kode instansi ini sudah dipakai.",
        "Galat: zona harus salah satu dari: WIB, WITA, WIT",
        "Galat: opsi --zone wajib diisi",
    ]
    assert all(result.exit_code != 0 for result in (taken, zone, missing))
    assert len(all_agencies()) == 1


def test_what_is_listed_can_be_imported(
    app: Flask, command: Command, imported: Callable[..., Result]
) -> None:
    an_agency(code="1", name="=1+1")
    an_agency(code="2", name='\'Aisyiyah; "Uji"', staff_count=7)
    before = listed(command)

    result = imported("\n".join(before) + "\n")

    assert result.stderr == "0 instansi ditambah, 0 diubah, 2 tetap.\n"
    assert listed(command) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_import_from_a_spreadsheet(
    app: Flask, command: Command, imported: Callable[..., Result], encoding: str
) -> None:
    an_agency(code="5171", name="Lama")

    result = imported(
        (
            "Zona;Provinsi;Jenis;Nama;Kode;Jumlah_Pegawai;Catatan\r\n"
            "WITA;Bali;Kota;Kota Dénpasar;5171;900;\r\n"
            ";;;;;;\r\n"
            "wit;Papua;PROVINSI;Provinsi Papua;'94;;baru\r\n"
        ).encode(encoding)
    )

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 instansi ditambah, 1 diubah, 0 tetap.\n"
    assert listed(command) == [
        HEADER,
        "5171,Kota Dénpasar,kota,Bali,WITA,900",
        "94,Provinsi Papua,provinsi,Papua,WIT,0",
    ]


def test_one_wrong_line_refuses_the_whole_file(
    app: Flask, command: Command, imported: Callable[..., Result]
) -> None:
    result = imported(
        f"{HEADER}\n"
        "1,Kota Satu,kota,Bali,WITA,10\n"
        "2,Kota Dua,dusun,Bali,WITA,10\n"
        "3,,kota,Bali,WITA,10\n"
        "1,Kota Satu Lagi,kota,Bali,WITA,10\n"
    )

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "Baris 3: jenis harus salah satu dari: kementerian, lembaga, provinsi, kabupaten, kota",
        "Baris 4: nama instansi belum diisi",
        "Baris 5: kode 1 sudah ada di baris 2",
        "Galat: 3 baris salah; tidak ada yang diimpor",
    ]
    assert all_agencies() == []


def test_an_odd_place_is_a_warning(app: Flask, imported: Callable[..., Result]) -> None:
    result = imported(f"{HEADER}\n1,Kota Satu,kota,Bali,WIB,10\n")

    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == "Peringatan baris 2: Bali biasanya WITA, bukan WIB"


def test_a_file_that_is_no_table(
    app: Flask, command: Command, imported: Callable[..., Result]
) -> None:
    result = imported("kode,nama\n1,Kota Satu\n")
    missing = command("agency", "import", "tidak-ada.csv")

    assert result.stderr == "Galat: Baris 1: kolom jenis, provinsi, zona tidak ada\n"
    assert (result.exit_code, result.stdout) == (1, "")
    assert missing.stderr.splitlines()[-1] == "Galat: FILE harus nama berkas yang ada"
