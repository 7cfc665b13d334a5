"""A report as JSON, and the JSON Schema that says what stands in it."""

import json
from typing import Any

from .report import Column, Kind, Report, record

_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": ["string", "null"]},
    Kind.COUNT: {"type": ["integer", "null"], "minimum": 0},
    Kind.PERCENT: {"type": ["number", "null"], "minimum": 0, "maximum": 100},
    Kind.POINTS: {"type": ["number", "null"], "minimum": -100, "maximum": 100},
    Kind.NUMBER: {"type": ["number", "null"]},
    Kind.FLAG: {"type": ["boolean", "null"]},
    Kind.MOMENT: {"type": ["string", "null"], "format": "date-time"},
}


def as_json(report: Report) -> bytes:
    """UTF-8; numbers unrounded, nothing as null with its key kept; a total under its own key."""
    records = [record(report, row) for row in report.rows]
    content: dict[str, Any] = {report.list_key: records}
    if report.total_key:
        content = {report.total_key: records[-1], report.list_key: records[:-1]}
    return _written(content)


def as_schema(report: Report) -> bytes:
    """The JSON Schema (2020-12) of every file that `as_json` makes of reports of this subject."""
    properties: dict[str, Any] = {
        report.list_key: {"type": "array", "items": {"$ref": "#/$defs/baris"}}
    }
    if report.total_key:
        properties = {report.total_key: {"$ref": "#/$defs/baris"}, **properties}
    return _written(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"Berkas JSON: {report.subject}",
            **_object(properties),
            "$defs": {"baris": _object({c.name: _property(c) for c in report.columns})},
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _property(column: Column) -> dict[str, Any]:
    return {"description": column.meaning, **_TYPES[column.kind]}


def _written(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
