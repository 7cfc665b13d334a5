"""The admin's page for results from elsewhere: a check, then all or nothing."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select

from neutrality_course.actions.attempts import stored_version
from neutrality_course.database import db
from neutrality_course.domain.paper import paper_code
from neutrality_course.domain.terms import AttemptSource
from neutrality_course.models import Attempt, AttemptImport, Person, Wave
from neutrality_course.queries.cells import cell_differences
from tests.builders import LONG_AGO, MODULES, a_coordinator, a_person, a_wave, an_admin
from tests.pages import Client, Page
from tests.support.apps import sqlite_only

Browser = Callable[[Person], Client]
IMPORT = "/admin/impor"
HEADER = "nip,kode_instansi,modul,fase,percobaan,benar,soal,selesai_pada"
WHEN = "2026-11-20T10:00"
SCRIPT = '<script>alert("x")</script>'


@pytest.fixture
def wave(app: Flask) -> Wave:
    return a_wave()


@pytest.fixture
def browser(signed_in: Browser, wave: Wave) -> Client:
    return signed_in(an_admin())


def line(person: Person, **changes: str) -> str:
    cells = {
        "nip": person.nip,
        "code": person.agency.code,
        "module": MODULES[0],
        "phase": "awal",
        "number": "1",
        "right": "8",
        "of": "10",
        "when": WHEN,
        **changes,
    }
    return ",".join(cells.values())


def uploaded(
    browser: Client, *lines: str, status: int = 200, name: str = "hasil.csv", **fields: str
) -> Page:
    return upload_bytes(browser, "\n".join((HEADER, *lines)).encode(), status, name, **fields)


def upload_bytes(
    browser: Client, data: bytes, status: int, name: str = "hasil.csv", **fields: str
) -> Page:
    page = browser.get(IMPORT)
    return browser.send(page, {"file": (BytesIO(data), name), **fields}, status=status)


def attempts() -> int:
    return db.session.scalar(select(func.count()).select_from(Attempt)) or 0


def test_a_file_is_checked_then_taken_in(browser: Client) -> None:
    ani, budi = a_person(), a_person()
    check = uploaded(browser, line(ani), line(ani, number="2", right="9"), line(budi))
    assert check.h1 == "Periksa hasil"
    assert check.rows() == [
        ["Baris 3", "Disimpan, tidak dihitung: yang dihitung percobaan pertama di berkas ini"]
    ]
    assert attempts() == 0
    saved = browser.follow(browser.send(check, status=303))
    assert saved.flashes == ["3 percobaan disimpan: 2 dihitung, 1 tidak dihitung."]
    assert saved.rows()[0][:5] == [
        "hasil.csv",
        db.session.scalars(select(Wave.title)).one(),
        "Impor",
        "3",
        "2",
    ]
    assert attempts() == 3
    assert list(cell_differences()) == []


def test_pressing_twice_and_uploading_again_change_nothing(browser: Client) -> None:
    person = a_person()
    check = uploaded(browser, line(person))
    browser.follow(browser.send(check, status=303))
    again = browser.follow(browser.send(check, status=303))
    known = "Berkas yang sama sudah diimpor ke gelombang ini. Tidak ada yang berubah."
    assert again.flashes == [known]
    assert browser.follow(uploaded(browser, line(person), status=303)).flashes == [known]
    assert attempts() == 1


def test_the_source_is_the_one_chosen(browser: Client) -> None:
    browser.send(uploaded(browser, line(a_person()), source="kertas"), status=303)
    assert db.session.scalars(select(Attempt.source)).all() == [AttemptSource.PAPER]
    assert db.session.scalars(select(AttemptImport.source)).all() == [AttemptSource.PAPER]


def test_wrong_lines_are_named_and_nothing_is_kept(browser: Client) -> None:
    person = a_person()
    page = uploaded(
        browser,
        line(person),
        line(person, nip="123"),
        line(person, module=SCRIPT),
        line(person, right="11"),
        status=422,
    )
    assert page.errors == ["3 baris harus diperbaiki. Tidak ada yang disimpan."]
    assert page.rows() == [
        ["Baris 3", "NIP harus 18 angka"],
        [
            "Baris 4",
            f"Modul {SCRIPT} tidak ada dalam gelombang ini; yang ada: {', '.join(MODULES)}",
        ],
        ["Baris 5", "Benar (11) lebih banyak daripada soal (10)"],
    ]
    assert attempts() == 0


def test_a_score_that_the_answers_contradict_is_named(app: Flask, browser: Client) -> None:
    person, form = a_person(), app.extensions["catalog"].module(MODULES[0]).forms["A"]
    stored_version(form, LONG_AGO)
    db.session.commit()
    code = paper_code(form.module_slug, form.letter, form.version)
    header, answers = f"{HEADER},paket,jawaban", f"{code},{'-' * 10}"
    page = upload_bytes(browser, f"{header}\n{line(person)},{answers}\n".encode(), 422)
    assert page.rows() == [
        [
            "Baris 2",
            "Benar dan soal (8 dari 10) tidak sama dengan jawaban, yang menghasilkan 0 dari 10;"
            " perbaiki, atau kosongkan benar dan soal",
        ]
    ]
    agreeing = f"{header}\n{line(person, right='0')},{answers}\n".encode()
    browser.send(upload_bytes(browser, agreeing, 200), status=303)
    assert db.session.scalars(select(Attempt.points)).all() == [0]


@sqlite_only
def test_the_page_says_what_a_dash_among_the_answers_is(browser: Client) -> None:
    assert "Tanda - berarti soal itu tidak dijawab: dalam ACBD-ABDCA soal 5 kosong." in (
        browser.get(IMPORT).main
    )


def test_what_became_wrong_after_the_check_is_refused_whole(browser: Client) -> None:
    ani, budi = a_person(), a_person()
    first = uploaded(browser, line(ani), line(budi))
    other = uploaded(browser, line(ani))
    browser.send(other, status=303)
    page = browser.send(first, status=422)
    assert page.rows() == [["Baris 2", "Percobaan ini sudah diimpor dari berkas lain"]]
    assert attempts() == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "Baris 1: berkas kosong"),
        (
            b"PK\x03\x04",
            "Baris 1: berkas ini buku kerja Excel; simpan sebagai CSV UTF-8 lebih dahulu",
        ),
        (b"nip\n\x00", "Baris 2: ada karakter yang tidak dapat dibaca; simpan sebagai CSV UTF-8"),
    ],
)
@sqlite_only
def test_a_hostile_file_is_refused_in_words(browser: Client, data: bytes, message: str) -> None:
    page = upload_bytes(browser, data, 422)
    assert page.errors == [message]


@sqlite_only
@pytest.mark.parametrize("field", ["file", "wave", "source", "name"])
def test_an_altered_file_is_refused(browser: Client, wave: Wave, field: str) -> None:
    check = uploaded(browser, line(a_person()))
    page = browser.follow(browser.send(check, {field: "kertas"}, status=303))
    assert page.flashes == ["Pemeriksaan berkas sudah tidak berlaku. Unggah berkas sekali lagi."]
    assert attempts() == 0


@sqlite_only
def test_a_file_checked_by_one_admin_is_not_taken_in_by_another(
    browser: Client, signed_in: Browser
) -> None:
    check = uploaded(browser, line(a_person()))
    other = signed_in(an_admin())
    fields = {**check.form().fields.to_dict(), "csrf_token": other.token()}
    other.post(f"{IMPORT}/simpan", fields)
    assert attempts() == 0


@sqlite_only
def test_the_name_of_the_file_runs_nowhere(browser: Client) -> None:
    check = uploaded(browser, line(a_person()), name=SCRIPT)
    saved = browser.follow(browser.send(check, status=303))
    assert saved.soup.select("main script") == []
    assert "alert" in saved.rows()[0][0]


@sqlite_only
def test_coordinators_and_learners_have_no_such_page(wave: Wave, signed_in: Browser) -> None:
    for person in (a_person(), a_coordinator()):
        signed_in(person).get(IMPORT, status=404)


@sqlite_only
def test_without_a_wave_the_page_says_what_comes_first(app: Flask, signed_in: Browser) -> None:
    page = signed_in(an_admin()).get(IMPORT)
    assert "Buka gelombang lebih dahulu" in page.main
