"""A long list, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from ..database import db

PAGE_SIZE = 50

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of `total`; pages count from 1, and there is always one."""

    rows: Sequence[T]
    number: int
    pages: int
    total: int


def page_of(query: Select[Any], number: int, size: int = PAGE_SIZE) -> Page[Any]:
    """The objects of an ordered select on this page; the nearest page there is, in two queries."""
    total = (
        db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    )
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    rows = db.session.scalars(query.limit(size).offset((number - 1) * size)).all()
    return Page(rows, number, pages, total)
