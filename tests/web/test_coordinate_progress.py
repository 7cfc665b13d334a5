"""Progress of the own members: the table, its counts and filters, the same as a file, and the overview."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from neutrality_course.database import db, new_id
from neutrality_course.domain.levels import Cuts, level_of
from neutrality_course.domain.members import LearningState
from neutrality_course.domain.scoring import Score
from neutrality_course.domain.terms import (
    AttemptSource,
    ComprehensionLevel,
    JobLevel,
    Phase,
    TimeZone,
)
from neutrality_course.models import Agency, Attempt, Person, Wave
from neutrality_course.queries.progress import ORDERS, ProgressFilter, progress_page, progress_rows
from tests.builders import (
    LONG_AGO,
    MODULES,
    a_coordinator,
    a_person,
    a_wave,
    an_admin,
    an_agency,
    an_assignment,
)
from tests.counted import graded
from tests.pages import Client, Page

Browser = Callable[[Person], Client]

PROGRESS = "/koordinator/kemajuan"
OVERVIEW = "/koordinator"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PAST = datetime(2026, 11, 20, 14, 59, tzinfo=UTC)
FUTURE = datetime(2026, 11, 30, 14, 59, tzinfo=UTC)


@pytest.fixture
def wave(app: Flask) -> Wave:
    return a_wave(title="Gelombang Uji")


@pytest.fixture
def agency(app: Flask) -> Agency:
    return an_agency(code="9103", zone=TimeZone.WIT)


@pytest.fixture
def boss(agency: Agency) -> Person:
    return a_coordinator(agency, name="Zainal", unit="Hukum", password_hash="x")


@pytest.fixture
def browser(signed_in: Browser, boss: Person) -> Client:
    return signed_in(boss)


def took(person: Person, wave: Wave, before: int | None, after: int | None, *slugs: str) -> None:
    """These points of ten in the tests of these modules, or of all of the wave's."""
    points = {Phase.PRE_TEST: before, Phase.POST_TEST: after}
    for slug in slugs or wave.module_slugs:
        db.session.add_all(
            graded(person, wave, slug, {phase: n for phase, n in points.items() if n is not None})
        )
    db.session.commit()


def begun(person: Person, wave: Wave, slug: str, **columns: Any) -> None:
    usual = {
        "id": new_id(),
        "person_id": person.id,
        "wave_id": wave.id,
        "module_slug": slug,
        "phase": Phase.PRE_TEST,
        "number": 1,
        "source": AttemptSource.WEB,
        "started_at": LONG_AGO,
    }
    db.session.add(Attempt(**{**usual, **columns}))
    db.session.commit()


def summary(page: Page) -> list[str]:
    return page.texts("main > ul:not(.plain-list) li")


def names(page: Page) -> list[str]:
    return [row[0].split()[0] for row in page.rows()] if page.soup.select("table") else []


def found(browser: Client, **query: str) -> list[str]:
    return names(browser.get(f"{PROGRESS}?{urlencode(query)}"))


def file_rows(browser: Client, **query: str) -> list[dict[str, str]]:
    page = browser.get(f"{PROGRESS}.csv?{urlencode(query)}")
    return list(csv.DictReader(io.StringIO(page.body.decode())))


# ------------------------------------------------------------------------------------------ table


def test_members_and_modules(browser: Client, agency: Agency, boss: Person, wave: Wave) -> None:
    ani = a_person(agency, name="Ani", unit="", job_level=JobLevel.UNKNOWN)
    budi = a_person(agency, name="Budi")
    took(ani, wave, 3, 8)
    took(budi, wave, 4, 5, MODULES[0])
    begun(budi, wave, MODULES[1])
    an_assignment(wave, boss, [ani, budi, boss], due_at=PAST, module_slug=MODULES[1])

    page = browser.get(PROGRESS)

    assert page.rows() == [
        [f"Ani {ani.nip} Tanpa unit, Belum diisi", *["Selesai 8 dari 10, Baik"] * 3, "Selesai 24 dari 30, Baik"],
        [
            f"Budi {budi.nip} Sekretariat, Pelaksana",
            "Selesai 5 dari 10, Kurang",
            "Sedang berjalan Lewat tenggat",
            "Belum mulai",
            "Sedang berjalan Lewat tenggat",
        ],
        [f"Zainal {boss.nip} Hukum, Pelaksana", "Belum mulai", "Belum mulai Lewat tenggat", "Belum mulai",
         "Belum mulai Lewat tenggat"],
    ]  # fmt: skip
    assert summary(page) == [
        "Selesai: 1",
        "Sedang berjalan: 1",
        "Belum mulai: 1",
        "Lewat tenggat: 2",
        "Tingkat baik: 1 dari 1 anggota yang nilainya dihitung",
    ]


