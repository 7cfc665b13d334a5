"""Making the cells anew from the counted attempts."""

from sqlalchemy import delete, insert, text

from ..database import begin_write, db, is_sqlite
from ..models import AnswerCell, Cell, PairCell
from ..queries.cells import grouped_answers, grouped_cells, grouped_pair_cells

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
            text("LOCK TABLE attempt, cell, pair_cell, answer_cell IN EXCLUSIVE MODE")
        )
    for model, grouped in ((Cell, grouped_cells()), (PairCell, grouped_pair_cells())):
        db.session.execute(delete(model))
        names = [column.name for column in grouped.selected_columns]
        db.session.execute(insert(model).from_select(names, grouped))
    db.session.execute(delete(AnswerCell))
    names = [column.name for column in AnswerCell.__table__.columns]
    rows = [dict(zip(names, (*key, *sums), strict=True)) for key, sums in grouped_answers().items()]
    for start in range(0, len(rows), ROWS_AT_ONCE):
        db.session.execute(insert(AnswerCell), rows[start : start + ROWS_AT_ONCE])
