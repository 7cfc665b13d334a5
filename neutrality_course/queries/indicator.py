"""The one query behind the indicator: page, file and command all read this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from ..database import db
from ..domain.benchmark import self_rated
from ..domain.figures import AgencyCounts, FigureTable, figure_table
from ..domain.quiz import version_name
from ..domain.terms import COURSE, AgencyKind, AttemptSource, Phase, Role, SelfRating
from ..models import (
    Agency,
    AnswerCell,
    Attempt,
    Cell,
    PairCell,
    Person,
    SelfRatingCell,
    Wave,
    WaveTarget,
)
from ..reports.indicator import Heading
from .self_rating import self_ratings


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures with what is said of each of them."""

    heading: Heading
    table: FigureTable


def indicator(
    wave: Wave,
    module_slug: str,
    kind: AgencyKind | None = None,
    province: str | None = None,
    hides: bool = True,
) -> Figures:
    """What the page, every file and the command show of a module of the wave, or of `kursus`."""
    heading = Heading(
        wave_title=wave.title,
        module=module_slug,
        form_versions=form_versions(wave, None if module_slug == COURSE else module_slug),
        cut_good=wave.cut_good,
        computed_at=data_version_time(wave),
        points=points_possible(wave, module_slug),
    )
    counts = agency_counts(wave, module_slug)
    return Figures(heading, figure_table(counts, kind, province, hides))


def agency_counts(wave: Wave, module_slug: str) -> list[AgencyCounts]:
    """One row for every agency, in the order of their codes, also for those with nobody counted.

    `module_slug` is a module of the wave or `kursus`. Five queries, whatever the number of agencies.
    """
    return counts_by_wave([wave], module_slug)[wave.id]


def counts_by_wave(waves: Sequence[Wave], module_slug: str) -> dict[str, list[AgencyCounts]]:
    """Wave id to the counts of every agency; as many queries for many waves as for one."""
    ids = [wave.id for wave in waves]
    cells = _sums(
        Cell.wave_id,
        Cell.agency_id,
        Cell.phase,
        columns={name: getattr(Cell, name) for name in ("people", "good", "fair", "poor")},
        where=(Cell.wave_id.in_(ids), Cell.module_slug == module_slug),
    )
    pairs = _sums(
        PairCell.wave_id,
        PairCell.agency_id,
        columns={
            name: getattr(PairCell, name) for name in ("pairs", "both_good", "gained", "lost")
        },
        where=(PairCell.wave_id.in_(ids), PairCell.module_slug == module_slug),
    )
    frozen = _frozen_targets([wave.id for wave in waves if not wave.is_open])
    members = _active_members() if any(wave.is_open for wave in waves) else {}
    # The question is asked once, after the last module: it belongs to the course.
    ratings = self_ratings(waves) if module_slug == COURSE else {}
    agencies = db.session.scalars(select(Agency).order_by(Agency.code)).all()
    nothing = {"people": 0, "good": 0, "fair": 0, "poor": 0}

    def counts(wave: Wave, agency: Agency) -> AgencyCounts:
        here = (wave.id, agency.id)
        return AgencyCounts(
            code=agency.code,
            name=agency.name,
            kind=agency.kind,
            province=agency.province,
            members=members.get(agency.id, 0) if wave.is_open else frozen.get(here, 0),
            staff=agency.staff_count if wave.is_open else 0,
            pre_people=cells.get((*here, Phase.PRE_TEST), nothing)["people"],
            **cells.get((*here, Phase.POST_TEST), nothing),
            **pairs.get(here, {}),
            **_rated(ratings.get(here, {})),
        )

    return {wave.id: [counts(wave, agency) for agency in agencies] for wave in waves}


def data_version_time(wave: Wave) -> datetime:
    """When the wave's figures last changed by a result or a self-rating; its opening before the first."""
    return data_version_times([wave])[wave.id]


def data_version_times(waves: Sequence[Wave]) -> dict[str, datetime]:
    ids = [wave.id for wave in waves]
    found = {wave.id: list[datetime]() for wave in waves}
    for query in (
        select(Cell.wave_id, func.max(Cell.last_graded_at))
        .where(Cell.wave_id.in_(ids))
        .group_by(Cell.wave_id),
        select(SelfRatingCell.wave_id, func.max(SelfRatingCell.last_rated_at))
        .where(SelfRatingCell.wave_id.in_(ids))
        .group_by(SelfRatingCell.wave_id),
    ):
        for wave_id, moment in db.session.execute(query):
            found[wave_id] += [moment] if moment else []
    return {wave.id: max(found[wave.id], default=wave.opened_at) for wave in waves}