def test_one_module(browser: Client, agency: Agency, boss: Person, wave: Wave) -> None:
    ani = a_person(agency, name="Ani")
    took(ani, wave, 3, 7, MODULES[0])
    an_assignment(wave, boss, [ani, boss], due_at=FUTURE)
    an_assignment(wave, boss, [ani], due_at=FUTURE + timedelta(days=3))

    page = browser.get(PROGRESS, modul=MODULES[0])

    due = "Tenggat 30 November 2026, pukul 23.59 WIT"
    assert page.rows() == [
        [f"Ani {ani.nip}", "Sekretariat", "Pelaksana", f"Selesai {due}", "7 dari 10, Cukup"],
        [f"Zainal {boss.nip}", "Hukum", "Pelaksana", f"Belum mulai {due}", "—"],
    ]
    assert summary(page)[-1] == "Tingkat baik: 0 dari 1 anggota yang nilainya dihitung"


def test_only_the_counted_test_after_is_the_score(
    browser: Client, agency: Agency, wave: Wave
) -> None:
    ani = a_person(agency, name="Ani")
    took(ani, wave, 3, 5, MODULES[0])
    again = {"number": 2, "phase": Phase.POST_TEST, "graded_at": NOW, "points": 10, "possible": 10}
    place = {"agency_id": agency.id, "job_level": ani.job_level, "employment": ani.employment}
    begun(ani, wave, MODULES[0], **again, **place)
    late = a_person(agency, name="Budi")
    begun(late, wave, MODULES[0], **{**again, "number": 1, "is_late": True}, **place)

    rows = browser.get(PROGRESS, modul=MODULES[0]).rows()

    assert [row[3:] for row in rows] == [
        ["Selesai", "5 dari 10, Kurang"],
        ["Selesai", "—"],
        ["Belum mulai", "—"],
    ]


def test_whose_rows_these_are(browser: Client, agency: Agency, wave: Wave) -> None:
    elsewhere = an_agency()
    came = a_person(elsewhere, name="Datang")
    took(came, wave, 2, 9)
    came.agency_id = agency.id
    went = a_person(agency, name="Pergi")
    took(went, wave, 2, 9)
    went.agency_id = elsewhere.id
    was_admin = a_person(agency, name="Bekas")
    begun(was_admin, wave, MODULES[0], source=AttemptSource.PREVIEW)
    admin = an_admin(agency_id=agency.id, name="Admin")
    begun(admin, wave, MODULES[0], source=AttemptSource.PREVIEW)
    a_person(agency, name="Tutup", disabled_at=LONG_AGO)
    a_person(elsewhere, name="Asing", unit="Unit Asing")
    other_wave = a_wave(title="Lama", is_open=False, closed_at=LONG_AGO)
    took(was_admin, other_wave, 1, 10)
    db.session.commit()

    page = browser.get(PROGRESS)

    assert names(page) == ["Bekas", "Datang", "Zainal"]
    assert [row[-1] for row in page.rows()] == [
        "Belum mulai",
        "Selesai 27 dari 30, Baik",
        "Belum mulai",
    ]
    assert "Unit Asing" not in page.body.decode()
    assert [row["nama"] for row in file_rows(browser)] == ["Bekas", "Datang", "Zainal"]


