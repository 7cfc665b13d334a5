"""A quiz form on paper: its code, the fixed order in which it is printed, and the answers read off it."""

import re
from hashlib import sha256

from .quiz import QuizForm

LETTERS = "ABCDEFGHIJ"
BLANK = "-"

Layout = list[tuple[str, list[str]]]
"""Question ids, each with the ids of its options, in printed order."""


class PaperError(ValueError):
    """The answers cannot be read; the message is Indonesian."""


def paper_code(module_slug: str, letter: str, version: str) -> str:
    """What is printed on every page: initials of the module, letter of the form, a piece of its version.

    "PTA-3F2C" is form A of `perbuatan-terlarang` as of the version that begins with 3f2c.
    """
    initials = "".join(part[0] for part in module_slug.split("-") if part)
    return f"{initials}{letter}-{version[:4]}".upper()


def code_key(text: str) -> str:
    """A code as typed, in any case, with or without its dash and blanks: to compare codes by."""
    return re.sub(r"[\s-]", "", text).upper()


def is_printable(form: QuizForm) -> bool:
    """Whether one letter answers each of its questions."""
    return all(not q.is_multiple and len(q.choices) <= len(LETTERS) for q in form.questions)


def printed_layout(form: QuizForm) -> Layout:
    """The order on paper: the same for every copy of a version, and not the author's.

    The options of a question keep the author's order where it says so.
    """

    def place(*ids: str) -> bytes:
        return sha256("|".join((form.version, *ids)).encode()).digest()

    layout: Layout = []
    for question in sorted(form.questions, key=lambda q: place(q.id)):
        ids = [choice.id for choice in question.choices]
        if question.is_shuffled:
            ids.sort(key=lambda choice_id: place(question.id, choice_id))
        layout.append((question.id, ids))
    return layout


def read_letters(form: QuizForm, text: str) -> dict[str, list[str]]:
    """The answers written as one letter per question in printed order, "-" where nothing was marked.

    Blanks between the letters and their case do not matter. PaperError when the number of letters is not
    that of the questions, or a letter is none of the options.
    """
    letters = "".join(text.split()).upper()
    layout = printed_layout(form)
    if len(letters) != len(layout):
        raise PaperError(
            f"jawaban harus {len(layout)} huruf, satu untuk setiap soal, tetapi ada {len(letters)}"
        )
    answers = {}
    for number, (letter, (question_id, choice_ids)) in enumerate(
        zip(letters, layout, strict=True), 1
    ):
        if letter == BLANK:
            continue
        offered = LETTERS[: len(choice_ids)]
        if letter not in offered:
            raise PaperError(
                f"jawaban soal {number} harus {offered[0]} sampai {offered[-1]}, atau {BLANK} bila kosong"
            )
        answers[question_id] = [choice_ids[offered.index(letter)]]
    return answers


def as_letters(form: QuizForm, answers: dict[str, list[str]]) -> str:
    """The answers as `read_letters` reads them."""
    return "".join(
        LETTERS[choice_ids.index(answers[question_id][0])] if answers.get(question_id) else BLANK
        for question_id, choice_ids in printed_layout(form)
    )
