"""A name for the state of everything that figures of a wave are computed from.

It is far cheaper than the figures, so what was computed or drawn under one name can be kept until the
name changes. It never depends on the clock.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from ..database import db
from ..domain.terms import Role
from ..models import Agency, Cell, Person, SelfRatingCell, Wave, WaveTarget

NOTHING = (None, None, None)


def data_version(wave: Wave) -> str:
    """32 hex digits that change with any counted result, self-rating, member count, agency or cut."""
    return data_versions([wave])[wave.id]


def data_versions(waves: Sequence[Wave]) -> dict[str, str]:
    """Wave id to its version; as many queries for many waves as for one, their modules apart."""
    ids = [wave.id for wave in waves]
    cells = _by_wave(
        select(
            Cell.wave_id,
            func.max(Cell.last_graded_at),
            func.sum(Cell.people),
            func.sum(Cell.points),
        )
        .where(Cell.wave_id.in_(ids))
        .group_by(Cell.wave_id)
    )
    ratings = _by_wave(
        select(
            SelfRatingCell.wave_id,
            func.max(SelfRatingCell.last_rated_at),
            func.sum(SelfRatingCell.people),
        )
        .where(SelfRatingCell.wave_id.in_(ids))
        .group_by(SelfRatingCell.wave_id)
    )
    closed = [wave.id for wave in waves if not wave.is_open]
    targets = _by_wave(
        select(WaveTarget.wave_id, WaveTarget.agency_id, WaveTarget.people)
        .where(WaveTarget.wave_id.in_(closed))
        .order_by(WaveTarget.agency_id)
    )
    members = _members() if len(closed) < len(waves) else []
    agencies = _rows(
        select(
            Agency.id, Agency.code, Agency.name, Agency.kind, Agency.province, Agency.staff_count
        ).order_by(Agency.id)
    )
    return {
        wave.id: _hash(
            [
                cells.get(wave.id, [NOTHING]),
                ratings.get(wave.id, [NOTHING[:2]]),
                members if wave.is_open else targets.get(wave.id, []),
                agencies,
                [(wave.id, wave.title, wave.cut_good, wave.cut_fair, wave.is_open)],
                [tuple(wave.module_slugs)],
            ]
        )
        for wave in waves
    }


def _members() -> list[tuple[Any, ...]]:
    return _rows(
        select(Person.agency_id, func.count())
        .where(Person.role != Role.ADMIN, Person.disabled_at.is_(None))
        .group_by(Person.agency_id)
        .order_by(Person.agency_id)
    )


def _by_wave(query: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Wave id, the first column, to its rows without it."""
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for wave_id, *row in db.session.execute(query):
        found[wave_id].append(tuple(row))
    return found


def _rows(query: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.session.execute(query)]


def _hash(state: list[list[tuple[Any, ...]]]) -> str:
    return hashlib.sha256(json.dumps(state, default=str).encode()).hexdigest()[:32]
