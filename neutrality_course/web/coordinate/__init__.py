"""The coordinator's pages: members, their codes, assignments, progress. One file per journey.

Everything is of the own agency: `current_user.agency_id` is read anew with every request.
"""

from . import (
    assign,
    assignments,
    codes,
    figures,
    members,
    overview,
    paper,
    paper_entry,
    progress,
    upload,
)
from .blueprint import blueprint

__all__ = [
    "assign",
    "assignments",
    "blueprint",
    "codes",
    "figures",
    "members",
    "overview",
    "paper",
    "paper_entry",
    "progress",
    "upload",
]
