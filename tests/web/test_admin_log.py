"""Who did what, for the admin to read."""

import re
from collections.abc import Callable
from pathlib import Path

from neutrality_course.actions import accounts
from neutrality_course.actions.audit import audit_entry
from neutrality_course.database import db
from neutrality_course.domain.terms import Role
from neutrality_course.models import Person
from neutrality_course.web.admin.log import ACTIONS
from tests.builders import a_coordinator, a_person, an_admin, an_agency
from tests.pages import Client
from tests.support.apps import Clock

Browser = Callable[[Person], Client]
ACTION_FILES = Path(__file__).resolve().parents[2] / "neutrality_course" / "actions"


def test_entries_name_people_agencies_and_waves(signed_in: Browser, clock: Clock) -> None:
    admin = an_admin(name="Pengelola")
    person = a_coordinator(an_agency(name="Instansi Lama"), name="Fajar")
    there = an_agency(name="Instansi Baru")
    accounts.move_person(person.id, there.id, admin.id, clock())
    clock.forward(hours=1)
    accounts.set_role(person.id, Role.COORDINATOR, None, clock())
    page = signed_in(admin).get("/admin/catatan")
    when, earlier = "23 November 2026, pukul 10.00 WIB", "23 November 2026, pukul 09.00 WIB"
    change = "Peserta → Koordinator KORPRI"
    assert page.rows()[0] == [when, "Baris perintah atau sistem", "Peran diubah", "Fajar", change]
    assert sorted(page.rows()[1:]) == [
        [earlier, "Pengelola", "Peran diubah", "Fajar", "Koordinator KORPRI → Peserta"],
        [earlier, "Pengelola", "Pindah instansi", "Fajar", "Instansi Lama → Instansi Baru"],
    ]
    only = signed_in(admin).get("/admin/catatan", tindakan="person_moved")
    assert [row[2] for row in only.rows()] == ["Pindah instansi"]
    assert "Belum ada catatan" in signed_in(admin).get("/admin/catatan", tindakan="set_up").main
    signed_in(admin).get("/admin/catatan", 404, tindakan="x")


def test_costs_the_same_for_1_and_30_and_has_pages(signed_in: Browser, clock: Clock) -> None:
    admin = an_admin()
    accounts.set_role(a_person().id, Role.COORDINATOR, admin.id, clock())
    before = signed_in(admin).get("/admin/catatan").queries
    for _ in range(60):
        person = a_person()
        db.session.add(audit_entry(person.id, "activated", person.id, clock.forward(minutes=1)))
    db.session.commit()
    page = signed_in(admin).get("/admin/catatan")
    assert (page.queries, len(page.rows())) == (before, 50)
    assert len(signed_in(admin).get("/admin/catatan", halaman=2).rows()) == 11


def test_every_action_has_its_words() -> None:
    source = "".join(file.read_text() for file in ACTION_FILES.glob("*.py"))
    written = set(re.findall(r'audit_entry\(\s*[\w.]+,\s*"(\w+)"', source))
    written |= {"activated", "password_reset"}  # one of the two is chosen before the entry is made
    assert written - ACTIONS.keys() == set()
    assert "wave_opened" in written
