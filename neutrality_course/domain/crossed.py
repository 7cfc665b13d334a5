"""Hiding in a table of rows × columns whose row totals, column totals and grand total are published.

By rows, then columns, until nothing changes (contract.md section 4). That alone is not enough: a cell between
two groups of hidden cells follows by adding up the rows of one group and taking away its columns. So what is
still open after it is closed as in the national table, which is the same figure: every cell is the only
agency of its kind (row) in its province (column).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from .disclosure import (
    HOMOGENEOUS_BELOW,
    SHOW_FROM,
    AgencyCell,
    hidden_cells,
    hide_agencies,
)
from .indicator import Indicator

Row = TypeVar("Row", bound=str)
Column = TypeVar("Column", bound=str)


@dataclass(frozen=True, slots=True)
class HiddenGrid(Generic[Row, Column]):
    """The figures a crossed table leaves out; how many people there are stays."""

    cells: frozenset[tuple[Row, Column]]
    row_totals: frozenset[Row]
    column_totals: frozenset[Column]
    hides_grand_total: bool


def hide_grid(
    grid: Mapping[tuple[Row, Column], Indicator],
    threshold: int = SHOW_FROM,
    homogeneous_below: int = HOMOGENEOUS_BELOW,
) -> HiddenGrid[Row, Column]:
    """What to hide, in the grid's own keys; a place without people may be missing and is never hidden.

    No hidden figure, and no sum of hidden ones with fewer than `threshold` people, follows from what is shown.
    A total is hidden only where its own people are few or none of them good, or where the cells cannot keep
    the secret. Ties go to the lowest row, then the lowest column, whatever the mapping's order.
    """
    rows = {row: f"r{i:04d}" for i, row in enumerate(sorted({row for row, _ in grid}))}
    columns = {col: f"c{i:04d}" for i, col in enumerate(sorted({col for _, col in grid}))}
    places = {rows[row] + columns[column]: (row, column) for row, column in grid}
    cells = [
        AgencyCell(rows[row] + columns[column], rows[row], columns[column], own.people, own.good)
        for (row, column), own in grid.items()
    ]
    by_lines = _by_rows_then_columns(cells, threshold, homogeneous_below)
    found = hide_agencies(cells, threshold, homogeneous_below, hidden_before=by_lines)
    return HiddenGrid(
        cells=frozenset(places[cell_id] for cell_id in found.agencies),
        row_totals=frozenset(row for row, name in rows.items() if (name, None) in found.totals),
        column_totals=frozenset(
            column for column, name in columns.items() if (None, name) in found.totals
        ),
        hides_grand_total=(None, None) in found.totals,
    )


def hide_lines(grid: Mapping[tuple[Row, Column], Indicator]) -> frozenset[tuple[Row, Column]]:
    """The cells to hide by rows, then columns, until nothing changes: contract.md's rule and no more.

    For tables of hundreds of rows, of which nobody is shown more than one at a time: there `hide_grid` would
    take half a minute to close what follows only from adding up many rows and taking away many columns.
    """
    places = {f"{i:06d}": place for i, place in enumerate(grid)}
    cells = [
        AgencyCell(name, str(places[name][0]), str(places[name][1]), own.people, own.good)
        for name, own in zip(places, grid.values(), strict=True)
    ]
    hidden = _by_rows_then_columns(cells, SHOW_FROM, HOMOGENEOUS_BELOW)
    return frozenset(places[name] for name in hidden)


def _by_rows_then_columns(
    cells: list[AgencyCell], threshold: int, homogeneous_below: int
) -> set[str]:
    lines: dict[tuple[str, str], list[AgencyCell]] = {}
    for cell in cells:
        lines.setdefault(("row", cell.kind), []).append(cell)
    for cell in cells:
        lines.setdefault(("column", cell.province), []).append(cell)
    hidden: set[str] = set()
    while True:
        before = len(hidden)
        for line in lines.values():
            hidden |= hidden_cells(line, threshold, homogeneous_below, hidden)
        if len(hidden) == before:
            return hidden
