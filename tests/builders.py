"""What a test needs to exist: plain functions that store one thing each, with believable defaults.

They commit, so that requests, commands and other connections see what they made. Keywords are columns.
People are born in 1900: their NIPs are nobody's.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from argon2 import PasswordHasher

from neutrality_course.database import db
from neutrality_course.domain.terms import AgencyKind, Employment, JobLevel, Role, TimeZone
from neutrality_course.models import Agency, Assignment, AssignmentPerson, Person, Wave, WaveModule

MODULES = ("pp-94-2021", "pasal-5-huruf-n", "perbuatan-terlarang")
PASSWORD = "sungai jernih di hulu"
_CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
LONG_AGO = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
_numbers = count(1)

T = TypeVar("T")


def a_nip(born: str = "19000101") -> str:
    """An NIP that nobody else in this test run has; roster and commands want people born after 1930."""
    number = next(_numbers)
    return f"{born}{number // 999:06d}1{number % 999 + 1:03d}"


def an_agency(**columns: Any) -> Agency:
    number = next(_numbers)
    return _stored(
        Agency(
            **{
                "code": f"I{number}",
                "name": f"Instansi Uji {number}",
                "kind": AgencyKind.REGENCY,
                "province": "Jawa Tengah",
                "zone": TimeZone.WIB,
                **columns,
            }
        )
    )


def a_person(agency: Agency | None = None, **columns: Any) -> Person:
    """A learner; of a new agency unless one is given. Without a password: `signed_in` needs none."""
    number = next(_numbers)
    return _stored(
        Person(
            **{
                "nip": a_nip(),
                "name": f"Peserta Uji {number}",
                "unit": "Sekretariat",
                "job_level": JobLevel.PELAKSANA,
                "employment": Employment.PNS,
                "agency_id": (agency or an_agency()).id,
                "created_at": LONG_AGO,
                **columns,
            }
        )
    )


def a_coordinator(agency: Agency | None = None, **columns: Any) -> Person:
    return a_person(agency, **{"role": Role.COORDINATOR, **columns})


def an_admin(**columns: Any) -> Person:
    return a_person(**{"role": Role.ADMIN, **columns})


def with_password(person: Person, password: str = PASSWORD) -> Person:
    """The person with a password. Its hash is a cheap one, which says so itself, to keep tests short."""
    person.password_hash = _CHEAP_HASHER.hash(password)
    return _stored(person)


def a_wave(
    modules: Iterable[str] = MODULES, today: date = date(2026, 11, 23), **columns: Any
) -> Wave:
    """An open wave from 14 days before to 30 after the tests' present, with the three core modules.

    Where the real clock runs, as in the browser tests, give the real `today`.
    """
    return _stored(
        Wave(
            **{
                "title": f"Gelombang {next(_numbers)}",
                "first_on": today - timedelta(days=14),
                "last_on": today + timedelta(days=30),
                "opened_at": LONG_AGO,
                "modules": [
                    WaveModule(module_slug=slug, position=position)
                    for position, slug in enumerate(modules)
                ],
                **columns,
            }
        )
    )


def an_assignment(wave: Wave, by: Person, people: Iterable[Person], **columns: Any) -> Assignment:
    """A module of the wave given to these people of the coordinator's agency."""
    assignment = _stored(
        Assignment(
            **{
                "wave_id": wave.id,
                "agency_id": by.agency_id,
                "module_slug": wave.module_slugs[0],
                "due_at": LONG_AGO + timedelta(days=45),
                "target": "Semua anggota",
                "created_by": by.id,
                "created_at": LONG_AGO,
                **columns,
            }
        )
    )
    db.session.add_all(
        AssignmentPerson(assignment_id=assignment.id, person_id=person.id) for person in people
    )
    db.session.commit()
    return assignment


def _stored(thing: T) -> T:
    db.session.add(thing)
    db.session.commit()
    return thing
