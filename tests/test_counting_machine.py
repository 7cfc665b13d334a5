"""Whatever people do, in whatever order: the cells are what the counted attempts say.

A machine plays random histories through the actions and keeps a diary of its own. After every step three
accounts must agree: the cells that submitting wrote, the GROUP BY of queries/cells.py, and the sums that this
file makes of the diary.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, note, settings
from hypothesis import Phase as Step
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, update

from neutrality_course.actions.accounts import move_person
from neutrality_course.actions.attempts import (
    AlreadySubmitted,
    AlreadyTaken,
    NewerAnswers,
    NoOpenWave,
    PagesMissing,
    PreTestMissing,
    keep_answers,
    save_answers,
    see_page,
    start_attempt,
    submit_attempt,
)
from neutrality_course.actions.cells import rebuild_cells
from neutrality_course.actions.waves import (
    AlreadyCounting,
    close_wave,
    open_wave,
    set_wave_cuts,
    set_wave_modules,
)
from neutrality_course.catalog import Module
from neutrality_course.database import Base, db
from neutrality_course.domain.levels import Cuts
from neutrality_course.domain.terms import AttemptSource, Employment, JobLevel, Phase
from neutrality_course.domain.waves import WaveFacts
from neutrality_course.models import AnswerCell, Attempt, Cell, PairCell, Person, Wave
from neutrality_course.queries.cells import cell_differences
from neutrality_course.web.clock import WIB
from tests.builders import MODULES, a_coordinator, a_person, an_admin, an_agency
from tests.support.apps import empty_tables

BEGAN_AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
WAVE_DAYS = timedelta(days=20)
GRACE = timedelta(hours=72)
PEOPLE = 4
ADMIN = PEOPLE - 1
CUTS = (Cuts(), Cuts(good=60, fair=30))
MODULE_SETS = (MODULES[:2], MODULES[:1], MODULES)
WAITS = (timedelta(minutes=10), timedelta(hours=30), timedelta(hours=71), timedelta(days=4))

people = st.integers(0, PEOPLE - 1)
modules = st.sampled_from(MODULES)
right = st.integers(0, 10)
sittings = st.tuples(people, modules, right, right)
module_sets = st.sampled_from(MODULE_SETS)
cuts = st.sampled_from(CUTS)

Cells = dict[tuple[Any, ...], tuple[Any, ...]]


@dataclass(frozen=True)
class Sent:
    """A line of the diary: a test that was sent, and what was true at that moment."""

    attempt_id: str
    person_id: str
    is_member: bool
    wave_id: str
    module: str
    phase: Phase
    sent_at: datetime
    place: tuple[str, JobLevel, Employment]
    version: str
    chosen: dict[str, Sequence[str]]
    points: int
    possible: int


class History(RuleBasedStateMachine):
    def __init__(self, catalog_modules: dict[str, Module]) -> None:
        super().__init__()
        empty_tables()
        db.session.expunge_all()
        self.modules = catalog_modules
        self.now = BEGAN_AT
        self.diary: list[Sent] = []
        self.begun: dict[str, datetime] = {}
        self.closed_at: dict[str, datetime] = {}
        self.checked = 0
        self.open_wave_id: str | None = None
        self.agencies = [an_agency().id, an_agency().id]
        members = [a_person(), a_person(), a_coordinator()]
        self.people = [person.id for person in (*members, an_admin())]

    def tick(self) -> datetime:
        """No two things happen at one moment: what came last is never in doubt."""
        self.now += timedelta(seconds=1)
        return self.now

    # Few rules with many ways: hypothesis switches whole rules off in each history, and a history in which
    # nobody sends anything says little.

    @initialize(slugs=module_sets, cuts=cuts, sittings=st.lists(sittings, max_size=8))
    def first_wave(
        self, slugs: Sequence[str], cuts: Cuts, sittings: list[tuple[int, str, int, int]]
    ) -> None:
        self.open(slugs, cuts)
        for person, module, before, after in sittings:
            self.work_through(person, module, before, after)

    @rule(
        way=st.sampled_from(["all", "all", "pre", "read", "post"]),
        person=people,
        module=modules,
        before=right,
        after=right,
    )
    def learn(self, way: str, person: int, module: str, before: int, after: int) -> None:
        match way:
            case "all":
                self.work_through(person, module, before, after)
            case "read":
                self.read(person, module)
            case "pre":
                self.begin(person, module, Phase.PRE_TEST)
            case "post":
                self.begin(person, module, Phase.POST_TEST)

    @precondition(lambda self: self.begun)
    @rule(
        data=st.data(),
        way=st.sampled_from(["send", "send", "send again", "save", "save late", "keep"]),
        right=right,
        skips=st.booleans(),
    )
    def answer(self, data: st.DataObject, way: str, right: int, skips: bool) -> None:
        sent_before = [sent.attempt_id for sent in self.diary]
        known = sent_before if way == "send again" else list(self.begun)
        if not known:
            return
        attempt_id = data.draw(st.sampled_from(known))
        match way:
            case "save" | "save late":
                self.save(attempt_id, right, skips, is_late=way == "save late")
            case "keep":
                self.keep(attempt_id, right, skips)
            case _:
                self.submit(attempt_id, right, skips)

    @rule(
        way=st.sampled_from(["move", "promote"]),
        person=st.integers(0, ADMIN - 1),
        to=st.integers(0, 1),
        job_level=st.sampled_from([JobLevel.PELAKSANA, JobLevel.PENGAWAS]),
        employment=st.sampled_from([Employment.PNS, Employment.PPPK]),
    )
    def change_person(
        self, way: str, person: int, to: int, job_level: JobLevel, employment: Employment
    ) -> None:
        if way == "move":
            move_person(self.people[person], self.agencies[to], None, self.tick())
            return
        db.session.execute(
            update(Person)
            .where(Person.id == self.people[person])
            .values(job_level=job_level, employment=employment)
        )
        db.session.commit()

    @rule(
        way=st.sampled_from(["wait", "wait", "correct", "close", "close and open"]),
        wait=st.sampled_from(WAITS),
        slugs=module_sets,
        cuts=cuts,
    )
    def change_wave(self, way: str, wait: timedelta, slugs: Sequence[str], cuts: Cuts) -> None:
        if way == "wait":
            self.now += wait
        elif self.open_wave_id is None:
            self.open(slugs, cuts)
        elif way == "correct":
            self.correct(slugs, cuts)
        else:
            self.close()
            if way == "close and open":
                self.open(slugs, cuts)

    # ------------------------------------------------------------------------------- what happens

    def work_through(self, person: int, module: str, before: int, after: int) -> None:
        """What most people do: single steps alone seldom come as far as the end of a course."""
        for phase, right in ((Phase.PRE_TEST, before), (Phase.POST_TEST, after)):
            attempt_id = self.begin(person, module, phase)
            if attempt_id is not None:
                self.submit(attempt_id, right, skips=False)
            self.read(person, module)

    def read(self, person: int, module: str) -> None:
        for page in self.modules[module].pages:
            see_page(self.people[person], self.modules[module], page.slug, self.tick())
            db.session.rollback()

    def begin(self, person: int, module: str, phase: Phase) -> str | None:
        now = self.tick()
        today = now.astimezone(WIB).date()
        try:
            attempt_id = start_attempt(self.people[person], self.modules[module], phase, now, today)
        except (NoOpenWave, AlreadyTaken, PreTestMissing, PagesMissing) as refusal:
            db.session.rollback()
            note(repr(refusal))
            return None
        assert self.begun.setdefault(attempt_id, now) <= now
        return attempt_id

    def save(self, attempt_id: str, right: int, skips: bool, is_late: bool) -> None:
        attempt = db.session.get_one(Attempt, attempt_id)
        person_id, chosen = attempt.person_id, answers(attempt, right, skips)
        revision, was_sent = attempt.revision, self.was_sent(attempt_id)
        expected: Any = revision + 1
        if was_sent:
            expected = AlreadySubmitted
        elif is_late:
            expected = NewerAnswers
        try:
            outcome: Any = save_answers(attempt_id, person_id, chosen, revision - is_late)
        except (AlreadySubmitted, NewerAnswers) as refusal:
            db.session.rollback()
            outcome = type(refusal)
        assert outcome == expected

    def keep(self, attempt_id: str, right: int, skips: bool) -> None:
        attempt = db.session.get_one(Attempt, attempt_id)
        person_id, chosen = attempt.person_id, answers(attempt, right, skips)
        was_refused = False
        try:
            keep_answers(attempt_id, person_id, chosen)
        except AlreadySubmitted:
            db.session.rollback()
            was_refused = True
        assert was_refused == self.was_sent(attempt_id)

    def submit(self, attempt_id: str, right: int, skips: bool) -> None:
        attempt = db.session.get_one(Attempt, attempt_id)
        before, was_sent = result_of(attempt), self.was_sent(attempt_id)
        person = db.session.get_one(Person, attempt.person_id)
        place = (person.agency_id, person.job_level, person.employment)
        person_id, chosen, now = person.id, answers(attempt, right, skips), self.tick()
        assert submit_attempt(attempt_id, person_id, chosen, now) is not was_sent
        attempt = db.session.get_one(Attempt, attempt_id)
        if was_sent:
            assert result_of(attempt) == before
            return
        body, is_member = body_of(attempt), person_id != self.people[ADMIN]
        assert (attempt.source is AttemptSource.PREVIEW) is not is_member
        self.diary.append(
            Sent(
                attempt_id=attempt_id,
                person_id=person_id,
                is_member=is_member,
                wave_id=attempt.wave_id,
                module=attempt.module_slug,
                phase=attempt.phase,
                sent_at=now,
                place=place,
                version=attempt.form_version.version if attempt.form_version else "",
                chosen={q["id"]: attempt.answers.get(q["id"], ["-"]) for q in body},
                points=sum(right_ids(q) == attempt.answers.get(q["id"]) for q in body),
                possible=len(body),
            )
        )

    def open(self, slugs: Sequence[str], cuts: Cuts) -> None:
        now = self.tick()
        first_on = now.astimezone(WIB).date()
        facts = WaveFacts(f"Gelombang {now}", first_on, first_on + WAVE_DAYS, slugs, cuts)
        self.open_wave_id = open_wave(facts, MODULES, None, now)

    def close(self) -> None:
        now = self.tick()
        self.closed_at[close_wave(None, now)] = now
        self.open_wave_id = None

    def correct(self, slugs: Sequence[str], cuts: Cuts) -> None:
        """Modules and cuts can change as long as nothing is counted, also under a test that was begun."""
        wave_id = self.open_wave_id
        assert wave_id is not None
        is_counting = any(sent.wave_id == wave_id for sent in self.counted())
        for correction in (
            lambda: set_wave_modules(wave_id, slugs, MODULES, None, self.tick()),
            lambda: set_wave_cuts(wave_id, cuts, None, self.tick()),
        ):
            was_refused = False
            try:
                correction()
            except AlreadyCounting:
                db.session.rollback()
                was_refused = True
            assert was_refused == is_counting

    # --------------------------------------------------------------------------- what must be true

    @invariant()
    def the_cells_are_what_the_group_by_says(self) -> None:
        if self.checked != len(self.diary):  # the costly one, when something was sent
            assert list(cell_differences()) == []
            self.checked = len(self.diary)

    @invariant()
    def the_cells_are_what_the_diary_says(self) -> None:
        waves = {wave.id: wave for wave in db.session.scalars(select(Wave))}
        counted = self.counted()
        assert stored(Cell, 6) == cells_of(counted, waves)
        assert stored(PairCell, 5) == pair_cells_of(counted, waves)
        assert stored(AnswerCell, 5) == answer_cells_of(counted)
        marked = db.session.scalars(select(Attempt.id).where(Attempt.counted)).all()
        assert sorted(marked) == sorted(sent.attempt_id for sent in counted)
        db.session.rollback()

    def teardown(self) -> None:
        assert list(cell_differences()) == []
        rebuild_cells()
        self.the_cells_are_what_the_diary_says()

    def was_sent(self, attempt_id: str) -> bool:
        return any(sent.attempt_id == attempt_id for sent in self.diary)

    def counted(self) -> list[Sent]:
        """The first of each test that a member sent in time, in the order of recording."""
        first: dict[tuple[str, str, str, Phase], Sent] = {}
        for sent in self.diary:
            closed_at = self.closed_at.get(sent.wave_id)
            in_time = closed_at is None or sent.sent_at <= closed_at + GRACE
            if sent.is_member and in_time:
                first.setdefault((sent.person_id, sent.wave_id, sent.module, sent.phase), sent)
        return list(first.values())


# ------------------------------------------------------------------------- answers to an attempt


def body_of(attempt: Attempt) -> list[dict[str, Any]]:
    assert attempt.form_version is not None
    questions: list[dict[str, Any]] = attempt.form_version.body["questions"]
    return questions


def right_ids(question: dict[str, Any]) -> list[str]:
    return [choice["id"] for choice in question["choices"] if choice["right"]]


def answers(attempt: Attempt, right: int, skips: bool = False) -> dict[str, list[str]]:
    """So many answers right and the others wrong, or left out."""
    chosen = {}
    for number, question in enumerate(body_of(attempt)):
        if number < right:
            chosen[question["id"]] = right_ids(question)
        elif not skips:
            chosen[question["id"]] = [c["id"] for c in question["choices"] if not c["right"]][:1]
    return chosen


def result_of(attempt: Attempt) -> tuple[Any, ...]:
    return (attempt.points, attempt.graded_at, attempt.counted, attempt.agency_id, attempt.answers)


# ---------------------------------------------------------------------------- the third account


@dataclass(frozen=True)
class Outcome:
    """A result of a person in a module or in the course."""

    wave_id: str
    module: str
    phase: Phase
    person_id: str
    place: tuple[str, JobLevel, Employment]
    points: int
    possible: int
    at: datetime


def outcomes(counted: Sequence[Sent], waves: dict[str, Wave]) -> Iterator[Outcome]:
    of_person: dict[tuple[str, Phase, str], list[Sent]] = defaultdict(list)
    for sent in counted:
        of_person[sent.wave_id, sent.phase, sent.person_id].append(sent)
        yield Outcome(
            sent.wave_id,
            sent.module,
            sent.phase,
            sent.person_id,
            sent.place,
            sent.points,
            sent.possible,
            sent.sent_at,
        )
    for (wave_id, phase, person_id), all_sent in of_person.items():
        course = [sent for sent in all_sent if sent.module in waves[wave_id].module_slugs]
        if len(course) == len(waves[wave_id].module_slugs):
            yield Outcome(
                wave_id,
                "kursus",
                phase,
                person_id,
                course[-1].place,
                sum(sent.points for sent in course),
                sum(sent.possible for sent in course),
                course[-1].sent_at,
            )


def cells_of(counted: Sequence[Sent], waves: dict[str, Wave]) -> Cells:
    groups: dict[tuple[Any, ...], list[Outcome]] = defaultdict(list)
    for o in outcomes(counted, waves):
        groups[(o.wave_id, o.module, o.phase, *o.place)].append(o)
    cells: Cells = {}
    for key, group in groups.items():
        good, fair = waves[key[0]].cut_good, waves[key[0]].cut_fair
        shares = [100 * o.points / o.possible for o in group]
        cells[key] = (
            len(group),
            sum(share >= good for share in shares),
            sum(fair <= share < good for share in shares),
            sum(share < fair for share in shares),
            sum(o.points for o in group),
            sum(o.points**2 for o in group),
            sum(o.possible for o in group),
            max(o.at for o in group),
        )
    return cells


def pair_cells_of(counted: Sequence[Sent], waves: dict[str, Wave]) -> Cells:
    all_outcomes = list(outcomes(counted, waves))
    before = {
        (o.wave_id, o.module, o.person_id): o for o in all_outcomes if o.phase is Phase.PRE_TEST
    }
    groups: dict[tuple[Any, ...], list[tuple[Outcome, Outcome]]] = defaultdict(list)
    for post in all_outcomes:
        pre = before.get((post.wave_id, post.module, post.person_id))
        if post.phase is Phase.POST_TEST and pre is not None:
            groups[(post.wave_id, post.module, *post.place)].append((pre, post))
    cells: Cells = {}
    for key, pairs in groups.items():
        cut = waves[key[0]].cut_good
        was_is = [
            (100 * pre.points >= cut * pre.possible, 100 * post.points >= cut * post.possible)
            for pre, post in pairs
        ]
        gains = [post.points * pre.possible - pre.points * post.possible for pre, post in pairs]
        cells[key] = (
            len(pairs),
            was_is.count((True, True)),
            was_is.count((False, True)),
            was_is.count((True, False)),
            was_is.count((False, False)),
            sum(gains),
            sum(gain**2 for gain in gains),
            sum(pre.possible * post.possible for pre, post in pairs),
        )
    return cells


def answer_cells_of(counted: Iterable[Sent]) -> Cells:
    totals: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for sent in counted:
        for question_id, chosen in sent.chosen.items():
            for choice_id in chosen:
                key = (sent.wave_id, sent.module, sent.version, question_id, choice_id)
                totals[key].append(sent.points)
    return {
        key: (len(points), sum(points), sum(p**2 for p in points)) for key, points in totals.items()
    }


def stored(model: type[Base], keys: int) -> Cells:
    """The table's rows by the values of their first columns, the key."""
    rows = [tuple(row) for row in db.session.execute(select(*model.__table__.columns))]
    return {row[:keys]: row[keys:] for row in rows}


