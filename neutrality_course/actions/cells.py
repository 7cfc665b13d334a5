"""Making the cells anew from the counted attempts."""

from sqlalchemy import delete, insert, text

from ..database import begin_write, db, is_sqlite
from ..models import AnswerCell
from ..queries.cells import GROUPED, grouped_answers

ROWS_AT_ONCE = 1000


def rebuild_cells() -> None:
    """All cells are what the counted attempts say. Submits wait meanwhile, so none is lost or counted twice."""
    begin_write()
    write_cells_anew()
    db.session.commit()


def write_cells_anew() -> None:
    """Part of an action: the cells as the counted attempts have them, not yet committed."""
    if not is_sqlite():
        db.session.execute(
            text(
                "LOCK TABLE attempt, self_rating, cell, pair_cell, answer_cell, self_rating_cell"
                " IN EXCLUSIVE MODE"
            )
        )
    for model, grouped in GROUPED:
        db.session.execute(delete(model))
        rows_of = grouped()
        names = [column.name for column in rows_of.selected_columns]
        db.session.execute(insert(model).from_select(names, rows_of))
    db.session.execute(delete(AnswerCell))
    names = [column.name for column in AnswerCell.__table__.columns]
    rows = [dict(zip(names, (*key, *sums), strict=True)) for key, sums in grouped_answers().items()]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        db.session.execute(insert(AnswerCell), rows[start : start + ROWS_AT_ONCE])
