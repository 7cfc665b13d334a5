"""What the report pages cost on the demo country: processor time while the figures are kept and while not.

Wall time says more about the machine's other work than about ours, so it is not measured. The least of a few
rounds counts: other work can only add to it.
"""

import contextvars
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from neutrality_course.database import db
from neutrality_course.domain.terms import Role
from neutrality_course.models import Person, Wave
from neutrality_course.web import kept
from tests.pages import Client
from tests.support.apps import Clock, migrated_app

COUNTRY = ("--agencies", "270", "--learners", "10617", "--seed", "1", "--today", "2026-11-23")
KEPT_MS, MADE_MS = 150, 1_500
"""What a page may cost while its figures are kept, and while they are not."""
ROUNDS = 3

FILES = ("csv", "json", "xlsx", "ods", "pdf", "zip")


@pytest.fixture
def country(tmp_path: Path) -> Iterator[Flask]:
    """The application on SQLite with the demo country in it, its context pushed."""
    with migrated_app("sqlite", tmp_path) as app, app.app_context():
        app.config["CLOCK"] = Clock()
        made: Result = app.test_cli_runner().invoke(args=("demo", *COUNTRY))
        assert made.exit_code == 0, made.output
        yield app


def bench_report_pages(country: Flask) -> None:
    admin, coordinator = (_with_password(role) for role in (Role.ADMIN, Role.COORDINATOR))
    print(f"\n{'page':52}{'kept ms':>9}{'made ms':>9}{'queries':>9}{'made':>6}{'kB':>8}")
    above = []
    for person, paths in (
        (admin, _admin_paths(str(coordinator.agency_id))),
        (coordinator, _coordinator_paths()),
    ):
        client = Client(country)
        client.sign_in(person)
        for path in paths:
            line, is_above = _measured(client, path)
            print(line, flush=True)
            above += [path] if is_above else []
    print(f"targets: {KEPT_MS} ms while kept, {MADE_MS} ms while not; above: {len(above)}")


def _with_password(role: Role) -> Person:
    return db.session.scalars(
        select(Person).where(Person.role == role, Person.password_hash.is_not(None))
    ).one()


def _admin_paths(agency_id: str) -> list[str]:
    wave = db.session.scalars(select(Wave)).one()
    page, in_wave = "/admin/indikator", f"?gelombang={wave.id}"
    return [
        page,
        f"{page}?modul={wave.module_slugs[0]}",
        f"{page}/hari.svg{in_wave}",
        *(f"{page}.{ending}" for ending in FILES),
        f"{page}/perbandingan",
        f"{page}/perbandingan.xlsx",
        f"{page}/perbandingan.svg{in_wave}",
        f"{page}/corong.svg{in_wave}",
        f"{page}/tujuan",
        f"{page}/tujuan.csv",
        f"{page}/tujuan.ods",
        f"{page}/tujuan.svg{in_wave}",
        f"{page}/miskonsepsi",
        f"{page}/miskonsepsi.csv",
        f"{page}/soal",
        f"{page}/paket.csv",
        f"{page}/gelombang",
        f"{page}/gelombang.svg",
        f"{page}/gelombang.xlsx",
        f"{page}/irisan",
        f"{page}/irisan?irisan=jenjang&silang=provinsi",
        f"{page}/irisan.xlsx?irisan=jenis&silang=kepegawaian",
        f"{page}/provinsi",
        f"{page}/mutu",
        f"{page}/instansi/{agency_id}",
        f"{page}/instansi/{agency_id}/cakupan.svg",
        f"{page}/instansi/{agency_id}.pdf",
    ]


def _coordinator_paths() -> list[str]:
    page = "/koordinator/indikator"
    return [page, f"{page}/cakupan.svg", f"{page}.pdf"]


def _measured(client: Client, path: str) -> tuple[str, bool]:
    client.get(path)  # also warms what no data version changes, such as templates
    kept._kept.clear()
    queries_to_make = client.get(path).queries
    page = client.get(path)
    kept_ms = min(_milliseconds(client, path) for _ in range(ROUNDS))
    made_ms = min(_milliseconds(client, path, forgets=True) for _ in range(ROUNDS))
    is_above = kept_ms > KEPT_MS or made_ms > MADE_MS
    line = (
        f"{_short(path):52}{kept_ms:9.0f}{made_ms:9.0f}{page.queries:9}{queries_to_make:6}"
        f"{len(page.body) / 1000:8.1f}{'  above' if is_above else ''}"
    )
    return line, is_above


def _milliseconds(client: Client, path: str, forgets: bool = False) -> float:
    db.session.rollback()
    if forgets:
        kept._kept.clear()
    begun = time.process_time()
    response = contextvars.Context().run(
        client.cookies.get, path, base_url=client.base_url, buffered=True
    )
    spent = time.process_time() - begun
    assert response.status_code == 200, path
    return spent * 1000


def _short(path: str) -> str:
    """The address without the ids of rows."""
    return re.sub(r"[0-9a-f-]{26,}", "…", path)
