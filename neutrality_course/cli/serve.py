"""`flask --app app serve`: everything from a fresh checkout to a running site."""

import os
import sys

import click
from flask import current_app
from flask_migrate import upgrade

from ..actions.setup import set_setup_key
from ..config import PROJECT, Settings
from ..database import is_sqlite
from ..queries.people import has_people
from . import say

BLOCKING_THREADS = 4


@click.command("serve", help="Perbarui basis data, periksa isi kursus, lalu layani situs.")
def command() -> None:
    settings: Settings = current_app.extensions["settings"]
    upgrade()
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    if not has_people():
        say("Basis data masih kosong. Buka alamat sekali pakai ini untuk membuat admin pertama:")
        say(f"    {address}/siapkan/{set_setup_key()}")
    say(f"Situs berjalan di {address} (hentikan dengan Ctrl+C).")
    sys.stderr.flush()
    # The server takes this process's place: a signal meant for it reaches it, and nothing is left behind.
    os.execv(sys.executable, [sys.executable, "-m", "granian", *_server_arguments(settings)])


def _server_arguments(settings: Settings) -> list[str]:
    # One process writes to SQLite without waiting for others; PostgreSQL serves both cores.
    workers = settings.workers or (1 if is_sqlite() else 2)
    return [
        "--interface=wsgi",
        f"--host={settings.host}",
        f"--port={settings.port}",
        f"--workers={workers}",
        f"--blocking-threads={BLOCKING_THREADS}",
        "--backpressure=256",
        "--respawn-failed-workers",
        "--no-ws",
        "--log-level=warning",
        f"--working-dir={PROJECT}",
        "app:app",
    ]
