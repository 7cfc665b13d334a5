"""Large files made by a worker of their own: asked for, ready, failed, asked for again, removed."""

import io
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from neutrality_course.actions.exports import claim_export, request_export
from neutrality_course.database import db
from neutrality_course.domain.terms import JobState
from neutrality_course.models import AuditEntry, ExportJob, Person
from neutrality_course.queries.exports import KEPT_FOR
from neutrality_course.reports.answers import COLUMNS, TELL_THE_PLACE
from neutrality_course.web.clock import now
from tests.answered import answered
from tests.builders import a_wave, an_admin
from tests.pages import Client, Page
from tests.support.apps import Clock

Browser = Callable[[Person], Client]
Command = Callable[..., Any]


def the_job() -> ExportJob:
    db.session.rollback()
    return db.session.scalars(select(ExportJob).order_by(ExportJob.made_at.desc())).first()  # type: ignore[return-value]  # there is one


def wait_for_worker() -> ExportJob:
    """The job once its worker, a real process, has ended it."""
    for _ in range(600):
        job = the_job()
        if job.state in (JobState.DONE, JobState.FAILED):
            return job
        time.sleep(0.2)
    raise AssertionError("no worker has ended the job")


def asked(browser: Client) -> Page:
    return browser.send(browser.get("/admin/ekspor"), {"ragam": "xlsx"})


def test_a_workbook_is_made_beside_the_server(app: Flask, signed_in: Browser) -> None:
    answered(app, 30)
    admin = an_admin()
    browser = signed_in(admin)
    moved = asked(browser)
    job = wait_for_worker()
    assert (job.state, job.fault) == (JobState.DONE, "")
    page = browser.follow(moved)
    assert page.h1.endswith("Ekspor siap")
    answer = browser.get(str(page.one("main a.button")["href"]))
    assert "jawaban_gelombang-uji_2026-11-01.xlsx" in answer.headers["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.body), read_only=True)
    assert book.sheetnames == ["Data", "Kamus data", "Metode"]
    rows = list(book["Data"].iter_rows(values_only=True))
    assert (len(rows) - 1, job.rows) == (300, 300)
    assert rows[1][0] == "Gelombang Uji"
    assert rows[0] == tuple(column.name for column in COLUMNS)
    assert isinstance(rows[1][rows[0].index("percobaan")], int)
    meanings = [row[0] for row in book["Kamus data"].iter_rows(min_row=2, values_only=True)]
    assert not TELL_THE_PLACE & {*rows[0], *meanings}
    folder = app.extensions["settings"].instance_dir / "ekspor"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / f"{job.id}.xlsx").stat().st_mode & 0o777 == 0o600
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.actor_id == admin.id))
    assert re.fullmatch(r"jawaban · xlsx · selesai · 300 baris · sha256 [0-9a-f]{64}", entry.detail)
    listed = browser.get("/admin/ekspor")
    assert listed.rows("#pekerjaan")[0][1] == "Selesai"


def test_while_it_is_made_the_page_says_so(signed_in: Browser, app: Flask) -> None:
    wave = a_wave()
    job_id = request_export("jawaban", wave.id, None, now())
    browser = signed_in(an_admin())
    page = browser.get(f"/admin/ekspor/{job_id}")
    assert page.h1.endswith("Ekspor sedang dibuat")
    assert page.texts("main a.button") == ["Periksa lagi"]
    browser.get(f"/admin/ekspor/{job_id}/berkas", 404)
    assert claim_export(job_id, now())
    assert not claim_export(job_id, now())
    assert "Sedang dibuat" in browser.get(f"/admin/ekspor/{job_id}").main


def test_a_killed_worker_is_seen_and_the_file_asked_for_again(
    signed_in: Browser, app: Flask, clock: Clock
) -> None:
    wave = answered(app, 20)
    job_id = request_export("jawaban", wave.id, None, now())
    claim_export(job_id, now())
    clock.forward(seconds=91)
    browser = signed_in(an_admin())
    page = browser.get(f"/admin/ekspor/{job_id}")
    assert page.h1.endswith("Ekspor gagal")
    assert "Pembuatannya berhenti di tengah jalan. Data kursus tidak berubah." in page.main
    moved = browser.send(page)
    again = wait_for_worker()
    assert again.state is JobState.DONE
    assert moved.location == f"/admin/ekspor/{again.id}" != f"/admin/ekspor/{job_id}"


def test_what_fails_says_so(app: Flask, command: Command) -> None:
    wave = answered(app, 10)
    job_id = request_export("jawaban", wave.id, None, now())
    folder = app.extensions["settings"].instance_dir / "ekspor"
    folder.mkdir(exist_ok=True)
    (folder / f"{job_id}.sebagian").mkdir()
    try:
        result = command("export", "work", job_id)
    finally:
        (folder / f"{job_id}.sebagian").rmdir()
    assert result.exit_code == 1
    job = the_job()
    assert (job.state, job.fault) == (
        JobState.FAILED,
        "Berkas tidak dapat dibuat (IsADirectoryError).",
    )
    twice = command("export", "work", job_id)
    assert twice.stderr.splitlines()[-1] == (
        f"Galat: pekerjaan {job_id} tidak ada atau sudah dikerjakan"
    )


def test_files_go_after_seven_days_with_the_next_job(
    app: Flask, signed_in: Browser, command: Command, clock: Clock
) -> None:
    wave = answered(app, 10)
    first = request_export("jawaban", wave.id, None, now())
    assert command("export", "work", first).exit_code == 0
    clock.forward(seconds=KEPT_FOR.total_seconds() + 1)
    second = request_export("jawaban", wave.id, None, now())
    assert command("export", "work", second).exit_code == 0
    folder: Path = app.extensions["settings"].instance_dir / "ekspor"
    assert not (folder / f"{first}.xlsx").exists()
    assert (folder / f"{second}.xlsx").exists()
    page = signed_in(an_admin()).get(f"/admin/ekspor/{first}")
    assert "Berkasnya sudah dihapus: berkas disimpan 7 hari." in page.main
