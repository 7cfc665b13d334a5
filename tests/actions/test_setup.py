"""An empty database is set up once, by the last key made, wholly or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from neutrality_course.actions.setup import SetupOver, set_setup_key, set_up
from neutrality_course.actions.sign_in import sign_in
from neutrality_course.actions.throttle import Caller
from neutrality_course.actions.waves import NoModules
from neutrality_course.database import db
from neutrality_course.domain.agencies import AgencyFacts
from neutrality_course.domain.people import PersonFacts
from neutrality_course.domain.terms import AgencyKind, Role, TimeZone
from neutrality_course.domain.waves import WaveFacts
from neutrality_course.models import Agency, Base, Person, SetupKey, Wave
from neutrality_course.passwords import WeakPassword
from tests.builders import MODULES, PASSWORD, a_person
from tests.support.apps import Clock

ADMIN = PersonFacts("198501012010011001", "Budi Santosa")
AGENCY = AgencyFacts("K1", "Kementerian Uji", AgencyKind.MINISTRY, "Bali", TimeZone.WITA, 12)
WAVE = WaveFacts("Gelombang 1", date(2026, 11, 23), date(2026, 12, 23), list(MODULES))
DEVICE = b"perangkat".ljust(32, b".")


def try_set_up(key: str, clock: Clock, **changes: Any) -> str:
    given: dict[str, Any] = {
        "admin": ADMIN,
        "password": PASSWORD,
        "agency": AGENCY,
        "wave": WAVE,
        "known_slugs": MODULES,
        "device": DEVICE,
        "now": clock(),
        **changes,
    }
    return set_up(key, **given)


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_first_admin_agency_and_wave(app: Flask, clock: Clock) -> None:
    person_id = try_set_up(set_setup_key(), clock)

    admin = db.session.get_one(Person, person_id)
    assert (admin.nip, admin.role, admin.agency.code) == (ADMIN.nip, Role.ADMIN, "K1")
    wave = db.session.scalars(select(Wave)).one()
    assert (wave.title, wave.is_open, wave.module_slugs) == ("Gelombang 1", True, list(MODULES))
    assert sign_in(ADMIN.nip, PASSWORD, Caller("", DEVICE, "kunci"), clock()) == person_id
    assert count(SetupKey) == 0


def test_a_newer_key_replaces_an_older_one(app: Flask, clock: Clock) -> None:
    older, newer = set_setup_key(), set_setup_key()

    assert len({older, newer}) == 2
    with pytest.raises(SetupOver):
        try_set_up(older, clock)
    try_set_up(newer, clock)


def test_over_once_used_or_once_there_is_anybody(app: Flask, clock: Clock) -> None:
    key = set_setup_key()
    a_person()

    with pytest.raises(SetupOver):
        try_set_up(key, clock)
    with pytest.raises(SetupOver):
        set_setup_key()
    assert (count(Person), count(Wave)) == (1, 0)


def test_wholly_or_not_at_all(app: Flask, clock: Clock) -> None:
    key = set_setup_key()

    with pytest.raises(NoModules):
        try_set_up(key, clock, wave=WaveFacts("G", date(2026, 1, 1), date(2026, 1, 2), []))
    with pytest.raises(WeakPassword):
        try_set_up(key, clock, password="santosa1985")

    assert (count(Person), count(Agency), count(Wave)) == (0, 0, 0)
    try_set_up(key, clock)


def test_the_key_is_not_kept(app: Flask) -> None:
    key = set_setup_key()

    kept = db.session.scalars(select(SetupKey.key_hash)).one()
    assert len(key) == 32
    assert key.encode() not in kept


def test_used_twice_at_once_it_works_once(app: Flask, clock: Clock) -> None:
    key, start = set_setup_key(), Barrier(3)
    db.session.rollback()

    def use(_number: int) -> str:
        with app.app_context():
            start.wait(10)
            try:
                try_set_up(key, clock)
            except SetupOver:
                return "terlambat"
            return "admin"

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(use, range(3))) == ["admin", "terlambat", "terlambat"]
    assert (count(Person), count(Wave)) == (1, 1)
