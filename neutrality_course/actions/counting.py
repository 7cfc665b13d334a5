"""Writing a newly counted attempt into the cells, inside the transaction that graded it."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from ..database import Base, UtcDateTime, db, is_sqlite
from ..domain.counting import (
    UNANSWERED,
    AnswerKey,
    CellKey,
    Place,
    Result,
    added,
    cell_counts,
    pair_counts,
    with_course,
)
from ..domain.quiz import QuizForm
from ..models import AnswerCell, Attempt, Cell, PairCell, Wave

Row = dict[str, Any]


def count_attempt(attempt: Attempt, wave: Wave, form: QuizForm | None) -> None:
    """Add what this attempt changes in the person's share of the cells; no commit of its own.

    `form` is None for an attempt brought in without answers: then no answer cell is written.
    """
    modules = wave.module_slugs
    counted = db.session.scalars(
        select(Attempt).where(
            Attempt.person_id == attempt.person_id,
            Attempt.wave_id == attempt.wave_id,
            Attempt.counted,
        )
    ).all()
    after = with_course([_as_result(a) for a in counted], modules)
    before = with_course([_as_result(a) for a in counted if a.id != attempt.id], modules)
    cells = added(cell_counts(after, wave.cuts), cell_counts(before, wave.cuts))
    # A course is as new as its newest module, which another server may have recorded a moment later.
    graded_at = {CellKey(r.module_slug, r.phase, r.place): r.graded_at for r in after}
    add_to_cells(
        Cell,
        [
            {
                "module_slug": cell.module_slug,
                "phase": cell.phase,
                **cell.place._asdict(),
                **counts,
                "wave_id": wave.id,
                "last_graded_at": graded_at[cell],
            }
            for cell, counts in sorted(cells.items())
        ],
    )
    pairs = added(pair_counts(after, wave.cuts), pair_counts(before, wave.cuts))
    add_to_cells(
        PairCell,
        [
            {"module_slug": pair.module_slug, **pair.place._asdict(), **counts, "wave_id": wave.id}
            for pair, counts in sorted(pairs.items())
        ],
    )
    if form is not None:
        add_to_cells(AnswerCell, list(_answer_rows(attempt, form)))


def _answer_rows(attempt: Attempt, form: QuizForm) -> Iterator[Row]:
    total = attempt.points or 0
    for question in sorted(form.questions, key=lambda q: q.id):
        for choice_id in sorted(attempt.answers.get(question.id, [UNANSWERED])):
            key = AnswerKey(attempt.module_slug, form.version, question.id, choice_id)
            yield {
                "wave_id": attempt.wave_id,
                **key._asdict(),
                "people": 1,
                "total_sum": total,
                "total_squared_sum": total**2,
            }


def _as_result(attempt: Attempt) -> Result:
    assert attempt.agency_id and attempt.job_level and attempt.employment
    assert attempt.score is not None and attempt.graded_at is not None
    return Result(
        module_slug=attempt.module_slug,
        phase=attempt.phase,
        place=Place(attempt.agency_id, attempt.job_level, attempt.employment),
        score=attempt.score,
        graded_at=attempt.graded_at,
        attempt_id=attempt.id,
    )


def add_to_cells(model: type[Base], rows: Sequence[Row]) -> None:
    """Part of an action: add counts to the rows of these keys, or make them. A count that a row leaves out is 0.

    DO UPDATE locks and rereads the row, so no sum is lost. Rows are touched in the order of their keys in
    every transaction: two submits never wait for each other in a circle.
    """
    if rows:
        blank = dict.fromkeys(_counts(model), 0)
        db.session.execute(_adding(model, is_sqlite()), [{**blank, **row} for row in rows])


def _counts(model: type[Base]) -> list[str]:
    table = model.__table__
    return [c.name for c in table.columns if not c.primary_key and c.name not in _moments(model)]


def _moments(model: type[Base]) -> list[str]:
    """The columns that keep the newest moment instead of a sum."""
    return [c.name for c in model.__table__.columns if isinstance(c.type, UtcDateTime)]


@cache
def _adding(model: type[Base], sqlite_speaks: bool) -> Any:
    table: Any = model.__table__
    statement: Any = (sqlite.insert if sqlite_speaks else postgresql.insert)(table)
    new = statement.excluded
    changes = {name: table.c[name] + new[name] for name in _counts(model)}
    # SQLite's max() of two values is PostgreSQL's greatest().
    greater = func.max if sqlite_speaks else func.greatest
    changes |= {name: greater(table.c[name], new[name]) for name in _moments(model)}
    keys = [column.name for column in table.primary_key]
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)
