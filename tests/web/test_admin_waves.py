"""The admin's waves: opened and closed after a check, corrected until the first counted test."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from neutrality_course.actions.waves import AlreadyCounting
from neutrality_course.database import db
from neutrality_course.domain.terms import KeyShown
from neutrality_course.models import AuditEntry, Person, Wave, WaveTarget
from tests.builders import MODULES, a_person, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.pages import Client, Page
from tests.support.apps import sqlite_only

Browser = Callable[[Person], Client]


def filled_in(admin: Client, **changes: object) -> Page:
    """The form of a new wave, sent with these fields."""
    fields = {"title": "Gelombang 1", "first_on": "2026-11-20", "last_on": "2026-12-20", **changes}
    status = int(str(fields.pop("status", 200)))
    return admin.send(admin.get("/admin/gelombang/baru"), fields, status=status)


def audit() -> list[tuple[str, str]]:
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.at, AuditEntry.action))
    return [(entry.action, entry.subject) for entry in entries]


def test_opening_asks_first_and_says_the_cuts_as_points(signed_in: Browser) -> None:
    admin = signed_in(an_admin())
    check = filled_in(admin, cut_good="80", key_shown="setelah-gelombang")
    assert db.session.scalars(select(Wave)).all() == []
    assert dict(zip(check.texts("dt"), check.texts("dd"), strict=True)) == {
        "Judul": "Gelombang 1",
        "Hari tes (WIB)": "20 November 2026 sampai 20 Desember 2026",
        "Modul": "; ".join(module_titles(admin)),
        "Baik, paling sedikit": "80%: 24 dari 30 soal seluruh kursus; 8 dari 10 soal satu modul",
        "Cukup, paling sedikit": "56%: 17 dari 30 soal seluruh kursus; 6 dari 10 soal satu modul",
        "Kunci jawaban tampil": "Setelah gelombang ditutup",
    }
    opened = admin.follow(admin.send(check, {"langkah": "buka"}))
    wave = db.session.scalars(select(Wave)).one()
    assert opened.url == f"/admin/gelombang/{wave.id}"
    assert opened.flashes == ["Gelombang 1 terbuka."]
    assert (wave.title, wave.first_on, wave.last_on) == (
        "Gelombang 1",
        date(2026, 11, 20),
        date(2026, 12, 20),
    )
    assert (wave.cut_good, wave.cut_fair, wave.is_open) == (80, 56, True)
    assert wave.module_slugs == list(MODULES)
    assert wave.key_shown is KeyShown.AFTER_WAVE
    assert audit() == [("wave_opened", wave.id)]


def module_titles(admin: Client) -> list[str]:
    catalog = admin.app.extensions["catalog"]
    return [catalog.module(slug).title for slug in MODULES]


def test_going_back_from_the_check_keeps_what_was_typed(signed_in: Browser) -> None:
    admin = signed_in(an_admin())
    check = filled_in(admin, title="Judul saya", modules=[MODULES[1]], cut_fair="50")
    form = admin.send(check, {"langkah": "ubah"}, status=200).form()
    assert form.fields["title"] == "Judul saya"
    assert form.fields["cut_fair"] == "50"
    assert form.fields.getlist("modules") == [MODULES[1]]
    assert db.session.scalars(select(Wave)).all() == []


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"title": " "}, ["Judul gelombang belum diisi"]),
        ({"first_on": ""}, ["Isi hari pertama"]),
        ({"last_on": "2026-11-19"}, ["Hari terakhir tidak boleh sebelum hari pertama"]),
        ({"modules": None}, ["Pilih paling sedikit satu modul"]),
        ({"modules": ["tidak-ada"]}, ["Pilih salah satu dari daftar"]),
        ({"cut_good": "tujuh"}, ["Isi dengan bilangan bulat 1 sampai 100"]),
        ({"cut_good": "101"}, ["Isi dengan bilangan bulat 1 sampai 100"]),
        ({"cut_fair": "76"}, ["Batas cukup harus di bawah batas baik"]),
        ({"key_shown": "kapan-kapan"}, ["Pilih salah satu dari daftar"]),
    ],
)
@sqlite_only
def test_what_is_wrong_stands_at_its_field(
    signed_in: Browser, changes: dict[str, object], errors: list[str]
) -> None:
    page = filled_in(signed_in(an_admin()), **changes, status=422)
    assert page.errors == errors
    assert page.texts("title")[0].startswith("Galat: Buka gelombang")
    assert db.session.scalars(select(Wave)).all() == []


def test_a_second_wave_and_a_taken_title_are_refused(signed_in: Browser) -> None:
    admin = signed_in(an_admin())
    a_wave(title="Gelombang 1", is_open=False)
    check = filled_in(admin)
    assert admin.send(check, {"langkah": "buka"}, status=422).errors == [
        "Judul ini sudah dipakai gelombang lain."
    ]
    check = filled_in(admin, title="Gelombang 2")
    a_wave(title="Yang lain")
    assert admin.send(check, {"langkah": "buka"}, status=422).errors == [
        "Masih ada gelombang yang terbuka. Tutup gelombang itu lebih dahulu."
    ]
    titles = {row[0] for row in admin.get("/admin/gelombang").rows()}
    assert titles == {"Gelombang 1", "Yang lain"}


def test_closing_says_what_it_means_and_freezes_the_target(signed_in: Browser) -> None:
    wave, agency = a_wave(), an_agency(staff_count=40)
    counted(agency, wave, [Taken(3, 5, 9)])
    settle()
    admin = signed_in(an_admin())
    page = admin.get(f"/admin/gelombang/{wave.id}/tutup")
    assert page.texts(".summary-row") == [
        "Tes yang sudah dihitung 18",
        "Tes yang dimulai dan belum dikirim 0",
    ]
    assert wave.is_open
    done = admin.follow(admin.send(page))
    assert done.flashes == ["Gelombang ditutup."]
    assert not wave.is_open
    targets = db.session.scalars(select(WaveTarget).where(WaveTarget.agency_id == agency.id))
    assert [target.people for target in targets] == [40]
    assert ("wave_closed", wave.id) in audit()
    again = admin.follow(admin.get(f"/admin/gelombang/{wave.id}/tutup", 303))
    assert again.flashes == ["Gelombang ini sudah ditutup."]


def test_modules_and_cuts_change_until_something_counts(signed_in: Browser) -> None:
    wave = a_wave()
    admin = signed_in(an_admin())
    page = admin.get(f"/admin/gelombang/{wave.id}/modul")
    admin.send(page, {"modules": [MODULES[2], MODULES[0]]})
    cuts = admin.get(f"/admin/gelombang/{wave.id}/batas")
    admin.send(cuts, {"cut_good": "70", "cut_fair": "50"})
    assert sorted(wave.module_slugs) == sorted([MODULES[0], MODULES[2]])
    assert (wave.cut_good, wave.cut_fair) == (70, 50)
    counted(an_agency(), wave, [Taken(1, 5, 9)])
    settle()
    for stale, path in ((page, "modul"), (cuts, "batas")):
        refused = admin.follow(admin.send(stale, {}))
        assert refused.flashes[-1] == AlreadyCounting.words
        fixed = admin.get(f"/admin/gelombang/{wave.id}/{path}")
        assert fixed.soup.select("main form") == []
        assert "Sudah ada tes yang dihitung" in fixed.main
    shown = admin.get(f"/admin/gelombang/{wave.id}").main
    assert "Modul dan batas tidak dapat diubah lagi karena sudah ada tes yang dihitung" in shown
    assert (wave.cut_good, wave.cut_fair) == (70, 50)


def test_a_closed_wave_does_not_change(signed_in: Browser) -> None:
    wave = a_wave()
    admin = signed_in(an_admin())
    page = admin.get(f"/admin/gelombang/{wave.id}/batas")
    wave.is_open, wave.closed_at = False, wave.opened_at
    db.session.commit()
    sent = admin.send(page, {"cut_good": "90"})
    assert admin.follow(sent).flashes == ["Gelombang ini sudah ditutup."]
    assert wave.cut_good == 76


def test_a_wave_without_tests_and_the_empty_list(signed_in: Browser) -> None:
    admin = signed_in(an_admin())
    empty = admin.get("/admin/gelombang")
    assert "Belum ada gelombang" in empty.main
    wave = a_wave(title="<script>alert(1)</script>")
    a_person()
    page = admin.get(f"/admin/gelombang/{wave.id}")
    assert page.h1 == "<script>alert(1)</script>"
    assert page.texts(".summary-list")[1].endswith("Tes yang dimulai dan belum dikirim 0")
    admin.get("/admin/gelombang/0123456789abcdef", 404)
