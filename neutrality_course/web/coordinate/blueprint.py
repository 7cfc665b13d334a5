"""The blueprint that the coordinator's journeys hang their pages on, and what their lists share."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flask import Blueprint, Response, request, stream_with_context, url_for

from ...tables import Cell, write_csv_rows

blueprint = Blueprint("coordinate", __name__, url_prefix="/koordinator")

EXCEL = "excel"


class Column(NamedTuple):
    """A column of a sortable table; without an order it cannot be sorted by."""

    label: str
    order: str = ""
    kind: str = "text"


class Heading(NamedTuple):
    """A column as the table component takes it."""

    label: str
    kind: str
    sort_href: str | None
    aria_sort: str | None


def page_number() -> int:
    """The page of a list that the address asks for; the first when it asks for none."""
    text = request.args.get("halaman", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def headings(
    columns: Sequence[Column], address: Mapping[str, Any], order: str, descending: bool
) -> Iterator[Heading]:
    """The columns with the addresses that sort by them; sorted by one already, its address turns it round."""
    for column in columns:
        if not column.order:
            yield Heading(column.label, column.kind, None, None)
            continue
        is_order = column.order == order
        turned = f"-{order}" if is_order and not descending else column.order
        href = url_for(request.endpoint or "", **address, urut=turned)
        direction = ("descending" if descending else "ascending") if is_order else None
        yield Heading(column.label, column.kind, href, direction)


def page_address(address: Mapping[str, Any], order: str, descending: bool) -> dict[str, Any]:
    """The parameters of the same list in the same order; its usual order, by name, needs none."""
    if (order, descending) == ("nama", False):
        return dict(address)
    return {**address, "urut": f"-{order}" if descending else order}


def page_links(address: Mapping[str, Any], order: str, descending: bool) -> Callable[[int], str]:
    """From a page's number to its address."""
    kept = page_address(address, order, descending)
    return lambda page: url_for(request.endpoint or "", **kept, halaman=page)


def is_for_spreadsheet() -> bool:
    return request.args.get("ragam") == EXCEL


def csv_answer(header: Sequence[str], rows: Iterator[Sequence[Cell]], name: str) -> Response:
    """A CSV file in the flavour that the address asks for, sent as it is read from the database."""
    lines = write_csv_rows(header, rows, for_spreadsheet=is_for_spreadsheet())
    response = Response(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
