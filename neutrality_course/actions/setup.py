"""The first admin, agency and wave of an empty database, by an address that works once."""

import secrets
from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete

from ..database import begin_write, db
from ..domain.agencies import AgencyFacts
from ..domain.people import PersonFacts
from ..domain.terms import Role
from ..domain.waves import WaveFacts
from ..models import SetupKey
from ..passwords import check_new_password, hash_password
from ..queries.people import has_people
from ..queries.setup import is_open_for_setup
from .accounts import new_person
from .agencies import new_agency
from .audit import audit_entry
from .refusals import Refused
from .sign_in import remember_device
from .waves import new_wave


class SetupOver(Exception):
    """The key is not, or no longer, the one that sets this database up."""


def set_setup_key() -> str:
    """A new key for the set-up page; an older one is dead. SetupOver when there are people
    already.
    """
    begin_write()
    if has_people():
        raise SetupOver
    key = secrets.token_urlsafe(24)
    db.session.execute(delete(SetupKey))
    db.session.add(SetupKey(id=1, key_hash=hash_of_key(key)))
    db.session.commit()
    return key


def set_up(
    key: str,
    admin: PersonFacts,
    password: str,
    agency: AgencyFacts,
    wave: WaveFacts,
    known_slugs: Collection[str],
    device: bytes,
    now: datetime,
) -> str:
    """Make the first agency, admin and open wave in one go; the id of the admin, whose device is
    known.

    Raises SetupOver, WeakPassword, DaysReversed, NoModules or UnknownModule; then nothing is made
    and the key stays good.
    """
    if not is_open_for_setup(hash_of_key(key)):
        raise SetupOver
    db.session.rollback()
    check_new_password(password, admin.nip, [admin.name, agency.name, agency.code])
    hashed = hash_password(password)
    begin_write()
    used = db.session.execute(delete(SetupKey).where(SetupKey.key_hash == hash_of_key(key)))
    if used.rowcount != 1 or has_people():  # type: ignore[attr-defined]  # an UPDATE has it, the stubs hide it
        db.session.rollback()
        raise SetupOver
    first_agency = new_agency(agency, None, now)
    person = new_person(admin, first_agency.id, Role.ADMIN, None, now)
    person.password_hash = hashed
    db.session.flush()
    try:
        new_wave(wave, known_slugs, person.id, now)
    except Refused:
        db.session.rollback()
        raise
    remember_device(person.id, device, now)
    db.session.add(audit_entry(person.id, "set_up", person.id, now))
    db.session.commit()
    return person.id


def hash_of_key(key: str) -> bytes:
    return sha256(key.encode()).digest()
