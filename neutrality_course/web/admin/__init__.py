"""The admin's pages: the indicator, waves, agencies, accounts, and who did what. One file per journey."""

from flask import render_template
from flask.typing import ResponseReturnValue

from ...domain.terms import Role
from ..guards import open_to
from . import (
    accounts,
    across_waves,
    agencies,
    agency_report,
    beliefs,
    comparison,
    export_jobs,
    exports,
    gain,
    imports,
    indicator,
    items,
    log,
    named_export,
    objectives,
    provinces,
    quality,
    slices,
    summary,
    waves,
)
from .blueprint import blueprint

__all__ = [
    "accounts",
    "across_waves",
    "agencies",
    "agency_report",
    "beliefs",
    "blueprint",
    "comparison",
    "export_jobs",
    "exports",
    "gain",
    "imports",
    "indicator",
    "items",
    "log",
    "named_export",
    "objectives",
    "provinces",
    "quality",
    "slices",
    "summary",
    "waves",
]


@blueprint.get("/pola")
@open_to(Role.ADMIN)
def patterns() -> ResponseReturnValue:
    """Every component of the pages with sample data."""
    return render_template("admin/patterns.html")
