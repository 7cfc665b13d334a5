"""What the real questions measure, and what they rest on."""

import re
from collections import Counter

import pytest

from neutrality_course.catalog import Module, check_content
from neutrality_course.domain.quiz import Question, QuizForm
from neutrality_course.domain.terms import Difficulty

from .real_course import CONTENT, all_questions, as_read, catalog, form_name, graded_forms

SAYS_PAST = re.compile(r"\b(?:digantikan|tidak berlaku|dicabut|berakhir|aturan lama|dahulu|dulu)\b")


def module_name(module: Module) -> str:
    return module.slug


@pytest.mark.parametrize("module", catalog().modules, ids=module_name)
def test_each_form_asks_twice_for_each_measured_objective(module: Module) -> None:
    measured = {objective.id: 2 for objective in module.objectives if objective.is_measured}
    assert {
        letter: Counter(question.objective for question in form.questions)
        for letter, form in module.forms.items()
    } == dict.fromkeys(module.letters, measured)


@pytest.mark.parametrize("module", catalog().core_modules, ids=module_name)
def test_the_forms_of_a_core_module_are_equally_hard_for_each_objective(module: Module) -> None:
    mixes = {
        letter: Counter((question.objective, question.difficulty) for question in form.questions)
        for letter, form in module.forms.items()
    }
    assert mixes["B"] == mixes["A"]
    assert mixes["C"] == mixes["A"]
    assert {difficulty for _, difficulty in mixes["A"]} == set(Difficulty)


@pytest.mark.parametrize("form", graded_forms(), ids=form_name)
def test_a_graded_question_has_four_options_and_one_right_answer(form: QuizForm) -> None:
    shapes = {q.id: (len(q.choices), len(q.right_ids), q.is_multiple) for q in form.questions}
    assert shapes == dict.fromkeys(shapes, (4, 1, False))


def test_every_citation_names_a_basis_in_force() -> None:
    in_force = [b.short for b in catalog().bases.values() if not b.has_ended]
    cited = {(question.id, citation) for question in all_questions() for citation in question.bases}
    cited |= {(b.id, citation) for b in catalog().misconceptions.values() for citation in b.bases}
    assert [
        (owner, citation)
        for owner, citation in sorted(cited)
        if not any(re.match(rf"{re.escape(short)}(?![\w/])", citation) for short in in_force)
    ] == []


def test_a_question_that_names_an_ended_basis_says_that_it_is_past() -> None:
    ended = [basis.short for basis in catalog().bases.values() if basis.has_ended]
    naming = {q.id: q for q in all_questions() if any(short in all_text(q) for short in ended)}
    assert "P94-011" in naming
    silent = [name for name, question in naming.items() if not SAYS_PAST.search(reasons(question))]
    assert silent == []


def all_text(question: Question) -> str:
    texts = " ".join(as_read(choice.text_html) for choice in question.choices)
    return f"{as_read(question.stem_html)} {texts} {reasons(question)}"


def reasons(question: Question) -> str:
    return " ".join(as_read(choice.reason_html) for choice in question.choices)


def test_the_linter_finds_nothing_to_say_about_the_core_modules() -> None:
    core = tuple(f"content/{module.slug}/" for module in catalog().core_modules)
    assert [str(f) for f in check_content(CONTENT) if f.path.startswith(core)] == []
