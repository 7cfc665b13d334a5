"""The admin's agencies: found, added, changed, imported after a dry run."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from sqlalchemy import select

from neutrality_course.database import db
from neutrality_course.domain.terms import AgencyKind, TimeZone
from neutrality_course.models import Agency, AuditEntry, Person
from tests.builders import a_coordinator, a_person, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.pages import Client, Page
from tests.support.apps import sqlite_only

Browser = Callable[[Person], Client]

HEAD = "kode;nama;jenis;provinsi;zona;jumlah_pegawai\n"


def codes() -> list[str]:
    return list(db.session.scalars(select(Agency.code).order_by(Agency.code)))


def upload(admin: Client, text: str, status: int = 200) -> Page:
    page = admin.get("/admin/instansi/impor")
    return admin.send(page, {"file": (BytesIO(text.encode()), "a.csv")}, status=status)


def test_the_list_is_searched_and_filtered(signed_in: Browser) -> None:
    one = an_agency(code="KAB-7", name="Kabupaten Uji 100%", kind=AgencyKind.REGENCY)
    an_agency(code="KOT-1", name="Kota Uji", kind=AgencyKind.CITY, province="Bali")
    a_person(one)
    a_coordinator(one)
    a_person(one, disabled_at=datetime(2026, 11, 2, tzinfo=UTC))
    admin = signed_in(an_admin(agency=one))

    def found(**query: str) -> list[list[str]]:
        return admin.get("/admin/instansi", **query).rows()

    row = ["Kabupaten Uji 100%", "KAB-7", "Kabupaten", "Jawa Tengah", "2", "1"]
    assert found(cari="100%") == [row]
    assert found(cari="kab-7") == [row]
    assert found(jenis="kabupaten") == [row]
    assert [r[1] for r in found(provinsi="Bali")] == ["KOT-1"]
    nothing = admin.get("/admin/instansi", cari="_")
    assert "Tidak ada instansi yang cocok" in nothing.main
    admin.get("/admin/instansi", 404, jenis="desa")


def test_a_list_costs_the_same_for_1_and_30(signed_in: Browser) -> None:
    admin = an_admin()
    before = signed_in(admin).get("/admin/instansi").queries
    for _ in range(29):
        a_coordinator()
    assert signed_in(admin).get("/admin/instansi").queries == before
    for _ in range(30):
        an_agency()
    page = signed_in(admin).get("/admin/instansi", halaman=2)
    assert len(page.rows()) == 10


def test_adding_and_changing(signed_in: Browser) -> None:
    admin = signed_in(an_admin())
    new = admin.get("/admin/instansi/baru")
    fields = {
        "code": "PROV-1",
        "name": "Provinsi Uji",
        "kind": "provinsi",
        "province": "Papua",
        "zone": "WIT",
        "staff_count": "1250",
    }
    page = admin.follow(admin.send(new, fields))
    agency = db.session.scalars(select(Agency).where(Agency.code == "PROV-1")).one()
    assert (page.url, page.h1) == (f"/admin/instansi/{agency.id}", "Provinsi Uji")
    assert (agency.kind, agency.zone, agency.staff_count) == (
        AgencyKind.PROVINCE,
        TimeZone.WIT,
        1250,
    )
    assert "Belum ada koordinator" in page.main
    taken = admin.send(new, fields, status=422)
    assert taken.errors == ["Kode instansi ini sudah dipakai."]
    change = admin.get(f"/admin/instansi/{agency.id}/ubah")
    admin.send(change, {"name": "Provinsi Uji Baru", "staff_count": ""})
    assert (agency.code, agency.name, agency.staff_count) == ("PROV-1", "Provinsi Uji Baru", 0)
    admin.send(change, {"name": "Provinsi Uji Baru", "staff_count": ""})
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.subject == agency.id).order_by(AuditEntry.action)
    ).all()
    assert [(e.action, e.detail) for e in entries] == [
        ("agency_added", "PROV-1"),
        ("agency_changed", "name: Provinsi Uji → Provinsi Uji Baru; staff_count: 1250 → 0"),
    ]


@sqlite_only
@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"code": "nasional"}, ["Kode instansi nasional dipakai untuk baris jumlah"]),
        (
            {"code": "A B"},
            ["Kode instansi hanya boleh berisi huruf, angka, titik, dan tanda hubung"],
        ),
        ({"name": " "}, ["Nama instansi belum diisi"]),
        ({"kind": ""}, ["Pilih jenis instansi"]),
        ({"province": ""}, ["Pilih provinsi"]),
        ({"zone": "UTC"}, ["Pilih salah satu dari daftar"]),
        (
            {"staff_count": "1.250"},
            ["Jumlah pegawai harus bilangan bulat tanpa titik dan tanpa koma"],
        ),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    signed_in: Browser, fields: dict[str, str], errors: list[str]
) -> None:
    admin = signed_in(an_admin())
    right = {"code": "X", "name": "X", "kind": "kota", "province": "Bali", "zone": "WITA"}
    page = admin.send(admin.get("/admin/instansi/baru"), {**right, **fields}, status=422)
    assert page.errors == errors


def test_the_page_of_an_agency_names_coordinators_and_counts_without_scores(
    signed_in: Browser,
) -> None:
    agency, wave = an_agency(), a_wave()
    coordinator = a_coordinator(agency, name="Koordinator <b>Uji</b>")
    a_person(agency, disabled_at=datetime(2026, 11, 2, tzinfo=UTC))
    counted(agency, wave, [Taken(2, 5, 9)])
    settle()
    page = signed_in(an_admin()).get(f"/admin/instansi/{agency.id}")
    assert page.texts(".plain-list li") == ["Koordinator <b>Uji</b> belum diaktifkan"]
    assert page.texts(".summary-list")[1] == "Anggota aktif 3 Belum diaktifkan 3 Dinonaktifkan 1"
    assert f"/admin/akun/{coordinator.id}" in page.body.decode()
    for word in ("9 dari 10", "Baik", "Nilai"):
        assert word not in page.main


def test_an_import_shows_every_line_before_it_writes(signed_in: Browser) -> None:
    an_agency(code="K1", name="Lama", kind=AgencyKind.CITY, province="Bali", zone=TimeZone.WITA)
    same = an_agency(
        code="K2", name="Tetap", kind=AgencyKind.CITY, province="Bali", zone=TimeZone.WITA
    )
    admin = signed_in(an_admin())
    before = codes()
    check = upload(
        admin,
        HEAD
        + "K1;Baru;kota;Bali;WITA;7\nK2;Tetap;kota;Bali;WITA;\n"
        + "K3;'=1+1;Kabupaten;bali;wita;30\nK4;Jauh;kota;Luar Negeri;WIB;\n",
    )
    assert codes() == before
    assert check.rows() == [
        ["Baris 2", "K1, Baru", "Diubah", "nama: Lama → Baru; jumlah pegawai: 0 → 7"],
        ["Baris 3", "K2, Tetap", "Tetap", ""],
        ["Baris 4", "K3, =1+1", "Baru", ""],
        [
            "Baris 5",
            "K4, Jauh",
            "Baru",
            "perhatian: provinsi Luar Negeri tidak ada dalam daftar 38 provinsi",
        ],
    ]
    done = admin.follow(admin.send(check))
    assert done.flashes == ["2 instansi ditambah, 1 diubah, 1 tetap."]
    names = dict(db.session.execute(select(Agency.code, Agency.name)).all())
    assert (names["K1"], names["K2"], names["K3"]) == ("Baru", same.name, "=1+1")
    again = admin.follow(admin.send(check))
    assert again.flashes == ["0 instansi ditambah, 0 diubah, 4 tetap."]


def test_one_wrong_line_refuses_the_file(signed_in: Browser) -> None:
    admin = signed_in(an_admin())
    before = codes()
    page = upload(
        admin,
        HEAD + "K1;Kota;kota;Bali;WITA;\nK1;Lagi;kota;Bali;WITA;\nK2;Desa;desa;Bali;WITA;\n",
        422,
    )
    assert page.rows() == [
        ["Baris 3", "", "Salah", "kode K1 sudah ada di baris 2"],
        [
            "Baris 4",
            "",
            "Salah",
            "jenis harus salah satu dari: kementerian, lembaga, provinsi, kabupaten, kota",
        ],
        ["Baris 2", "K1, Kota", "Baru", ""],
    ]
    assert page.soup.select("main form") == []
    assert codes() == before


@sqlite_only
@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Baris 1: berkas kosong"),
        ("kode;nama\n", "Baris 1: kolom jenis, provinsi, zona tidak ada"),
        (
            "PK\x03\x04",
            "Baris 1: berkas ini buku kerja Excel; simpan sebagai CSV UTF-8 lebih dahulu",
        ),
    ],
)
def test_a_file_that_is_no_list(signed_in: Browser, text: str, error: str) -> None:
    assert upload(signed_in(an_admin()), text, 422).errors == [error]


def test_what_is_sent_to_the_import_is_read_anew(signed_in: Browser) -> None:
    admin = signed_in(an_admin())
    before = codes()
    for text in ("", "x", HEAD, HEAD + "K1;Kota;kota;Bali;WITA;\nK2;;kota;Bali;WITA;\n"):
        sent = admin.post(
            "/admin/instansi/impor/simpan", {"daftar": text, "csrf_token": admin.token()}
        )
        assert admin.follow(sent).flashes == ["Daftar tidak terbaca. Unggah berkasnya sekali lagi."]
    assert codes() == before
