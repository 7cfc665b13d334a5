"""Questions in GIFT, the text format that Moodle imports.

The fields that GIFT lacks are tags (`[tag:tujuan:T2]`), which Moodle keeps with the question; all legal bases
stand in the general feedback and, word for word, in a comment.
"""

import re
from collections.abc import Iterable, Iterator

from ..quiz_file import ChoiceSource, QuestionSource
from ..quiz_rules import PRACTICE
from .marks import guarded, is_multiple, tags_of, weight_text, weights

BASES_COMMENT = "// Dasar: "
BASES_FEEDBACK = "Dasar hukum"
_SPECIAL = re.compile(r"[\\~=#{}:]")


def gift_text(module_slug: str, questions: Iterable[QuestionSource]) -> str:
    """The questions, in a category for each form; `read_gift` gives the same questions back."""
    blocks = []
    category = ""
    for question in questions:
        if (needed := _category(module_slug, question)) != category:
            category = needed
            blocks.append(f"$CATEGORY: {category}\n")
        blocks.append("\n".join(_question(question)) + "\n")
    return "\n".join(blocks)


def _category(module_slug: str, question: QuestionSource) -> str:
    form = question.value("Paket")
    return f"{module_slug}/{'Latihan' if form == PRACTICE else f'Paket {form}'}"


def _question(question: QuestionSource) -> Iterator[str]:
    yield f"// [id:{question.id}] " + " ".join(f"[tag:{tag}]" for tag in tags_of(question))
    if bases := question.value("Dasar"):
        yield BASES_COMMENT + bases
    yield f"::{question.id}::{_formatted(question.stem)} {{"
    for choice, weight in zip(question.choices, weights(question), strict=True):
        yield _choice(choice, weight, is_multiple(question))
    if bases:
        yield f"####{_formatted(f'{BASES_FEEDBACK}: {bases}')}"
    yield "}"


def _choice(choice: ChoiceSource, weight: float, is_weighted: bool) -> str:
    mark = f"~%{weight_text(weight)}%" if is_weighted else "=" if choice.is_right else "~"
    feedback = f"#{_formatted(choice.reason)}" if choice.reason else ""
    return f"{mark}{_formatted(choice.text)}{feedback}"


def _formatted(text: str) -> str:
    """Everything carries its format, so that a text beginning with % or [ is not taken for a sign."""
    return "[markdown]" + escaped(guarded(text))


def escaped(text: str) -> str:
    """The text with GIFT's own signs made harmless, on one line: an empty line would end the question."""
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")
