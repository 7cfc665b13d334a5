"""`flask --app app export`: what leaves in bulk, with a progress bar where somebody watches."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import Any, BinaryIO

import click
from flask import current_app

from ..actions.exports import (
    MadeFile,
    beat,
    claim_export,
    fail_export,
    finish_export,
    recorded_answers,
)
from ..queries.answers import AnswersFile, answers_csv, write_answers_xlsx
from ..queries.exports import kept_job_ids
from ..reports.shelf import exports_folder, remove_old
from ..web.clock import now
from . import Noun, fail, fail_to_write, say
from .report import wave_named

FORMATS = ("csv", "excel")


@click.group("export", cls=Noun, help="Ekspor: jawaban per soal, berkas besar.")
def command() -> None:
    """Exports."""


@command.command("attempts", help="Tulis jawaban per soal dengan nama samaran, untuk peneliti.")
@click.option("--format", "form", required=True, help="csv atau excel (CSV untuk Excel)")
@click.option("--wave", "wave_text", metavar="ID|JUDUL", help="bawaan: yang terbuka, atau terakhir")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="bawaan: keluaran baku"
)
@click.option(
    "--tanpa-sembunyi",
    "unhidden",
    is_flag=True,
    help="juga instansi, jenjang, jenis, sumber, dan urutan soal; dicatat di log",
)
def attempts(form: str, wave_text: str | None, out: Path | None, unhidden: bool) -> None:
    if form not in FORMATS:
        fail(f"format {form} tidak dikenal; pilih {' atau '.join(FORMATS)}")
    wave = wave_named(wave_text)
    what = "jawaban tanpa sembunyi" if unhidden else "jawaban"
    wave_id, file = wave.id, answers_csv(wave, form == "excel", hides=not unhidden)
    chunks = recorded_answers(file, None, wave_id, f"{what} · {form}", now)
    with _target(out) as target, closing(chunks):
        for chunk in _watched(chunks, file, out is not None):
            target.write(chunk)
    say(f"{file.name}: {file.tally.words()}")


@contextmanager
def _target(out: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file for its owner alone that appears when it is whole."""
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = out.with_name(f"{out.name}.sebagian")
    try:
        opened = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        try:
            with os.fdopen(opened, "wb") as file:
                yield file
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        fail_to_write(out, error)


def _watched(chunks: Iterable[bytes], file: AnswersFile, is_file: bool) -> Iterator[bytes]:
    """The chunks, with a bar on the terminal while they are made, unless they go to that terminal."""
    if not sys.stderr.isatty() or (sys.stdout.isatty() and not is_file):
        yield from chunks
        return
    bar: Any = click.progressbar(length=file.attempts, label="Menulis jawaban", file=sys.stderr)
    with bar:
        done = 0
        for chunk in chunks:
            yield chunk
            bar.update(file.tally.attempts - done)
            done = file.tally.attempts


@command.command(
    "work", help="Buat berkas besar yang diminta di halaman Ekspor (dijalankan server)."
)
@click.argument("job_id")
def work(job_id: str) -> None:
    if not claim_export(job_id, now()):
        fail(f"pekerjaan {job_id} tidak ada atau sudah dikerjakan")
    folder = exports_folder(current_app.extensions["settings"].instance_dir)
    remove_old(folder, kept_job_ids(now()))
    try:
        finish_export(job_id, _made(job_id, folder), now())
    # Whatever went wrong, the one who waits for the file is told and may ask again; the log has it all.
    except Exception as error:
        current_app.logger.exception("export job %s failed", job_id)
        fault = f"Berkas tidak dapat dibuat ({type(error).__name__})."
        fail_export(job_id, fault, now())
        fail(f"pekerjaan {job_id} gagal: {type(error).__name__}")


def _made(job_id: str, folder: Path) -> MadeFile:
    """The workbook of the job, for its owner alone, in place when it is whole."""
    path = folder / f"{job_id}.xlsx"
    part = path.with_suffix(".sebagian")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "w+b") as file:
            name, rows = write_answers_xlsx(file, job_id, lambda: beat(job_id, now()))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return MadeFile(name, rows, path.stat().st_size, digest)
