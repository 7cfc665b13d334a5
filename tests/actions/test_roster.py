"""Taking a list of members in."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from neutrality_course.actions.roster import NotTheirMembers, RosterRefused, import_roster
from neutrality_course.database import db
from neutrality_course.domain.roster import AN_ADMIN, ELSEWHERE, LineFault, Roster
from neutrality_course.domain.terms import Employment, JobLevel, Role
from neutrality_course.models import Agency, AuditEntry, Person
from neutrality_course.queries.people import person_by_nip
from neutrality_course.queries.roster import read_roster_file, roster_plan
from tests.builders import a_coordinator, a_nip, a_person, an_admin, an_agency
from tests.support.apps import postgresql_only
from tests.support.rush import WORKERS, rush

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEADER = "NIP,nama,unit,jenjang,jenis"


def roster_of(*lines: str, header: str = HEADER) -> Roster:
    return read_roster_file("\n".join([header, *lines]).encode())


def line(nip: str, name: str = "Siti Aminah", unit: str = "Sekretariat") -> str:
    return f"{nip},{name},{unit},Pelaksana,PNS"


def born_later() -> str:
    return a_nip("19800101")


def everybody() -> list[tuple[Any, ...]]:
    rows = db.session.execute(
        select(Person.nip, Person.name, Person.unit, Person.agency_id, Person.role).order_by(
            Person.nip
        )
    )
    return [tuple(row) for row in rows]


def audited(action: str) -> list[tuple[str, str]]:
    rows = db.session.execute(
        select(AuditEntry.subject, AuditEntry.detail)
        .where(AuditEntry.action == action)
        .order_by(AuditEntry.detail)
    )
    return [(subject, detail) for subject, detail in rows]


def test_new_changed_and_same(app: Flask) -> None:
    agency = an_agency()
    boss = a_coordinator(agency)
    changed = a_person(agency, nip=born_later(), name="Siti", unit="Sekretariat", email="s@b.id")
    same = a_person(agency, nip=born_later(), name="Budi", unit="Sekretariat")
    absent = a_person(agency, nip=born_later(), name="Tetap")
    epochs = (changed.session_epoch, same.session_epoch)
    new = born_later()

    done = import_roster(
        roster_of(line(changed.nip), line(same.nip, "Budi"), line(new, "Ani", "")),
        agency.id,
        boss.id,
        NOW,
    )

    assert [len(part) for part in (done.added, done.changed, done.unchanged, done.faults)] == [
        1,
        1,
        1,
        0,
    ]
    added = person_by_nip(new)
    assert added is not None
    assert (added.name, added.unit, added.job_level, added.employment, added.role) == (
        "Ani", "", JobLevel.PELAKSANA, Employment.PNS, Role.LEARNER,
    )  # fmt: skip
    assert (added.agency_id, added.created_at, added.password_hash) == (agency.id, NOW, None)
    assert (changed.name, changed.email) == ("Siti Aminah", "s@b.id")
    assert absent.name == "Tetap"
    assert (changed.session_epoch, same.session_epoch) == epochs
    assert audited("person_changed") == [(changed.id, "nama: Siti → Siti Aminah")]
    assert audited("person_added") == [(added.id, "learner")]
    assert audited("roster_imported") == [(agency.id, "1 baru, 1 berubah, 1 tetap")]


def test_the_same_list_again_changes_nothing(app: Flask) -> None:
    agency = an_agency()
    roster = roster_of(line(born_later()), line(born_later(), "Budi"))
    import_roster(roster, agency.id, None, NOW)
    before, entries = everybody(), db.session.scalar(select(func.count(AuditEntry.id)))

    done = import_roster(roster, agency.id, None, NOW)

    assert [len(part) for part in (done.added, done.changed, done.unchanged)] == [0, 0, 2]
    assert everybody() == before
    assert db.session.scalar(select(func.count(AuditEntry.id))) == entries


def test_one_wrong_line_refuses_everything_and_moves_nobody(app: Flask) -> None:
    agency, other = an_agency(), an_agency()
    theirs = a_person(other, nip=born_later(), name="Orang Lain")
    admin = an_admin(agency_id=agency.id, nip=born_later())
    own = a_person(agency, nip=born_later(), name="Lama")
    before = everybody()
    roster = roster_of(line(born_later()), line(theirs.nip), line(own.nip), line(admin.nip))

    with pytest.raises(RosterRefused) as refused:
        import_roster(roster, agency.id, None, NOW)

    assert refused.value.faults == (LineFault(3, ELSEWHERE), LineFault(5, AN_ADMIN))
    assert everybody() == before
    assert audited("roster_imported") == []


def test_columns_for_role_and_agency_are_left_out(app: Flask) -> None:
    agency, other = an_agency(code="A"), an_agency(code="B")
    nip = born_later()
    roster = roster_of(f"{line(nip)},admin,{other.code}", header=f"{HEADER},role,agency")

    import_roster(roster, agency.id, None, NOW)

    assert roster.ignored == ("role", "agency")
    assert everybody() == [(nip, "Siti Aminah", "Sekretariat", agency.id, Role.LEARNER)]


def test_a_coordinator_stays_one_and_a_disabled_account_stays_closed(app: Flask) -> None:
    agency = an_agency()
    boss = a_coordinator(agency, nip=born_later(), name="Lama")
    closed = a_person(agency, nip=born_later(), name="Lama", disabled_at=NOW)

    import_roster(roster_of(line(boss.nip), line(closed.nip)), agency.id, boss.id, NOW)

    assert (boss.name, boss.role) == ("Siti Aminah", Role.COORDINATOR)
    assert (closed.name, closed.is_active) == ("Siti Aminah", False)


@pytest.mark.parametrize("who", ["learner", "moved", "disabled"])
def test_only_who_coordinates_the_agency_now(app: Flask, who: str) -> None:
    agency = an_agency()
    by = {
        "learner": lambda: a_person(agency),
        "moved": lambda: a_coordinator(),
        "disabled": lambda: a_coordinator(agency, disabled_at=NOW),
    }[who]()
    before = everybody()

    with pytest.raises(NotTheirMembers):
        import_roster(roster_of(line(born_later())), agency.id, by.id, NOW)

    db.session.rollback()
    assert everybody() == before


def test_without_a_column_for_email_addresses_stay(app: Flask) -> None:
    agency = an_agency()
    person = a_person(agency, nip=born_later(), email="siti@contoh.go.id")
    with_column = f"{HEADER},email"

    import_roster(roster_of(line(person.nip, "Satu")), agency.id, None, NOW)
    assert person.email == "siti@contoh.go.id"
    import_roster(
        roster_of(f"{line(person.nip, 'Dua')},", header=with_column), agency.id, None, NOW
    )
    assert person.email is None


def test_a_look_that_has_grown_old_is_not_trusted(app: Flask) -> None:
    agency, other = an_agency(), an_agency()
    nip = born_later()
    roster = roster_of(line(nip))
    assert len(roster_plan(roster, agency.id).added) == 1
    a_person(other, nip=nip, name="Orang Lain")

    with pytest.raises(RosterRefused) as refused:
        import_roster(roster, agency.id, None, NOW)

    assert refused.value.faults == (LineFault(2, ELSEWHERE),)


def bring_in(app: Flask, worker: int, turn: tuple[list[str], list[str]]) -> str:
    agencies, nips = turn
    try:
        import_roster(roster_of(*map(line, nips)), agencies[worker % 2], None, NOW)
    except RosterRefused:
        return "refused"
    return "taken"


@postgresql_only
def test_two_agencies_that_bring_in_the_same_people_at_once(app: Flask) -> None:
    agencies = [an_agency().id, an_agency().id]
    nips = [born_later() for _ in range(40)]

    [results] = rush(app, bring_in, [(agencies, nips)])

    assert sorted(results) == ["refused"] * (WORKERS // 2) + ["taken"] * (WORKERS // 2)
    owners = set(db.session.scalars(select(Person.agency_id)))
    assert len(owners) == 1
    assert db.session.scalar(select(func.count(Person.id))) == 40
    assert db.session.scalar(select(func.count(Agency.id))) == 2
