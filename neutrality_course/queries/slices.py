"""What slices and crossed tables are sums of: counts by agency, job level and employment."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from ..database import db
from ..domain.figures import AgencyCounts
from ..domain.slices import Record, Target
from ..domain.terms import Employment, JobLevel, Phase, Role
from ..models import Agency, Cell, PairCell, Person, Wave


def slice_records(wave: Wave, module_slug: str) -> tuple[Record, ...]:
    """All counts of a module of the wave, or of `kursus`; places with people counted in the test after.

    Pairs are filed under the test after, so none is left out. Two queries.
    """
    place = (Agency.id, Agency.code, Agency.kind, Agency.province)
    pairs = {
        (row.agency_id, row.job_level, row.employment): row
        for row in db.session.execute(
            select(PairCell).where(PairCell.wave_id == wave.id, PairCell.module_slug == module_slug)
        ).scalars()
    }
    cells: Iterable[Any] = db.session.execute(
        select(*place, Cell.job_level, Cell.employment, Cell.people, Cell.good)
        .join(Cell, Cell.agency_id == Agency.id)
        .where(
            Cell.wave_id == wave.id,
            Cell.module_slug == module_slug,
            Cell.phase == Phase.POST_TEST,
            Cell.people > 0,
        )
        .order_by(Agency.id, Cell.job_level, Cell.employment)
    )
    return tuple(_record(row, pairs.get((row.id, row.job_level, row.employment))) for row in cells)


def _record(row: Any, pair: PairCell | None) -> Record:
    pairs, pre_good, post_good = _of_pairs(pair)
    return replace(Record(*row), pairs=pairs, pre_good=pre_good, post_good=post_good)


def _of_pairs(cell: PairCell | None) -> tuple[int, int, int]:
    if cell is None:
        return 0, 0, 0
    return cell.pairs, cell.both_good + cell.lost, cell.both_good + cell.gained


def agency_targets(counts: Iterable[AgencyCounts]) -> tuple[Target, ...]:
    """N of whole agencies: with their staff counts, or as frozen at the close."""
    return tuple(
        Target(c.code, c.kind, c.province, JobLevel.UNKNOWN, Employment.UNKNOWN, c.target)
        for c in counts
        if c.kind
    )


def member_targets(wave: Wave) -> tuple[Target, ...] | None:
    """Active members by job level and employment, where no staff count is known.

    None once the wave is closed: what is frozen then is a number for each agency alone.
    """
    if not wave.is_open:
        return None
    place = (Agency.code, Agency.kind, Agency.province, Person.job_level, Person.employment)
    rows = db.session.execute(
        select(*place, func.count())
        .join(Person, Person.agency_id == Agency.id)
        .where(Person.role != Role.ADMIN, Person.disabled_at.is_(None))
        .group_by(*place)
    )
    return tuple(Target(*row) for row in rows)
