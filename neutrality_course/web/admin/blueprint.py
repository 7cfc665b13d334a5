"""The blueprint that the admin's journeys hang their pages on, and the page they all ask "sure?" with."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@dataclass(frozen=True, slots=True)
class Check:
    """What is about to happen, said before it happens."""

    heading: str
    back_href: str
    facts: Sequence[tuple[str, str]]
    sentences: Sequence[str]
    button: str
    is_danger: bool = False


def check_page(check: Check, **hidden: str) -> str:
    """The page whose button posts to its own address, with these hidden fields."""
    return render_template("admin/check.html", check=check, hidden=hidden)


def page_number() -> int:
    """The page of a list that the address asks for; the first when it asks for none."""
    text = request.args.get("halaman", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
