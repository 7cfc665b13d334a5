"""The content files as objects: modules, pages rendered once, quiz forms, legal bases."""

from .faults import RULES, ContentError, Fault
from .loader import check_content, load_catalog
from .types import Basis, Catalog, Misconception, Module, Objective, Page

__all__ = [
    "RULES",
    "Basis",
    "Catalog",
    "ContentError",
    "Fault",
    "Misconception",
    "Module",
    "Objective",
    "Page",
    "check_content",
    "load_catalog",
]
