"""Which folder a content command is about."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from flask import current_app

from ...catalog import Draft, load_draft
from .. import fail, say

directory_argument: Callable[[Any], Any] = click.argument(
    "directory", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path)
)


def content_folder(directory: Path | None) -> Path:
    """The folder named, or the one that this installation serves."""
    folder: Path = directory or current_app.extensions["settings"].content_dir
    if not folder.is_dir():
        fail(f"folder {folder} tidak ada")
    return folder


def sound_draft(folder: Path) -> Draft:
    """The content in this folder; where it has a GALAT, the command ends with the messages."""
    draft = load_draft(folder)
    for fault in draft.errors:
        say(str(fault))
    if draft.errors:
        fail(f"perbaiki dulu {len(draft.errors)} GALAT di atas")
    return draft
