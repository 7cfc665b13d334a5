"""What one invented person did in a module: tests begun, kept and sent, and pages read in between."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from random import Random

from ..domain.levels import Cuts, level_of
from ..domain.quiz import form_letter, form_order
from ..domain.scoring import Score, score_answers
from ..domain.terms import AttemptSource, ComprehensionLevel, Employment, JobLevel, Phase
from .draws import new_id
from .minds import Lesson, answers_of, drawn_layout
from .people import InventedPerson

BETTER_AGAIN = 0.3
TAKES_AGAIN = {True: 0.06, False: 0.25}
"""Who tries the test after once more, by whether the first try reached the level good."""

PRE_TEST_SECONDS = (360, 960)
POST_TEST_SECONDS = (300, 840)
PAGE_SECONDS = (40, 150)
PAUSE_SECONDS = (30, 600)


class Reach(IntEnum):
    """How far a person came in a module."""

    PRE_TEST_BEGUN = 1
    PRE_TEST_SENT = 2
    SOME_PAGES = 3
    POST_TEST_BEGUN = 4
    POST_TEST_SENT = 5


@dataclass(frozen=True)
class Sitter:
    """A person of the wave, with a skill before the pages and what they add to it."""

    person: InventedPerson
    wave_id: str
    cuts: Cuts
    skill: float
    gain: float


@dataclass(frozen=True)
class InventedAttempt:
    """Its fields are columns of Attempt; the form version follows from module and form letter."""

    id: str
    person_id: str
    wave_id: str
    module_slug: str
    phase: Phase
    number: int
    source: AttemptSource
    form_letter: str
    form_order: str
    layout: list[tuple[str, list[str]]]
    answers: dict[str, list[str]]
    revision: int
    started_at: datetime
    graded_at: datetime | None
    counted: bool
    points: int | None
    possible: int | None
    agency_id: str | None
    job_level: JobLevel | None
    employment: Employment | None


@dataclass(frozen=True)
class SeenPage:
    """Its fields are the columns of PageSeen."""

    person_id: str
    wave_id: str
    module_slug: str
    page_slug: str
    seen_at: datetime


def work_through(
    draw: Random, sitter: Sitter, lesson: Lesson, reach: Reach, began_at: datetime
) -> Iterator[InventedAttempt | SeenPage]:
    """Everything the person did in the module, in the order of time, in less than three hours."""
    pre = _sit(draw, sitter, lesson, Phase.PRE_TEST, [], began_at, reach > Reach.PRE_TEST_BEGUN)
    yield pre
    if pre.graded_at is None:
        return
    moment = pre.graded_at
    for page in lesson.module.pages[: _pages_read(draw, lesson, reach)]:
        moment += _seconds(draw, PAGE_SECONDS)
        yield SeenPage(sitter.person.id, sitter.wave_id, lesson.module.slug, page.slug, moment)
    if reach < Reach.POST_TEST_BEGUN:
        return
    moment += _seconds(draw, PAUSE_SECONDS)
    is_sent = reach is Reach.POST_TEST_SENT
    post = _sit(draw, sitter, lesson, Phase.POST_TEST, [pre], moment, is_sent)
    yield post
    if post.graded_at is not None and draw.random() < TAKES_AGAIN[_is_good(post, sitter.cuts)]:
        moment = post.graded_at + _seconds(draw, PAUSE_SECONDS)
        yield _sit(draw, sitter, lesson, Phase.POST_TEST, [pre, post], moment, True)


def _sit(
    draw: Random,
    sitter: Sitter,
    lesson: Lesson,
    phase: Phase,
    earlier: list[InventedAttempt],
    started_at: datetime,
    is_sent: bool,
) -> InventedAttempt:
    module, person = lesson.module, sitter.person
    number = 1 + sum(attempt.phase is phase for attempt in earlier)
    order = form_order(module.letters, person.id, module.slug, sitter.wave_id)
    letter = form_letter(order, phase, number, [attempt.form_letter for attempt in earlier])
    puzzles = lesson.puzzles[letter]
    layout = drawn_layout(draw, puzzles)
    answers = answers_of(draw, puzzles, _skill(sitter, phase, number))
    graded_at = score = None
    if is_sent:
        is_pre = phase is Phase.PRE_TEST
        lasts = _seconds(draw, PRE_TEST_SECONDS if is_pre else POST_TEST_SECONDS)
        graded_at = started_at + lasts
        score = score_answers(module.forms[letter], answers)
    else:
        kept = {question_id for question_id, _ in layout[: draw.randrange(len(layout))]}
        answers = {id_: chosen for id_, chosen in answers.items() if id_ in kept}
    return InventedAttempt(
        id=new_id(draw),
        person_id=person.id,
        wave_id=sitter.wave_id,
        module_slug=module.slug,
        phase=phase,
        number=number,
        source=AttemptSource.WEB,
        form_letter=letter,
        form_order=order,
        layout=layout,
        answers=answers,
        revision=len(answers),
        started_at=started_at,
        graded_at=graded_at,
        counted=is_sent and number == 1,
        points=score.points if score else None,
        possible=score.possible if score else None,
        agency_id=person.agency_id if is_sent else None,
        job_level=person.job_level if is_sent else None,
        employment=person.employment if is_sent else None,
    )


def _skill(sitter: Sitter, phase: Phase, number: int) -> float:
    if phase is Phase.PRE_TEST:
        return sitter.skill
    return sitter.skill + sitter.gain + BETTER_AGAIN * (number - 1)


def _pages_read(draw: Random, lesson: Lesson, reach: Reach) -> int:
    pages = len(lesson.module.pages)
    if reach is Reach.SOME_PAGES:
        return draw.randint(1, max(1, pages - 1))
    return pages if reach > Reach.SOME_PAGES else 0


def _is_good(attempt: InventedAttempt, cuts: Cuts) -> bool:
    assert attempt.points is not None and attempt.possible is not None
    return level_of(Score(attempt.points, attempt.possible), cuts) is ComprehensionLevel.GOOD


def _seconds(draw: Random, between: tuple[int, int]) -> timedelta:
    return timedelta(seconds=draw.randint(*between))
