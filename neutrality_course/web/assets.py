"""Style sheet and static files, addressed by a hash of their content so that they can be kept for ever."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, url_for

from .errors import not_found
from .guards import ANYBODY, open_to

blueprint = Blueprint("assets", __name__)
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def stylesheet_text(static_folder: str) -> str:
    """All style files as one, in the order of their layers."""
    css = Path(static_folder) / "css"
    files = [css / f"{name}.css" for name in ("tokens", "base", "layout")]
    files += sorted((css / "components").glob("*.css"))
    return "\n".join(file.read_text() for file in files)


@cache
def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]


def asset(path: str) -> str:
    """The address of a static file, with its content's hash."""
    folder = Path(str(current_app.static_folder))
    return url_for("static", filename=path, v=_digest(folder / path))


def stylesheet_url() -> str:
    text = stylesheet_text(str(current_app.static_folder))
    return url_for("assets.stylesheet", digest=sha256(text.encode()).hexdigest()[:12])


@blueprint.get("/gaya-<digest>.css")
@open_to(ANYBODY)
def stylesheet(digest: str) -> Response:
    if stylesheet_url() != url_for("assets.stylesheet", digest=digest):
        not_found()
    response = Response(stylesheet_text(str(current_app.static_folder)), mimetype="text/css")
    response.headers["Cache-Control"] = FOR_EVER
    return response


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.context_processor(lambda: {"asset": asset, "css_url": stylesheet_url()})
