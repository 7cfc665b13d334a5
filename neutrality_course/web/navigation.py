"""What every page shows around its own content: who is signed in, and where one can go."""

from typing import Any, NamedTuple

from flask import Flask, request, url_for
from flask_login import current_user

from ..domain.terms import Role
from .labels import label
from .sessions import idle_seconds


class NavItem(NamedTuple):
    text: str
    href: str
    is_current: bool


class PersonWords(NamedTuple):
    name: str
    role_label: str
    agency_name: str


PAGES: tuple[tuple[str, str, frozenset[Role | None]], ...] = (
    ("Beranda", "learn.home", frozenset({Role.LEARNER, Role.COORDINATOR})),
    ("Ringkasan", "coordinate.overview", frozenset({Role.COORDINATOR})),
    ("Kemajuan", "coordinate.progress", frozenset({Role.COORDINATOR})),
    ("Indikator", "coordinate.figures", frozenset({Role.COORDINATOR})),
    ("Penugasan", "coordinate.assignments", frozenset({Role.COORDINATOR})),
    ("Anggota", "coordinate.members", frozenset({Role.COORDINATOR})),
    ("Kertas", "coordinate.paper", frozenset({Role.COORDINATOR})),
    ("Indikator", "admin.indicator", frozenset({Role.ADMIN})),
    ("Ekspor", "admin.exports", frozenset({Role.ADMIN})),
    ("Gelombang", "admin.waves", frozenset({Role.ADMIN})),
    ("Instansi", "admin.agencies", frozenset({Role.ADMIN})),
    ("Akun", "admin.people", frozenset({Role.ADMIN})),
    ("Impor", "admin.imports", frozenset({Role.ADMIN})),
    ("Catatan", "admin.log", frozenset({Role.ADMIN})),
    ("Modul", "learn.modules", frozenset({None, *Role})),
    ("Bolehkah saya?", "reference.situations", frozenset({None, Role.LEARNER})),
    ("Akun saya", "account.profile", frozenset(Role)),
    ("Masuk", "account.sign_in", frozenset({None})),
)


def init_app(app: Flask) -> None:
    @app.context_processor
    def around() -> dict[str, Any]:
        if not current_user.is_authenticated:
            return {"nav": _nav(None), "person": None}
        words = PersonWords(current_user.name, label(current_user.role), current_user.agency.name)
        return {
            "nav": _nav(current_user.role),
            "person": words,
            "idle_seconds": idle_seconds(current_user.role),
        }


def _nav(role: Role | None) -> list[NavItem]:
    """The pages of this role; current is the one whose address is the longest beginning of this page's."""
    pages = [(text, url_for(endpoint)) for text, endpoint, roles in PAGES if role in roles]
    around = [h for _, h in pages if request.path == h or request.path.startswith(f"{h}/")]
    current = max(around, key=len, default=None)
    return [NavItem(text, href, href == current) for text, href in pages]
