"""The cookie by which a browser is known again, so that failures of others never keep its owner
out.
"""

import secrets
from hashlib import sha256

from flask import current_app, request
from itsdangerous import BadSignature, Signer
from werkzeug.wrappers import Response

from ..actions.throttle import Caller

DAYS_KEPT = 400
"""As long as browsers keep a cookie."""


def caller(token: str) -> Caller:
    """Who sends this request from the browser of this token, as the throttle knows it."""
    return Caller(
        address=request.remote_addr or "",
        device=device_hash(token),
        secret=str(current_app.secret_key),
    )


def device_hash(token: str) -> bytes:
    return sha256(token.encode()).digest()


def device_token() -> str:
    """The random word of this browser's cookie, or a new one when it has none that we signed."""
    try:
        return _signer().unsign(request.cookies.get(_cookie_name(), "")).decode()
    except BadSignature:
        return secrets.token_urlsafe(16)


def keep_device(response: Response, token: str) -> None:
    """Give the browser its cookie; only after the person has proved who they are."""
    response.set_cookie(
        _cookie_name(),
        _signer().sign(token).decode(),
        max_age=DAYS_KEPT * 24 * 3600,
        secure=current_app.extensions["settings"].is_secure,
        httponly=True,
        samesite="Lax",
    )


def _signer() -> Signer:
    return Signer(str(current_app.secret_key), salt="perangkat", digest_method=sha256)


def _cookie_name() -> str:
    return "__Host-perangkat" if current_app.extensions["settings"].is_secure else "perangkat"
