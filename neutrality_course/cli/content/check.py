"""`content check`: every fault of the content in one run."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext

from ...catalog import check_content
from ...database import DatabaseFault, is_migrated
from ...domain.quiz import QuizForm
from ...queries.content import answered_forms
from .. import fail, say
from .folder import content_folder, directory_argument


@click.command("check", help="Periksa berkas modul, soal, dan dasar hukum.")
@directory_argument
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--database/--no-database",
    "asks_database",
    default=None,
    help="Periksa juga soal yang sudah dijawab (bawaan: ya bila FOLDER tidak disebut).",
)
@with_appcontext
def check(directory: Path | None, shape: str, asks_database: bool | None) -> None:
    folder = content_folder(directory)
    faults = check_content(folder, _answered(directory is None, asks_database))
    if shape == "json":
        click.echo(json.dumps([f.as_record() for f in faults], ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            click.echo(str(fault))
    errors = sum(fault.is_error for fault in faults)
    if errors:
        fail(f"{errors} GALAT dan {len(faults) - errors} PERINGATAN")
    say(f"Tidak ada GALAT, {len(faults)} PERINGATAN.")


def _answered(is_served: bool, asks_database: bool | None) -> Sequence[QuizForm]:
    """The forms that people have answered. Another folder is compared with them only when asked to:
    a copy with one module in it would otherwise seem to have lost all the others."""
    if asks_database is False or (asks_database is None and not is_served):
        return ()
    try:
        if is_migrated():
            return answered_forms()
        problem = "basis data belum diperbarui"
    except DatabaseFault:
        problem = "basis data tidak dapat dibuka"
    if asks_database:
        fail(f"{problem}; soal yang sudah dijawab tidak dapat diperiksa")
    say(f"Catatan: {problem}; soal yang sudah dijawab tidak diperiksa.")
    return ()
