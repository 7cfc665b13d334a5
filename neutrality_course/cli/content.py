"""`flask --app app content ...`: the course's files."""

from pathlib import Path

import click
from flask import current_app

from ..catalog import check_content
from . import Noun, fail, say


@click.group("content", cls=Noun, help="Isi kursus.")
def command() -> None:
    pass


@command.command("check", help="Periksa berkas modul, soal, dan dasar hukum.")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
def check(directory: Path | None) -> None:
    folder = directory or current_app.extensions["settings"].content_dir
    if not folder.is_dir():
        fail(f"folder {folder} tidak ada")
    faults = check_content(folder)
    for fault in faults:
        click.echo(str(fault))
    errors = sum(fault.is_error for fault in faults)
    if errors:
        fail(f"{errors} GALAT dan {len(faults) - errors} PERINGATAN")
    say(f"Tidak ada GALAT, {len(faults)} PERINGATAN.")
