"""The course of every wave over all agencies: page, drawing, files and command read this."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..database import db
from ..domain.across_waves import Measure, WaveFigures, breaks_between
from ..domain.figures import figure_table
from ..domain.terms import COURSE
from ..models import Wave
from .indicator import (
    counts_by_wave,
    data_version_times,
    form_versions_by_wave,
    points_by_wave,
)


def waves_with_modules() -> Sequence[Wave]:
    """Newest first, their modules read at once."""
    return db.session.scalars(
        select(Wave).options(selectinload(Wave.modules)).order_by(Wave.opened_at.desc(), Wave.id)
    ).all()


def across_waves(hides: bool = True) -> list[WaveFigures]:
    """Newest first. As many queries for many waves as for one."""
    waves = waves_with_modules()
    if not waves:
        return []
    counts = counts_by_wave(waves, COURSE)
    tables = {wave.id: figure_table(counts[wave.id], hides=hides) for wave in waves}
    versions, points = form_versions_by_wave(), points_by_wave(waves, COURSE)
    times = data_version_times(waves)
    measures = [
        Measure(
            wave.cuts,
            wave.module_slugs,
            versions.get(wave.id, []),
            tables[wave.id].national.people,
        )
        for wave in waves
    ]
    before = [*measures[1:], None]
    return [
        WaveFigures(
            title=wave.title,
            first_on=wave.first_on,
            last_on=wave.last_on,
            is_open=wave.is_open,
            cuts=wave.cuts,
            points=points[wave.id],
            modules=tuple(wave.module_slugs),
            form_versions=tuple(versions.get(wave.id, [])),
            national=tables[wave.id].national,
            reporting=sum(1 for row in tables[wave.id].agencies if row.people),
            agencies=len(tables[wave.id].agencies),
            computed_at=times[wave.id],
            breaks=breaks_between(own, older) if older else (),
        )
        for wave, own, older in zip(waves, measures, before, strict=True)
    ]
