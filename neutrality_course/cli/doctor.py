"""`flask --app app doctor`: what is wrong with this installation, before people find out."""

from collections.abc import Iterator

import click
from flask import current_app

from ..catalog import check_content
from ..config import LOOPBACK_NAMES, Settings
from ..database import DatabaseFault, is_migrated, is_sqlite
from . import fail, say


@click.command("doctor", help="Periksa setelan, basis data, dan isi kursus.")
def command() -> None:
    settings: Settings = current_app.extensions["settings"]
    troubles = list(_troubles(settings))
    for advice in _advice(settings):
        say(f"Saran: {advice}")
    if troubles:
        for trouble in troubles:
            click.echo(trouble)
        fail(f"{len(troubles)} hal harus diperbaiki")
    say("Semua baik.")


def _troubles(settings: Settings) -> Iterator[str]:
    if current_app.debug:
        yield "Mode debug menyala. Hapus FLASK_DEBUG."
    try:
        if not is_migrated():
            yield "Basis data belum diperbarui. Jalankan: flask --app app db upgrade"
    except DatabaseFault:
        yield "Basis data tidak dapat dibuka. Periksa DATABASE_URL."
    errors = sum(fault.is_error for fault in check_content(settings.content_dir))
    if errors:
        yield f"Isi kursus punya {errors} GALAT. Jalankan: flask --app app content check"


def _advice(settings: Settings) -> Iterator[str]:
    if settings.host not in LOOPBACK_NAMES and settings.trusted_proxies == 0:
        yield (
            "tanpa proksi penyangga di depan, sambungan lambat dapat menahan server; lihat deploy/."
        )
    if is_sqlite() and settings.public_url:
        yield "SQLite cukup untuk satu mesin; pindah ke PostgreSQL bila kiriman tes melewati 100 per detik."
