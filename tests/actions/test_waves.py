"""Waves: one at a time, closed by hand, fixed once something counts."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from neutrality_course.actions.waves import (
    AlreadyCounting,
    AnotherWaveOpen,
    DaysReversed,
    NoModules,
    NoWaveOpen,
    TitleTaken,
    UnknownModule,
    close_wave,
    open_wave,
    set_wave_cuts,
    set_wave_modules,
)
from neutrality_course.database import db
from neutrality_course.domain.levels import Cuts
from neutrality_course.domain.terms import (
    AttemptSource,
    Employment,
    JobLevel,
    KeyShown,
    Phase,
)
from neutrality_course.domain.waves import WaveFacts
from neutrality_course.models import (
    Attempt,
    AuditEntry,
    Cell,
    Person,
    PlaceTarget,
    Wave,
    WaveTarget,
)
from tests.builders import LONG_AGO, MODULES, a_coordinator, a_person, a_wave, an_admin, an_agency
from tests.support.apps import Clock


def facts(**changes: Any) -> WaveFacts:
    return WaveFacts(
        **{
            "title": "Gelombang Uji",
            "first_on": date(2026, 11, 9),
            "last_on": date(2026, 12, 23),
            "module_slugs": list(MODULES),
            **changes,
        }
    )


@pytest.fixture
def opened(app: Flask, clock: Clock) -> Callable[..., Wave]:
    def one(**changes: Any) -> Wave:
        return db.session.get_one(Wave, open_wave(facts(**changes), MODULES, None, clock()))

    return one


def test_a_wave_opens_at_once_whatever_its_days(opened: Callable[..., Wave], clock: Clock) -> None:
    wave = opened(
        first_on=date(2027, 5, 1),
        last_on=date(2027, 5, 1),
        module_slugs=[MODULES[2], MODULES[0], MODULES[2]],
        cuts=Cuts(good=80, fair=60),
        key_shown=KeyShown.AFTER_WAVE,
    )

    assert (wave.is_open, wave.opened_at, wave.closed_at) == (True, clock(), None)
    assert wave.module_slugs == [MODULES[2], MODULES[0]]
    assert (wave.cuts, wave.key_shown) == (Cuts(good=80, fair=60), KeyShown.AFTER_WAVE)


@pytest.mark.parametrize(
    ("changes", "refusal", "words"),
    [
        (
            {"last_on": date(2026, 11, 8)},
            DaysReversed,
            "Hari terakhir tidak boleh sebelum hari pertama.",
        ),
        ({"module_slugs": []}, NoModules, "Pilih paling sedikit satu modul."),
        ({"module_slugs": ["tidak-ada"]}, UnknownModule, "Modul tidak-ada tidak ada."),
        ({"module_slugs": ["kursus"]}, UnknownModule, "Modul kursus tidak ada."),
    ],
)
def test_a_wave_that_cannot_be(
    opened: Callable[..., Wave], changes: dict[str, Any], refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal) as refused:
        opened(**changes)

    assert str(refused.value) == words
    assert db.session.scalars(select(Wave)).all() == []


def test_one_wave_is_open_at_a_time(opened: Callable[..., Wave], clock: Clock) -> None:
    first = opened()
    with pytest.raises(AnotherWaveOpen):
        opened(title="Yang kedua")

    assert close_wave(None, clock.forward(days=1)) == first.id
    assert (first.is_open, first.closed_at) == (False, clock())
    with pytest.raises(NoWaveOpen):
        close_wave(None, clock())
    with pytest.raises(TitleTaken):
        opened()
    assert opened(title="Yang kedua").is_open


def test_modules_and_cuts_change_until_something_counts(
    opened: Callable[..., Wave], clock: Clock
) -> None:
    wave, admin = opened(), an_admin()

    set_wave_modules(wave.id, [MODULES[1], MODULES[0]], MODULES, admin.id, clock())
    set_wave_cuts(wave.id, Cuts(good=70, fair=50), admin.id, clock())
    assert wave.module_slugs == [MODULES[1], MODULES[0]]
    assert wave.cuts == Cuts(good=70, fair=50)
    with pytest.raises(UnknownModule):
        set_wave_modules(wave.id, ["tidak-ada"], MODULES, admin.id, clock())
    with pytest.raises(NoModules):
        set_wave_modules(wave.id, [], MODULES, admin.id, clock())

    counted_attempt(wave, a_person())
    with pytest.raises(AlreadyCounting):
        set_wave_modules(wave.id, list(MODULES), MODULES, admin.id, clock())
    with pytest.raises(AlreadyCounting):
        set_wave_cuts(wave.id, Cuts(), admin.id, clock())
    assert wave.module_slugs == [MODULES[1], MODULES[0]]
    assert wave.cuts == Cuts(good=70, fair=50)


def test_what_is_not_changed_is_not_logged(opened: Callable[..., Wave], clock: Clock) -> None:
    wave = opened()

    set_wave_modules(wave.id, list(MODULES), MODULES, None, clock())
    set_wave_cuts(wave.id, Cuts(), None, clock())

    assert db.session.scalars(select(AuditEntry.action)).all() == ["wave_opened"]


def test_closing_keeps_how_many_people_were_meant(app: Flask, clock: Clock) -> None:
    wave = a_wave()
    by_members, by_staff, by_tested = an_agency(), an_agency(staff_count=40), an_agency()
    empty = an_agency()
    people = [a_person(by_members), a_person(by_members), a_coordinator(by_members)]
    a_person(by_members, disabled_at=LONG_AGO)
    an_admin(agency=by_members)
    a_person(by_staff)
    cell(wave, by_tested.id, MODULES[1], people=7)
    cell(wave, by_tested.id, "kursus", people=5)
    cell(wave, by_members.id, MODULES[0], people=2)

    close_wave(None, clock())

    targets = dict(db.session.execute(select(WaveTarget.agency_id, WaveTarget.people)).all())
    assert targets == {by_members.id: 3, by_staff.id: 40, by_tested.id: 7, empty.id: 0}
    assert len(people) == 3
    places = db.session.scalars(select(PlaceTarget).order_by(PlaceTarget.people)).all()
    assert [(p.agency_id, p.job_level, p.employment, p.people) for p in places] == [
        (by_staff.id, people[0].job_level, people[0].employment, 1),
        (by_members.id, people[0].job_level, people[0].employment, 3),
    ]


def counted_attempt(wave: Wave, person: Person) -> None:
    db.session.add(
        Attempt(
            person_id=person.id,
            wave_id=wave.id,
            module_slug=wave.module_slugs[0],
            phase=Phase.PRE_TEST,
            number=1,
            source=AttemptSource.IMPORT,
            form_order="",
            layout=[],
            started_at=LONG_AGO,
            graded_at=LONG_AGO,
            counted=True,
            points=8,
            possible=10,
            agency_id=person.agency_id,
            job_level=person.job_level,
            employment=person.employment,
        )
    )
    db.session.commit()


def cell(wave: Wave, agency_id: str, module_slug: str, people: int) -> None:
    db.session.add(
        Cell(
            wave_id=wave.id,
            module_slug=module_slug,
            phase=Phase.POST_TEST,
            agency_id=agency_id,
            job_level=JobLevel.PELAKSANA,
            employment=Employment.PNS,
            people=people,
            good=people,
            last_graded_at=LONG_AGO,
        )
    )
    db.session.commit()