def test_filters_orders_and_pages(
    browser: Client, agency: Agency, boss: Person, wave: Wave
) -> None:
    ani = a_person(agency, name="Ani", unit="Keuangan", job_level=JobLevel.JPT_MADYA)
    budi = a_person(agency, name="budi", unit="Keuangan")
    citra = a_person(agency, name="Citra", unit="")
    took(ani, wave, 3, 9)
    took(budi, wave, 3, 4)
    begun(citra, wave, MODULES[2])
    an_assignment(wave, boss, [citra, boss, ani], due_at=PAST, module_slug=MODULES[2])

    assert found(browser) == ["Ani", "budi", "Citra", "Zainal"]
    assert found(browser, unit="Keuangan") == ["Ani", "budi"]
    assert found(browser, jenjang="JPT Madya") == ["Ani"]
    assert found(browser, keadaan="selesai") == ["Ani", "budi"]
    assert found(browser, keadaan="berjalan") == ["Citra"]
    assert found(browser, keadaan="belum-mulai", unit="Hukum") == ["Zainal"]
    assert found(browser, lewat="1") == ["Citra", "Zainal"]
    assert found(browser, lewat="1", modul=MODULES[0]) == []
    assert found(browser, lewat="1", keadaan="berjalan", modul=MODULES[2]) == ["Citra"]
    assert found(browser, keadaan="berjalan", modul=MODULES[0]) == []
    assert found(browser, urut="-nama") == ["Zainal", "Citra", "budi", "Ani"]
    assert found(browser, urut="keadaan") == ["Zainal", "Citra", "Ani", "budi"]
    assert found(browser, urut="nilai") == ["budi", "Ani", "Citra", "Zainal"]
    assert found(browser, urut="-nilai") == ["Ani", "budi", "Citra", "Zainal"]
    assert found(browser, urut="unit", modul=MODULES[0]) == ["Citra", "Zainal", "Ani", "budi"]
    assert found(browser, urut="jenjang") == ["Ani", "budi", "Citra", "Zainal"]
    assert found(browser, modul="x", unit="x", jenjang="x", keadaan="x", urut="x", halaman="-1") == [
        "Ani", "budi", "Citra", "Zainal",
    ]  # fmt: skip
    assert "Ubah isi saringan" in browser.get(f"{PROGRESS}?lewat=1&modul={MODULES[0]}").main


def test_pages_headings_and_files_keep_the_filters(
    browser: Client, agency: Agency, wave: Wave
) -> None:
    for number in range(60):
        a_person(agency, name=f"Orang {number:02}", unit="A&B")

    page = browser.get(PROGRESS, unit="A&B", urut="-nama", modul=MODULES[0])
    second = browser.get(str(page.one("a[rel=next]")["href"]))
    by_unit = browser.get(str(page.one('th a[href*="urut=unit"]')["href"]))
    plain, excel = (str(link["href"]) for link in page.soup.select('a[href*=".csv"]')[::-1])

    assert (len(page.rows()), page.rows()[0][0][:8]) == (50, "Orang 59")
    assert [row[0][:8] for row in second.rows()] == [f"Orang {n:02}" for n in range(9, -1, -1)]
    assert "60 anggota, " in by_unit.main
    rows = list(csv.DictReader(io.StringIO(browser.get(plain).body.decode())))
    assert [row["nama"] for row in rows] == [f"Orang {n:02}" for n in range(59, -1, -1)]
    assert len(browser.get(excel).body.decode().splitlines()) == 61


def test_the_number_of_queries_does_not_grow(
    browser: Client, agency: Agency, boss: Person, wave: Wave
) -> None:
    an_assignment(wave, boss, [boss])
    paths = (PROGRESS, f"{PROGRESS}.csv", OVERVIEW)
    few = [browser.get(path).queries for path in paths]
    for number in range(30):
        person = a_person(agency, unit=f"Unit {number}")
        took(person, wave, 3, number % 10)
        an_assignment(wave, boss, [person])

    assert [browser.get(path).queries for path in paths] == few


def test_what_names_hold_stays_words(browser: Client, agency: Agency, wave: Wave) -> None:
    a_person(agency, name="<script>alert(1)</script>", unit='"><img src=x>')

    for query in ({}, {"modul": MODULES[0]}):
        page = browser.get(PROGRESS, **query)
        assert page.soup.select("main script, main img") == []
        assert "<script>alert(1)</script>" in page.main


# ------------------------------------------------------------------------------------------- files


