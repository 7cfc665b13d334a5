"""The right answer shows by what it says, never by its length or its place."""

from collections.abc import Callable, Sequence

import pytest

from neutrality_course.domain.quiz import QuizForm

from .real_course import as_read, form_name, graded_forms

MOST_GUESSED = 4
"""Questions of a form, out of ten, that a person without knowledge may get by one trick."""

Trick = Callable[[Sequence[str]], int]
"""Which option (from 0) a person takes who only looks at the options; ties go to the earlier one."""

TRICKS: dict[str, Trick] = {
    "the longest": lambda texts: [len(text) for text in texts].index(max(map(len, texts))),
    "the shortest": lambda texts: [len(text) for text in texts].index(min(map(len, texts))),
    "the first": lambda texts: 0,
    "the second": lambda texts: 1,
    "the third": lambda texts: 2,
    "the last": lambda texts: len(texts) - 1,
}


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("form", graded_forms(), ids=form_name)
def test_a_trick_earns_at_most_four_of_ten(form: QuizForm, trick: str) -> None:
    got = [
        question.id
        for question in form.questions
        if not question.is_multiple
        and question.choices[
            TRICKS[trick]([as_read(choice.text_html) for choice in question.choices])
        ].is_right
    ]
    assert len(got) <= MOST_GUESSED, got


def test_the_tricks_pick_what_they_say() -> None:
    texts = ["dua kata", "satu", "yang paling panjang", "enam"]
    assert {name: trick(texts) for name, trick in TRICKS.items()} == {
        "the longest": 2,
        "the shortest": 1,
        "the first": 0,
        "the second": 1,
        "the third": 2,
        "the last": 3,
    }