# -------------------------------------------------------------------------------------- the test

HISTORIES = {"sqlite": 35, "postgresql": 10}
STEPS = 20


@pytest.mark.parametrize(("app", "histories"), HISTORIES.items(), indirect=["app"])
def test_cells_are_right_after_any_history(app: Flask, histories: int) -> None:
    catalog_modules = {
        module.slug: replace(module, pages=module.pages[:2])  # few to read, for speed
        for module in app.extensions["catalog"].modules
    }
    run_state_machine_as_test(
        lambda: History(catalog_modules),  # type: ignore[arg-type]  # any maker of machines will do
        settings=settings(
            max_examples=histories,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Step.generate, Step.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_module_taken_out_of_the_wave_counts_but_not_for_the_course(app: Flask) -> None:
    """Its test was begun before; then nothing was counted yet, so the wave could still be corrected."""
    history = History({module.slug: module for module in app.extensions["catalog"].modules})
    history.open(MODULES[:2], CUTS[0])
    begun = [history.begin(0, slug, Phase.PRE_TEST) for slug in MODULES[:2]]
    history.correct(MODULES[:1], CUTS[0])
    for attempt_id in begun:
        assert attempt_id is not None
        history.submit(attempt_id, 7, skips=False)
        history.the_cells_are_what_the_group_by_says()
        history.the_cells_are_what_the_diary_says()
    points = {key[1]: cell[4] for key, cell in stored(Cell, 6).items()}
    assert points == {MODULES[0]: 7, MODULES[1]: 7, "kursus": 7}
