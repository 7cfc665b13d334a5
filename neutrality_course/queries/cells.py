"""The cells as a GROUP BY over the counted attempts: an account of its own, to check and rebuild them with."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    case,
    func,
    literal,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from ..database import Base, begin_snapshot, db
from ..domain.counting import UNANSWERED
from ..domain.terms import COURSE, Phase
from ..models import (
    AnswerCell,
    Attempt,
    Cell,
    FormVersion,
    PairCell,
    SelfRatingAnswer,
    SelfRatingCell,
    Wave,
    WaveModule,
)
from .self_rating import COLUMNS as RATING_COLUMNS

PLACE = ("agency_id", "job_level", "employment")


def _module_results() -> Select[Any]:
    columns: tuple[Any, ...] = (
        Attempt.wave_id,
        Attempt.module_slug,
        Attempt.phase,
        Attempt.person_id,
        Attempt.agency_id,
        Attempt.job_level,
        Attempt.employment,
        Attempt.points,
        Attempt.possible,
        Attempt.graded_at,
    )
    return select(*columns).where(Attempt.counted)


def course_results_in(wave: Wave, agency_id: str) -> Select[Any]:
    """The course results filed under one agency; reads the attempts of its people alone."""
    people = select(Attempt.person_id).where(
        Attempt.wave_id == wave.id, Attempt.agency_id == agency_id, Attempt.counted
    )
    results = course_results(Attempt.wave_id == wave.id, Attempt.person_id.in_(people)).subquery()
    return select(*results.c).where(results.c.agency_id == agency_id)


def course_results(*of: ColumnElement[bool]) -> Select[Any]:
    """One row per person and phase whose modules of the wave are all counted, filed under the last one.

    `of` limits the attempts read; it must leave in all those of a person in a wave, or none.
    """
    modules = (
        select(WaveModule.wave_id, func.count().label("modules"))
        .group_by(WaveModule.wave_id)
        .subquery()
    )
    person_phase = (Attempt.wave_id, Attempt.person_id, Attempt.phase)
    windows = (
        select(
            *person_phase,
            Attempt.agency_id,
            Attempt.job_level,
            Attempt.employment,
            Attempt.graded_at,
            func.sum(Attempt.points).over(partition_by=person_phase).label("points"),
            func.sum(Attempt.possible).over(partition_by=person_phase).label("possible"),
            func.count().over(partition_by=person_phase).label("done"),
            func.row_number()
            .over(
                partition_by=person_phase,
                order_by=(Attempt.graded_at.desc(), Attempt.id.desc()),
            )
            .label("newest"),
        )
        .join(
            WaveModule,
            # A test begun before its module was taken out of the wave counts, but not for the course.
            (WaveModule.wave_id == Attempt.wave_id)
            & (WaveModule.module_slug == Attempt.module_slug),
        )
        .where(Attempt.counted, *of)
        .subquery()
    )
    return (
        select(
            windows.c.wave_id,
            literal(COURSE).label("module_slug"),
            windows.c.phase,
            windows.c.person_id,
            *(windows.c[name] for name in PLACE),
            windows.c.points,
            windows.c.possible,
            windows.c.graded_at,
        )
        .join(modules, modules.c.wave_id == windows.c.wave_id)
        .where(windows.c.newest == 1, windows.c.done == modules.c.modules)
    )


def _levelled_results() -> Subquery:
    results: CompoundSelect[Any] = union_all(_module_results(), course_results())
    r = results.subquery()
    level = case(
        (r.c.points * 100 >= Wave.cut_good * r.c.possible, "good"),
        (r.c.points * 100 >= Wave.cut_fair * r.c.possible, "fair"),
        else_="poor",
    )
    return select(*r.c, level.label("level")).join(Wave, Wave.id == r.c.wave_id).subquery()


def _count_if(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def grouped_cells() -> Select[Any]:
    """Rows with the columns of Cell."""
    r = _levelled_results()
    key = (r.c.wave_id, r.c.module_slug, r.c.phase, *(r.c[name] for name in PLACE))
    return select(
        *key,
        func.count().label("people"),
        _count_if(r.c.level == "good").label("good"),
        _count_if(r.c.level == "fair").label("fair"),
        _count_if(r.c.level == "poor").label("poor"),
        func.sum(r.c.points).label("points"),
        func.sum(r.c.points * r.c.points).label("points_squared"),
        func.sum(r.c.possible).label("possible"),
        func.max(r.c.graded_at).label("last_graded_at"),
    ).group_by(*key)


def grouped_pair_cells() -> Select[Any]:
    """Rows with the columns of PairCell."""
    results = _levelled_results()
    pre, post = aliased(results), aliased(results)
    gain = post.c.points * pre.c.possible - pre.c.points * post.c.possible
    was_good, is_good = pre.c.level == "good", post.c.level == "good"
    key = (post.c.wave_id, post.c.module_slug, *(post.c[name] for name in PLACE))
    return (
        select(
            *key,
            func.count().label("pairs"),
            _count_if(was_good & is_good).label("both_good"),
            _count_if(~was_good & is_good).label("gained"),
            _count_if(was_good & ~is_good).label("lost"),
            _count_if(~was_good & ~is_good).label("neither"),
            func.sum(gain).label("gain_sum"),
            func.sum(gain * gain).label("gain_squared_sum"),
            func.sum(pre.c.possible * post.c.possible).label("scale_sum"),
        )
        .select_from(pre)
        .join(
            post,
            (pre.c.wave_id == post.c.wave_id)
            & (pre.c.module_slug == post.c.module_slug)
            & (pre.c.person_id == post.c.person_id),
        )
        .where(pre.c.phase == Phase.PRE_TEST, post.c.phase == Phase.POST_TEST)
        .group_by(*key)
    )


def grouped_self_ratings() -> Select[Any]:
    """Rows with the columns of SelfRatingCell."""
    answer = SelfRatingAnswer
    key = (answer.wave_id, *(getattr(answer, name) for name in PLACE))
    return select(
        *key,
        func.count().label("people"),
        *(
            _count_if(answer.rating == rating).label(name)
            for rating, name in RATING_COLUMNS.items()
        ),
        func.max(answer.rated_at).label("last_rated_at"),
    ).group_by(*key)


GROUPED: Sequence[tuple[type[Base], Callable[[], Select[Any]]]] = (
    (Cell, grouped_cells),
    (PairCell, grouped_pair_cells),
    (SelfRatingCell, grouped_self_ratings),
)
"""Each kind of cell that SQL alone can count, with the query that does."""


def grouped_answers() -> dict[tuple[str, ...], tuple[int, int, int]]:
    """(wave id, module, form version, question, choice) -> people, sum and sum of squares of their totals.

    Answers are packed in the attempt's row, so this grouping is done here, over a stream of rows.
    """
    versions = {
        row.id: (row.version, [q["id"] for q in row.body["questions"]])
        for row in db.session.execute(select(FormVersion.id, FormVersion.version, FormVersion.body))
    }
    rows: Iterable[Any] = db.session.execute(
        select(
            Attempt.wave_id,
            Attempt.module_slug,
            Attempt.form_version_id,
            Attempt.answers,
            Attempt.points,
        )
        .where(Attempt.counted, Attempt.form_version_id.is_not(None))
        .execution_options(yield_per=2000)
    )
    sums: dict[tuple[str, ...], tuple[int, int, int]] = {}
    for wave_id, module_slug, version_id, answers, points in rows:
        version, question_ids = versions[version_id]
        for question_id in question_ids:
            for choice_id in answers.get(question_id, [UNANSWERED]):
                key = (wave_id, module_slug, version, question_id, choice_id)
                people, total, squares = sums.get(key, (0, 0, 0))
                sums[key] = (people + 1, total + points, squares + points**2)
    return sums


def cell_differences() -> Iterator[str]:
    """One line for every cell that is not what the attempts say; nothing when all agree."""
    begin_snapshot()
    for model, grouped in GROUPED:
        key_names = [column.name for column in model.__table__.primary_key]
        names = [column.name for column in model.__table__.columns]
        truth = _by_key(db.session.execute(_typed(model, grouped())), key_names, names)
        yield from _differences(model, truth, _stored(model, key_names, names))
    key_names = [column.name for column in AnswerCell.__table__.primary_key]
    names = [*key_names, "people", "total_sum", "total_squared_sum"]
    stored = _stored(AnswerCell, key_names, names)
    yield from _differences(
        AnswerCell,
        {key: (*key, *sums) for key, sums in grouped_answers().items()},
        stored,
    )


def _typed(model: type[Base], grouped: Select[Any]) -> Select[Any]:
    """The grouped rows read through the columns' own types, so that they compare with stored ones."""
    sub = grouped.subquery()
    return select(
        *(
            type_coerce(sub.c[column.name], column.type).label(column.name)
            for column in model.__table__.columns
        )
    )


def _stored(model: type[Base], key_names: list[str], names: list[str]) -> dict[Any, Any]:
    table = model.__table__
    return _by_key(db.session.execute(select(*(table.c[n] for n in names))), key_names, names)


def _by_key(rows: Any, key_names: list[str], names: list[str]) -> dict[Any, Any]:
    return {
        tuple(getattr(row, n) for n in key_names): tuple(getattr(row, n) for n in names)
        for row in rows
    }


def _differences(model: type[Base], truth: dict[Any, Any], stored: dict[Any, Any]) -> Iterator[str]:
    for key in sorted(truth.keys() | stored.keys(), key=str):
        if truth.get(key) != stored.get(key):
            name = " · ".join(str(part) for part in key)
            yield f"{model.__tablename__} {name}: {stored.get(key)} ≠ {truth.get(key)}"
