"""What slices and crossed tables are sums of: counts by agency, job level and employment."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, func, select

from ..database import db
from ..domain.figures import AgencyCounts
from ..domain.slice_hiding import hide_slices
from ..domain.slices import NOTHING_HIDDEN, Record, Slice, SliceRow, Target, slice_rows
from ..domain.terms import Employment, JobLevel, Phase, Role
from ..models import Agency, Cell, PairCell, Person, PlaceTarget, Wave
from .indicator import agency_counts


def sliced(
    wave: Wave, module_slug: str, cuts: Sequence[Slice], hides: bool = True
) -> list[SliceRow]:
    """A module of the wave, or `kursus`, by one property or two crossed."""
    records = slice_records(wave, module_slug)
    targets = (
        member_targets(wave)
        if any(cut.is_of_people for cut in cuts)
        else agency_targets(agency_counts(wave, module_slug))
    )
    return slice_rows(records, targets, cuts, hide_slices(records) if hides else NOTHING_HIDDEN)


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
    """Active members by job level and employment, where no staff count is known: as frozen once the wave closed.

    None of a closed wave for which nothing was frozen.
    """
    query = _frozen_members(wave) if not wave.is_open else active_members()
    own = query.subquery()
    rows = db.session.execute(
        select(
            Agency.code,
            Agency.kind,
            Agency.province,
            own.c.job_level,
            own.c.employment,
            own.c.people,
        ).join(own, own.c.agency_id == Agency.id)
    ).all()
    return tuple(Target(*row) for row in rows) if rows or wave.is_open else None


def active_members() -> Select[str, JobLevel, Employment, int]:
    """How many people each agency has now in a job level and employment: the columns of PlaceTarget."""
    place = (Person.agency_id, Person.job_level, Person.employment)
    return (
        select(*place, func.count().label("people"))
        .where(Person.role != Role.ADMIN, Person.disabled_at.is_(None))
        .group_by(*place)
    )


def _frozen_members(wave: Wave) -> Select[str, JobLevel, Employment, int]:
    place = (PlaceTarget.agency_id, PlaceTarget.job_level, PlaceTarget.employment)
    return select(*place, PlaceTarget.people).where(PlaceTarget.wave_id == wave.id)
