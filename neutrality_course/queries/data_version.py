"""A name for the state of everything that figures of a wave are computed from.

It is far cheaper than the figures, so what was computed or drawn under one name can be kept until the
name changes. It never depends on the clock.
"""

import hashlib
import json

from sqlalchemy import func, select

from ..database import db
from ..domain.terms import Role
from ..models import Agency, Cell, Person, SelfRatingCell, Wave, WaveTarget


def data_version(wave: Wave) -> str:
    """32 hex digits that change with any counted result, self-rating, member count, agency or cut."""
    cells = select(
        func.max(Cell.last_graded_at), func.sum(Cell.people), func.sum(Cell.points)
    ).where(Cell.wave_id == wave.id)
    ratings = select(func.max(SelfRatingCell.last_rated_at), func.sum(SelfRatingCell.people)).where(
        SelfRatingCell.wave_id == wave.id
    )
    members = (
        select(Person.agency_id, func.count())
        .where(Person.role != Role.ADMIN, Person.disabled_at.is_(None))
        .group_by(Person.agency_id)
        .order_by(Person.agency_id)
    )
    targets = (
        select(WaveTarget.agency_id, WaveTarget.people)
        .where(WaveTarget.wave_id == wave.id)
        .order_by(WaveTarget.agency_id)
    )
    agencies = select(
        Agency.id, Agency.code, Agency.name, Agency.kind, Agency.province, Agency.staff_count
    ).order_by(Agency.id)
    state = [
        [tuple(row) for row in db.session.execute(query)]
        for query in (cells, ratings, targets if not wave.is_open else members, agencies)
    ]
    state.append([(wave.id, wave.title, wave.cut_good, wave.cut_fair, wave.is_open)])
    state.append([tuple(wave.module_slugs)])
    return hashlib.sha256(json.dumps(state, default=str).encode()).hexdigest()[:32]
