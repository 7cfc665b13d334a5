"""Eight at once, by real processes: every test is graded once, counted once, and nobody meets an error."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from neutrality_course.actions.attempts import start_attempt, submit_attempt
from neutrality_course.catalog import Module
from neutrality_course.database import db
from neutrality_course.domain.terms import COURSE, Phase
from neutrality_course.models import Attempt, Cell, FormVersion, PageSeen, PairCell
from neutrality_course.queries.cells import cell_differences
from tests.builders import MODULES, a_person, a_wave, an_agency
from tests.support.rush import WORKERS, rush

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def module_of(app: Flask, slug: str) -> Module:
    module: Module = app.extensions["catalog"].module(slug)
    return module


def begin(app: Flask, person_id: str, slug: str, phase: Phase = Phase.PRE_TEST) -> str:
    return start_attempt(person_id, module_of(app, slug), phase, NOW, TODAY)


def rights(attempt: Attempt, number: int) -> dict[str, list[str]]:
    """So many right answers; the rest is left blank."""
    assert attempt.form_version is not None
    questions = attempt.form_version.body["questions"][:number]
    return {q["id"]: [c["id"] for c in q["choices"] if c["right"]] for q in questions}


def submit(app: Flask, worker: int, turn: tuple[str, str]) -> tuple[bool, Any]:
    """Send the attempt with as many right answers as the worker's number; what is stored afterwards."""
    attempt_id, person_id = turn
    answers = rights(db.session.get_one(Attempt, attempt_id), worker)
    was_first = submit_attempt(attempt_id, person_id, answers, LATER + timedelta(seconds=worker))
    attempt = db.session.get_one(Attempt, attempt_id)
    return was_first, (attempt.points, attempt.graded_at, attempt.answers)


def test_a_test_sent_eight_times_at_once_is_graded_once(app: Flask) -> None:
    wave, agency = a_wave(MODULES[:1]), an_agency()
    module = module_of(app, MODULES[0])
    learners = [a_person(agency).id for _ in range(100)]
    for person_id in learners:
        submit_attempt(begin(app, person_id, module.slug), person_id, {}, NOW)
    db.session.add_all(
        PageSeen(
            person_id=person_id,
            wave_id=wave.id,
            module_slug=module.slug,
            page_slug=page.slug,
            seen_at=NOW,
        )
        for person_id in learners
        for page in module.pages
    )
    db.session.commit()
    turns = [(begin(app, id_, module.slug, Phase.POST_TEST), id_) for id_ in learners]

    results = rush(app, submit, turns)

    for of_turn in results:
        assert sum(was_first for was_first, _ in of_turn) == 1
        winner = next(n for n, (was_first, _) in enumerate(of_turn) if was_first)
        points, graded_at, _ = of_turn[winner][1]
        assert (points, graded_at) == (winner, LATER + timedelta(seconds=winner))
        assert all(stored == of_turn[winner][1] for _, stored in of_turn)
    sent = db.session.execute(
        select(Attempt.person_id, Attempt.counted).where(
            Attempt.phase == Phase.POST_TEST, Attempt.graded_at.is_not(None)
        )
    )
    assert sorted(map(tuple, sent)) == sorted((person_id, True) for person_id in learners)
    assert list(cell_differences()) == []
    assert people_in(COURSE, Phase.POST_TEST) == 100
    pairs = db.session.scalar(select(func.sum(PairCell.pairs)))
    assert pairs == 200  # in the module and in the course


def start(app: Flask, worker: int, turn: tuple[str, list[str]]) -> tuple[str, str]:
    """Two workers for each of four people."""
    slug, people = turn
    person_id = people[worker % len(people)]
    return person_id, begin(app, person_id, slug)


def test_a_test_begun_many_times_at_once_is_one_attempt(app: Flask) -> None:
    """For one person by all eight, and for four people who are the first to meet a form."""
    a_wave()
    agency = an_agency()
    together = [[a_person(agency).id for _ in range(4)] for _ in range(6)]
    alone = [[a_person(agency).id] for _ in range(20)]
    turns = [(MODULES[n % 3], people) for n, people in enumerate([*together, *alone])]

    results = rush(app, start, turns)

    for (_, people), of_turn in zip(turns, results, strict=True):
        assert len(set(of_turn)) == len(people)
    begun = db.session.execute(select(Attempt.person_id, Attempt.id))
    answered = {result for of_turn in results for result in of_turn}
    assert sorted(map(tuple, begun)) == sorted(answered)
    met = select(Attempt.module_slug, Attempt.form_letter).distinct()
    stored = select(FormVersion.module_slug, FormVersion.letter)
    assert sorted(db.session.execute(stored)) == sorted(db.session.execute(met))


def submit_a_part(app: Flask, worker: int, turn: list[tuple[str, str]]) -> tuple[bool, Any]:
    """Half of the workers send one module of the person, half the other."""
    return submit(app, worker, turn[worker % 2])


def test_the_last_two_modules_sent_at_once_make_one_course(app: Flask) -> None:
    a_wave(MODULES[:2])
    agency = an_agency()
    learners = [a_person(agency).id for _ in range(20)]
    turns = [[(begin(app, id_, slug), id_) for slug in MODULES[:2]] for id_ in learners]

    results = rush(app, submit_a_part, turns)

    assert all(sum(was_first for was_first, _ in of_turn) == 2 for of_turn in results)
    assert all(len(of_turn) == WORKERS for of_turn in results)
    assert people_in(COURSE, Phase.PRE_TEST) == 20
    assert [people_in(slug, Phase.PRE_TEST) for slug in MODULES[:2]] == [20, 20]
    assert list(cell_differences()) == []


def people_in(module_slug: str, phase: Phase) -> int:
    return (
        db.session.scalar(
            select(func.sum(Cell.people)).where(
                Cell.module_slug == module_slug, Cell.phase == phase
            )
        )
        or 0
    )
