"""The cells behind the figures: what the attempts say, however they came about; checked and made anew."""

import random
from collections.abc import Callable, Iterator

from click.testing import Result
from flask import Flask
from sqlalchemy import select, update

from neutrality_course.actions.accounts import move_person
from neutrality_course.actions.attempts import see_page, start_attempt, submit_attempt
from neutrality_course.database import db
from neutrality_course.domain.figures import AgencyCounts
from neutrality_course.domain.quiz import QuizForm
from neutrality_course.domain.terms import COURSE, Phase
from neutrality_course.models import AnswerCell, Attempt, Cell, PairCell, Wave
from neutrality_course.queries.indicator import agency_counts
from neutrality_course.web.clock import today_wib
from tests.builders import MODULES, a_person, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.support.apps import Clock

Command = Callable[..., Result]
PEOPLE = 14


def test_figures_are_what_the_attempts_say_in_a_random_world(app: Flask, clock: Clock) -> None:
    """Every figure of every agency against a count of the attempts, person by person."""
    chance = random.Random(20261122)
    wave = a_wave(MODULES[:2])
    agencies = [an_agency() for _ in range(3)]
    people = [a_person(chance.choice(agencies)).id for _ in range(PEOPLE)]
    people.append(an_admin(agency=agencies[0]).id)
    for person_id in people:
        for slug in chance.sample(MODULES[:2], chance.choice((1, 2, 2))):
            take(app, clock, chance, person_id, slug, Phase.PRE_TEST)
            if chance.random() < 0.2:
                move_person(person_id, chance.choice(agencies).id, None, clock())
            for _ in range(chance.choice((0, 1, 1, 2))):
                take(app, clock, chance, person_id, slug, Phase.POST_TEST)
    for slug in (COURSE, *MODULES[:2]):
        found = {count.code: figures(count) for count in agency_counts(wave, slug)}
        expected = {agency.code: by_hand(wave, slug, agency.id) for agency in agencies}
        assert {code: found[code] for code in expected} == expected
        assert sum(sum(one) for code, one in found.items() if code not in expected) == 0
    assert sum(count.people for count in agency_counts(wave, COURSE)) > 3


def take(
    app: Flask, clock: Clock, chance: random.Random, person_id: str, slug: str, phase: Phase
) -> None:
    """Start a test and send it, mostly with right answers; sometimes it is left open."""
    module = app.extensions["catalog"].module(slug)
    if phase is Phase.POST_TEST:
        for page in module.pages:
            see_page(person_id, module, page.slug, clock())
    clock.forward(minutes=chance.randint(1, 50))
    attempt_id = start_attempt(person_id, module, phase, clock(), today_wib())
    attempt = db.session.get_one(Attempt, attempt_id)
    assert attempt.form_version is not None
    form = QuizForm.from_body(attempt.form_version.body)
    skill = chance.choice((0.4, 0.7, 0.95))
    answers = {
        question.id: [next(c.id for c in question.choices if c.is_right == is_known)]
        for question in form.questions
        for is_known in [chance.random() < skill]
    }
    if phase is Phase.PRE_TEST or chance.random() < 0.8:
        submit_attempt(attempt_id, person_id, answers, clock())


def figures(count: AgencyCounts) -> tuple[int, ...]:
    return (
        count.people,
        count.good,
        count.fair,
        count.poor,
        count.pre_people,
        count.pairs,
        count.both_good,
        count.gained,
        count.lost,
    )


def by_hand(wave: Wave, slug: str, agency_id: str) -> tuple[int, ...]:
    """The same numbers from the rows of the attempts, without a single GROUP BY."""
    results = list(results_of(wave, slug))
    after = [r for r in results if r[1] is Phase.POST_TEST and r[2] == agency_id]
    before = [r for r in results if r[1] is Phase.PRE_TEST and r[2] == agency_id]
    levels = [level(r[3], r[4]) for r in after]
    pre_levels = {r[0]: level(r[3], r[4]) for r in results if r[1] is Phase.PRE_TEST}
    pairs = [
        (pre_levels[r[0]] == "good", level(r[3], r[4]) == "good")
        for r in after
        if r[0] in pre_levels
    ]
    return (
        len(after),
        levels.count("good"),
        levels.count("fair"),
        levels.count("poor"),
        len(before),
        len(pairs),
        pairs.count((True, True)),
        pairs.count((False, True)),
        pairs.count((True, False)),
    )


def results_of(wave: Wave, slug: str) -> Iterator[tuple[str, Phase, str | None, int, int]]:
    """(person, phase, agency, points, possible) of everybody's first graded test, or of the course."""
    rows = db.session.scalars(
        select(Attempt)
        .where(Attempt.wave_id == wave.id, Attempt.graded_at.is_not(None))
        .order_by(Attempt.graded_at)
    )
    first: dict[tuple[str, Phase], dict[str, Attempt]] = {}
    for row in rows:
        if row.source.value != "pratinjau":
            first.setdefault((row.person_id, row.phase), {}).setdefault(row.module_slug, row)
    for (person_id, phase), by_module in first.items():
        taken = list(by_module.values()) if slug == COURSE else [by_module.get(slug)]
        if None in taken or (slug == COURSE and len(taken) < len(wave.module_slugs)):
            continue
        last = max((row for row in taken if row), key=lambda row: str(row.graded_at))
        points = sum(row.points or 0 for row in taken if row)
        possible = sum(row.possible or 0 for row in taken if row)
        yield person_id, phase, last.agency_id, points, possible


def level(points: int, possible: int) -> str:
    if points / possible >= 0.76:
        return "good"
    return "fair" if points / possible >= 0.56 else "poor"


def test_check_and_rebuild(app: Flask, clock: Clock, command: Command) -> None:
    chance = random.Random(7)
    a_wave(MODULES[:1])
    person = a_person()
    take(app, clock, chance, person.id, MODULES[0], Phase.PRE_TEST)
    take(app, clock, chance, person.id, MODULES[0], Phase.POST_TEST)
    clean = command("cells", "check")
    assert (clean.exit_code, clean.stdout) == (0, "")
    db.session.execute(update(Cell).values(points=Cell.points + 1))
    db.session.execute(update(PairCell).values(gain_sum=99))
    db.session.execute(update(AnswerCell).values(people=AnswerCell.people + 1))
    db.session.commit()
    answers = len(db.session.scalars(select(AnswerCell)).all())
    broken = command("cells", "check")
    lines = broken.stdout.splitlines()
    tables = [line.split()[0] for line in lines]
    assert broken.exit_code == 1
    assert tables.count("cell") == 4, "two tests, each of the module and of the whole course"
    assert tables.count("pair_cell") == 2
    assert tables.count("answer_cell") == answers
    assert broken.stderr.splitlines()[-1] == (
        f"Galat: {len(lines)} sel berbeda; perbaiki dengan: flask --app app cells rebuild"
    )
    assert command("cells", "rebuild").exit_code == 0
    assert command("cells", "check").exit_code == 0


def test_a_missing_and_a_surplus_cell_are_named(command: Command) -> None:
    wave = a_wave(MODULES[:1])
    agency, other = an_agency(), an_agency()
    counted(agency, wave, [Taken(3, 2, 9)])
    settle()
    db.session.execute(update(Cell).where(Cell.module_slug == COURSE).values(agency_id=other.id))
    db.session.commit()
    lines = command("cells", "check").stdout.splitlines()
    assert len(lines) == 4
    assert sum(line.endswith("≠ None") for line in lines) == 2
    assert sum(": None ≠ " in line for line in lines) == 2