def _rated(counts: Mapping[SelfRating, int]) -> dict[str, int]:
    said = self_rated(counts)
    return {"rated": said.people, "rated_good": said.good}


def form_versions(wave: Wave, module_slug: str | None) -> list[str]:
    """The names of the form versions met in counted attempts of a module, or of all (None), sorted."""
    query = select(AnswerCell.form_version).where(AnswerCell.wave_id == wave.id).distinct()
    if module_slug is not None:
        query = query.where(AnswerCell.module_slug == module_slug)
    return sorted(map(version_name, db.session.scalars(query)))


def form_versions_by_wave() -> dict[str, list[str]]:
    """Wave id to the form versions met in its counted attempts, sorted."""
    query = select(AnswerCell.wave_id, AnswerCell.form_version).distinct()
    found: dict[str, list[str]] = {}
    for wave_id, version in sorted(map(tuple, db.session.execute(query))):
        found.setdefault(wave_id, []).append(version)
    return found


def points_possible(wave: Wave, module_slug: str) -> int | None:
    """The points of a counted test after, when they were the same for all; None before the first."""
    return points_by_wave([wave], module_slug)[wave.id]


def points_by_wave(waves: Sequence[Wave], module_slug: str) -> dict[str, int | None]:
    sums = _sums(
        Cell.wave_id,
        columns={"people": Cell.people, "possible": Cell.possible},
        where=(
            Cell.wave_id.in_([wave.id for wave in waves]),
            Cell.module_slug == module_slug,
            Cell.phase == Phase.POST_TEST,
        ),
    )
    found: dict[str, int | None] = {}
    for wave in waves:
        own = sums.get((wave.id,), {"people": 0, "possible": 0})
        is_whole = own["people"] and own["possible"] % own["people"] == 0
        found[wave.id] = own["possible"] // own["people"] if is_whole else None
    return found


def attempts_so_far(wave: Wave) -> tuple[int, int]:
    """How many attempts the wave has, and how many of them are open. Read from indexes alone.

    No attempt is ever deleted or opened again, so the pair is another one after any start or sending.
    """
    of_wave = select(func.count()).select_from(Attempt).where(Attempt.wave_id == wave.id)
    attempts, open_ones = (
        db.session.scalar(query) or 0
        for query in (of_wave, of_wave.where(Attempt.graded_at.is_(None)))
    )
    return attempts, open_ones


def people_started(wave: Wave) -> int:
    """People (admins' previews apart) who began at least one test of the wave."""
    return (
        db.session.scalar(
            select(func.count(Attempt.person_id.distinct())).where(
                Attempt.wave_id == wave.id, Attempt.source != AttemptSource.PREVIEW
            )
        )
        or 0
    )


def people_finished(wave: Wave) -> int:
    """People who sent the test after of every module of the wave, counted or not."""
    done = (
        select(Attempt.person_id)
        .where(
            Attempt.wave_id == wave.id,
            Attempt.phase == Phase.POST_TEST,
            Attempt.graded_at.is_not(None),
            Attempt.source != AttemptSource.PREVIEW,
        )
        .group_by(Attempt.person_id)
        .having(func.count(Attempt.module_slug.distinct()) == len(wave.modules))
        .subquery()
    )
    return db.session.scalar(select(func.count()).select_from(done)) or 0


def _frozen_targets(closed_ids: Sequence[str]) -> dict[tuple[str, str], int]:
    """(wave id, agency id) to the target frozen when the wave closed."""
    if not closed_ids:
        return {}
    rows = db.session.execute(
        select(WaveTarget.wave_id, WaveTarget.agency_id, WaveTarget.people).where(
            WaveTarget.wave_id.in_(closed_ids)
        )
    )
    return {(wave_id, agency_id): people for wave_id, agency_id, people in rows}


def _active_members() -> dict[str, int]:
    rows = db.session.execute(
        select(Person.agency_id, func.count())
        .where(Person.role != Role.ADMIN, Person.disabled_at.is_(None))
        .group_by(Person.agency_id)
    )
    return dict(rows.all())


def _sums(*keys: Any, columns: dict[str, Any], where: tuple[Any, ...]) -> dict[Any, dict[str, int]]:
    """Per key the sums of these columns, as whole numbers (PostgreSQL sums come as decimals)."""
    rows = db.session.execute(
        select(*keys, *(func.sum(column).label(name) for name, column in columns.items()))
        .where(*where)
        .group_by(*keys)
    )
    return {
        tuple(row[: len(keys)]): {name: int(getattr(row, name)) for name in columns} for row in rows
    }
