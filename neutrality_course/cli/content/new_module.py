"""`content new-module`: a module that can be written from its first line on."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from ...catalog import SkeletonError, check_content, write_skeleton
from ...web.clock import today_wib
from .. import fail, fail_to_write, say
from .folder import content_folder


@click.command("new-module", help="Buat kerangka modul baru dan tunjukkan yang harus diisi.")
@click.argument("slug")
@click.option("--title", required=True)
@click.option("--dir", "directory", type=click.Path(path_type=Path), metavar="FOLDER")
@with_appcontext
def new_module(slug: str, title: str, directory: Path | None) -> None:
    folder = content_folder(directory)
    try:
        path = write_skeleton(folder, slug, title, today_wib())
    except SkeletonError as error:
        fail(str(error))
    except OSError as error:
        fail_to_write(folder / slug, error)
    click.echo(str(path))
    own = f"{folder.resolve().name}/{slug}/"
    missing = [fault for fault in check_content(folder) if fault.path.startswith(own)]
    for fault in missing:
        say(str(fault))
    say(f"{len(missing)} bagian harus diisi sebelum modul ini dapat tayang.")
