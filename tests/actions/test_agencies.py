"""Agencies, one by one and as a list."""

import pytest
from flask import Flask
from sqlalchemy import select

from neutrality_course.actions.agencies import (
    AgencyCodeTaken,
    Imported,
    add_agency,
    import_agencies,
)
from neutrality_course.database import db
from neutrality_course.domain.agencies import AgencyFacts
from neutrality_course.domain.terms import AgencyKind, TimeZone
from neutrality_course.models import Agency, AuditEntry
from tests.support.apps import Clock


def facts(code: str, name: str = "Pemerintah Kota Uji", staff_count: int = 0) -> AgencyFacts:
    return AgencyFacts(code, name, AgencyKind.CITY, "Bali", TimeZone.WITA, staff_count)


def test_a_code_is_used_once(app: Flask, clock: Clock) -> None:
    agency = db.session.get_one(Agency, add_agency(facts("5171"), None, clock()))
    assert (agency.code, agency.kind, agency.zone) == ("5171", AgencyKind.CITY, TimeZone.WITA)

    with pytest.raises(AgencyCodeTaken):
        add_agency(facts("5171", "Yang lain"), None, clock())
    assert agency.name == "Pemerintah Kota Uji"


def test_a_list_adds_and_brings_up_to_date(app: Flask, clock: Clock) -> None:
    first = import_agencies([facts("1"), facts("2"), facts("3")], None, clock())
    assert first == Imported(["1", "2", "3"], [], [])

    again = import_agencies(
        [facts("2"), facts("3", "Nama baru", 12), facts("4")], None, clock.forward(days=1)
    )

    assert again == Imported(added=["4"], changed=["3"], unchanged=["2"])
    names = dict(db.session.execute(select(Agency.code, Agency.name)).all())
    assert names == {
        "1": "Pemerintah Kota Uji",
        "2": "Pemerintah Kota Uji",
        "3": "Nama baru",
        "4": "Pemerintah Kota Uji",
    }
    changes = db.session.scalars(
        select(AuditEntry.detail).where(AuditEntry.action == "agency_changed")
    ).all()
    assert changes == ["name: Pemerintah Kota Uji → Nama baru; staff_count: 0 → 12"]
