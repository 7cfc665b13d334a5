"""Links to the page of a module that explains a matter, by its own title."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from ..catalog import PageRef
from ..domain.quiz import Choice
from .lookups import catalog


@dataclass(frozen=True, slots=True)
class Reading:
    title: str
    href: str


def reading(page: PageRef) -> Reading:
    found = catalog().module(page.module_slug).page(page.page_slug)
    href = url_for("learn.page", slug=page.module_slug, page_slug=page.page_slug)
    return Reading(found.title, href)


def readings_for(chosen: Iterable[Choice]) -> list[Reading]:
    """Where the misconceptions shown by these choices are answered, each page once.

    Only for a page on which the key may be shown: that there is something to read tells that it was wrong.
    """
    known = catalog().misconceptions
    beliefs = [known.get(choice.misconception or "") for choice in chosen]
    pages = [belief.page for belief in beliefs if belief is not None and belief.page is not None]
    return [reading(page) for page in dict.fromkeys(pages)]
