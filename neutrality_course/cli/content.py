"""`flask --app app content ...`: the course's files."""

from pathlib import Path

import click
from flask import current_app

from ..catalog import NarrationError, check_content
from ..catalog import narrate as narrate_module
from ..domain.numbers import display_count
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


@command.command("narrate", help="Buat suara mesin untuk setiap halaman modul.")
@click.argument("slugs", metavar="[MODUL ...]", nargs=-1)
def narrate(slugs: tuple[str, ...]) -> None:
    catalog = current_app.extensions["catalog"]
    known = {module.slug: module for module in catalog.modules}
    for slug in slugs:
        if slug not in known:
            fail(f"modul {slug} tidak ada; yang ada: {', '.join(known)}")
    audio_dir = current_app.extensions["settings"].audio_dir
    made, size = 0, 0
    try:
        for slug in slugs or known:
            for page, count in narrate_module(audio_dir, known[slug], catalog.pronunciations):
                made, size = made + bool(count), size + count
                say(
                    f"{slug}/{page.slug}: {display_count(count)} bita"
                    if count
                    else f"{slug}/{page.slug}: sudah ada"
                )
    except NarrationError as error:
        fail(str(error))
    say(f"{made} halaman dibuat, {display_count(size)} bita.")
