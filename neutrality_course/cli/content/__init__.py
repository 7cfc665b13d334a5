"""`flask --app app content ...`: the course's files."""

import click
from flask import current_app

from ...catalog import NarrationError
from ...catalog import narrate as narrate_module
from ...domain.numbers import display_count
from .. import Noun, fail, fail_to_write, say
from .author import serve
from .check import check
from .exchange import export, import_questions
from .new_module import new_module
from .stats import stats


@click.group("content", cls=Noun, help="Isi kursus: periksa, lihat, tambah, tukar.")
def command() -> None:
    pass


for _verb in (check, serve, new_module, stats, export, import_questions):
    command.add_command(_verb)


@command.command("narrate", help="Buat suara mesin untuk setiap halaman modul.")
@click.argument("slugs", metavar="[MODUL ...]", nargs=-1)
def narrate(slugs: tuple[str, ...]) -> None:
    catalog = current_app.extensions.get("catalog")
    if catalog is None:
        fail("isi kursus punya GALAT; jalankan: flask --app app content check")
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
    except OSError as error:
        fail_to_write(audio_dir, error)
    say(f"{made} halaman dibuat, {display_count(size)} bita.")
