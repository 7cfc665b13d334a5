"""Questions, choices and parallel quiz forms, and which form a person meets when."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import permutations
from typing import Any

from .terms import Difficulty, Phase, Stage


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question. `*_html` is sanitised and ready to show; the plain fields are the author's Markdown."""

    id: str
    text: str
    text_html: str
    is_right: bool
    reason_html: str
    misconception: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    stem: str
    stem_html: str
    choices: tuple[Choice, ...]
    objective: str
    stage: Stage
    difficulty: Difficulty
    bases: tuple[str, ...]
    is_multiple: bool = False
    is_shuffled: bool = True

    @property
    def right_ids(self) -> frozenset[str]:
        return frozenset(choice.id for choice in self.choices if choice.is_right)

    def choice(self, choice_id: str) -> Choice:
        """The option with this id; KeyError when the question has none."""
        for choice in self.choices:
            if choice.id == choice_id:
                return choice
        raise KeyError(choice_id)


@dataclass(frozen=True, slots=True)
class QuizForm:
    """One of a module's parallel forms of ten questions."""

    module_slug: str
    letter: str
    questions: tuple[Question, ...]

    @property
    def version(self) -> str:
        """16 hex digits over what decides a result: questions, options, key and order rules, not the reasons."""
        meaning = [
            (
                q.id,
                q.stem,
                q.is_multiple,
                q.is_shuffled,
                [(c.id, c.text, c.is_right) for c in q.choices],
            )
            for q in self.questions
        ]
        return sha256(repr((self.module_slug, self.letter, meaning)).encode()).hexdigest()[:16]

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError when the form has none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def as_body(self) -> dict[str, Any]:
        """The whole form as JSON values, for the database; `from_body` gives the same form back."""
        return {
            "module": self.module_slug,
            "letter": self.letter,
            "questions": [
                {
                    "id": q.id,
                    "stem": q.stem,
                    "stem_html": q.stem_html,
                    "objective": q.objective,
                    "stage": q.stage.value,
                    "difficulty": q.difficulty.value,
                    "bases": list(q.bases),
                    "multiple": q.is_multiple,
                    "shuffled": q.is_shuffled,
                    "choices": [
                        {
                            "id": c.id,
                            "text": c.text,
                            "text_html": c.text_html,
                            "right": c.is_right,
                            "reason_html": c.reason_html,
                            "misconception": c.misconception,
                        }
                        for c in q.choices
                    ],
                }
                for q in self.questions
            ],
        }

    @classmethod
    def from_body(cls, body: dict[str, Any]) -> "QuizForm":
        return cls(
            module_slug=body["module"],
            letter=body["letter"],
            questions=tuple(
                Question(
                    id=q["id"],
                    stem=q["stem"],
                    stem_html=q["stem_html"],
                    objective=q["objective"],
                    stage=Stage(q["stage"]),
                    difficulty=Difficulty(q["difficulty"]),
                    bases=tuple(q["bases"]),
                    is_multiple=q["multiple"],
                    is_shuffled=q["shuffled"],
                    choices=tuple(
                        Choice(
                            id=c["id"],
                            text=c["text"],
                            text_html=c["text_html"],
                            is_right=c["right"],
                            reason_html=c["reason_html"],
                            misconception=c["misconception"],
                        )
                        for c in q["choices"]
                    ),
                )
                for q in body["questions"]
            ),
        )


def form_order(letters: Sequence[str], person_id: str, module_slug: str, wave_id: str) -> str:
    """The order in which this person meets the module's forms in this wave, as letters ("BAC").

    A stable hash picks one of all orders, so that every form is met before and after equally often and
    form difficulty cancels out of the gain (contract.md section 2).
    """
    orders = ["".join(order) for order in permutations(sorted(letters))]
    digest = sha256(f"{person_id}|{module_slug}|{wave_id}".encode()).digest()
    return orders[int.from_bytes(digest[:8]) % len(orders)]


def form_letter(order: str, phase: Phase, number: int, met_before: Sequence[str] = ()) -> str:
    """Which form attempt `number` (from 1) of a phase uses.

    The first of the order comes before the module, the second after it, the third at the second try;
    later tries take the form met longest ago. `met_before` lists the letters met so far, oldest first.
    """
    if phase is Phase.PRE_TEST:
        return order[0]
    if number < len(order):
        return order[number]
    last_met = {letter: position for position, letter in enumerate(met_before)}
    return min(order, key=lambda letter: (last_met.get(letter, -1), order.index(letter)))


def order_on_paper(order: str, phase: Phase, letter: str, met_before: Sequence[str] = ()) -> str:
    """The person's order, changed so that a form handed out on paper stands where it was met.

    Whoever got another form than planned has met another order, unless it is the form of the test before
    once more: no order says that. `met_before` lists the letters met so far.
    """
    place = 0 if phase is Phase.PRE_TEST else 1
    if letter not in order or len(order) <= place or letter in met_before:
        return order
    letters = list(order)
    other = order.index(letter)
    letters[place], letters[other] = letters[other], letters[place]
    return "".join(letters)


def version_name(version: str) -> str:
    """A form's version as pages and files write it; "" stays "".

    The letter in front keeps spreadsheets from reading a number in sixteen digits, or in 1e5.
    """
    return f"v{version}" if version else ""
