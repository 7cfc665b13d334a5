"""Quiz forms on paper: code, printed order, and answers as letters."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.paper import (
    PaperError,
    as_letters,
    code_key,
    is_printable,
    paper_code,
    printed_layout,
    read_letters,
)
from neutrality_course.domain.quiz import form_order, order_on_paper
from neutrality_course.domain.terms import Phase
from tests.domain.quiz_builders import a_form, a_question

FORM = a_form(*(a_question(f"s{number}", "abcd"[number % 4]) for number in range(10)))


def test_the_code_says_module_form_and_version() -> None:
    assert paper_code("perbuatan-terlarang", "A", "3f2c8d0000000000") == "PTA-3F2C"
    assert paper_code("pp-94-2021", "C", "0a1b000000000000") == "P92C-0A1B"
    assert code_key(" pta - 3f2c") == code_key("PTA-3F2C") == "PTA3F2C"


def test_every_copy_of_a_version_has_the_same_order_and_it_is_not_the_authors() -> None:
    layout = printed_layout(FORM)
    assert layout == printed_layout(replace(FORM))
    assert sorted(id_ for id_, _ in layout) == [q.id for q in FORM.questions]
    assert [id_ for id_, _ in layout] != [q.id for q in FORM.questions]
    assert all(sorted(ids) == ["a", "b", "c", "d"] for _, ids in layout)
    assert any(ids != ["a", "b", "c", "d"] for _, ids in layout)
    other = replace(FORM, letter="B")
    assert printed_layout(other) != layout


def test_options_that_have_an_order_keep_it() -> None:
    form = replace(FORM, questions=tuple(replace(q, is_shuffled=False) for q in FORM.questions))
    assert all(ids == ["a", "b", "c", "d"] for _, ids in printed_layout(form))


def test_a_form_with_several_right_answers_to_a_question_is_not_for_paper() -> None:
    assert is_printable(FORM)
    assert not is_printable(a_form(a_question("s1", "ab", is_multiple=True)))


@given(st.text("ABCD-", min_size=10, max_size=10))
def test_letters_are_answers_and_back(letters: str) -> None:
    answers = read_letters(FORM, letters)
    assert as_letters(FORM, answers) == letters
    assert len(answers) == 10 - letters.count("-")


def test_letters_are_read_in_printed_order_whatever_their_case_and_blanks() -> None:
    (first, options), *_ = printed_layout(FORM)
    assert read_letters(FORM, "b---- -----") == {first: [options[1]]}


@pytest.mark.parametrize(
    ("letters", "message"),
    [
        ("", "jawaban harus 10 huruf, satu untuk setiap soal, tetapi ada 0"),
        ("ABCD", "jawaban harus 10 huruf, satu untuk setiap soal, tetapi ada 4"),
        ("ABCDABCDABC", "jawaban harus 10 huruf, satu untuk setiap soal, tetapi ada 11"),
        ("ABCEABCDAB", "jawaban soal 4 harus A sampai D, atau - bila kosong"),
        ("ABC*ABCDAB", "jawaban soal 4 harus A sampai D, atau - bila kosong"),
    ],
)
def test_what_cannot_be_read_is_said(letters: str, message: str) -> None:
    with pytest.raises(PaperError, match=f"^{message}$"):
        read_letters(FORM, letters)


def test_a_form_handed_out_stands_in_the_order_where_it_was_met() -> None:
    assert order_on_paper("BAC", Phase.PRE_TEST, "B") == "BAC"
    assert order_on_paper("BAC", Phase.PRE_TEST, "C") == "CAB"
    assert order_on_paper("BAC", Phase.POST_TEST, "C", ["B"]) == "BCA"
    assert order_on_paper("BAC", Phase.POST_TEST, "B", ["B"]) == "BAC"
    assert order_on_paper("BAC", Phase.POST_TEST, "B") == "ABC"
    assert order_on_paper("A", Phase.POST_TEST, "A") == "A"


@given(st.text(max_size=8), st.sampled_from(Phase), st.sampled_from("ABC"))
def test_the_order_stays_an_order(person: str, phase: Phase, letter: str) -> None:
    order = order_on_paper(form_order("ABC", person, "etika", "w"), phase, letter)
    assert sorted(order) == ["A", "B", "C"]
    assert order[0 if phase is Phase.PRE_TEST else 1] == letter
