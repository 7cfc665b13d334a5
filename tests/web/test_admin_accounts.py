"""The admin's accounts: found, made, given another role or agency, disabled, and their codes."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from neutrality_course.actions.cells import rebuild_cells
from neutrality_course.database import db
from neutrality_course.domain.terms import Phase, Role
from neutrality_course.models import AuditEntry, Person
from neutrality_course.queries.indicator import agency_counts
from tests.builders import (
    MODULES,
    a_coordinator,
    a_nip,
    a_person,
    a_wave,
    an_admin,
    an_agency,
)
from tests.counted import graded
from tests.pages import Client, Page
from tests.support.apps import sqlite_only

Browser = Callable[[Person], Client]

CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b")
OLD = datetime(2026, 11, 2, tzinfo=UTC)


def audit_of(person: Person) -> list[tuple[str, str]]:
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.subject == person.id).order_by(AuditEntry.action)
    )
    return [(entry.action, entry.detail) for entry in entries]


def confirm(admin: Client, path: str) -> Page:
    """Open the check page, see that nothing has happened yet, and press its button."""
    return admin.follow(admin.send(admin.get(path)))


def test_people_are_found_by_nip_name_role_and_agency(signed_in: Browser) -> None:
    here = an_agency(code="SINI", name="Instansi Sini")
    one = a_person(here, name="Budi 50% Santoso")
    a_coordinator(here, name="Citra")
    a_person(name="Budiman", disabled_at=OLD)
    admin = signed_in(an_admin(name="Pengelola"))

    def names(**query: str) -> list[str]:
        page = admin.get("/admin/akun", **query)
        return [row[0] for row in page.rows()] if page.soup.select("table") else []

    assert names() == []
    assert names(cari="budi") == ["Budi 50% Santoso", "Budiman"]
    assert names(cari="50%") == ["Budi 50% Santoso"]
    assert names(cari=f" {one.nip[:8]} {one.nip[8:]}") == ["Budi 50% Santoso"]
    assert names(instansi="SINI") == ["Budi 50% Santoso", "Citra"]
    assert names(peran="coordinator") == ["Citra"]
    assert names(peran="admin") == ["Pengelola"]
    assert "Tidak ada instansi dengan kode itu" in admin.get("/admin/akun", instansi="SANA").main
    assert "Tidak ada akun yang cocok" in admin.get("/admin/akun", cari="tidak ada").main
    row = admin.get("/admin/akun", cari="Budiman").rows()[0]
    assert row[3:] == ["Peserta", "Dinonaktifkan"]


def test_a_list_costs_the_same_for_1_and_30(signed_in: Browser) -> None:
    admin = an_admin()
    a_person(name="Zulaikha")
    before = signed_in(admin).get("/admin/akun", cari="Zulaikha").queries
    for _ in range(29):
        a_person(name="Zulaikha")
    page = signed_in(admin).get("/admin/akun", cari="Zulaikha")
    assert (page.queries, len(page.rows())) == (before, 30)


def test_no_score_stands_beside_a_name(signed_in: Browser) -> None:
    wave, person = a_wave(), a_person()
    for slug in MODULES:
        db.session.add_all(graded(person, wave, slug, {Phase.PRE_TEST: 3, Phase.POST_TEST: 9}))
    db.session.commit()
    admin = signed_in(an_admin())
    for path in (f"/admin/akun/{person.id}", f"/admin/akun?cari={person.nip}"):
        shown = re.sub(r"\d{8} \d{6} \d \d{3}", "", admin.get(path).main)
        for word in ("9 dari 10", r"90,00%", "Baik", "27"):
            assert not re.search(rf"(?<!\w){word}(?!\w)", shown)


def test_an_account_is_made_with_its_code_shown_once(signed_in: Browser) -> None:
    agency = an_agency(name="Instansi Baru")
    admin = signed_in(an_admin())
    form = admin.get("/admin/akun/baru", instansi=agency.id, peran="coordinator")
    nip = a_nip("19900101")
    page = admin.send(form, {"nip": nip, "name": "Koordinator Satu"}, status=200)
    (code,) = CODE.findall(page.main)
    person = db.session.scalars(select(Person).where(Person.nip == nip)).one()
    assert (person.role, person.agency_id) == (Role.COORDINATOR, agency.id)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert code not in admin.get(f"/admin/akun/{person.id}").body.decode()
    again = admin.send(form, {"nip": nip, "name": "Koordinator Satu"}, status=422)
    assert again.errors == ["NIP ini sudah terdaftar."]
    entries = [entry.detail for entry in db.session.scalars(select(AuditEntry))]
    assert not [detail for detail in entries if code in detail]


@sqlite_only
@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"nip": ""}, ["Isi NIP"]),
        ({"nip": "1.98609E+17"}, ["NIP rusak oleh Excel, format kolom sebagai Teks"]),
        (
            {"nip": "190001012020011001"},
            ["NIP dengan tahun lahir sebelum 1930 hanya untuk data contoh"],
        ),
        ({"name": ""}, ["Nama belum diisi"]),
        ({"agency": ""}, ["Pilih instansi"]),
        ({"role": "raja"}, ["Pilih salah satu dari daftar"]),
        ({"email": "bukan surel"}, ["Surel harus berbentuk nama@instansi.go.id"]),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    signed_in: Browser, fields: dict[str, str], errors: list[str]
) -> None:
    admin = signed_in(an_admin())
    form = admin.get("/admin/akun/baru", instansi=an_agency().id)
    right = {"nip": "199001012020011001", "name": "Nama", "role": "learner"}
    page = admin.send(form, {**right, **fields}, status=422)
    assert page.errors == errors


def test_a_role_changes_after_a_check_and_ends_the_session(signed_in: Browser) -> None:
    person = a_person(name="Ani")
    theirs = signed_in(person)
    theirs.get("/beranda")
    admin = signed_in(an_admin())
    page = admin.get(f"/admin/akun/{person.id}/peran/coordinator")
    assert page.h1 == "Jadikan Ani Koordinator KORPRI?"
    assert person.role is Role.LEARNER
    assert admin.follow(admin.send(page)).flashes == ["Peran Ani sekarang: Koordinator KORPRI."]
    assert person.role is Role.COORDINATOR
    theirs.get("/beranda", 302)
    assert audit_of(person) == [("role_changed", "learner → coordinator")]
    admin.get(f"/admin/akun/{person.id}/peran/raja", 404)


@pytest.mark.parametrize("path", ["peran/learner", "nonaktifkan"])
def test_the_last_admin_stays(signed_in: Browser, path: str) -> None:
    person = an_admin()
    an_admin(disabled_at=OLD)
    admin = signed_in(person)
    done = confirm(admin, f"/admin/akun/{person.id}/{path}")
    assert done.flashes[0] == "Ini satu-satunya admin yang aktif. Tunjuk admin lain lebih dahulu."
    assert (person.role, person.is_active) == (Role.ADMIN, True)
    an_admin()
    admin.send(admin.get(f"/admin/akun/{person.id}/{path}"))
    assert (person.role, person.is_active) != (Role.ADMIN, True)
    admin.get("/admin/akun", 302)


def test_moving_says_what_stays_and_leaves_results_where_they_counted(signed_in: Browser) -> None:
    old, new = an_agency(code="LAMA"), an_agency(code="BARU", name="Instansi Baru")
    wave, person = a_wave(MODULES[:1]), a_coordinator(old, name="Dewi")
    db.session.add_all(graded(person, wave, MODULES[0], {Phase.PRE_TEST: 3, Phase.POST_TEST: 9}))
    db.session.commit()
    rebuild_cells()
    admin = signed_in(an_admin())
    form = admin.get(f"/admin/akun/{person.id}/pindah")
    assert old.id not in [option["value"] for option in form.soup.select("option")]
    check = admin.send(form, {"agency": new.id}, status=200)
    assert person.agency_id == old.id
    assert "Hasil tes yang sudah dihitung tetap di instansi lama" in check.main
    assert "Peran koordinator tidak ikut pindah" in check.main
    done = admin.follow(admin.send(check))
    assert done.flashes == ["Dewi sekarang di Instansi Baru."]
    assert (person.agency_id, person.role) == (new.id, Role.LEARNER)
    people = {count.code: count.people for count in agency_counts(wave, MODULES[0])}
    assert (people["LAMA"], people["BARU"]) == (1, 0)
    assert audit_of(person) == [
        ("person_moved", f"{old.id} → {new.id}"),
        ("role_changed", "coordinator → learner"),
    ]
    nowhere = admin.send(admin.get(f"/admin/akun/{person.id}/pindah"), {"agency": ""}, status=422)
    assert nowhere.errors == ["Pilih instansi"]


def test_disabled_and_enabled_again(signed_in: Browser) -> None:
    person = a_person(name="Eko", password_hash="x")
    theirs, admin = signed_in(person), signed_in(an_admin())
    assert confirm(admin, f"/admin/akun/{person.id}/nonaktifkan").flashes == [
        "Akun Eko dinonaktifkan."
    ]
    theirs.get("/beranda", 302)
    page = admin.get(f"/admin/akun/{person.id}")
    assert "Dinonaktifkan" in page.main
    assert "Buat kode aktivasi baru" not in page.main
    refused = confirm(admin, f"/admin/akun/{person.id}/kode")
    assert refused.flashes == ["Akun ini sudah dinonaktifkan."]
    assert confirm(admin, f"/admin/akun/{person.id}/aktifkan").flashes == ["Akun Eko aktif lagi."]
    assert person.is_active
    theirs.get("/beranda", 302)
    assert [action for action, _ in audit_of(person)] == ["person_disabled", "person_enabled"]


def test_a_new_code_replaces_the_old_one(signed_in: Browser) -> None:
    person = a_person()
    admin = signed_in(an_admin())
    path = f"/admin/akun/{person.id}/kode"
    first = admin.send(admin.get(path), status=200)
    assert "Kode sebelumnya tidak berlaku lagi" in admin.get(path).main
    second = admin.send(admin.get(path), status=200)
    codes = [CODE.findall(page.main) for page in (first, second)]
    assert len(codes[0]) == len(codes[1]) == 1
    assert codes[0] != codes[1]
    assert (
        "Kode aktivasi berlaku sampai 7 Desember 2026" in admin.get(f"/admin/akun/{person.id}").main
    )


def test_nobody_of_that_id(signed_in: Browser) -> None:
    admin = signed_in(an_admin())
    for path in ("", "/pindah", "/nonaktifkan", "/aktifkan", "/kode", "/peran/learner"):
        admin.get(f"/admin/akun/0123456789abcdef{path}", 404)
