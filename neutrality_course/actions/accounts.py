"""Accounts: made, activated, given another role or agency, disabled, and their passwords.

What changes who may do what ends every open session of the person (session_epoch).
"""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from ..database import begin_write, db, new_id
from ..domain.activation import ALPHABET, LENGTH, VALID_FOR, display_code, read_code
from ..domain.people import PersonFacts
from ..domain.rules import Actor, leaves_an_admin, may_make_code
from ..domain.terms import Role
from ..models import ActivationCode, Agency, Person
from ..passwords import check_new_password, check_password, hash_password
from ..queries.people import holder_of_code
from .audit import audit_entry
from .refusals import Refused
from .sign_in import account_name, forget_devices, person_named, remember_device
from .throttle import Caller, count_failure, let_in


class NipTaken(Refused):
    words = "NIP ini sudah terdaftar."


class PersonDisabled(Refused):
    words = "Akun ini sudah dinonaktifkan."


class LastAdmin(Refused):
    words = "Ini satu-satunya admin yang aktif. Tunjuk admin lain lebih dahulu."


class NotTheirsToActivate(Refused):
    words = "Koordinator hanya membuat kode untuk peserta di instansinya. Hubungi admin."


class WrongCode(Exception):
    """No usable code like this for this NIP: wrong, used, replaced or too old. Which one is not
    said.
    """


class WrongPassword(Exception):
    """The present password is another one."""


def add_person(
    facts: PersonFacts, agency_id: str, role: Role, made_by: str | None, now: datetime
) -> str:
    """Make an account and return its activation code, shown once. Raises NipTaken."""
    begin_write()
    person = new_person(facts, agency_id, role, made_by, now)
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise NipTaken from error
    code = _new_code(person, None, made_by, now)
    db.session.commit()
    return display_code(code)


def make_activation_code(person_id: str, made_by: str | None, now: datetime) -> str:
    """A new one-time code for one person, activated or not; an older one is dead.

    Raises PersonDisabled, or NotTheirsToActivate: who sets a password could sign in with it, so a
    coordinator makes codes for learners of the own agency alone.
    """
    begin_write()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    if not person.is_active:
        raise PersonDisabled
    if not _may_activate(made_by, [person]):
        raise NotTheirsToActivate
    code = _new_code(person, db.session.get(ActivationCode, person.id), made_by, now)
    db.session.commit()
    return display_code(code)


def make_activation_codes(
    person_ids: Sequence[str], made_by: str | None, now: datetime
) -> list[tuple[str, str]]:
    """New codes, as (person id, code), for those of these people who have no password yet, in
    their order.

    Raises NotTheirsToActivate as `make_activation_code` does, and then makes none.
    """
    begin_write()
    found = db.session.scalars(
        select(Person)
        .where(
            Person.id.in_(person_ids), Person.password_hash.is_(None), Person.disabled_at.is_(None)
        )
        .order_by(Person.id)
        .with_for_update()
    ).all()
    if not _may_activate(made_by, found):
        raise NotTheirsToActivate
    waiting = {person.id: person for person in found}
    held = {
        code.person_id: code
        for code in db.session.scalars(
            select(ActivationCode).where(ActivationCode.person_id.in_(waiting))
        )
    }
    codes = [
        (person_id, display_code(_new_code(waiting[person_id], held.get(person_id), made_by, now)))
        for person_id in dict.fromkeys(person_ids)
        if person_id in waiting
    ]
    db.session.commit()
    return codes


def activate(nip_text: str, code_text: str, password: str, caller: Caller, now: datetime) -> str:
    """Set a password with a one-time code; the id of the person, whose device is known from now
    on.

    A right code passes whatever has failed before: nobody can keep a person out by failing in
    their name. Raises WrongCode, SlowedDown after many failures, or WeakPassword, which leaves the
    code usable.
    """
    person, hashed_code = _holder(nip_text, code_text, now)
    if person is None:
        db.session.rollback()
        counters = caller.counters(account_name(nip_text))
        let_in(counters, now)
        count_failure(counters, now)
        raise WrongCode
    person_id, nip, texts = person.id, person.nip, own_texts(person)
    db.session.rollback()
    check_new_password(password, nip, texts)
    hashed = hash_password(password)
    begin_write()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    if holder_of_code(hashed_code, now) is not person or not person.is_active:
        db.session.rollback()
        raise WrongCode
    db.session.execute(delete(ActivationCode).where(ActivationCode.person_id == person_id))
    was_reset = person.password_hash is not None
    _set_password(person, hashed)
    forget_devices(person_id)
    remember_device(person_id, caller.device, now)
    action = "password_reset" if was_reset else "activated"
    db.session.add(audit_entry(person_id, action, person_id, now))
    db.session.commit()
    return person_id


