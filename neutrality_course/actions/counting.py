"""Writing newly counted attempts into the cells, inside the transaction that graded them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from ..database import Base, UtcDateTime, db, is_sqlite
from ..domain.counting import (
    UNANSWERED,
    AnswerKey,
    CellKey,
    PairKey,
    Place,
    Result,
    added,
    cell_counts,
    pair_counts,
    with_course,
)
from ..domain.quiz import QuizForm
from ..domain.scoring import Score
from ..models import AnswerCell, Attempt, Cell, PairCell, Wave
from ..queries.members import chunks

Row = dict[str, Any]


def count_attempt(attempt: Attempt, wave: Wave, form: QuizForm | None) -> None:
    """Add what this attempt changes in the person's share of the cells; no commit of its own.

    `form` is None for an attempt brought in without answers: then no answer cell is written.
    """
    count_results(wave, [attempt.person_id], {attempt.id})
    if form is not None:
        count_answers(wave, [Answered(form, attempt.answers, attempt.points or 0)])


def count_results(wave: Wave, person_ids: Collection[str], new_ids: Collection[str]) -> None:
    """Part of an action: add what these newly counted attempts change in the cells of results.

    The caller has locked their people. However many they are, each cell is touched once.
    """
    cells: dict[CellKey, Counter[str]] = defaultdict(Counter)
    pairs: dict[PairKey, Counter[str]] = defaultdict(Counter)
    newest: dict[CellKey, datetime] = {}
    for counted in _counted_of_each(wave, person_ids):
        after = with_course(counted, wave.module_slugs)
        old = [result for result in counted if result.attempt_id not in new_ids]
        before = with_course(old, wave.module_slugs)
        for cell, more in added(
            cell_counts(after, wave.cuts), cell_counts(before, wave.cuts)
        ).items():
            cells[cell].update(more)
        for pair, more in added(
            pair_counts(after, wave.cuts), pair_counts(before, wave.cuts)
        ).items():
            pairs[pair].update(more)
        for result in after:
            # A course is as new as its newest module, which another server may have recorded a moment later.
            cell = CellKey(result.module_slug, result.phase, result.place)
            newest[cell] = max(result.graded_at, newest.get(cell, result.graded_at))
    add_to_cells(
        Cell,
        [
            {
                "module_slug": cell.module_slug,
                "phase": cell.phase,
                **cell.place._asdict(),
                **counts,
                "wave_id": wave.id,
                "last_graded_at": newest[cell],
            }
            for cell, counts in sorted(cells.items())
        ],
    )
    add_to_cells(
        PairCell,
        [
            {"module_slug": pair.module_slug, **pair.place._asdict(), **counts, "wave_id": wave.id}
            for pair, counts in sorted(pairs.items())
        ],
    )


class Answered(NamedTuple):
    """A newly counted attempt with its answers."""

    form: QuizForm
    answers: Mapping[str, Sequence[str]]
    points: int


def count_answers(wave: Wave, attempts: Iterable[Answered]) -> None:
    """Part of an action: add the answers of newly counted attempts to the answer cells."""
    cells: dict[AnswerKey, Counter[str]] = defaultdict(Counter)
    for form, answers, points in attempts:
        version = form.version
        for question in form.questions:
            for choice_id in answers.get(question.id, [UNANSWERED]):
                key = AnswerKey(form.module_slug, version, question.id, choice_id)
                cells[key].update(people=1, total_sum=points, total_squared_sum=points**2)
    add_to_cells(
        AnswerCell,
        [{"wave_id": wave.id, **key._asdict(), **counts} for key, counts in sorted(cells.items())],
    )


def _counted_of_each(wave: Wave, person_ids: Collection[str]) -> Iterator[list[Result]]:
    """The counted results in this wave, person by person."""
    columns: tuple[Any, ...] = (
        Attempt.person_id,
        Attempt.module_slug,
        Attempt.phase,
        Attempt.agency_id,
        Attempt.job_level,
        Attempt.employment,
        Attempt.points,
        Attempt.possible,
        Attempt.graded_at,
        Attempt.id,
    )
    for chunk in chunks(sorted(person_ids)):
        rows = db.session.execute(
            select(*columns)
            .where(Attempt.person_id.in_(chunk), Attempt.wave_id == wave.id, Attempt.counted)
            .order_by(Attempt.person_id)
        )
        for _, of_one in groupby(rows, key=lambda row: row.person_id):
            yield [
                Result(
                    module_slug=row.module_slug,
                    phase=row.phase,
                    place=Place(row.agency_id, row.job_level, row.employment),
                    score=Score(row.points, row.possible),
                    graded_at=row.graded_at,
                    attempt_id=row.id,
                )
                for row in of_one
            ]


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
