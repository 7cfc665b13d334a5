"""What GIFT and Moodle have no field for: tags, weights, and Markdown that must stay a paragraph."""

import re
from collections.abc import Iterator

from ..quiz_file import QuestionSource
from ..quiz_rules import split_citations

FIELD_TAGS = {
    "tujuan": "Tujuan",
    "paket": "Paket",
    "tahapan": "Tahapan",
    "kesulitan": "Kesulitan",
    "jenis": "Jenis",
    "acak": "Acak",
    "ditinjau": "Ditinjau",
}
"""Tag by field of quiz.md: `tujuan:T2`."""
BASIS_TAG, MISCONCEPTION_TAG, ID_TAG = "dasar", "salah", "pilihan"
MAX_TAG = 50
"""Characters; Moodle cuts what is longer."""
_NO_TAG = re.compile(r"[\]\[<>`\\]")
_BLOCK = re.compile(
    r"^(?P<indent> {0,3})(?P<lead>\d{0,9})(?P<bars>\\*)"
    r"(?P<mark>[#>]|-(?=-)|[.)+*-](?=\s|$))",
    re.MULTILINE,
)


def tags_of(question: QuestionSource) -> list[str]:
    """The question's fields as tags. A basis too long for a tag is left to the feedback and the comment."""
    return [tag for tag in _tags(question) if len(tag) <= MAX_TAG and not _NO_TAG.search(tag)]


def _tags(question: QuestionSource) -> Iterator[str]:
    for tag, name in FIELD_TAGS.items():
        if value := question.value(name):
            yield f"{tag}:{value}"
    for place, choice in enumerate(question.choices, 1):
        if choice.misconception is not None:
            yield f"{MISCONCEPTION_TAG}:{place}:{choice.misconception}"
        if choice.written_id is not None:
            yield f"{ID_TAG}:{place}:{choice.written_id}"
    for citation in split_citations(question.value("Dasar")):
        yield f"{BASIS_TAG}:{citation}"


def is_multiple(question: QuestionSource) -> bool:
    return question.value("Jenis") == "banyak"


def weights(question: QuestionSource) -> list[float]:
    """Percent of the mark for choosing each option, as Moodle's list knows them; all ticked gives nothing."""
    right = sum(choice.is_right for choice in question.choices)
    wrong = max(1, len(question.choices) - right)
    if not is_multiple(question):
        return [100.0 if choice.is_right else 0.0 for choice in question.choices]
    return [100 / right if choice.is_right else -100 / wrong for choice in question.choices]


def weight_text(weight: float) -> str:
    """`33.33333`, `-50`: never `-100.00000`, which Moodle's GIFT reader takes for text."""
    return f"{weight:.5f}".rstrip("0").rstrip(".")


def guarded(text: str) -> str:
    """Markdown of ours, where an option "2. Hukuman" is a paragraph, for a reader that would make it a list."""
    return _BLOCK.sub(_with_bar, text)


def _with_bar(found: re.Match[str]) -> str:
    return (
        f"{found['indent']}{found['lead']}\\{found['bars']}{found['mark']}"
        if _opens(found)
        else found[0]
    )


def unguarded(text: str) -> str:
    """The reverse of `guarded`."""
    return _BLOCK.sub(_without_bar, text)


def _without_bar(found: re.Match[str]) -> str:
    is_guarded = _opens(found) and found["bars"]
    bars = found["bars"][1:]
    return f"{found['indent']}{found['lead']}{bars}{found['mark']}" if is_guarded else found[0]


def _opens(found: re.Match[str]) -> bool:
    """A number goes with `.` and `)`, the other marks stand alone; only so do they open a block."""
    return bool(found["lead"]) == (found["mark"] in ".)")
