"""The course in this repository: no GALAT, every page strict HTML, every drawing small and present."""

import html5lib
import pytest

from neutrality_course.catalog import check_content, load_catalog
from neutrality_course.domain.quiz import Question

from .real_course import CONTENT, all_questions, catalog


def test_no_galat() -> None:
    assert [str(fault) for fault in check_content(CONTENT) if fault.is_error] == []


def test_the_three_core_modules_with_their_forms() -> None:
    assert [module.slug for module in catalog().core_modules] == [
        "pp-94-2021",
        "pasal-5-huruf-n",
        "perbuatan-terlarang",
    ]
    assert {module.letters for module in catalog().core_modules} == {("A", "B", "C")}
    for module in catalog().modules:
        assert module.letters[:2] == ("A", "B")
        assert module.images


def test_further_modules_have_three_forms_of_ten() -> None:
    for module in catalog().modules:
        if not module.is_core:
            sizes = {letter: len(form.questions) for letter, form in module.forms.items()}
            assert sizes == {"A": 10, "B": 10, "C": 10}


def test_every_piece_is_strict_html() -> None:
    pages = [page for module in catalog().modules for page in module.pages]
    pieces = [part for page in pages for part in page.parts if isinstance(part, str)]
    for question in all_questions():
        pieces += pieces_of(question)
    for piece in pieces:
        html5lib.HTMLParser(strict=True).parseFragment(piece)


def pieces_of(question: Question) -> list[str]:
    return [
        question.stem_html,
        *(choice.text_html for choice in question.choices),
        *(choice.reason_html for choice in question.choices),
    ]


def test_loading_twice_gives_the_same() -> None:
    assert load_catalog(CONTENT) == catalog()


@pytest.mark.parametrize(
    "module",
    [
        "pp-94-2021",
        "pasal-5-huruf-n",
        "perbuatan-terlarang",
        "menghadapi-tekanan",
    ],
)
def test_each_module_ends_with_summary_and_changes(module: str) -> None:
    slugs = [page.slug for page in catalog().module(module).pages]
    assert slugs[-2:] == ["ringkasan", "yang-berubah"]


def test_the_reference_is_there() -> None:
    reference = catalog().reference
    assert len(reference.acts) >= 57
    assert len(reference.situations) >= 60
    assert len(reference.cards) == 6
    assert {"penyebab", "pemengaruh", "pemahaman"} <= set(reference.surveys)


def test_every_misconception_has_a_page() -> None:
    assert [name for name, belief in catalog().misconceptions.items() if belief.page is None] == []
