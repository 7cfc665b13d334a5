"""Whether a question that people have answered is still the same question."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import Enum

from .quiz import Choice, Question

ALIKE = 0.6
"""Least likeness (difflib's ratio, 0 to 1) of two texts that count as one text in other words."""


class Change(Enum):
    SAME = "same"
    """Nothing that decides a result has changed."""
    REWORDED = "reworded"
    """The same question in other words: its form gets a new version, and the older figures stay apart."""
    OBJECTIVE = "objective"
    """It measures something else."""
    KEY = "key"
    """Another answer is right."""
    STEM = "stem"
    """It asks something else."""

    @property
    def is_other_question(self) -> bool:
        """Whether answers given to the one say nothing about the other."""
        return self in (Change.OBJECTIVE, Change.KEY, Change.STEM)


def change_of(answered: Question, now: Question) -> Change:
    """What has become of a question since it was answered."""
    if answered.objective != now.objective:
        return Change.OBJECTIVE
    if answered.is_multiple != now.is_multiple or _key_differs(answered.choices, now.choices):
        return Change.KEY
    if _likeness(answered.stem, now.stem) < ALIKE:
        return Change.STEM
    return Change.SAME if _meaning(answered) == _meaning(now) else Change.REWORDED


def _meaning(question: Question) -> object:
    """The part of QuizForm.version that is about this question."""
    choices = [(c.id, c.text, c.is_right) for c in question.choices]
    return question.stem, question.is_shuffled, choices


def _key_differs(answered: Sequence[Choice], now: Sequence[Choice]) -> bool:
    """Whether an option is right that was wrong or the reverse, or a right one came or went."""
    pairs = _pairs(answered, now)
    if any(before.is_right != after.is_right for before, after in pairs):
        return True
    rights = {choice.id for choice in answered if choice.is_right}
    now_right = {choice.id for choice in now if choice.is_right}
    return rights != {before.id for before, after in pairs if after.is_right} or now_right != {
        after.id for _, after in pairs if after.is_right
    }


def _pairs(answered: Sequence[Choice], now: Sequence[Choice]) -> list[tuple[Choice, Choice]]:
    """Options that are each other's: by id, then by the most alike text."""
    by_id = {choice.id: choice for choice in now}
    pairs = [(before, by_id[before.id]) for before in answered if before.id in by_id]
    paired = {before.id for before, _ in pairs}
    left = [choice for choice in answered if choice.id not in paired]
    free = [choice for choice in now if choice.id not in paired]
    likeness = sorted(
        ((_likeness(a.text, b.text), a.id, b.id) for a in left for b in free), reverse=True
    )
    left_by_id, free_by_id = {c.id: c for c in left}, {c.id: c for c in free}
    for ratio, before_id, after_id in likeness:
        if ratio >= ALIKE and before_id in left_by_id and after_id in free_by_id:
            pairs.append((left_by_id.pop(before_id), free_by_id.pop(after_id)))
    return pairs


def _likeness(one: str, other: str) -> float:
    one, other = (" ".join(text.casefold().split()) for text in (one, other))
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()
