"""The audio of a module's pages: what the player shows, and its files."""

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, request, send_file, url_for

from ..catalog import AUDIO_TYPES, Audio, Module, Page, page_audio
from ..domain.numbers import display_count
from .assets import FOR_EVER
from .errors import not_found
from .guards import ANYBODY, open_to
from .lookups import catalog, module_or_404, page_or_404

blueprint = Blueprint("narration", __name__)


@dataclass(frozen=True, slots=True)
class Source:
    href: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Player:
    """What the player says of itself: who speaks, and how much a listener downloads."""

    label: str
    size: str
    sources: tuple[Source, ...]


@blueprint.get("/modul/<slug>/<page_slug>/suara<any('.ogg', '.m4a'):ending>")
@open_to(ANYBODY)
def audio(slug: str, page_slug: str, ending: str) -> Response:
    found = module_or_404(slug)
    spoken = _audio(found, page_or_404(found, page_slug))
    if spoken is None or ending not in spoken.files:
        not_found()
    response = send_file(
        spoken.files[ending].resolve(), mimetype=AUDIO_TYPES[ending], conditional=True
    )
    response.headers["Cache-Control"] = (
        FOR_EVER if request.args.get("v") else "public, max-age=3600"
    )
    return response


def player(module: Module, page: Page) -> Player | None:
    """The player of a page; None where it has no audio."""
    spoken = _audio(module, page)
    if spoken is None:
        return None
    first = next(iter(spoken.files.values()))
    return Player(
        label="Suara buatan mesin" if spoken.is_machine else "Rekaman suara",
        size=f"{display_count(max(1, round(first.stat().st_size / 1000)))} kB",
        sources=tuple(
            Source(
                url_for(
                    "narration.audio",
                    slug=module.slug,
                    page_slug=page.slug,
                    ending=ending,
                    v=f"{path.stat().st_mtime_ns:x}",
                ),
                AUDIO_TYPES[ending],
            )
            for ending, path in spoken.files.items()
        ),
    )


def _audio(module: Module, page: Page) -> Audio | None:
    settings = current_app.extensions["settings"]
    return page_audio(settings.content_dir, settings.audio_dir, catalog(), module, page)
