"""What the answers of counted tests after say, beyond points: objectives and misconceptions, by agency.

One pass over the packed answers of a wave gives both. It is the dearest read of all reports, so callers keep
its result until the data change.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Text, case, cast, func, select

from ..database import db
from ..domain.clustered import ClusteredPoints
from ..domain.indicator import Indicator
from ..domain.quiz import QuizForm
from ..domain.terms import Phase
from ..models import AnswerCell, Attempt, FormVersion, Wave


class ObjectiveKey(NamedTuple):
    agency_id: str
    module_slug: str
    objective: str


class MisconceptionKey(NamedTuple):
    agency_id: str
    misconception: str


ObjectiveTally = ClusteredPoints
"""Points of an objective's questions over people: about two questions each, so they hang together."""


@dataclass(frozen=True, slots=True)
class AnswerTally:
    objectives: Mapping[ObjectiveKey, ObjectiveTally]
    misconceptions: Mapping[MisconceptionKey, Indicator]
    """Different people who chose an option naming it (`good`), of those who met one (`people`)."""


class _Sign(NamedTuple):
    """What a piece of somebody's answers says."""

    right: int
    """A bit for each question answered right, by its place in the form."""
    beliefs: frozenset[str]
    """The misconceptions that the chosen options name."""


class _Marked:
    """A form with what each answer to it says.

    People choose among few options, so every piece of the stored text is read as JSON, and marked, only once:
    reading all of it for everybody would cost more than all else here.
    """

    def __init__(self, form: QuizForm) -> None:
        self.module_slug = form.module_slug
        self.objectives = [
            (name, sum(1 << n for n, q in enumerate(form.questions) if q.objective == name))
            for name in dict.fromkeys(question.objective for question in form.questions)
        ]
        """Each with the bits of its questions."""
        self.keys = {q.id: (place, q.right_ids) for place, q in enumerate(form.questions)}
        self.beliefs = {
            (question.id, choice.id): choice.misconception
            for question in form.questions
            for choice in question.choices
            if choice.misconception and not choice.is_right
        }
        self.met = frozenset(self.beliefs.values())
        self.signs: dict[str, _Sign] = {}

    def signs_of(self, stored: str) -> Iterator[_Sign]:
        """Of answers as the text that is stored, {"question": ["option", ...], ...}."""
        for piece in stored[1:-1].split("], "):
            yield self.signs.get(piece) or self._mark(piece)

    def _mark(self, piece: str) -> _Sign:
        closed = piece if not piece or piece.endswith("]") else piece + "]"
        answers: dict[str, list[str]] = json.loads("{" + closed + "}")
        right = 0
        for question_id, chosen in answers.items():
            place, key = self.keys.get(question_id, (0, None))
            if chosen and frozenset(chosen) == key:
                right |= 1 << place
        chosen_ones = [(q, choice_id) for q, chosen in answers.items() for choice_id in chosen]
        named = frozenset(self.beliefs[one] for one in chosen_ones if one in self.beliefs)
        return self.signs.setdefault(piece, _Sign(right, named))


def answer_tally(wave: Wave) -> AnswerTally:
    """Counted tests after with answers, under the agency of each attempt. Brought-in totals have no answers."""
    marked = {version_id: _Marked(form) for version_id, form in forms_of(wave).items()}
    right: dict[tuple[str, str], dict[int, int]] = {}
    meetings: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
    people: Counter[tuple[str, str]] = Counter()
    holders: Counter[tuple[str, str]] = Counter()
    for _, own in groupby(_sent_answers(wave), key=itemgetter(0)):
        met: set[tuple[str, str]] = set()
        held: set[tuple[str, str]] = set()
        for _, agency_id, version_id, stored in own:
            form, here = marked[version_id], (agency_id, version_id)
            if here not in right:
                right[here] = {}
                meetings[here] = frozenset((agency_id, belief) for belief in form.met)
            met |= meetings[here]
            bits = 0
            for place, beliefs in form.signs_of(stored):
                bits |= place
                for belief in beliefs:
                    held.add((agency_id, belief))
            alike = right[here]
            alike[bits] = alike.get(bits, 0) + 1
        people.update(met)
        holders.update(held)
    return AnswerTally(
        _by_objective(right, marked),
        {MisconceptionKey(*key): Indicator(holders[key], n) for key, n in sorted(people.items())},
    )


