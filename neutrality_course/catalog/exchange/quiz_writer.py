"""Questions as a quiz.md; `read_quiz` gives the same questions back."""

from collections.abc import Iterable, Iterator

from ..quiz_file import FIELD_NAMES, ChoiceSource, QuestionSource


def quiz_text(questions: Iterable[QuestionSource]) -> str:
    return "\n".join("\n".join(_question(question)) + "\n" for question in questions)


def _question(question: QuestionSource) -> Iterator[str]:
    yield f"# Soal {question.id}"
    for name in FIELD_NAMES:
        if question.value(name):
            yield f"{name}: {question.value(name)}"
    yield from ("", question.stem, "")
    for choice in question.choices:
        yield from _choice(choice)


def _choice(choice: ChoiceSource) -> Iterator[str]:
    written = f" {{id: {choice.written_id}}}" if choice.written_id is not None else ""
    yield f"- [{'x' if choice.is_right else ' '}] {choice.text}{written}"
    reason = choice.reason
    if choice.misconception is not None:
        reason = f"{reason} {{salah: {choice.misconception}}}".strip()
    if reason:
        yield from (f"  > {line}".rstrip() for line in reason.split("\n"))
