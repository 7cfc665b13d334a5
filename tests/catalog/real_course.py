"""The course in this repository, loaded once for all tests of its content."""

from functools import cache
from pathlib import Path

import html5lib

from neutrality_course.catalog import Catalog, load_catalog
from neutrality_course.domain.quiz import Question, QuizForm

CONTENT = Path(__file__).parents[2] / "content"


@cache
def catalog() -> Catalog:
    return load_catalog(CONTENT)


def graded_forms() -> list[QuizForm]:
    """Every form of every module."""
    return [form for module in catalog().modules for form in module.forms.values()]


def form_name(form: QuizForm) -> str:
    """How a test names a form: "pp-94-2021 A"."""
    return f"{form.module_slug} {form.letter}"


def as_read(html: str) -> str:
    """The text that a reader sees of a piece of HTML."""
    fragment = html5lib.parseFragment(html, treebuilder="etree")
    return " ".join("".join(fragment.itertext()).split())


def all_questions() -> list[Question]:
    """Every question of every module, graded and practised."""
    graded = [question for form in graded_forms() for question in form.questions]
    practised = [q for module in catalog().modules for q in module.practice.values()]
    return graded + practised
