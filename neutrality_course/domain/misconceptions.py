"""Which misconceptions people hold: wrong options that name one, chosen in counted attempts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .quiz import QuizForm
from .scoring import Chosen


@dataclass(frozen=True, slots=True)
class Answered:
    """One counted attempt: who, on which form, with which options chosen."""

    person_id: str
    form: QuizForm
    chosen: Chosen


@dataclass(frozen=True, slots=True)
class Held:
    """How many different people chose an option naming the misconception, of how many who met one."""

    people: int
    met: int

    @property
    def share(self) -> float:
        """Between 0 and 1: a misconception nobody met is not listed."""
        return self.people / self.met


def misconceptions(attempts: Iterable[Answered]) -> dict[str, Held]:
    """By misconception id, over the counted attempts of one phase.

    A person counts once however many such options were met or chosen, in however many modules. Leaving a
    question blank is meeting it.
    """
    met: defaultdict[str, set[str]] = defaultdict(set)
    chose: defaultdict[str, set[str]] = defaultdict(set)
    for attempt in attempts:
        for question in attempt.form.questions:
            picked = attempt.chosen.get(question.id, ())
            for choice in question.choices:
                if choice.misconception is None or choice.is_right:
                    continue
                met[choice.misconception].add(attempt.person_id)
                if choice.id in picked:
                    chose[choice.misconception].add(attempt.person_id)
    return {name: Held(people=len(chose[name]), met=len(met[name])) for name in sorted(met)}