def change_password(
    person_id: str, current: str, password: str, caller: Caller, now: datetime
) -> None:
    """Replace the password; every session ends and only this device stays known.

    Raises WrongPassword, SlowedDown after many failures, or WeakPassword.
    """
    person = db.session.get_one(Person, person_id)
    stored, nip, texts = person.password_hash, person.nip, own_texts(person)
    db.session.rollback()
    counters = [caller.session_counter(person_id)]
    let_in(counters, now)
    if not check_password(current, stored):
        count_failure(counters, now)
        raise WrongPassword
    check_new_password(password, nip, texts)
    hashed = hash_password(password)
    begin_write()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    if person.password_hash != stored or not person.is_active:
        db.session.rollback()
        raise WrongPassword
    _set_password(person, hashed)
    forget_devices(person_id)
    remember_device(person_id, caller.device, now)
    db.session.add(audit_entry(person_id, "password_changed", person_id, now))
    db.session.commit()


def set_role(person_id: str, role: Role, made_by: str | None, now: datetime) -> None:
    """Give another role. Raises PersonDisabled or LastAdmin."""
    begin_write()
    person, other_admins = _person_and_other_admins(person_id)
    if not person.is_active:
        raise PersonDisabled
    if not leaves_an_admin(person.role, role, other_admins):
        raise LastAdmin
    if person.role is not role:
        _change_role(person, role, made_by, now)
    db.session.commit()


def disable_person(person_id: str, made_by: str | None, now: datetime) -> None:
    """Close an account: nobody signs in with it again. Attempts and figures stay. Raises
    LastAdmin.
    """
    begin_write()
    person, other_admins = _person_and_other_admins(person_id)
    if person.is_active:
        if not leaves_an_admin(person.role, None, other_admins):
            raise LastAdmin
        person.disabled_at = now
        person.session_epoch += 1
        forget_devices(person_id)
        db.session.execute(delete(ActivationCode).where(ActivationCode.person_id == person_id))
        db.session.add(audit_entry(made_by, "person_disabled", person_id, now))
    db.session.commit()


def enable_person(person_id: str, made_by: str | None, now: datetime) -> None:
    """Open a disabled account again; its password is the one it had."""
    begin_write()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    if not person.is_active:
        person.disabled_at = None
        person.session_epoch += 1
        db.session.add(audit_entry(made_by, "person_enabled", person_id, now))
    db.session.commit()


def move_person(person_id: str, agency_id: str, made_by: str | None, now: datetime) -> None:
    """Put a person into another agency. A coordinator becomes a learner there: that role is the
    old agency's.
    """
    begin_write()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    agency = db.session.get_one(Agency, agency_id)
    if person.agency_id != agency.id:
        detail = f"{person.agency_id} → {agency.id}"
        person.agency_id = agency.id
        person.session_epoch += 1
        db.session.add(audit_entry(made_by, "person_moved", person_id, now, detail))
        if person.role is Role.COORDINATOR:
            _change_role(person, Role.LEARNER, made_by, now)
    db.session.commit()


def new_person(
    facts: PersonFacts, agency_id: str, role: Role, made_by: str | None, now: datetime
) -> Person:
    """Part of an action: the account and its audit entry, not yet committed."""
    person = Person(id=new_id(), agency_id=agency_id, role=role, created_at=now, **asdict(facts))
    db.session.add_all([person, audit_entry(made_by, "person_added", person.id, now, role.value)])
    return person


def own_texts(person: Person) -> list[str]:
    """What a password of this person must not be made of."""
    return [person.name, person.agency.name, person.agency.code]


def _holder(nip_text: str, code_text: str, now: datetime) -> tuple[Person | None, bytes]:
    """The active person of this NIP if the code is theirs, and the code's hash."""
    person, code = person_named(nip_text), read_code(code_text)
    hashed = _hash_of(code or "")
    if person is None or not person.is_active or holder_of_code(hashed, now) is not person:
        return None, hashed
    return person, hashed


def _new_code(
    person: Person, held: ActivationCode | None, made_by: str | None, now: datetime
) -> str:
    """A code in the place of the one the person holds, or the first."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    row = held or ActivationCode(person_id=person.id)
    row.code_hash = _hash_of(code)
    row.made_by = made_by
    row.made_at = now
    row.expires_at = now + VALID_FOR
    db.session.add_all([row, audit_entry(made_by, "activation_code_made", person.id, now)])
    return code


def _hash_of(code: str) -> bytes:
    """A fast hash is enough for 80 random bits."""
    return sha256(code.encode()).digest()


def _may_activate(made_by: str | None, people: Sequence[Person]) -> bool:
    if made_by is None:
        return True
    maker = db.session.get_one(Person, made_by)
    actor = Actor(maker.id, maker.role, maker.agency_id)
    return all(may_make_code(actor, person.role, person.agency_id) for person in people)


def _set_password(person: Person, hashed: str) -> None:
    person.password_hash = hashed
    person.session_epoch += 1


def _change_role(person: Person, role: Role, made_by: str | None, now: datetime) -> None:
    detail = f"{person.role.value} → {role.value}"
    person.role = role
    person.session_epoch += 1
    db.session.add(audit_entry(made_by, "role_changed", person.id, now, detail))


def _person_and_other_admins(person_id: str) -> tuple[Person, int]:
    """The person, and how many other active admins there are; all locked, so that two cannot go at
    once.
    """
    admins = db.session.scalars(
        select(Person.id)
        .where(Person.role == Role.ADMIN, Person.disabled_at.is_(None))
        .order_by(Person.id)
        .with_for_update()
    ).all()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    return person, sum(admin != person_id for admin in admins)
