"""Members of the own agency: the list, the file, and bringing a file in."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from neutrality_course.actions.accounts import move_person, set_role
from neutrality_course.database import db
from neutrality_course.domain.terms import Employment, JobLevel, Role
from neutrality_course.models import Agency, Person
from neutrality_course.queries.people import person_by_nip
from neutrality_course.queries.roster import read_roster_file
from tests.builders import LONG_AGO, a_coordinator, a_nip, a_person, an_admin, an_agency
from tests.pages import Client, Page
from tests.support.apps import sqlite_only

Browser = Callable[[Person], Client]

MEMBERS = "/koordinator/anggota"
UPLOAD = f"{MEMBERS}/unggah"
CONFIRM = f"{UPLOAD}/simpan"
HEADER = "NIP,nama,unit,jenjang,jenis"
SCRIPT = '<script>alert("x")</script>'


@pytest.fixture
def agency(app: Flask) -> Agency:
    return an_agency(code="3201", name="Kabupaten Uji")


@pytest.fixture
def boss(agency: Agency) -> Person:
    return a_coordinator(agency, name="Zainal Koordinator", unit="Hukum", password_hash="x")


@pytest.fixture
def browser(signed_in: Browser, boss: Person) -> Client:
    return signed_in(boss)


def born_later() -> str:
    return a_nip("19800101")


def line(nip: str, name: str = "Siti Aminah", unit: str = "Sekretariat") -> str:
    return f"{nip},{name},{unit},Pelaksana,PNS"


def uploaded(browser: Client, *lines: str, header: str = HEADER, status: int = 200) -> Page:
    text = "\n".join([header, *lines])
    return upload_bytes(browser, text.encode(), status)


def upload_bytes(browser: Client, data: bytes, status: int) -> Page:
    page = browser.get(UPLOAD)
    return browser.send(page, {"berkas": (BytesIO(data), "anggota.csv")}, status=status)


def names(page: Page) -> list[str]:
    return [row[0] for row in page.rows()]


def people_of(agency: Agency) -> list[tuple[Any, ...]]:
    rows = db.session.execute(
        select(
            Person.nip, Person.name, Person.unit, Person.job_level, Person.employment, Person.email
        )
        .where(Person.agency_id == agency.id)
        .order_by(Person.nip)
    )
    return [tuple(row) for row in rows]


# ------------------------------------------------------------------------------------------ the list


def test_the_list_shows_the_own_members_and_nobody_else(
    browser: Client, agency: Agency, boss: Person
) -> None:
    siti = a_person(agency, name="Siti", unit="", job_level=JobLevel.UNKNOWN, password_hash="x")
    budi = a_person(agency, name="budi")
    gone = a_person(agency, name="Wati", disabled_at=LONG_AGO)
    a_person(name="Orang Lain", unit="Unit Rahasia")
    an_admin(agency_id=agency.id, name="Sang Admin")

    page = browser.get(MEMBERS)

    assert page.rows() == [
        [f"budi {budi.nip}", "Sekretariat", "Pelaksana", "Belum diaktifkan", "Buat kode : budi"],
        [f"Siti {siti.nip}", "Tanpa unit", "Belum diisi", "Aktif", "Lupa kata sandi : Siti"],
        [f"Wati {gone.nip}", "Sekretariat", "Pelaksana", "Dinonaktifkan", "Tidak ada"],
        [f"Zainal Koordinator {boss.nip} Koordinator", "Hukum", "Pelaksana", "Aktif", "Oleh admin"],
    ]
    assert (
        "3 anggota aktif, 1 di antaranya belum membuat kata sandi. 1 akun dinonaktifkan."
        in page.main
    )
    assert "Orang Lain" not in page.main
    assert "Unit Rahasia" not in page.body.decode()


def test_search_filters_and_order(browser: Client, agency: Agency, boss: Person) -> None:
    ani = a_person(agency, name="Ani 100%", unit="Keuangan", job_level=JobLevel.PENGAWAS)
    a_person(agency, name="Budi", unit="keuangan daerah", password_hash="x", nip=born_later())
    a_person(agency, name="Citra", unit="", job_level=JobLevel.JPT_MADYA, disabled_at=LONG_AGO)

    def found(**query: str) -> list[str]:
        rows = browser.get(f"{MEMBERS}?{urlencode(query)}").soup.select("tbody th")
        return [str(row.find(string=True)).strip() for row in rows]

    everybody = ["Ani 100%", "Budi", "Citra", "Zainal Koordinator"]
    assert found() == everybody
    assert found(cari="KEUANGAN") == ["Ani 100%", "Budi"]
    assert found(cari="100%") == ["Ani 100%"]
    assert found(cari="_") == []
    assert found(cari=f"{ani.nip[:8]} {ani.nip[8:]}") == ["Ani 100%"]
    assert found(unit="Keuangan") == ["Ani 100%"]
    assert found(jenjang="Pengawas") == ["Ani 100%"]
    assert found(status="aktif") == ["Budi", "Zainal Koordinator"]
    assert found(status="belum-diaktifkan") == ["Ani 100%"]
    assert found(status="dinonaktifkan") == ["Citra"]
    assert found(urut="-nama") == everybody[::-1]
    assert found(urut="jenjang") == ["Citra", "Ani 100%", "Budi", "Zainal Koordinator"]
    assert found(urut="status") == ["Budi", "Zainal Koordinator", "Ani 100%", "Citra"]
    assert found(urut="unit") == ["Citra", "Zainal Koordinator", "Ani 100%", "Budi"]
    assert (
        found(unit="Tidak ada", jenjang="x", status="x", urut="x; drop", halaman="x") == everybody
    )


def test_members_without_a_unit_can_be_chosen(browser: Client, agency: Agency) -> None:
    a_person(agency, name="Ani", unit="")
    page = browser.get(MEMBERS)
    [value] = [str(o["value"]) for o in page.soup.select("#unit option") if o.text == "Tanpa unit"]

    assert names(browser.get(MEMBERS, unit=value)) == [names(page)[0]]
    assert names(page)[0].startswith("Ani")


def test_headings_and_pages_keep_the_filters(browser: Client, agency: Agency) -> None:
    for number in range(60):
        a_person(agency, name=f"Orang {number:02}", unit="A&B")

    page = browser.get(MEMBERS, unit="A&B", urut="-nama")

    assert len(page.rows()) == 50
    assert names(page)[0].startswith("Orang 59")
    assert page.one("th[aria-sort]")["aria-sort"] == "descending"
    second = browser.get(str(page.one("a[rel=next]")["href"]))
    assert [name[:8] for name in names(second)] == [f"Orang {n:02}" for n in range(9, -1, -1)]
    by_unit = browser.get(str(page.one('th a[href*="urut=unit"]')["href"]))
    assert "60 anggota yang cocok" in by_unit.main
    assert len(browser.get(MEMBERS, unit="A&B", halaman="999").rows()) == 10


def test_nobody_found(browser: Client) -> None:
    assert "Tidak ada anggota yang cocok" in browser.get(MEMBERS, cari="zzz").main


def test_the_number_of_queries_does_not_grow(browser: Client, agency: Agency) -> None:
    a_person(agency)
    few = browser.get(MEMBERS).queries
    for number in range(30):
        a_person(agency, unit=f"Unit {number}")

    page = browser.get(MEMBERS)
    assert (len(page.rows()), page.queries) == (32, few)


def test_what_a_name_holds_stays_words(browser: Client, agency: Agency) -> None:
    a_person(agency, name=SCRIPT, unit='"><img src=x onerror=alert(1)>')

    page = browser.get(MEMBERS)

    assert SCRIPT in page.main
    assert page.soup.select("main script, main img") == []


def test_who_is_moved_or_demoted_sees_nothing_of_the_agency_at_once(
    app: Flask, signed_in: Browser, agency: Agency, boss: Person
) -> None:
    a_person(agency, name="Anggota Lama")
    demoted, moved = a_coordinator(agency), boss
    browsers = signed_in(demoted), signed_in(moved)
    for browser in browsers:
        assert "Anggota Lama" in browser.get(MEMBERS).main

    set_role(demoted.id, Role.LEARNER, None, LONG_AGO)
    move_person(moved.id, an_agency().id, None, LONG_AGO)

    for browser in browsers:
        assert browser.get(MEMBERS, status=302).location.startswith("/masuk")
    # and after signing in anew, as what they are now
    assert "Anggota Lama" not in signed_in(demoted).get(MEMBERS, status=404).main
    set_role(moved.id, Role.COORDINATOR, None, LONG_AGO)
    assert "Anggota Lama" not in signed_in(moved).get(MEMBERS).main


# ------------------------------------------------------------------------------------- bringing in


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    browser: Client, agency: Agency
) -> None:
    old = a_person(agency, nip=born_later(), name="Siti", unit="", job_level=JobLevel.UNKNOWN)
    same = a_person(agency, nip=born_later(), name="Budi")
    before = people_of(agency)
    new = born_later()

    page = uploaded(browser, line(new, "Ani"), line(old.nip), line(same.nip, "Budi"))

    assert page.h1 == "Periksa anggota"
    assert page.rows("#baru") == [["2", "Ani", new, "Sekretariat", "Pelaksana", "PNS"]]
    assert page.rows("#berubah") == [
        [
            "3",
            f"Siti Aminah {old.nip}",
            "nama: Siti → Siti Aminah unit: (kosong) → Sekretariat jenjang: (kosong) → Pelaksana",
        ]
    ]
    assert "Baris yang tetap (1) 4" in page.main
    assert people_of(agency) == before


def test_what_was_checked_is_what_is_taken_in(browser: Client, agency: Agency) -> None:
    old = a_person(agency, nip=born_later(), name="Siti")
    new = born_later()
    page = uploaded(browser, line(new, "Ani"), line(old.nip))

    done = browser.follow(browser.send(page))

    assert done.flashes == ["1 anggota ditambahkan, 1 diubah, 0 tetap."]
    assert [person[:2] for person in people_of(agency)][1:] == sorted(
        [(old.nip, "Siti Aminah"), (new, "Ani")]
    )


def test_confirmed_twice_it_is_harmless(browser: Client, agency: Agency) -> None:
    page = uploaded(browser, line(born_later()))
    browser.follow(browser.send(page))
    after = people_of(agency)

    again = browser.follow(browser.send(page))

    assert again.flashes == ["Tidak ada yang perlu diubah: 1 anggota sudah sesuai dengan berkas."]
    assert people_of(agency) == after


def test_nothing_to_save_offers_no_button(browser: Client, agency: Agency) -> None:
    same = a_person(agency, nip=born_later(), name="Siti Aminah")

    page = uploaded(browser, line(same.nip))

    assert "Tidak ada yang perlu disimpan" in page.main
    assert page.soup.select(f'form[action="{CONFIRM}"]') == []


def test_one_wrong_line_refuses_the_file_and_tells_nothing_of_others(
    browser: Client, agency: Agency
) -> None:
    theirs = a_person(an_agency(name="Kota Rahasia"), nip=born_later(), name="Orang Rahasia")
    admin = an_admin(agency_id=agency.id, nip=born_later(), name="Sang Admin")
    twice = born_later()
    before = people_of(agency)

    page = uploaded(
        browser,
        line(born_later()),
        line(theirs.nip),
        line(admin.nip),
        line(twice),
        "1.98E+17,Ani,Sekretariat,Pelaksana,PNS",
        line(twice, "Lain"),
        status=422,
    )

    assert page.rows() == [
        ["Baris 3", "NIP ini terdaftar di instansi lain; minta admin memindahkan akunnya"],
        ["Baris 4", "Akun dengan NIP ini hanya dapat diubah oleh admin"],
        ["Baris 5", "NIP ini juga ada di baris 7"],
        ["Baris 6", "NIP rusak oleh Excel, format kolom sebagai Teks"],
        ["Baris 7", "NIP ini juga ada di baris 5"],
    ]
    assert page.errors == ["5 baris harus diperbaiki. Tidak ada yang disimpan."]
    assert "Rahasia" not in page.body.decode()
    assert "Sang Admin" not in page.body.decode()
    assert people_of(agency) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_as_spreadsheets_write_them(browser: Client, agency: Agency, encoding: str) -> None:
    nip = born_later()
    text = f"sep=;\r\nNIP;Nama;Unit;Jenjang;Jenis\r\n'{nip};Dédé;=Unit;pelaksana;pns\r\n"

    browser.send(upload_bytes(browser, text.encode(encoding), 200))

    person = person_by_nip(nip)
    assert person is not None
    assert (person.name, person.unit, person.agency_id) == ("Dédé", "=Unit", agency.id)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Baris 1: berkas kosong"),
        (b"PK\x03\x04 and more", "Baris 1: berkas ini buku kerja Excel; simpan sebagai CSV UTF-8 lebih dahulu"),
        (b"nama,unit\nx,y\n", "Baris 1: kolom nip, jenjang, jenis tidak ada"),
        (HEADER.encode(), "Baris 1: belum ada baris anggota di bawah judul kolom"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list(browser: Client, data: bytes, words: str) -> None:
    page = upload_bytes(browser, data, 422)

    assert page.errors == [words]
    assert page.soup.title
    assert page.soup.title.text.startswith("Galat: Unggah anggota")


def test_no_file_and_a_file_too_large(browser: Client) -> None:
    page = browser.get(UPLOAD)
    assert browser.send(page, status=422).errors == ["Pilih berkas CSV"]
    large = browser.open(
        "POST",
        UPLOAD,
        413,
        data=b"x" * 10 * 1024**2 + b"x",
        content_type="multipart/form-data; boundary=x",
    )
    assert large.h1 == "Berkas terlalu besar"


def test_columns_for_role_and_agency_are_named_and_not_used(
    browser: Client, agency: Agency
) -> None:
    other = an_agency(code="9999")
    nip = born_later()

    page = uploaded(browser, f"{line(nip)},admin,9999", header=f"{HEADER},role,agency")
    browser.send(page)

    assert "Kolom yang tidak dipakai: role, agency" in page.main
    person = person_by_nip(nip)
    assert person is not None
    assert (person.role, person.agency_id) == (Role.LEARNER, agency.id)
    assert people_of(other) == []


def test_a_checked_file_is_for_one_person_and_agency(
    app: Flask, signed_in: Browser, browser: Client, boss: Person
) -> None:
    nip = born_later()
    page = uploaded(browser, line(nip))
    sealed = page.form(CONFIRM).fields["berkas"]
    colleague = signed_in(a_coordinator(boss.agency))
    stranger = signed_in(a_coordinator())

    for other in (colleague, stranger):
        token = other.token()
        answer = other.post(CONFIRM, {"csrf_token": token, "berkas": sealed})
        assert other.follow(answer).flashes == [
            "Pemeriksaan berkas sudah tidak berlaku. Unggah berkas sekali lagi."
        ]
    for broken in ("", "x", f"x{sealed}", sealed[:-1], f"{sealed}x"):
        browser.post(CONFIRM, {"csrf_token": browser.token(), "berkas": broken})
    assert person_by_nip(nip) is None


def test_what_has_changed_since_the_check_is_checked_again(browser: Client, agency: Agency) -> None:
    nip = born_later()
    page = uploaded(browser, line(nip))
    a_person(nip=nip, name="Orang Lain")

    refused = browser.send(page, status=422)

    assert refused.rows() == [
        ["Baris 2", "NIP ini terdaftar di instansi lain; minta admin memindahkan akunnya"]
    ]
    person = person_by_nip(nip)
    assert person is not None
    assert person.name == "Orang Lain"


def test_people_without_level_are_counted_in_a_warning(browser: Client) -> None:
    page = uploaded(browser, f"{born_later()},Ani,,,PNS", line(born_later()))

    assert "1 orang tanpa jenjang atau jenis kepegawaian" in page.main


def test_names_in_the_report_stay_words(browser: Client) -> None:
    nip = born_later()
    page = uploaded(browser, f"{nip},{SCRIPT.replace(chr(34), '')},<b>x</b>,Pelaksana,PNS")

    assert page.soup.select("main script, main tbody b") == []
    assert page.rows("#baru")[0][1] == "<script>alert(x)</script>"


def test_the_example_is_read_but_cannot_be_taken_in_as_it_is(browser: Client) -> None:
    example = browser.get(f"{MEMBERS}/contoh.csv").body

    assert example.decode() == (
        "\ufeffNIP;nama;unit;jenjang;jenis;email\r\n"
        "19000101 192501 1 001;Nama Lengkap;Sekretariat;Pelaksana;PNS;\r\n"
    )
    assert upload_bytes(browser, example, 422).rows() == [
        ["Baris 2", "NIP dengan tahun lahir sebelum 1930 hanya untuk data contoh"]
    ]


# ---------------------------------------------------------------------------------- taking it away


@pytest.mark.parametrize("query", [{}, {"ragam": "excel"}])
def test_the_list_taken_away_and_brought_back_changes_nothing(
    browser: Client, agency: Agency, boss: Person, query: dict[str, str]
) -> None:
    boss.nip = born_later()
    db.session.commit()
    for name in ('=HYPERLINK("x")', "'Aisyiyah", '@budi; "x"', "-1", "+62", "Siti, S.H.", SCRIPT):
        a_person(
            agency,
            nip=born_later(),
            name=name,
            unit=f"={name}",
            email="a@b.id",
            employment=Employment.UNKNOWN,
        )
    a_person(agency, nip=born_later(), job_level=JobLevel.UNKNOWN, unit="")
    a_person(name="Orang Lain")
    before = people_of(agency)

    file = browser.get(f"{MEMBERS}.csv", **query)
    page = upload_bytes(browser, file.body, 200)

    assert file.headers["Content-Disposition"] == 'attachment; filename="anggota-3201.csv"'
    assert b"Orang Lain" not in file.body
    assert "Tidak ada yang perlu disimpan" in page.main
    assert people_of(agency) == before


def test_no_cell_of_the_list_can_run(browser: Client, agency: Agency) -> None:
    a_person(agency, nip=born_later(), name="=1+1", unit="@x")

    [row] = [r for r in browser.get(f"{MEMBERS}.csv").body.decode().splitlines() if "1+1" in r]

    assert row.split(",")[1:3] == ["'=1+1", "'@x"]


printable = st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=20)


@sqlite_only
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=printable, unit=printable)
def test_any_name_survives_the_way_out_and_in(
    browser: Client, agency: Agency, name: str, unit: str
) -> None:
    person = a_person(agency, nip=born_later(), name=name, unit=unit)

    roster = read_roster_file(browser.get(f"{MEMBERS}.csv", ragam="excel").body)

    [facts] = [row.facts for row in roster.rows if row.facts.nip == person.nip]
    assert (facts.name, facts.unit) == (name, unit)
    db.session.delete(person)
    db.session.commit()


def test_count_of_people_is_not_shown_of_others(browser: Client) -> None:
    a_person()
    assert db.session.scalar(select(func.count(Person.id))) == 2
    assert "1 anggota aktif" in browser.get(MEMBERS).main
