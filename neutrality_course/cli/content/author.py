"""`content serve`: the content as learners will see it, with its faults and its keys, on this machine alone."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from werkzeug.serving import WSGIRequestHandler, make_server

from ...config import LOOPBACK_NAMES
from ...web.author import PreviewRefused, create_preview
from .. import fail, say
from .folder import content_folder, directory_argument

DEFAULT_PORT = 8010


class _QuietHandler(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass  # a line every second would hide what matters


@click.command(
    "serve", help="Pratinjau isi kursus dengan pesan pemeriksaan; hanya untuk mesin ini."
)
@directory_argument
@click.option("--port", type=click.IntRange(1, 65535), default=DEFAULT_PORT, show_default=True)
@with_appcontext
def serve(directory: Path | None, port: int) -> None:
    folder = content_folder(directory)
    try:
        app = create_preview(current_app.extensions["settings"], folder)
    except PreviewRefused as refused:
        fail(str(refused))
    host = LOOPBACK_NAMES[0]
    try:
        server = make_server(host, port, app, threaded=True, request_handler=_QuietHandler)
    except (OSError, SystemExit):  # werkzeug itself leaves when the port is taken
        fail(f"port {port} sedang dipakai; pilih yang lain dengan --port")
    say(f"Pratinjau {folder} di http://{host}:{server.server_port} (hentikan dengan Ctrl+C).")
    say("Halaman di peramban dimuat ulang sendiri setiap kali sebuah berkas disimpan.")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