def test_the_file_says_what_the_page_says(
    browser: Client, agency: Agency, boss: Person, wave: Wave
) -> None:
    ani = a_person(agency, name="=Ani", unit="", job_level=JobLevel.UNKNOWN)
    took(ani, wave, 3, 8, MODULES[0])
    an_assignment(wave, boss, [ani], due_at=PAST, module_slug=MODULES[1])

    plain = browser.get(f"{PROGRESS}.csv", modul=MODULES[0], keadaan="selesai")
    excel = browser.get(f"{PROGRESS}.csv", modul=MODULES[1], lewat="1", ragam="excel")
    [course] = [row for row in file_rows(browser) if row["nama"] == "'=Ani"]

    assert plain.body.decode() == (
        "gelombang,modul,nip,nama,unit,jenjang,jenis,tenggat,keadaan,lewat_tenggat,benar,soal,tingkat\r\n"
        f"Gelombang Uji,{MODULES[0]},{ani.nip},'=Ani,,,PNS,,Selesai,tidak,8,10,baik\r\n"
    )
    nip = f"{ani.nip[:8]} {ani.nip[8:14]} {ani.nip[14]} {ani.nip[15:]}"
    assert excel.body.decode() == (
        "\ufeffgelombang;modul;nip;nama;unit;jenjang;jenis;tenggat;keadaan;lewat_tenggat;benar;soal;tingkat\r\n"
        f"Gelombang Uji;{MODULES[1]};{nip};'=Ani;;;PNS;2026-11-20T23:59:00+09:00;Belum mulai;ya;;;\r\n"
    )
    assert course == {
        "gelombang": "Gelombang Uji", "modul": "kursus", "nip": ani.nip, "nama": "'=Ani", "unit": "",
        "jenjang": "", "jenis": "PNS", "keadaan": "Sedang berjalan", "lewat_tenggat": "ya", "benar": "",
        "soal": "", "tingkat": "",
        f"{MODULES[0]} tenggat": "", f"{MODULES[0]} keadaan": "Selesai", f"{MODULES[0]} lewat_tenggat": "tidak",
        f"{MODULES[0]} benar": "8", f"{MODULES[0]} soal": "10", f"{MODULES[0]} tingkat": "baik",
        f"{MODULES[1]} tenggat": "2026-11-20T23:59:00+09:00", f"{MODULES[1]} keadaan": "Belum mulai",
        f"{MODULES[1]} lewat_tenggat": "ya", f"{MODULES[1]} benar": "", f"{MODULES[1]} soal": "",
        f"{MODULES[1]} tingkat": "",
        f"{MODULES[2]} tenggat": "", f"{MODULES[2]} keadaan": "Belum mulai",
        f"{MODULES[2]} lewat_tenggat": "tidak", f"{MODULES[2]} benar": "", f"{MODULES[2]} soal": "",
        f"{MODULES[2]} tingkat": "",
    }  # fmt: skip
    assert plain.headers["Content-Disposition"] == 'attachment; filename="kemajuan-9103.csv"'
    assert plain.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_a_long_file_is_read_in_portions(browser: Client, agency: Agency, wave: Wave) -> None:
    db.session.add_all(
        Person(
            nip=f"19000101{number:06d}1001",
            name=f"Orang {number:04}",
            agency_id=agency.id,
            created_at=NOW,
        )
        for number in range(1203)
    )
    db.session.commit()

    rows = file_rows(browser, urut="-nama")

    assert [row["nama"] for row in rows] == [
        "Zainal",
        *(f"Orang {n:04}" for n in range(1202, -1, -1)),
    ]


# -------------------------------------------------------------------------- the same in SQL and rules


