"""Signing in, known devices, and signing out."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from ..database import begin_write, db, is_sqlite
from ..domain.nip import NipError, parse_nip
from ..domain.throttle import DEVICE_FAILURES
from ..models import KnownDevice, Person
from ..passwords import check_password
from ..queries.people import person_by_nip
from .throttle import Caller, count_failure, let_in

DEVICES_KEPT = 10


class WrongCredentials(Exception):
    """No account has this NIP and password. Whether the NIP exists is not said."""


def sign_in(nip_text: str, password: str, caller: Caller, now: datetime) -> str:
    """The id of the person who has this NIP and password, whose device is known from now on.

    Raises WrongCredentials, or SlowedDown before anything is hashed. A right password from a known
    device passes whatever has failed before. One password is hashed in every case, whether or not
    the NIP exists.
    """
    person = person_named(nip_text)
    person_id = person.id if person else ""
    stored = person.password_hash if person else None
    may_enter = person is not None and person.is_active
    knows_device = _knows_device(person_id, caller.device)
    db.session.rollback()
    counters = caller.counters(account_name(nip_text))
    if not knows_device:
        let_in(counters, now)
    if not check_password(password, stored) or not may_enter:
        if knows_device:
            # A known device is not slowed, so it must not be the place to guess from.
            counter = caller.device_counter(person_id)
            tallies = count_failure([*counters, counter], now)
            if tallies[counter].failures >= DEVICE_FAILURES:
                _forget_device(person_id, caller.device)
        else:
            count_failure(counters, now)
        raise WrongCredentials
    begin_write()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    if person.password_hash != stored or not person.is_active:
        db.session.rollback()
        raise WrongCredentials
    remember_device(person_id, caller.device, now)
    db.session.commit()
    return person_id


def sign_out(person_id: str) -> None:
    """End every session of this person, on all devices. Known devices stay known."""
    begin_write()
    db.session.get_one(Person, person_id, with_for_update=True).session_epoch += 1
    db.session.commit()


def person_named(nip_text: str) -> Person | None:
    """The person whose NIP somebody typed; None for an unknown one and for what is no NIP."""
    try:
        return person_by_nip(parse_nip(nip_text))
    except NipError:
        return None


def account_name(nip_text: str) -> str:
    """What failures at an account are counted under, whether or not there is such an account."""
    try:
        return parse_nip(nip_text)
    except NipError:
        return nip_text.strip()[:100]


def remember_device(person_id: str, device: bytes, now: datetime) -> None:
    """Part of an action: this device is known, and of the others only the last used are."""
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    row = {"person_id": person_id, "device_hash": device, "last_used_at": now}
    statement = insert(KnownDevice).values(row)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "device_hash"], set_={"last_used_at": now}
        )
    )
    kept = (
        select(KnownDevice.device_hash)
        .where(KnownDevice.person_id == person_id)
        .order_by(KnownDevice.last_used_at.desc(), KnownDevice.device_hash)
        .limit(DEVICES_KEPT)
    )
    db.session.execute(
        delete(KnownDevice).where(
            KnownDevice.person_id == person_id, KnownDevice.device_hash.not_in(kept)
        )
    )


def forget_devices(person_id: str) -> None:
    """Part of an action: no device of this person is known any more."""
    db.session.execute(delete(KnownDevice).where(KnownDevice.person_id == person_id))


def _knows_device(person_id: str, device: bytes) -> bool:
    return db.session.get(KnownDevice, (person_id, device)) is not None


def _forget_device(person_id: str, device: bytes) -> None:
    begin_write()
    db.session.execute(
        delete(KnownDevice).where(
            KnownDevice.person_id == person_id, KnownDevice.device_hash == device
        )
    )
    db.session.commit()
