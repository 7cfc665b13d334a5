"""Who may open which page: closed unless opened."""

from collections.abc import Callable
from typing import Any

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..domain.rules import Actor
from ..domain.terms import Role
from .errors import not_found

ANYBODY = frozenset({"anybody", *Role})
SIGNED_IN = frozenset(Role)

View = Callable[..., ResponseReturnValue]


def open_to(*whom: Role | frozenset[Any]) -> Callable[[View], View]:
    """Mark a view as open to these roles, or to ANYBODY or SIGNED_IN."""
    roles = frozenset().union(*(w if isinstance(w, frozenset) else {w} for w in whom))

    def mark(view: View) -> View:
        view.open_to = roles  # type: ignore[attr-defined]  # the mark check_entry reads
        return view

    return mark


def roles_of(endpoint: str) -> frozenset[Any]:
    """The roles an endpoint is open to; empty for an unmarked one. Static files are open to anybody."""
    if endpoint == "static":
        return ANYBODY
    return getattr(current_app.view_functions[endpoint], "open_to", frozenset())


def actor() -> Actor:
    """The person signed in, as the rules see them. Only for pages that are not open to anybody."""
    return Actor(
        person_id=current_user.id, role=current_user.role, agency_id=current_user.agency_id
    )


def init_app(app: Flask) -> None:
    @app.before_request
    def check_entry() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        roles = roles_of(request.endpoint)
        if "anybody" in roles:
            return None
        if current_user.is_authenticated:
            if current_user.role in roles:
                return None
            not_found()
        if request.method in ("GET", "HEAD"):
            return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
        answer = getattr(current_app.view_functions[request.endpoint], "on_signed_out", None)
        if answer is None:
            abort(401)
        instead: ResponseReturnValue = answer(**(request.view_args or {}))
        return instead