def test_sql_and_rules_agree(app: Flask, agency: Agency, boss: Person) -> None:
    """Whatever people have done, filters, orders and counts in SQL say what the rules say of each person."""
    wave = a_wave(cut_good=70, cut_fair=50)
    draw = Random(5)
    for number in range(40):
        person = a_person(agency, name=f"Orang {number:02}")
        for slug in draw.sample(MODULES, draw.randint(0, 3)):
            after = draw.choice([None, *range(11)])
            took(person, wave, draw.choice([None, 4]) if after is None else 4, after, slug)
        an_assignment(
            wave,
            boss,
            [person],
            module_slug=draw.choice(MODULES),
            due_at=draw.choice([PAST, FUTURE]),
        )
    for slugs in (MODULES, MODULES[:1], MODULES[1:]):
        wanted = ProgressFilter(tuple(slugs))
        everybody = list(progress_rows(agency.id, wave, wanted, NOW))
        page, counts = progress_page(agency.id, wave, wanted, 1, NOW)
        good = [
            one for one in everybody
            if one.score and level_of(one.score, Cuts(70, 50)) is ComprehensionLevel.GOOD
        ]  # fmt: skip
        assert page.rows == everybody
        assert (counts.people, counts.good) == (41, len(good))
        assert counts.scored == sum(one.score is not None for one in everybody)
        assert counts.overdue == sum(one.is_overdue(NOW) for one in everybody)
        assert (counts.not_started, counts.started, counts.finished) == tuple(
            sum(one.state is state for one in everybody) for state in LearningState
        )
        for state in LearningState:
            for only_overdue in (False, True):
                narrowed = ProgressFilter(tuple(slugs), state=state, only_overdue=only_overdue)
                assert list(progress_rows(agency.id, wave, narrowed, NOW)) == [
                    one for one in everybody
                    if one.state is state and (one.is_overdue(NOW) or not only_overdue)
                ]  # fmt: skip
        for order in ORDERS:
            ordered = ProgressFilter(tuple(slugs), order=order, descending=True)
            assert sorted(
                one.nip for one in progress_rows(agency.id, wave, ordered, NOW)
            ) == sorted(one.nip for one in everybody)
        by_score = ProgressFilter(tuple(slugs), order="nilai", descending=True)
        scores = [one.score for one in progress_rows(agency.id, wave, by_score, NOW)]
        known = [score for score in scores if score is not None]
        assert scores == [
            *sorted(known, key=share, reverse=True),
            *[None] * (len(scores) - len(known)),
        ]


def share(score: Score) -> float:
    return score.points / score.possible


# --------------------------------------------------------------------------------- when there is none


def test_no_wave_and_a_closed_one(browser: Client, agency: Agency, clock: Any) -> None:
    assert (
        "Kemajuan tercatat sejak admin membuka gelombang tes yang pertama."
        in browser.get(PROGRESS).main
    )
    browser.get(f"{PROGRESS}.csv", status=404)

    wave = a_wave(title="Sudah", is_open=False, closed_at=NOW - timedelta(hours=71))
    begun(a_person(agency, name="Ani"), wave, MODULES[0])

    assert browser.get(PROGRESS).rows()[0][1] == "Sedang berjalan"
    clock.forward(hours=2)
    page = browser.get(PROGRESS)
    assert "Sudah (sudah ditutup)" in page.main
    assert page.rows()[0][1] == "Mulai, tidak selesai"
    assert "Mulai, tidak selesai: 1" in page.main


def test_the_overview_leads_from_step_to_step(
    browser: Client, agency: Agency, boss: Person
) -> None:
    def steps() -> list[tuple[str, str, str]]:
        rows = browser.get(OVERVIEW).soup.select(".task-row")
        return [
            (
                row.select(".task-title")[0].text,
                row.select(".status")[0].text.strip(),
                str(row.get("href")),
            )
            for row in rows
        ]

    closed = "Belum bisa dibuka"
    assert steps() == [
        ("Unggah daftar anggota", "Belum mulai", "/koordinator/anggota/unggah"),
        ("Bagikan kode aktivasi", closed, "None"),
        ("Tugaskan modul", closed, "None"),
        ("Pantau kemajuan", closed, "None"),
    ]
    ani = a_person(agency)
    assert steps()[1:] == [
        ("Bagikan kode aktivasi", "Sedang berjalan", "/koordinator/anggota/kode"),
        ("Tugaskan modul", closed, "None"),
        ("Pantau kemajuan", closed, "None"),
    ]
    wave = a_wave()
    ani.password_hash = "x"
    db.session.commit()
    assert steps()[1:] == [
        ("Bagikan kode aktivasi", "Selesai", "/koordinator/anggota/kode"),
        ("Tugaskan modul", "Belum mulai", "/koordinator/penugasan/baru"),
        ("Pantau kemajuan", "Sedang berjalan", PROGRESS),
    ]
    an_assignment(wave, boss, [ani])
    took(ani, wave, 1, 9)
    took(boss, wave, 1, 9)
    assert steps()[2:] == [
        ("Tugaskan modul", "Selesai", "/koordinator/penugasan"),
        ("Pantau kemajuan", "Selesai", PROGRESS),
    ]
    assert browser.get(OVERVIEW).texts(".figure-value") == ["2", "0", "0", "2"]
