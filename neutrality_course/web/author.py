"""The preview for people who write content: an application of its own, for their own machine alone.

It shows right answers to anybody who can reach it, so `create_app` knows nothing of it, it answers callers and
names of this machine only, and it does not come up where a public address is configured.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from threading import Lock

from flask import Blueprint, Flask, Response, abort, current_app, jsonify, render_template, request
from flask import url_for as address_of
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, SecurityError

from ..catalog import Draft, DraftModule, DraftPage, Fault, load_draft
from ..config import LOOPBACK_NAMES, PROJECT, Settings
from ..domain.quiz import Question
from ..domain.scoring import is_right
from . import assets, labels
from .learn_views import PracticeAnswer
from .security import CONTENT_SECURITY_POLICY
from .survey import survey_charts

blueprint = Blueprint("author", __name__)


class PreviewRefused(Exception):
    """This installation is not a writer's own machine; the message is one line in Indonesian."""


class Preview:
    """The content of one folder, read again whenever a file has changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = Lock()
        self._version = ""
        self._draft = Draft((), (), None)
        self._lines: dict[str, list[str]] = {}

    def version(self) -> str:
        """Another text whenever a file was added, changed or removed."""
        digest = sha256()
        for path in sorted(self.root.rglob("*")):
            try:
                state = path.stat()
            except OSError:
                continue  # removed meanwhile
            digest.update(f"{path}|{state.st_mtime_ns}|{state.st_size}\n".encode(errors="replace"))
        return digest.hexdigest()[:16]

    def draft(self) -> tuple[Draft, str]:
        """The content as it is now, and its version."""
        with self._lock:
            version = self.version()
            if version != self._version:
                self._draft, self._version, self._lines = load_draft(self.root), version, {}
            return self._draft, version

    def line(self, fault: Fault) -> str:
        """The line of the file that a fault is about; empty where there is none."""
        if fault.path not in self._lines:
            self._lines[fault.path] = self._read(fault.path)
        lines = self._lines[fault.path]
        return lines[fault.line - 1].strip()[:200] if 0 < fault.line <= len(lines) else ""

    def _read(self, name: str) -> list[str]:
        """The lines of a file as faults name it; none of one that is missing or leads elsewhere."""
        root = self.root.resolve()
        path = root.parent / name
        try:
            is_inside = path.resolve().is_relative_to(root)
            return path.read_text("utf-8-sig", errors="replace").split("\n") if is_inside else []
        except OSError:
            return []


@dataclass(frozen=True, slots=True)
class Message:
    """A fault as the preview shows it, with the line it is about and the place where to see it."""

    fault: Fault
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class Counts:
    errors: int
    warnings: int


def create_preview(settings: Settings, root: Path) -> Flask:
    """The preview of the content in this folder. Raises PreviewRefused."""
    if settings.is_secure or settings.host not in LOOPBACK_NAMES:
        raise PreviewRefused(
            "pratinjau memperlihatkan kunci soal, jadi tidak dijalankan pada server yang melayani "
            "orang lain (PUBLIC_URL atau HOST terisi)"
        )
    app = Flask(
        "neutrality_course.author",
        template_folder=str(PROJECT / "templates"),
        static_folder=str(PROJECT / "static"),
    )
    app.config["TRUSTED_HOSTS"] = list(LOOPBACK_NAMES)
    app.extensions["preview"] = Preview(root)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    assets.init_app(app)
    labels.init_app(app)
    app.register_blueprint(blueprint)
    app.before_request(_refuse_strangers)
    app.after_request(_set_headers)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(HTTPException, _problem)
    return app


def _refuse_strangers() -> None:
    if not ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104 (nobody listens)
        abort(403)


def _set_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def _unknown_host(_error: SecurityError) -> ResponseReturnValue:
    return "Alamat ini tidak dikenal.", 400, {"Content-Type": "text/plain; charset=utf-8"}


def _problem(error: HTTPException) -> ResponseReturnValue:
    if error.code == 403:
        return "Hanya untuk mesin ini.", 403, {"Content-Type": "text/plain; charset=utf-8"}
    return _page("author/missing.html"), error.code or 500


# ------------------------------------------------------------------------------------------ pages


@blueprint.get("/")
def overview() -> ResponseReturnValue:
    draft, _ = _preview().draft()
    modules = [(module, _counts(_of_module(draft, module))) for module in draft.modules]
    messages = _messages(draft, draft.faults)
    return _page("author/overview.html", modules=modules, messages=messages)


@blueprint.get("/modul/<slug>")
def module(slug: str) -> ResponseReturnValue:
    draft, found = _module_or_404(slug)
    shown = {
        fault for page in found.pages for fault in draft.faults_at(found.module_path, page.lines)
    }
    for question in found.questions:
        shown.update(draft.faults_at(found.quiz_path, question.lines))
    rest = [fault for fault in _of_module(draft, found) if fault not in shown]
    return _page(
        "author/module.html",
        module=found,
        messages=_messages(draft, rest),
        pages=[
            (page, _counts(draft.faults_at(found.module_path, page.lines))) for page in found.pages
        ],
        questions=[
            (q, _counts(draft.faults_at(found.quiz_path, q.lines))) for q in found.questions
        ],
    )


@blueprint.get("/modul/<slug>/gambar/<name>")
def image(slug: str, name: str) -> ResponseReturnValue:
    _, found = _module_or_404(slug)
    picture = found.image(name)
    if picture is None:
        abort(404)
    return Response(picture, mimetype="image/svg+xml")


@blueprint.get("/modul/<slug>/<page_address>")
def page(slug: str, page_address: str) -> ResponseReturnValue:
    draft, found = _module_or_404(slug)
    shown = found.page(page_address)
    if shown is None:
        abort(404)
    position = found.pages.index(shown)
    parts = shown.page.parts if shown.page else ()
    return _page(
        "author/page.html",
        module=found,
        shown=shown,
        parts=parts,
        number=position + 1,
        neighbours=_neighbours(found.pages, position),
        messages=_messages(draft, draft.faults_at(found.module_path, shown.lines)),
        practice=_practice(parts),
        surveys=survey_charts(parts),
    )


@blueprint.get("/soal/<slug>")
def questions(slug: str) -> ResponseReturnValue:
    draft, found = _module_or_404(slug)
    entries = [
        (q, _messages(draft, draft.faults_at(found.quiz_path, q.lines))) for q in found.questions
    ]
    return _page("author/questions.html", module=found, entries=entries)


@blueprint.get("/perubahan")
def changes() -> ResponseReturnValue:
    """What the page asks every second: it loads itself again when the version is another."""
    return jsonify(version=_preview().version())


# ---------------------------------------------------------------------------------------- helpers


def _preview() -> Preview:
    preview: Preview = current_app.extensions["preview"]
    return preview


def _page(template: str, **values: object) -> str:
    draft, version = _preview().draft()
    return render_template(
        template, version=version, total=_counts(draft.faults), folder=_preview().root, **values
    )


def _module_or_404(slug: str) -> tuple[Draft, DraftModule]:
    draft, _ = _preview().draft()
    found = draft.module(slug)
    if found is None:
        abort(404)
    return draft, found


def _of_module(draft: Draft, found: DraftModule) -> list[Fault]:
    folder = f"{found.built.folder.path}/"
    return [fault for fault in draft.faults if fault.path.startswith(folder)]


def _counts(faults: Iterable[Fault]) -> Counts:
    kinds = [fault.is_error for fault in faults]
    return Counts(errors=kinds.count(True), warnings=kinds.count(False))


def _messages(draft: Draft, faults: Iterable[Fault]) -> list[Message]:
    return [Message(fault, _preview().line(fault), _place(draft, fault)) for fault in faults]


def _place(draft: Draft, fault: Fault) -> str:
    """Where the preview shows what the fault is about."""
    for found in draft.modules:
        if fault.path == found.module_path:
            for shown in found.pages:
                if fault.line in shown.lines:
                    return address_of("author.page", slug=found.slug, page_address=shown.address)
        if fault.path == found.quiz_path:
            for question in found.questions:
                if fault.line in question.lines:
                    anchor = f"soal-{question.address}"
                    return address_of("author.questions", slug=found.slug, _anchor=anchor)
        if fault.path.startswith(f"{found.built.folder.path}/"):
            return address_of("author.module", slug=found.slug)
    return ""


def _neighbours(
    pages: Sequence[DraftPage], position: int
) -> tuple[DraftPage | None, DraftPage | None]:
    before = pages[position - 1] if position else None
    after = pages[position + 1] if position + 1 < len(pages) else None
    return before, after


def _practice(parts: Iterable[object]) -> dict[str, PracticeAnswer | None]:
    questions = [part for part in parts if isinstance(part, Question)]
    return {q.id: _answer(q, request.args.getlist(q.id)) for q in questions}


def _answer(question: Question, chosen_ids: Sequence[str]) -> PracticeAnswer | None:
    """What was chosen; without further reading, which only a course without a GALAT can name."""
    chosen = [choice for choice in question.choices if choice.id in chosen_ids]
    if not chosen:
        return None
    return PracticeAnswer(chosen, is_right(question, [choice.id for choice in chosen]), [])
