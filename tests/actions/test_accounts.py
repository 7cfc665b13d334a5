"""Accounts: codes that work once, roles that cannot lock everybody out, sessions that end."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from neutrality_course.actions import accounts
from neutrality_course.actions.accounts import (
    LastAdmin,
    NipTaken,
    NotTheirsToActivate,
    PersonDisabled,
    WrongCode,
    WrongPassword,
)
from neutrality_course.actions.sign_in import sign_in
from neutrality_course.actions.throttle import Caller, SlowedDown
from neutrality_course.database import db
from neutrality_course.domain.passwords import PasswordFault
from neutrality_course.domain.people import PersonFacts
from neutrality_course.domain.terms import Role
from neutrality_course.models import ActivationCode, AuditEntry, KnownDevice, Person
from neutrality_course.passwords import WeakPassword
from tests.builders import (
    LONG_AGO,
    PASSWORD,
    a_coordinator,
    a_nip,
    a_person,
    an_admin,
    an_agency,
    with_password,
)
from tests.support.apps import Clock

NEW_PASSWORD = "gunung tinggi di timur"
HERE = Caller("203.0.113.9", b"perangkat".ljust(32, b"."), "kunci uji yang panjang sekali")


@pytest.fixture
def person(app: Flask) -> Person:
    return a_person()


def new_code(person: Person, clock: Clock, by: Person | None = None) -> str:
    return accounts.make_activation_code(person.id, by.id if by else None, clock())


def audited(action: str) -> int:
    return db.session.scalar(select(func.count()).where(AuditEntry.action == action)) or 0


# --------------------------------------------------------------------------------- activation


def test_a_code_sets_a_password_once(person: Person, clock: Clock) -> None:
    code = new_code(person, clock)

    assert accounts.activate(person.nip, code, NEW_PASSWORD, HERE, clock()) == person.id
    assert sign_in(person.nip, NEW_PASSWORD, HERE, clock()) == person.id
    with pytest.raises(WrongCode):
        accounts.activate(person.nip, code, NEW_PASSWORD, HERE, clock())
    assert audited("activated") == 1


def test_a_code_is_sixteen_characters_of_which_only_the_hash_is_kept(
    person: Person, clock: Clock
) -> None:
    codes = {new_code(person, clock) for _ in range(20)}

    assert len(codes) == 20
    assert all(len(code) == 19 and code.count("-") == 3 for code in codes)
    kept = db.session.scalars(select(ActivationCode)).one()
    assert len(kept.code_hash) == 32
    assert not [e for e in db.session.scalars(select(AuditEntry.detail)) if e in codes]


def test_a_newer_code_replaces_an_older_one(person: Person, clock: Clock) -> None:
    older, newer = new_code(person, clock), new_code(person, clock)

    with pytest.raises(WrongCode):
        accounts.activate(person.nip, older, NEW_PASSWORD, HERE, clock())
    accounts.activate(person.nip, newer, NEW_PASSWORD, HERE, clock())


def test_a_code_lasts_fourteen_days(person: Person, clock: Clock) -> None:
    code = new_code(person, clock)
    clock.forward(days=14)
    with pytest.raises(WrongCode):
        accounts.activate(person.nip, code, NEW_PASSWORD, HERE, clock())
    clock.forward(seconds=-1)
    accounts.activate(person.nip, code, NEW_PASSWORD, HERE, clock())


def test_a_code_is_for_its_own_nip_alone(person: Person, clock: Clock) -> None:
    other = a_person()
    code = new_code(person, clock)

    for nip in (other.nip, a_nip(), "", "bukan nip"):
        with pytest.raises(WrongCode):
            accounts.activate(nip, code, NEW_PASSWORD, HERE, clock())
    assert other.password_hash is None
    accounts.activate(person.nip, code.lower().replace("-", " "), NEW_PASSWORD, HERE, clock())


def test_no_code_for_the_disabled(person: Person, clock: Clock) -> None:
    code = new_code(person, clock)
    an_admin()
    accounts.disable_person(person.id, None, clock())

    with pytest.raises(WrongCode):
        accounts.activate(person.nip, code, NEW_PASSWORD, HERE, clock())
    with pytest.raises(PersonDisabled):
        new_code(person, clock)
    assert person.password_hash is None


def test_a_weak_password_leaves_the_code_good(app: Flask, clock: Clock) -> None:
    person = a_person(nip=a_nip("19850317"), name="Dewi Lestari")
    code = new_code(person, clock)

    for password, fault in [
        (person.nip, PasswordFault.PERSONAL),
        (person.name, PasswordFault.PERSONAL),
        ("17-03-1985", PasswordFault.PERSONAL),
        ("korpri2026", PasswordFault.PERSONAL),
        ("qwertyuiop", PasswordFault.COMMON),
    ]:
        with pytest.raises(WeakPassword) as weak:
            accounts.activate(person.nip, code, password, HERE, clock())
        assert weak.value.fault is fault
    accounts.activate(person.nip, code, NEW_PASSWORD, HERE, clock())


def test_failures_slow_down_and_a_right_code_passes_all_the_same(
    person: Person, clock: Clock
) -> None:
    code = new_code(person, clock)
    wrong = "0000-0000-0000-0000"
    for _ in range(10):
        with pytest.raises(WrongCode):
            accounts.activate(person.nip, wrong, NEW_PASSWORD, HERE, clock())

    with pytest.raises(SlowedDown) as slowed:
        accounts.activate(person.nip, wrong, NEW_PASSWORD, HERE, clock())
    assert slowed.value.seconds == 30
    with pytest.raises(SlowedDown):
        sign_in(person.nip, NEW_PASSWORD, HERE, clock())
    accounts.activate(person.nip, code, NEW_PASSWORD, HERE, clock())


def test_a_reset_ends_sessions_and_forgets_devices(person: Person, clock: Clock) -> None:
    with_password(person)
    elsewhere = Caller("198.51.100.7", b"lain".ljust(32, b"."), HERE.secret)
    sign_in(person.nip, PASSWORD, elsewhere, clock())

    accounts.activate(person.nip, new_code(person, clock), NEW_PASSWORD, HERE, clock())

    assert person.session_epoch == 1
    assert db.session.scalars(select(KnownDevice.device_hash)).all() == [HERE.device]
    assert audited("password_reset") == 1


def test_a_code_used_twice_at_once_works_once(app: Flask, person: Person, clock: Clock) -> None:
    code, nip, now, start = new_code(person, clock), person.nip, clock(), Barrier(4)
    db.session.rollback()

    def use(number: int) -> str:
        with app.app_context():
            start.wait(10)
            try:
                accounts.activate(nip, code, f"{NEW_PASSWORD} {number}", HERE, now)
            except WrongCode:
                return "salah"
            return "masuk"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(use, range(4)))

    assert outcomes == ["masuk", "salah", "salah", "salah"]
    assert person.session_epoch == 1


def test_codes_for_those_who_have_no_password_yet(app: Flask, clock: Clock) -> None:
    agency = an_agency()
    coordinator = with_password(a_coordinator(agency))
    first, second = a_person(agency), a_person(agency)
    active, disabled = with_password(a_person(agency)), a_person(agency, disabled_at=LONG_AGO)
    asked = [second.id, active.id, first.id, disabled.id, second.id]

    codes = accounts.make_activation_codes(asked, coordinator.id, clock())

    assert [person_id for person_id, _code in codes] == [second.id, first.id]
    accounts.activate(first.nip, dict(codes)[first.id], NEW_PASSWORD, HERE, clock())
    again = accounts.make_activation_codes(asked, coordinator.id, clock())
    assert [person_id for person_id, _code in again] == [second.id]
    assert again != codes


def test_a_coordinator_makes_codes_for_learners_of_the_own_agency_alone(
    app: Flask, clock: Clock
) -> None:
    agency = an_agency()
    coordinator, colleague = a_coordinator(agency), a_coordinator(agency)
    admin, learner, stranger = an_admin(agency_id=agency.id), a_person(agency), a_person()

    for person in (colleague, admin, stranger, coordinator):
        with pytest.raises(NotTheirsToActivate):
            new_code(person, clock, by=coordinator)
        with pytest.raises(NotTheirsToActivate):
            accounts.make_activation_codes([learner.id, person.id], coordinator.id, clock())
    with pytest.raises(NotTheirsToActivate):
        new_code(learner, clock, by=a_person(agency))
    assert db.session.scalar(select(func.count()).select_from(ActivationCode)) == 0
    new_code(learner, clock, by=coordinator)
    for person in (colleague, stranger, admin):
        new_code(person, clock, by=admin)


# ---------------------------------------------------------------------------------- new people


def test_a_new_person_can_activate_with_the_code(app: Flask, clock: Clock) -> None:
    agency = an_agency()
    facts = PersonFacts(a_nip("19850101"), "Budi Santosa", unit="Sekretariat")

    code = accounts.add_person(facts, agency.id, Role.COORDINATOR, None, clock())

    person_id = accounts.activate(facts.nip, code, NEW_PASSWORD, HERE, clock())
    person = db.session.get_one(Person, person_id)
    assert (person.name, person.unit, person.role, person.agency_id) == (
        "Budi Santosa",
        "Sekretariat",
        Role.COORDINATOR,
        agency.id,
    )


def test_a_nip_is_registered_once(person: Person, clock: Clock) -> None:
    with pytest.raises(NipTaken):
        accounts.add_person(
            PersonFacts(person.nip, "Orang lain"), an_agency().id, Role.LEARNER, None, clock()
        )
    assert db.session.scalar(select(func.count()).select_from(Person)) == 1


# ----------------------------------------------------------------------------- change of password


def test_a_changed_password_ends_sessions_and_keeps_this_device(
    person: Person, clock: Clock
) -> None:
    with_password(person)
    elsewhere = Caller("198.51.100.7", b"lain".ljust(32, b"."), HERE.secret)
    sign_in(person.nip, PASSWORD, elsewhere, clock())

    accounts.change_password(person.id, PASSWORD, NEW_PASSWORD, HERE, clock())

    assert person.session_epoch == 1
    assert db.session.scalars(select(KnownDevice.device_hash)).all() == [HERE.device]
    assert sign_in(person.nip, NEW_PASSWORD, HERE, clock()) == person.id
    assert audited("password_changed") == 1


def test_the_present_password_is_asked_for_and_cannot_be_guessed(
    person: Person, clock: Clock
) -> None:
    with_password(person)
    for _ in range(10):
        with pytest.raises(WrongPassword):
            accounts.change_password(person.id, "salah salah", NEW_PASSWORD, HERE, clock())

    with pytest.raises(SlowedDown):
        accounts.change_password(person.id, PASSWORD, NEW_PASSWORD, HERE, clock())
    assert person.session_epoch == 0
    assert sign_in(person.nip, PASSWORD, HERE, clock()) == person.id
    clock.forward(seconds=30)
    accounts.change_password(person.id, PASSWORD, NEW_PASSWORD, HERE, clock())


def test_a_new_password_may_not_be_weak(person: Person, clock: Clock) -> None:
    with_password(person)

    with pytest.raises(WeakPassword):
        accounts.change_password(person.id, PASSWORD, "netral2026", HERE, clock())
    assert sign_in(person.nip, PASSWORD, HERE, clock()) == person.id


# ------------------------------------------------------------------------ role, standing, agency


def test_a_role_ends_sessions_only_when_it_changes(person: Person, clock: Clock) -> None:
    accounts.set_role(person.id, Role.LEARNER, None, clock())
    assert (person.session_epoch, audited("role_changed")) == (0, 0)

    accounts.set_role(person.id, Role.COORDINATOR, None, clock())
    assert (person.role, person.session_epoch, audited("role_changed")) == (Role.COORDINATOR, 1, 1)


def test_the_last_admin_stays(app: Flask, clock: Clock) -> None:
    admin, gone = an_admin(), an_admin(disabled_at=LONG_AGO)

    for role in (Role.LEARNER, Role.COORDINATOR):
        with pytest.raises(LastAdmin):
            accounts.set_role(admin.id, role, admin.id, clock())
    with pytest.raises(LastAdmin):
        accounts.disable_person(admin.id, None, clock())
    accounts.move_person(admin.id, an_agency().id, admin.id, clock())
    assert (admin.role, admin.is_active) == (Role.ADMIN, True)

    with pytest.raises(PersonDisabled):
        accounts.set_role(gone.id, Role.LEARNER, admin.id, clock())
    other = an_admin()
    accounts.set_role(admin.id, Role.LEARNER, other.id, clock())
    assert admin.role is Role.LEARNER


@pytest.mark.parametrize(
    "step_down",
    [
        lambda person_id, now: accounts.set_role(person_id, Role.LEARNER, None, now),
        lambda person_id, now: accounts.disable_person(person_id, None, now),
    ],
)
def test_two_admins_cannot_both_go_at_once(
    app: Flask, clock: Clock, step_down: Callable[..., None]
) -> None:
    ids, now, start = [an_admin().id, an_admin().id], clock(), Barrier(2)
    db.session.rollback()

    def go(person_id: str) -> str:
        with app.app_context():
            start.wait(10)
            try:
                step_down(person_id, now)
            except LastAdmin:
                return "tinggal"
            return "pergi"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, ids)) == ["pergi", "tinggal"]


def test_disabling_ends_everything_and_can_be_repeated(person: Person, clock: Clock) -> None:
    with_password(person)
    sign_in(person.nip, PASSWORD, HERE, clock())
    new_code(person, clock)
    disabled_at = clock()

    accounts.disable_person(person.id, None, disabled_at)
    clock.forward(hours=1)
    accounts.disable_person(person.id, None, clock())

    assert (person.disabled_at, person.session_epoch) == (disabled_at, 1)
    assert db.session.scalar(select(func.count()).select_from(ActivationCode)) == 0
    assert db.session.scalar(select(func.count()).select_from(KnownDevice)) == 0
    assert audited("person_disabled") == 1


def test_moving_ends_sessions_and_the_role_of_the_old_agency(app: Flask, clock: Clock) -> None:
    learner, coordinator, there = a_person(), a_coordinator(), an_agency()

    accounts.move_person(learner.id, there.id, None, clock())
    accounts.move_person(coordinator.id, there.id, None, clock())

    assert (learner.agency_id, learner.role, learner.session_epoch) == (there.id, Role.LEARNER, 1)
    assert (coordinator.agency_id, coordinator.role) == (there.id, Role.LEARNER)
    assert coordinator.session_epoch > 0
    accounts.move_person(learner.id, there.id, None, clock())
    assert learner.session_epoch == 1
    assert audited("person_moved") == 2
