"""Names leave for a reason, written down; no score leaves with them."""

import csv
import io
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select

from neutrality_course.database import db
from neutrality_course.models import AuditEntry, Person
from tests.builders import a_coordinator, a_person, a_wave, an_admin, an_agency
from tests.pages import Client

Browser = Callable[[Person], Client]
REASON = "Permintaan pimpinan, surat 12/X"


def logged() -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.action == "names_exported")
    return list(db.session.scalars(query))


def test_members_leave_with_their_state_and_a_record(signed_in: Browser) -> None:
    a_wave(title="Gelombang Uji")
    agency, admin = an_agency(code="K-1"), an_admin()
    member = a_person(agency, name="=1+1", unit="@unit")
    a_coordinator(agency, name="Budi")
    a_person(name="Orang Lain")
    browser = signed_in(admin)
    answer = browser.send(
        browser.get("/admin/ekspor/nama"),
        {"instansi": agency.id, "alasan": REASON, "ragam": "csv"},
        status=200,
    )
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="anggota_k-1_gelombang-uji_2026-11-23.csv"'
    )
    rows = list(csv.reader(io.StringIO(answer.body.decode(), newline="")))
    assert rows[0] == [
        *("gelombang", "kode_instansi", "nip", "nama", "unit", "jenjang", "jenis", "keadaan")
    ]
    assert [
        "Gelombang Uji",
        "K-1",
        member.nip,
        "'=1+1",
        "'@unit",
        "Pelaksana",
        "PNS",
        "Belum mulai",
    ] in rows
    assert sorted(row[3] for row in rows[1:]) == ["'=1+1", "Budi"]
    (entry,) = logged()
    digest = sha256(answer.body).hexdigest()
    assert (entry.actor_id, entry.subject) == (admin.id, agency.id)
    assert entry.detail == f"{REASON} · 2 baris · sha256 {digest}"
    assert REASON in browser.get("/admin/catatan").main


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"alasan": ""}, "Isi alasan"),
        ({"alasan": "   ingin   "}, "Alasan paling sedikit 10 huruf"),
        ({"instansi": ""}, "Pilih instansi"),
        ({"instansi": "0123456789abcdef"}, "Pilih salah satu dari daftar"),
    ],
)
def test_without_a_reason_nothing_leaves(
    signed_in: Browser, fields: dict[str, Any], error: str
) -> None:
    a_wave()
    agency = an_agency()
    a_person(agency, name="Nama Rahasia")
    browser = signed_in(an_admin())
    page = browser.get("/admin/ekspor/nama")
    filled = {"instansi": agency.id, "alasan": REASON, **fields}
    refused = browser.send(page, filled, status=422)
    assert [re.sub(r"^a", "A", line) for line in refused.errors] == [error]
    assert b"Nama Rahasia" not in refused.body
    assert logged() == []


def test_before_the_first_wave(signed_in: Browser) -> None:
    assert "Belum ada gelombang" in signed_in(an_admin()).get("/admin/ekspor/nama").main
