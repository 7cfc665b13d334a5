"""Mutu data: what is missing, where attempts came from, and what deserves a look; no names, no verdicts."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from neutrality_course.actions.attempts import start_attempt, submit_attempt
from neutrality_course.database import db
from neutrality_course.domain.quality import small_agencies
from neutrality_course.domain.terms import AttemptSource, Phase
from neutrality_course.models import Agency, Attempt, Cell, Person, Wave
from tests.builders import LONG_AGO, MODULES, a_person, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.pages import Client, Page
from tests.support.apps import Clock

Browser = Callable[[Person], Client]


@pytest.fixture
def wave(app: Flask) -> Wave:
    wave = a_wave(title="Gelombang Uji")
    counted(an_agency(code="A", name="Alfa"), wave, [Taken(8, 4, 9), Taken(6, 4, 6)])
    counted(
        an_agency(code="B", name="Beta", staff_count=900), wave, [Taken(9, 4, 9), Taken(3, 4, 5)]
    )
    an_agency(code="C", name="Cita")
    settle()
    return wave


def page(signed_in: Browser) -> Page:
    return signed_in(an_admin()).get("/admin/indikator/mutu")


def agency(code: str) -> Agency:
    return db.session.scalars(select(Agency).where(Agency.code == code)).one()


def people_of(code: str) -> Sequence[Person]:
    return db.session.scalars(
        select(Person).where(Person.agency_id == agency(code).id).order_by(Person.id)
    ).all()


def attempts_of(person: Person) -> Sequence[Attempt]:
    return db.session.scalars(
        select(Attempt).where(Attempt.person_id == person.id).order_by(Attempt.id)
    ).all()


def test_who_is_missing(signed_in: Browser, wave: Wave) -> None:
    found = page(signed_in)
    assert found.rows("#tanpa-orang")[0][0] == "Cita C"
    assert found.rows("#cakupan-rendah") == [["Beta B", "12", "900", "1,33%"]]
    assert found.texts(".figure-value")[1] == "1"


def test_attempts_by_source_and_why_some_do_not_count(signed_in: Browser, wave: Wave) -> None:
    one, two, three, four = people_of("A")[:4]
    for person, source in ((one, AttemptSource.IMPORT), (two, AttemptSource.PAPER)):
        for attempt in attempts_of(person):
            attempt.source = source
    for attempt in attempts_of(three)[:1]:
        attempt.is_late = True
    for attempt in attempts_of(four)[:1]:
        attempt.counted = False
    again = attempts_of(one)[0]
    for number, source in ((2, AttemptSource.WEB), (3, AttemptSource.PREVIEW)):
        columns = {c.name: getattr(again, c.name) for c in Attempt.__table__.columns}
        db.session.add(
            Attempt(
                **columns
                | {"id": f"again{number}", "number": number, "source": source, "counted": False}
            )
        )
    db.session.commit()
    settle()
    found = page(signed_in)
    rows = {row[0]: row[1:] for row in found.rows("#asal")}
    assert rows["Impor"] == ["3", "3", "0", "0", "0"]
    assert rows["Kertas"] == ["3", "3", "0", "0", "0"]
    assert rows["Luring"] == ["0"] * 5
    assert rows["Pratinjau"] == ["0", "0", "0", "1", "0"]
    assert rows["Semua"][2:] == ["1", "3", "0"]
    assert sum(int(text) for text in rows["Semua"][:2]) == 26 * 6 - 1
    assert [row[1] for row in found.rows("#sebab")] == ["1", "1", "1"]


def really_taken(app: Flask, people: Sequence[Person], clock: Clock, seconds: float) -> None:
    """The first test of a module with no answer at all, all sent within the same moment."""
    module = app.extensions["catalog"].module(MODULES[0])
    for person in people:
        attempt = start_attempt(person.id, module, Phase.PRE_TEST, clock(), clock().date())
        submit_attempt(attempt, person.id, {}, clock() + timedelta(seconds=seconds))


@pytest.fixture
def crowd(app: Flask, clock: Clock) -> Wave:
    """Fifteen people of one agency send the same within a minute, five of another are only too fast."""
    wave = a_wave(title="Gelombang Ramai")
    many, few = an_agency(code="M", name="Meriah"), an_agency(code="F", name="Mungil")
    really_taken(app, [a_person(many) for _ in range(18)], clock, 60)
    clock.forward(hours=1)
    for person in [a_person(few) for _ in range(5)]:
        really_taken(app, [person], clock, 10)
        clock.forward(minutes=5)
    return wave


def test_alike_and_fast_are_to_review_without_names(signed_in: Browser, crowd: Wave) -> None:
    found = page(signed_in)
    alike = int(found.texts(".figure-value")[4])
    by_form = [count for letter in "ABC" if (count := form_count(letter, "M")) >= 5]
    assert alike == sum(by_form) > 0
    assert found.texts(".figure-value")[3] == "5"
    assert found.texts(".figure-value")[2] == str(alike + 5)
    assert not any(person.name in found.main for person in people_of("M"))
    assert "Ini bukan bukti kecurangan" in found.main


def form_count(letter: str, code: str) -> int:
    return len(
        db.session.scalars(
            select(Attempt.id).where(
                Attempt.form_letter == letter, Attempt.agency_id == agency(code).id
            )
        ).all()
    )


def test_a_small_agency_is_only_in_a_sum_with_another(signed_in: Browser, crowd: Wave) -> None:
    """Of two agencies, one is small: then both are one sum."""
    rows = page(signed_in).rows("#ditinjau")
    assert [row[0] for row in rows] == ["2 instansi kecil bersama-sama"]
    assert rows[0][1].split(" ")[0] == page(signed_in).texts(".figure-value")[2]


def test_small_agencies_never_stand_alone() -> None:
    assert small_agencies({"a": 20, "b": 30}) == frozenset()
    assert small_agencies({"a": 9, "b": 30, "c": 20}) == {"a", "c"}
    assert small_agencies({"a": 9, "b": 30, "c": 3}) == {"a", "c"}
    assert small_agencies({"a": 2, "b": 30, "c": 3, "d": 0}) == {"a", "b", "c"}


def test_who_left_or_moved_after_the_test_is_counted_where_it_was(
    signed_in: Browser, wave: Wave
) -> None:
    left, moved, before = people_of("A")[:3]
    left.disabled_at = LONG_AGO + timedelta(days=20)
    before.disabled_at = LONG_AGO
    moved.agency_id, moved.session_epoch = agency("B").id, 1
    db.session.commit()
    found = page(signed_in)
    assert found.rows("#berubah") == [["Alfa", "1", "1"]]
    assert moved.name not in found.main or moved.name == "Peserta Uji"


def test_versions_met(signed_in: Browser, crowd: Wave, app: Flask) -> None:
    rows = page(signed_in).rows("#versi")
    assert sum(int(row[3]) for row in rows) == 23
    assert all(re.fullmatch("v[0-9a-f]{16}", row[2]) and row[4] == "0" for row in rows)


def test_cells_that_differ_are_counted_but_not_shown(signed_in: Browser, wave: Wave) -> None:
    browser = signed_in(an_admin())
    found = browser.get("/admin/indikator/mutu/sel")
    assert "Semua sel sama dengan percobaan" in found.main
    assert "23 November 2026, pukul 09.00 WIB" in found.main
    cell = db.session.scalars(select(Cell).limit(1)).one()
    cell.points += 4321
    db.session.commit()
    wrong = browser.get("/admin/indikator/mutu/sel")
    assert "1 sel berbeda dari percobaan" in wrong.main
    assert [row[1] for row in wrong.rows("#sel")] == ["1", "0", "0", "0"]
    assert "4321" not in wrong.main


def test_queries_do_not_grow_with_agencies(signed_in: Browser, wave: Wave) -> None:
    browser = signed_in(an_admin())
    before = browser.get("/admin/indikator/mutu").queries
    for number in range(30):
        counted(an_agency(code=f"M{number}"), wave, [Taken(3, 4, 9)])
    settle()
    assert browser.get("/admin/indikator/mutu").queries == before


def test_page_and_command_give_the_same_file(
    signed_in: Browser, wave: Wave, command: Callable[..., Result]
) -> None:
    people_of("A")[0].disabled_at = LONG_AGO + timedelta(days=20)
    db.session.commit()
    from_page = signed_in(an_admin()).get("/admin/indikator/mutu.csv").body
    assert command("report", "quality", "--format", "csv").stdout_bytes == from_page
    lines = from_page.decode().splitlines()
    assert "Gelombang Uji,orang,dinonaktifkan setelah tes,Alfa,,,1," in lines
    assert "Gelombang Uji,cakupan,orang yang dihitung,Beta,,,12,900" in lines
