"""Data that leave in bulk, and the record of who took them."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update

from ..database import begin_write, db, new_id
from ..domain.terms import JobState
from ..models import ExportJob
from ..queries.answers import AnswersFile
from .audit import audit_entry


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A large file that lies ready."""

    name: str
    rows: int
    size: int
    sha256: str


def recorded_answers(
    file: AnswersFile,
    actor_id: str | None,
    wave_id: str,
    what: str,
    clock: Callable[[], datetime],
) -> Generator[bytes, None, None]:
    """The file's bytes; when all have been taken, or were broken off, that is written into the log."""
    words = "terputus"
    try:
        yield from file.chunks
        words = "selesai"
    finally:
        begin_write()
        detail = f"{what} · {words} · {file.tally.words()}"
        db.session.add(audit_entry(actor_id, "answers_exported", wave_id, clock(), detail))
        db.session.commit()


def request_export(
    kind: str, wave_id: str, actor_id: str | None, now: datetime, **options: Any
) -> str:
    """A job for a worker to make a large file; its id."""
    begin_write()
    job = ExportJob(
        id=new_id(), kind=kind, wave_id=wave_id, options=options, made_by=actor_id, made_at=now
    )
    job_id = job.id
    db.session.add(job)
    db.session.commit()
    return job_id


def claim_export(job_id: str, now: datetime) -> bool:
    """Take a waiting job to work on; False when it is taken already, done, or not there."""
    begin_write()
    taken = db.session.execute(
        update(ExportJob)
        .where(ExportJob.id == job_id, ExportJob.state == JobState.WAITING)
        .values(state=JobState.RUNNING, beat_at=now)
    )
    db.session.commit()
    return bool(taken.rowcount)  # type: ignore[attr-defined]  # of an UPDATE it is there


def beat(job_id: str, now: datetime) -> None:
    """A sign of life, on a connection of its own: the worker's session holds the snapshot it reads."""
    with db.engine.connect().execution_options(takes_write_lock=True) as connection:
        connection.execute(update(ExportJob).where(ExportJob.id == job_id).values(beat_at=now))
        connection.commit()


def finish_export(job_id: str, made: MadeFile, now: datetime) -> None:
    """The file is there to be fetched; who asked for it is written into the log."""
    begin_write()
    job = db.session.get_one(ExportJob, job_id)
    job.state, job.finished_at = JobState.DONE, now
    job.file_name, job.rows, job.size, job.sha256 = made.name, made.rows, made.size, made.sha256
    detail = f"jawaban · xlsx · selesai · {made.rows} baris · sha256 {made.sha256}"
    db.session.add(audit_entry(job.made_by, "answers_exported", job.wave_id, now, detail))
    db.session.commit()


def fail_export(job_id: str, fault: str, now: datetime) -> None:
    begin_write()
    job = db.session.get_one(ExportJob, job_id)
    job.state, job.finished_at, job.fault = JobState.FAILED, now, fault[:500]
    db.session.commit()


def record_named_export(
    actor_id: str, agency_id: str, reason: str, rows: int, sha256: str, now: datetime
) -> None:
    """Names have left: who took those of which agency, why, how many, and the file's hash."""
    begin_write()
    detail = f"{reason} · {rows} baris · sha256 {sha256}"
    db.session.add(audit_entry(actor_id, "names_exported", agency_id, now, detail))
    db.session.commit()
