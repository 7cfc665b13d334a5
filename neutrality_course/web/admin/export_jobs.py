"""Large files: asked for, being made, ready to be fetched, or failed and asked for again."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions.exports import request_export
from ...domain.numbers import display_count
from ...domain.terms import JobState, Role, TimeZone
from ...models import ExportJob
from ...queries.exports import KEPT_FOR, export_job, newest_export_jobs, state_of
from ...queries.waves import wave_by_id
from ...reports.files import XLSX
from ...reports.shelf import exports_folder
from ..clock import now
from ..errors import not_found
from ..guards import open_to
from ..labels import label, moment_words
from ..workers import start_export_worker
from .blueprint import blueprint

ANSWERS = "jawaban"
GONE = f"Berkasnya sudah dihapus: berkas disimpan {KEPT_FOR.days} hari."
STOPPED = "Pembuatannya berhenti di tengah jalan."


@dataclass(frozen=True, slots=True)
class JobWords:
    id: str
    title: str
    state: str
    is_open: bool
    is_done: bool
    is_failed: bool
    fault: str
    facts: tuple[tuple[str, str], ...]


def begin_job(wave_id: str) -> ResponseReturnValue:
    """Ask for the answers of the wave as a workbook, and lead to the page that says how far it is."""
    job_id = request_export(ANSWERS, wave_id, current_user.id, now())
    start_export_worker(job_id)
    return redirect(url_for("admin.job", job_id=job_id), 303)


def newest_jobs() -> list[JobWords]:
    return [job_words(job) for job in newest_export_jobs()]


@blueprint.get("/ekspor/<job_id>")
@open_to(Role.ADMIN)
def job(job_id: str) -> ResponseReturnValue:
    return render_template("admin/export_job.html", job=job_words(_job_or_404(job_id)))


@blueprint.get("/ekspor/<job_id>/berkas")
@open_to(Role.ADMIN)
def job_file(job_id: str) -> ResponseReturnValue:
    job = _job_or_404(job_id)
    if job.state is not JobState.DONE or not _path(job).exists():
        not_found()
    return send_file(_path(job), XLSX.mimetype, as_attachment=True, download_name=job.file_name)


@blueprint.post("/ekspor/<job_id>/ulang")
@open_to(Role.ADMIN)
def job_again(job_id: str) -> ResponseReturnValue:
    job = _job_or_404(job_id)
    if not job_words(job).is_failed:
        return redirect(url_for("admin.job", job_id=job.id), 303)
    return begin_job(job.wave_id)


def job_words(job: ExportJob) -> JobWords:
    state = state_of(job, now())
    is_gone = state is JobState.DONE and not _path(job).exists()
    wave = wave_by_id(job.wave_id)
    facts = [("Diminta", moment_words(job.made_at, TimeZone.WIB)), ("Keadaan", label(state))]
    if state is JobState.DONE and not is_gone:
        facts += [
            ("Berkas", job.file_name),
            ("Baris", display_count(job.rows)),
            ("Ukuran", f"{display_count(-(-job.size // 1000))} kB"),
            ("SHA-256", job.sha256),
            ("Disimpan sampai", moment_words(job.made_at + KEPT_FOR, TimeZone.WIB)),
        ]
    return JobWords(
        id=job.id,
        title=f"Jawaban per soal, {wave.title if wave else job.wave_id} (XLSX)",
        state=label(state),
        is_open=state in (JobState.WAITING, JobState.RUNNING),
        is_done=state is JobState.DONE and not is_gone,
        is_failed=state is JobState.FAILED or is_gone,
        fault=GONE if is_gone else job.fault or STOPPED,
        facts=tuple(facts),
    )


def _path(job: ExportJob) -> Path:
    return exports_folder(current_app.extensions["settings"].instance_dir) / f"{job.id}.xlsx"


def _job_or_404(job_id: str) -> ExportJob:
    job = export_job(job_id)
    if job is None:
        not_found()
    return job