def _sent_answers(wave: Wave) -> Iterable[Any]:
    """(person, agency, form version, answers as text), the attempts of a person together."""
    return db.session.execute(
        select(
            Attempt.person_id,
            Attempt.agency_id,
            Attempt.form_version_id,
            cast(Attempt.answers, Text),
        )
        .where(
            Attempt.wave_id == wave.id,
            Attempt.counted,
            Attempt.phase == Phase.POST_TEST,
            Attempt.form_version_id.is_not(None),
        )
        .order_by(Attempt.person_id)
        .execution_options(yield_per=5000)
    )


def _by_objective(
    right: Mapping[tuple[str, str], Mapping[int, int]], marked: Mapping[str, _Marked]
) -> dict[ObjectiveKey, ObjectiveTally]:
    """`right`: (agency, form version) to the questions people got right, as bits, to how many people."""
    found: dict[ObjectiveKey, ObjectiveTally] = {}
    for (agency_id, version_id), alike in right.items():
        form = marked[version_id]
        for name, bits in form.objectives:
            people = points = squared = 0
            for own, count in alike.items():
                got = (own & bits).bit_count()
                people += count
                points += got * count
                squared += got * got * count
            key = ObjectiveKey(agency_id, form.module_slug, name)
            asked = bits.bit_count()
            found[key] = found.get(key, ObjectiveTally()) + ObjectiveTally(
                people, points, asked * people, squared, asked * points, asked * asked * people
            )
    return dict(sorted(found.items()))


def forms_of(wave: Wave) -> dict[str, QuizForm]:
    """Form version row id to form, of all forms that counted attempts of the wave met."""
    used = (
        select(Attempt.form_version_id)
        .where(Attempt.wave_id == wave.id, Attempt.counted)
        .distinct()
    )
    rows = db.session.execute(
        select(FormVersion.id, FormVersion.body).where(FormVersion.id.in_(used))
    )
    return {version_id: QuizForm.from_body(body) for version_id, body in rows}


def answer_cells(wave: Wave) -> dict[tuple[str, str], dict[str, tuple[int, int, int]]]:
    """(form version, question id) to choice id to people, Σ total and Σ total², of both phases."""
    found: dict[tuple[str, str], dict[str, tuple[int, int, int]]] = {}
    rows = db.session.execute(
        select(
            AnswerCell.form_version,
            AnswerCell.question_id,
            AnswerCell.choice_id,
            AnswerCell.people,
            AnswerCell.total_sum,
            AnswerCell.total_squared_sum,
        ).where(AnswerCell.wave_id == wave.id)
    )
    for version, question_id, choice_id, people, total, squares in rows:
        found.setdefault((version, question_id), {})[choice_id] = (people, total, squares)
    return found


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form version in one phase: how many people, how many at *baik*, and their points."""

    module_slug: str
    letter: str
    version: str
    """Empty, as the letter is, for attempts brought in from elsewhere."""
    phase: Phase
    people: int
    good: int
    points: int
    possible: int


def form_lines(wave: Wave) -> list[FormLine]:
    """Counted attempts by module, form letter, version and phase."""
    version = func.coalesce(FormVersion.version, "")
    is_good = case((Attempt.points * 100 >= wave.cut_good * Attempt.possible, 1), else_=0)
    rows = db.session.execute(
        select(
            Attempt.module_slug,
            Attempt.form_letter,
            version,
            Attempt.phase,
            func.count(),
            func.sum(is_good),
            func.sum(Attempt.points),
            func.sum(Attempt.possible),
        )
        .outerjoin(FormVersion, FormVersion.id == Attempt.form_version_id)
        .where(Attempt.wave_id == wave.id, Attempt.counted)
        .group_by(Attempt.module_slug, Attempt.form_letter, version, Attempt.phase)
        .order_by(Attempt.module_slug, Attempt.form_letter, version, Attempt.phase.desc())
    )
    return [
        FormLine(slug, letter, own_version, phase, *(int(part or 0) for part in sums))
        for slug, letter, own_version, phase, *sums in rows
    ]
