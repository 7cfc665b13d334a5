"""Giving a module to members, and taking it back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from neutrality_course.actions.assignments import (
    AssignmentMissing,
    DueInThePast,
    NewAssignment,
    NobodyMeant,
    NotInWave,
    NotTheirAgency,
    assign_module,
    withdraw_assignment,
)
from neutrality_course.database import db, new_id
from neutrality_course.domain.assignments import Audience, AudienceKind
from neutrality_course.domain.terms import JobLevel
from neutrality_course.models import Assignment, AssignmentPerson, AuditEntry, Person
from tests.builders import MODULES, a_coordinator, a_person, a_wave, an_admin, an_agency
from tests.support.rush import WORKERS, rush

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DUE = NOW + timedelta(days=7)
ALL = Audience(AudienceKind.EVERYBODY)


def wanted(by: Person, audience: Audience = ALL, **others: object) -> NewAssignment:
    usual = NewAssignment(new_id(), by.agency_id, MODULES[0], audience, "Siapa saja", DUE)
    return replace(usual, **others)  # type: ignore[arg-type]  # fields by name


def given_to(assignment_id: str) -> set[str]:
    return set(
        db.session.scalars(
            select(AssignmentPerson.person_id).where(
                AssignmentPerson.assignment_id == assignment_id
            )
        )
    )


def assignments() -> list[str]:
    return sorted(db.session.scalars(select(Assignment.id)))


def test_each_audience_is_who_it_says_and_active(app: Flask) -> None:
    wave, agency = a_wave(), an_agency()
    boss = a_coordinator(agency, unit="Hukum", job_level=JobLevel.PENGAWAS)
    one = a_person(agency, unit="Hukum", job_level=JobLevel.PELAKSANA)
    two = a_person(agency, unit="", job_level=JobLevel.PENGAWAS)
    a_person(agency, unit="Hukum", disabled_at=NOW)
    an_admin(agency_id=agency.id, unit="Hukum")
    stranger = a_person(unit="Hukum", job_level=JobLevel.PENGAWAS)
    audiences = {
        ALL: {boss.id, one.id, two.id},
        Audience(AudienceKind.UNIT, unit="Hukum"): {boss.id, one.id},
        Audience(AudienceKind.UNIT, unit=""): {two.id},
        Audience(AudienceKind.JOB_LEVEL, job_level=JobLevel.PENGAWAS): {boss.id, two.id},
        Audience(AudienceKind.LISTED, person_ids=(two.id, stranger.id)): {two.id},
    }

    for audience, people in audiences.items():
        one_wanted = wanted(boss, audience)
        assert assign_module(one_wanted, boss.id, NOW) == len(people)
        assert given_to(one_wanted.id) == people

    stored = db.session.get_one(Assignment, one_wanted.id)
    assert (stored.wave_id, stored.agency_id, stored.module_slug, stored.due_at, stored.created_by) == (
        wave.id, agency.id, MODULES[0], DUE, boss.id,
    )  # fmt: skip


def test_the_same_id_twice_is_one_assignment(app: Flask) -> None:
    a_wave()
    boss = a_coordinator()
    one = wanted(boss)

    first = assign_module(one, boss.id, NOW)
    a_person(db.session.get_one(Person, boss.id).agency)
    second = assign_module(replace(one, module_slug=MODULES[1]), boss.id, NOW)

    assert (first, second, assignments()) == (1, 1, [one.id])
    assert db.session.get_one(Assignment, one.id).module_slug == MODULES[0]
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "module_assigned")
    ).all()
    assert [(e.subject, e.detail) for e in entries] == [
        (one.id, f"{MODULES[0]}: Siapa saja, 1 orang")
    ]


def test_the_id_of_another_agencys_assignment_is_refused(app: Flask) -> None:
    a_wave()
    boss, other = a_coordinator(), a_coordinator()
    theirs = wanted(other)
    assign_module(theirs, other.id, NOW)

    with pytest.raises(NotTheirAgency):
        assign_module(wanted(boss, id=theirs.id), boss.id, NOW)


def test_refusals_leave_nothing(app: Flask) -> None:
    a_wave(MODULES[:1])
    boss, learner = a_coordinator(), a_person()
    nobody = Audience(AudienceKind.UNIT, unit="Tidak ada")

    for error, asked, by in (
        (NotInWave, wanted(boss, module_slug=MODULES[1]), boss),
        (DueInThePast, wanted(boss, due_at=NOW - timedelta(seconds=1)), boss),
        (NobodyMeant, wanted(boss, nobody), boss),
        (NotTheirAgency, wanted(learner), learner),
        (NotTheirAgency, wanted(learner), boss),
    ):
        with pytest.raises(error):
            assign_module(asked, by.id, NOW)
        db.session.rollback()

    assert assignments() == []


def test_no_open_wave(app: Flask) -> None:
    a_wave(is_open=False, closed_at=NOW)
    boss = a_coordinator()

    with pytest.raises(NotInWave):
        assign_module(wanted(boss), boss.id, NOW)


def test_a_long_target_is_cut_to_its_column(app: Flask) -> None:
    a_wave()
    boss = a_coordinator(unit="x" * 200)
    one = wanted(boss, target="Unit " + "x" * 200)

    assign_module(one, boss.id, NOW)

    assert len(db.session.get_one(Assignment, one.id).target) == 200


def test_withdrawing(app: Flask) -> None:
    a_wave()
    boss, other = a_coordinator(), a_coordinator()
    one = wanted(boss)
    assign_module(one, boss.id, NOW)

    with pytest.raises(AssignmentMissing):
        withdraw_assignment(one.id, other.agency_id, other.id, NOW)
    db.session.rollback()
    with pytest.raises(NotTheirAgency):
        withdraw_assignment(one.id, boss.agency_id, other.id, NOW)
    db.session.rollback()
    assert assignments() == [one.id]

    withdraw_assignment(one.id, boss.agency_id, boss.id, NOW)
    assert (assignments(), given_to(one.id)) == ([], set())
    with pytest.raises(AssignmentMissing):
        withdraw_assignment(one.id, boss.agency_id, boss.id, NOW)


def press(app: Flask, worker: int, turn: NewAssignment) -> int:
    by = db.session.scalars(
        select(Person.id).where(Person.agency_id == turn.agency_id).limit(1)
    ).one()
    return assign_module(turn, by, NOW)


def test_pressed_eight_times_at_once_is_one_assignment(app: Flask) -> None:
    a_wave()
    turns = [wanted(a_coordinator()) for _ in range(5)]

    results = rush(app, press, turns)

    assert results == [[1] * WORKERS] * 5
    assert assignments() == sorted(turn.id for turn in turns)
