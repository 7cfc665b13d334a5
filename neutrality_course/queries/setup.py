"""Whether the first page of an empty database is open."""

from sqlalchemy import exists, select

from ..database import db
from ..models import SetupKey
from .people import has_people


def is_open_for_setup(key_hash: bytes) -> bool:
    """Whether this key may still make the first admin: it is the last one made, and there is
    nobody yet.
    """
    is_the_key = exists().where(SetupKey.key_hash == key_hash)
    return bool(db.session.scalar(select(is_the_key))) and not has_people()
