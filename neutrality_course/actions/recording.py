"""Recording attempts that were made elsewhere, inside the transaction of the action that brings them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, insert, select

from ..database import db, is_sqlite, new_id
from ..domain.attempt_import import PhaseKey, PlannedAttempt
from ..domain.paper import printed_layout
from ..domain.quiz import form_order, order_on_paper
from ..domain.terms import AttemptSource, Employment, JobLevel
from ..models import Attempt, Person, Wave
from ..queries.members import chunks
from .counting import Answered, count_answers, count_results

Letters = Mapping[str, Sequence[str]]
"""Module to the letters of its forms."""


@dataclass(slots=True)
class _Standing:
    """What of these people matters to a new attempt."""

    jobs: dict[str, tuple[JobLevel, Employment]] = field(default_factory=dict)
    numbers: dict[PhaseKey, int] = field(default_factory=dict)
    orders: dict[tuple[str, str], str] = field(default_factory=dict)
    """By person and module."""
    met: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def lock_people(person_ids: Sequence[str]) -> None:
    """Part of an action: hold these people, in the order of their ids, as every action does."""
    if is_sqlite():
        return  # the whole database is ours already
    for chunk in chunks(sorted(set(person_ids))):
        locked = select(Person.id).where(Person.id.in_(chunk)).order_by(Person.id)
        db.session.execute(locked.with_for_update())


def record_attempts(
    attempts: Sequence[PlannedAttempt],
    wave: Wave,
    source: AttemptSource,
    letters_of: Letters,
    is_late: bool = False,
) -> list[str]:
    """Part of an action: store the attempts in this order and add those that count to the cells; their ids.

    Their people are locked. Agency and moment are those of the attempt, job level and employment those of now.
    """
    ids = [new_id() for _ in attempts]
    standing = _standing(wave.id, sorted({a.key.test.person_id for a in attempts}))
    rows = (
        {**_row(id_, attempt, wave, source, letters_of, standing), "is_late": is_late}
        for id_, attempt in zip(ids, attempts, strict=True)
    )
    for portion in chunks(rows):
        db.session.execute(insert(Attempt), portion)
    counted = {id_: a for id_, a in zip(ids, attempts, strict=True) if a.is_counted}
    count_results(wave, {a.key.test.person_id for a in counted.values()}, counted.keys())
    count_answers(wave, _answered(counted.values()))
    return ids


def _answered(attempts: Iterable[PlannedAttempt]) -> Iterator[Answered]:
    for attempt in attempts:
        if attempt.printed is not None:
            yield Answered(attempt.printed.form, attempt.answers, attempt.score.points)


def _row(
    id_: str,
    attempt: PlannedAttempt,
    wave: Wave,
    source: AttemptSource,
    letters_of: Letters,
    standing: _Standing,
) -> dict[str, Any]:
    test, printed = attempt.key.test, attempt.printed
    number = standing.numbers[test] = standing.numbers.get(test, 0) + 1
    job_level, employment = standing.jobs[test.person_id]
    return {
        "id": id_,
        "person_id": test.person_id,
        "wave_id": wave.id,
        "module_slug": test.module_slug,
        "phase": test.phase,
        "number": number,
        "source": source,
        "form_version_id": printed.version_id if printed else None,
        "form_letter": printed.form.letter if printed else "",
        "form_order": _order(attempt, wave, letters_of, standing),
        "layout": printed_layout(printed.form) if printed else [],
        "answers": dict(attempt.answers),
        "started_at": attempt.key.finished_at,
        "graded_at": attempt.key.finished_at,
        "counted": attempt.is_counted,
        "points": attempt.score.points,
        "possible": attempt.score.possible,
        "agency_id": attempt.agency_id,
        "job_level": job_level,
        "employment": employment,
    }


def _order(attempt: PlannedAttempt, wave: Wave, letters_of: Letters, standing: _Standing) -> str:
    """Without a form there is no order: figures by order of forms leave such an attempt apart."""
    if attempt.printed is None:
        return ""
    test, letter = attempt.key.test, attempt.printed.form.letter
    person_module = (test.person_id, test.module_slug)
    letters = letters_of.get(test.module_slug, (letter,))
    order = standing.orders.get(person_module) or form_order(
        letters, test.person_id, test.module_slug, wave.id
    )
    met = standing.met.setdefault(person_module, [])
    order = standing.orders[person_module] = order_on_paper(order, test.phase, letter, met)
    met.append(letter)
    return order


def _standing(wave_id: str, person_ids: Sequence[str]) -> _Standing:
    found = _Standing()
    for chunk in chunks(person_ids):
        people = select(Person.id, Person.job_level, Person.employment).where(Person.id.in_(chunk))
        found.jobs.update((id_, (level, kind)) for id_, level, kind in db.session.execute(people))
        of_wave = (Attempt.person_id.in_(chunk), Attempt.wave_id == wave_id)
        test = (Attempt.person_id, Attempt.module_slug, Attempt.phase)
        numbers: Iterable[Any] = db.session.execute(
            select(*test, func.max(Attempt.number)).where(*of_wave).group_by(*test)
        )
        found.numbers.update((PhaseKey(*key), number) for *key, number in numbers)
        forms = (
            select(Attempt.person_id, Attempt.module_slug, Attempt.form_order, Attempt.form_letter)
            .where(*of_wave, Attempt.form_letter != "")
            .order_by(Attempt.started_at, Attempt.id)
        )
        for person_id, module_slug, order, letter in db.session.execute(forms):
            found.orders[person_id, module_slug] = order
            found.met.setdefault((person_id, module_slug), []).append(letter)
    return found
