"""`roster import`"""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from neutrality_course.database import db
from neutrality_course.models import Agency, Person
from tests.builders import a_nip, a_person, an_agency

Command = Callable[..., Result]

HEADER = "NIP,nama,unit,jenjang,jenis,email"


@pytest.fixture
def agency(app: Flask) -> Agency:
    return an_agency(code="3201")


@pytest.fixture
def imported(command: Command, tmp_path: Path) -> Callable[..., Result]:
    def one(text: str, *more: str, agency: str = "3201") -> Result:
        file = tmp_path / "anggota.csv"
        file.write_text(text)
        return command("roster", "import", str(file), "--agency", agency, *more)

    return one


def nip() -> str:
    return a_nip("19800101")


def everybody() -> list[tuple[str, str]]:
    rows = db.session.execute(select(Person.nip, Person.name).order_by(Person.nip))
    return [(nip, name) for nip, name in rows]


def test_import_and_the_same_again(agency: Agency, imported: Callable[..., Result]) -> None:
    old, new = a_person(agency, nip=nip(), name="Siti"), nip()
    text = (
        f"{HEADER},role\n{old.nip},Siti Aminah,Sekretariat,pelaksana,pns,,admin\n"
        f"{new},Ani,Hukum,JPT Pratama,PPPK,ani@contoh.go.id,admin\n"
    )

    first, second = imported(text), imported(text)

    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr.splitlines() == [
        "Peringatan: kolom role tidak dipakai",
        "1 anggota baru, 1 berubah, 0 tetap.",
    ]
    assert second.stderr.splitlines()[-1] == "0 anggota baru, 0 berubah, 2 tetap."
    assert everybody() == [(old.nip, "Siti Aminah"), (new, "Ani")]


def test_a_dry_run_prints_every_line_and_changes_nothing(
    agency: Agency, imported: Callable[..., Result]
) -> None:
    old = a_person(agency, nip=nip(), name="Siti", unit="")
    same, new = a_person(agency, nip=nip(), name="Budi"), nip()
    before = everybody()

    result = imported(
        f"{HEADER}\n{new},Ani,,,,\n{same.nip},Budi,Sekretariat,Pelaksana,PNS,\n"
        f"{old.nip},=Siti,Hukum,Pelaksana,PNS,\n",
        "--dry-run",
    )

    assert result.exit_code == 0
    assert result.stdout == (
        "baris,nip,hasil,rincian\n"
        f"2,{new},baru,\n"
        f"3,{same.nip},tetap,\n"
        f"4,{old.nip},berubah,nama: Siti → =Siti; unit:  → Hukum\n"
    )
    assert result.stderr == (
        "Percobaan saja, belum ada yang disimpan: 1 anggota baru, 1 berubah, 1 tetap.\n"
    )
    assert everybody() == before


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_wrong_lines_refuse_the_whole_file(
    agency: Agency, imported: Callable[..., Result], more: tuple[str, ...]
) -> None:
    theirs = a_person(nip=nip(), name="Orang Rahasia")
    before = everybody()

    result = imported(f"{HEADER}\n{nip()},Ani,,,,\n{theirs.nip},Ani,,,,\n1.98E+17,Ani,,,,\n", *more)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "Baris 3: NIP ini terdaftar di instansi lain; minta admin memindahkan akunnya",
        "Baris 4: NIP rusak oleh Excel, format kolom sebagai Teks",
        "Galat: 2 baris salah; tidak ada yang diimpor",
    ]
    assert everybody() == before


def test_no_such_agency_and_no_table(agency: Agency, imported: Callable[..., Result]) -> None:
    nowhere = imported(f"{HEADER}\n", agency="9999")
    empty = imported(f"{HEADER}\n")
    other = imported("nama,unit\nx,y\n")

    assert [result.stderr for result in (nowhere, empty, other)] == [
        "Galat: instansi dengan kode 9999 tidak ada\n",
        "Galat: Baris 1: belum ada baris anggota di bawah judul kolom\n",
        "Galat: Baris 1: kolom nip, jenjang, jenis tidak ada\n",
    ]
    assert {result.exit_code for result in (nowhere, empty, other)} == {1}
