"""A checked file on its way from the page that shows the check to the press that takes it in.

It travels in the page, compressed and sealed for a person and a purpose. A table of waiting files would keep
names and NIPs of people who may never be taken in, and would have to be swept.
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import current_app
from itsdangerous import BadSignature, TimestampSigner

SEAL_SECONDS = 12 * 60 * 60


def seal(data: bytes, purpose: str) -> str:
    """The file as text for a hidden field; `purpose` says for whom and what it was checked."""
    return _signer(purpose).sign(urlsafe_b64encode(zlib.compress(data))).decode()


def unseal(text: str, purpose: str) -> bytes | None:
    """The file as it was checked; None when it is not as sealed, too old, or for another purpose."""
    try:
        packed = _signer(purpose).unsign(text, max_age=SEAL_SECONDS)
    except BadSignature:
        return None
    return zlib.decompress(urlsafe_b64decode(packed))


def _signer(purpose: str) -> TimestampSigner:
    return TimestampSigner(current_app.secret_key or "", salt=purpose)
