import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.quiz import (
    Choice,
    Question,
    QuizForm,
    form_letter,
    form_order,
    version_name,
)
from neutrality_course.domain.terms import Difficulty, Phase, Stage
from tests.domain.quiz_builders import a_form, a_question

FORM = a_form(a_question("P5N-001"), a_question("P5N-002", right="bd", is_multiple=True))

texts = st.text(max_size=20)
choices = st.builds(
    Choice,
    id=texts,
    text=texts,
    text_html=texts,
    is_right=st.booleans(),
    reason_html=texts,
    misconception=st.none() | texts,
)
questions = st.builds(
    Question,
    id=texts,
    stem=texts,
    stem_html=texts,
    choices=st.lists(choices, max_size=5).map(tuple),
    objective=texts,
    stage=st.sampled_from(Stage),
    difficulty=st.sampled_from(Difficulty),
    bases=st.lists(texts, max_size=3).map(tuple),
    is_multiple=st.booleans(),
    is_shuffled=st.booleans(),
)
forms = st.builds(
    QuizForm,
    module_slug=texts,
    letter=st.sampled_from("ABC"),
    questions=st.lists(questions, max_size=4).map(tuple),
)


@given(forms)
def test_a_stored_body_gives_the_same_form_back(form: QuizForm) -> None:
    stored = json.loads(json.dumps(form.as_body()))
    assert QuizForm.from_body(stored) == form
    assert QuizForm.from_body(stored).version == form.version


@pytest.mark.parametrize(
    "version", ["1234567890123456", "00000000000012e5", "440c5711ef76825e", "1e5"]
)
def test_no_spreadsheet_reads_a_number_in_a_version(version: str) -> None:
    name = version_name(version)
    with pytest.raises(ValueError, match="could not convert"):
        float(name)
    assert name[0].isalpha()
    assert name[1:] == version
    assert version_name("") == "", "results without answers have none"


def changed(form: QuizForm, **changes: Any) -> QuizForm:
    first, *others = form.questions
    return replace(form, questions=(replace(first, **changes), *others))


def changed_choice(form: QuizForm, **changes: Any) -> QuizForm:
    first, *others = form.questions[0].choices
    return changed(form, choices=(replace(first, **changes), *others))


def test_the_version_is_the_same_for_ever() -> None:
    assert FORM.version == "440c5711ef76825e"


@pytest.mark.parametrize(
    "form",
    [
        changed(FORM, id="P5N-009"),
        changed(FORM, stem="Soal lain?"),
        changed(FORM, is_multiple=True),
        changed(FORM, is_shuffled=False),
        changed(FORM, choices=FORM.questions[0].choices[:3]),
        changed(FORM, choices=FORM.questions[0].choices[::-1]),
        changed_choice(FORM, id="z"),
        changed_choice(FORM, text="Pilihan lain"),
        changed_choice(FORM, is_right=False),
        replace(FORM, questions=FORM.questions[::-1]),
        replace(FORM, letter="B"),
        replace(FORM, module_slug="pp-94-2021"),
    ],
)
def test_the_version_follows_what_decides_a_result(form: QuizForm) -> None:
    assert form.version != FORM.version


@pytest.mark.parametrize(
    "form",
    [
        changed(FORM, stem_html="<p>Soal <em>ini</em>?</p>"),
        changed(FORM, difficulty=Difficulty.HARD),
        changed(FORM, bases=()),
        changed_choice(FORM, reason_html="<p>Benar, sebab ...</p>"),
        changed_choice(FORM, misconception="lain"),
    ],
)
def test_the_version_stays_when_only_an_explanation_changes(form: QuizForm) -> None:
    assert form != FORM
    assert form.version == FORM.version


def test_questions_and_choices_are_found_by_id() -> None:
    question = FORM.question("P5N-002")
    assert question is FORM.questions[1]
    assert question.right_ids == {"b", "d"}
    assert question.choice("c") is question.choices[2]
    with pytest.raises(KeyError):
        FORM.question("P5N-009")
    with pytest.raises(KeyError):
        question.choice("z")


@pytest.mark.parametrize(
    ("letters", "orders"),
    [("ABC", ["ABC", "ACB", "BAC", "BCA", "CAB", "CBA"]), ("AB", ["AB", "BA"]), ("A", ["A"])],
)
def test_every_order_comes_about_equally_often(letters: str, orders: list[str]) -> None:
    people = 6_000
    met = Counter(form_order(letters, f"p{i}", "pasal-5-huruf-n", "w1") for i in range(people))
    assert sorted(met) == orders
    share = people / len(orders)
    assert all(abs(times - share) < 4 * share**0.5 for times in met.values())


def test_the_order_is_the_same_for_ever_and_differs_by_module_and_wave() -> None:
    orders = [
        form_order("ABC", "person", "pasal-5-huruf-n", "wave"),
        form_order("ABC", "person", "pp-94-2021", "wave"),
        form_order("ABC", "person", "pasal-5-huruf-n", "next wave"),
        form_order("CBA", "person", "pasal-5-huruf-n", "wave"),
    ]
    assert orders == ["BCA", "CAB", "CBA", "BCA"]


orders = st.sampled_from(["AB", "ABC"]).flatmap(st.permutations).map("".join)


@given(orders)
def test_the_first_form_comes_before_and_the_others_after(order: str) -> None:
    assert form_letter(order, Phase.PRE_TEST, 1) == order[0]
    met = [order[0]]
    for number in range(1, len(order)):
        met.append(form_letter(order, Phase.POST_TEST, number, met))
    assert "".join(met) == order


@given(orders, st.integers(1, 12))
def test_later_tries_take_the_form_met_longest_ago(order: str, tries: int) -> None:
    met = [form_letter(order, Phase.PRE_TEST, 1)]
    for number in range(1, tries + 1):
        met.append(form_letter(order, Phase.POST_TEST, number, met))
    assert "".join(met) == (order * 13)[: tries + 1]


def test_a_form_never_met_comes_first() -> None:
    assert form_letter("ABC", Phase.POST_TEST, 3, ["B", "A", "B"]) == "C"
    assert form_letter("ABC", Phase.POST_TEST, 4, ["C", "B", "A", "C"]) == "B"
    assert form_letter("ABC", Phase.POST_TEST, 3) == "A"
