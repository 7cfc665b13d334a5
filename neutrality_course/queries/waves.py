"""Reading waves of measurement."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select

from ..database import db
from ..domain.terms import AttemptSource
from ..models import Attempt, Wave


def open_wave() -> Wave | None:
    return db.session.scalar(select(Wave).where(Wave.is_open))


def latest_wave() -> Wave | None:
    """The open wave, else the one opened last; None before the first."""
    return db.session.scalar(
        select(Wave).order_by(Wave.is_open.desc(), Wave.opened_at.desc(), Wave.id).limit(1)
    )


def wave_by_id(wave_id: str) -> Wave | None:
    return db.session.get(Wave, wave_id)


def wave_by_title(title: str) -> Wave | None:
    return db.session.scalar(select(Wave).where(Wave.title == title))


def all_waves() -> Sequence[Wave]:
    """Newest first."""
    return db.session.scalars(select(Wave).order_by(Wave.opened_at.desc(), Wave.id)).all()


def has_counted_attempts(wave_id: str) -> bool:
    return bool(
        db.session.scalar(select(exists().where(Attempt.wave_id == wave_id, Attempt.counted)))
    )


def count_open_attempts(wave_id: str) -> int:
    """Tests begun and not sent; admins' previews apart."""
    return (
        db.session.scalar(
            select(func.count()).where(
                Attempt.wave_id == wave_id,
                Attempt.graded_at.is_(None),
                Attempt.source != AttemptSource.PREVIEW,
            )
        )
        or 0
    )


def count_counted_attempts(wave_id: str) -> int:
    return (
        db.session.scalar(select(func.count()).where(Attempt.wave_id == wave_id, Attempt.counted))
        or 0
    )
