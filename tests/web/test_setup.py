"""The first page of an empty database."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from neutrality_course.actions.setup import set_setup_key
from neutrality_course.database import db
from neutrality_course.domain.terms import AgencyKind, Role, TimeZone
from neutrality_course.models import Agency, Person, Wave
from tests.builders import MODULES, PASSWORD, a_person
from tests.pages import Client

NIP = "198503172010011007"
FIELDS = {
    "nip": " 19850317 201001 1 007",
    "name": "Dewi Lestari",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "agency_code": "K1",
    "agency_name": "Kementerian Uji",
    "kind": "kementerian",
    "province": "Papua Selatan",
    "staff_count": "1250",
}


def test_from_an_empty_database_to_the_first_admin(client: Client, app: Flask) -> None:
    address = f"/siapkan/{set_setup_key()}"

    page = client.send(client.get(address), FIELDS)

    assert page.location == "/admin/indikator"
    opened = client.follow(page)
    assert opened.flashes[0] == "Kursus siap dipakai, dan Anda sudah masuk sebagai admin."
    admin = db.session.scalars(select(Person)).one()
    assert (admin.nip, admin.name, admin.role) == (NIP, "Dewi Lestari", Role.ADMIN)
    agency = admin.agency
    assert (agency.code, agency.name, agency.kind) == ("K1", "Kementerian Uji", AgencyKind.MINISTRY)
    assert (agency.province, agency.zone, agency.staff_count) == (
        "Papua Selatan",
        TimeZone.WIT,
        1250,
    )
    wave = db.session.scalars(select(Wave)).one()
    assert (wave.title, wave.first_on, wave.last_on) == (
        "Gelombang 1 tahun 2026",
        date(2026, 11, 23),
        date(2026, 12, 23),
    )
    assert wave.is_open
    assert set(wave.module_slugs) == set(MODULES)
    client.get(address, status=404)
    Client(app).get(address, status=404)


def test_only_the_right_key_and_only_while_there_is_nobody(client: Client, app: Flask) -> None:
    key = set_setup_key()
    client.get(f"/siapkan/{key[:-1]}", status=404)
    client.get("/siapkan/x", status=404)
    page = client.get(f"/siapkan/{key}")
    a_person()

    client.send(page, FIELDS, status=404)
    client.get(f"/siapkan/{key}", status=404)
    assert db.session.scalar(select(func.count()).select_from(Wave)) == 0


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"nip": "1.98503E+17"}, ["NIP rusak oleh Excel, format kolom sebagai Teks"]),
        (
            {"nip": "190003172010011007"},
            ["NIP dengan tahun lahir sebelum 1930 hanya untuk data contoh"],
        ),
        ({"name": " "}, ["Nama belum diisi"]),
        ({"name": "A" * 201}, ["Nama lebih dari 200 karakter"]),
        ({"password_again": "lain sekali"}, ["Isian ini belum sama dengan kata sandi baru"]),
        ({"agency_code": "nasional"}, ["Kode instansi nasional dipakai untuk baris jumlah"]),
        ({"kind": ""}, ["Pilih jenis instansi"]),
        ({"province": "Atlantis"}, ["Pilih provinsi"]),
        (
            {"staff_count": "1.250"},
            ["Jumlah pegawai harus bilangan bulat tanpa titik dan tanpa koma"],
        ),
        ({"title": "G" * 201}, ["Judul gelombang lebih dari 200 karakter"]),
        ({"first_on": "31-12-2026"}, ["Isi tanggal yang ada di kalender"]),
        ({"last_on": ""}, ["Isi hari terakhir"]),
        ({"last_on": "2026-11-22"}, ["Hari terakhir tidak boleh sebelum hari pertama"]),
        ({"modules": []}, ["Pilih paling sedikit satu modul."]),
        ({"modules": ["tidak-ada"]}, ["Modul tidak-ada tidak ada."]),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_made(
    client: Client, app: Flask, changes: dict[str, object], errors: list[str]
) -> None:
    address = f"/siapkan/{set_setup_key()}"

    page = client.send(client.get(address), {**FIELDS, **changes}, status=422)

    assert page.errors == errors
    for model in (Person, Agency, Wave):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0
    client.send(client.get(address), FIELDS)


def test_a_weak_password(client: Client, app: Flask) -> None:
    page = client.get(f"/siapkan/{set_setup_key()}")

    weak = client.send(
        page, {**FIELDS, "password": "lestari1985", "password_again": "lestari1985"}, status=422
    )

    assert weak.errors[0].startswith("Kata sandi ini tersusun dari nama, NIP")
