"""Reports on paper: typst sets the templates of `templates/pdf/`, tagged for those who listen (PDF/UA-1).

Only the fonts inside typst are used, so that a page is the same on every machine.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ..domain.numbers import NO_VALUE, display_count
from .report import Column, Kind, Report, Value, two_decimals, wib

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "pdf"
NUMBERS = (Kind.COUNT, Kind.PERCENT, Kind.POINTS, Kind.NUMBER)


def as_pdf(report: Report) -> bytes:
    """The report on landscape A4: title, what it is about, the columns that fit, how it was computed."""
    names = [column.name for column in report.columns]
    places = [names.index(name) for name in report.on_paper or names]
    columns = [report.columns[place] for place in places]
    return typeset(
        "report.typ",
        {
            "title": report.title,
            "about": [list(pair) for pair in report.about],
            "columns": [
                {"name": c.name, "meaning": c.meaning, "is_number": c.kind in NUMBERS}
                for c in columns
            ],
            "rows": [_words(columns, [row[place] for place in places]) for row in report.rows],
            "has_total": bool(report.total_key),
            "notes": list(report.notes),
            "computed_at": wib(report.computed_at),
        },
        report.computed_at,
    )


def typeset(
    template: str,
    data: Mapping[str, Any],
    moment: datetime,
    images: Mapping[str, str] | None = None,
) -> bytes:
    """The template filled with `data`, and SVG texts by name. The document's time is `moment`.

    A character that no font has would be refused in a tagged document of the standard: then the same
    document is made without the standard's promise, with a box in the place of the character.
    """
    import typst

    def compiled(standards: Sequence[Any]) -> bytes:
        made: bytes = typst.compile(
            str(TEMPLATES / template),
            root=str(TEMPLATES),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data), **(images or {})},
            pdf_standards=list(standards),
            timestamp=int(moment.timestamp()),
        )
        return made

    try:
        return compiled(["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return compiled([])


def _words(columns: Sequence[Column], row: Sequence[Value]) -> list[str]:
    return [value_words(column.kind, value) for column, value in zip(columns, row, strict=True)]


def value_words(kind: Kind, value: Value) -> str:
    """A value as people read it; a dash for nothing."""
    match value:
        case None:
            return NO_VALUE
        case bool():
            return "ya" if value else "tidak"
        case datetime():
            return wib(value)
        case str():
            return value
        case int() if kind is Kind.COUNT:
            return display_count(value)
    signed = kind is Kind.POINTS and value > 0
    return ("+" if signed else "") + two_decimals(value).replace("-", "−")
