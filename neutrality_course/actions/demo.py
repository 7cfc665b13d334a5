"""Writing the invented country of neutrality_course.demo into an empty database."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import exists, insert, select

from ..database import Base, begin_write, db
from ..demo import Country, InventedAttempt, InventedRating, SeenPage
from ..domain.terms import Role
from ..models import (
    Agency,
    Assignment,
    AssignmentPerson,
    Attempt,
    AuditEntry,
    PageSeen,
    Person,
    SelfRatingAnswer,
    Wave,
    WaveModule,
)
from ..passwords import hash_password
from .attempts import stored_version
from .cells import write_cells_anew
from .refusals import Refused

ROWS_AT_ONCE = 2000
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is taken for something else when copied by hand."""


class NotEmpty(Refused):
    words = "Basis data ini sudah berisi. Data contoh hanya untuk basis data kosong."


@dataclass(frozen=True, slots=True)
class DemoAccount:
    role: Role
    nip: str
    password: str


def write_country(country: Country) -> list[DemoAccount]:
    """Write it all down, cells included, and return the accounts that can sign in. Raises NotEmpty.

    Only their passwords are not the seed's: they are new each time.
    """
    passwords = {person.id: _new_password() for person in country.accounts}
    hashes = {person_id: hash_password(password) for person_id, password in passwords.items()}
    begin_write()
    if _is_in_use():
        db.session.rollback()
        raise NotEmpty
    _write_people(country, hashes)
    _write_wave(country)
    _write_deeds(country)
    write_cells_anew()
    db.session.commit()
    return [DemoAccount(p.role, p.nip, passwords[p.id]) for p in country.accounts]


def _write_people(country: Country, hashes: dict[str, str]) -> None:
    _insert(Agency, map(vars, country.agencies))
    _insert(Person, ({**vars(p), "password_hash": hashes.get(p.id)} for p in country.people))
    entry = {
        "id": country.entry_id,
        "at": country.wave.opened_at,
        "action": "demo_written",
        "detail": f"{len(country.agencies)} instansi, {len(country.people)} orang",
    }
    _insert(AuditEntry, [entry])


def _write_wave(country: Country) -> None:
    wave_id = country.wave.id
    _insert(Wave, [vars(country.wave)])
    _insert(
        WaveModule,
        (
            {"wave_id": wave_id, "module_slug": module.slug, "position": position}
            for position, module in enumerate(country.modules)
        ),
    )
    _insert(Assignment, map(vars, country.assignments))
    _insert(AssignmentPerson, map(vars, country.assigned))


def _write_deeds(country: Country) -> None:
    """Attempts and pages in batches as they are invented: never all in memory at once."""
    versions = {
        (module.slug, letter): stored_version(form, country.wave.opened_at).id
        for module in country.modules
        for letter, form in module.forms.items()
    }
    while deeds := list(islice(country.deeds, ROWS_AT_ONCE)):
        _insert(
            Attempt,
            (
                {**vars(d), "form_version_id": versions[d.module_slug, d.form_letter]}
                for d in deeds
                if isinstance(d, InventedAttempt)
            ),
        )
        _insert(PageSeen, (vars(d) for d in deeds if isinstance(d, SeenPage)))
        _insert(SelfRatingAnswer, (vars(d) for d in deeds if isinstance(d, InventedRating)))


def _insert(model: type[Base], rows: Iterable[dict[str, object]]) -> None:
    remaining: Iterator[dict[str, object]] = iter(rows)
    while batch := list(islice(remaining, ROWS_AT_ONCE)):
        db.session.execute(insert(model.__table__), batch)  # type: ignore[arg-type]  # it is a Table


def _is_in_use() -> bool:
    return any(
        db.session.scalar(select(exists().select_from(model))) for model in (Person, Agency, Wave)
    )


def _new_password() -> str:
    """Four groups of five characters: 98 random bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))
