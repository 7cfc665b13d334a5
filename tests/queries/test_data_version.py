"""The data version changes with everything that figures depend on, and with nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from neutrality_course.database import db
from neutrality_course.models import Agency, Person, Wave
from neutrality_course.queries.data_version import data_version
from tests.builders import MODULES, a_person, a_wave, an_agency
from tests.counted import Taken, counted, settle
from tests.support.apps import Clock


@pytest.fixture
def wave(app: Flask) -> Wave:
    wave = a_wave()
    counted(an_agency(code="A"), wave, [Taken(3, 4, 9)], MODULES)
    settle()
    return wave


def rename(wave: Wave) -> None:
    wave.title = "Judul lain"


def cut(wave: Wave) -> None:
    wave.cut_good = 80


def add_member(wave: Wave) -> None:
    a_person()


def disable(wave: Wave) -> None:
    person = db.session.query(Person).first()
    assert person is not None
    person.disabled_at = wave.opened_at


def grow(wave: Wave) -> None:
    person = db.session.query(Person).first()
    assert person is not None
    person.agency.staff_count += 1


def grade(wave: Wave) -> None:
    counted(an_agency(code="B"), wave, [Taken(1, 4, 9)], MODULES)
    settle()


@pytest.mark.parametrize("change", [rename, cut, add_member, disable, grow, grade])
def test_it_changes(wave: Wave, change: Callable[[Wave], None]) -> None:
    before = data_version(wave)
    assert before == data_version(wave)
    change(wave)
    db.session.commit()
    assert data_version(wave) != before


def test_neither_time_nor_another_wave_changes_it(wave: Wave, clock: Clock) -> None:
    before = data_version(wave)
    clock.forward(days=3)
    wave.is_open, wave.closed_at = False, clock()
    db.session.commit()
    closed = data_version(wave)
    assert closed != before, "the targets are frozen"
    other = a_wave(today=clock().date() + timedelta(days=60))
    agency = db.session.scalars(select(Agency).where(Agency.code == "A")).one()
    counted(agency, other, [Taken(1, 4, 9)], MODULES)
    settle()
    assert data_version(wave) == closed
