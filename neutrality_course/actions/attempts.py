"""One sitting of a test: start, save, submit. Repeating any step is harmless and gives the stored result."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from random import SystemRandom
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from ..catalog import Module
from ..database import begin_write, db, new_id
from ..domain.progress import Counting, counts_when_sent, is_test_day
from ..domain.quiz import QuizForm, form_letter, form_order
from ..domain.rules import counts
from ..domain.scoring import score_answers
from ..domain.terms import AttemptSource, Phase
from ..models import Attempt, FormVersion, PageSeen, Person, Wave
from ..queries.learning import module_attempts, open_attempt, pages_seen
from ..queries.waves import open_wave
from .counting import count_attempt

Answers = Mapping[str, Sequence[str]]


class NoOpenWave(Exception):
    """No wave is open, today is not one of its days, or the module is not in it: tests cannot be started."""


class AlreadyTaken(Exception):
    """The test before is taken once in a wave."""


class PreTestMissing(Exception):
    """The test before comes first."""


class PagesMissing(Exception):
    """The test after opens when every page has been seen."""


class AttemptMissing(Exception):
    """This person has no such attempt."""


class NewerAnswers(Exception):
    """Another tab or device has saved newer answers; `revision` is theirs."""

    def __init__(self, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


class AlreadySubmitted(Exception):
    """The attempt is graded: its answers stay as they are."""


def start_attempt(
    person_id: str, module: Module, phase: Phase, now: datetime, today_wib: date
) -> str:
    """The id of the person's open attempt at this test, begun now if there is none.

    Raises NoOpenWave, AlreadyTaken, PreTestMissing or PagesMissing.
    """
    try:
        return _start_attempt(person_id, module, phase, now, today_wib)
    except IntegrityError:
        # Somebody else was the first to meet this form between our look and our insert: now it is stored.
        # The person's own requests wait for each other.
        return _start_attempt(person_id, module, phase, now, today_wib)


def _start_attempt(
    person_id: str, module: Module, phase: Phase, now: datetime, today_wib: date
) -> str:
    begin_write()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    wave = open_wave()
    if wave is None or module.slug not in wave.module_slugs:
        raise NoOpenWave
    running = open_attempt(person_id, wave.id, module.slug, phase)
    if running is not None:
        return running.id
    if not is_test_day(today_wib, wave.first_on, wave.last_on):
        raise NoOpenWave
    attempts = module_attempts(person_id, wave.id, module.slug)
    _check_may_start(person_id, wave, module, phase, attempts)
    number = 1 + max((a.number for a in attempts if a.phase is phase), default=0)
    order = attempts[0].form_order if attempts else ""
    order = order or form_order(module.letters, person_id, module.slug, wave.id)
    letter = form_letter(order, phase, number, [a.form_letter for a in attempts])
    form = module.forms[letter]
    attempt = Attempt(
        id=new_id(),
        person_id=person_id,
        wave_id=wave.id,
        module_slug=module.slug,
        phase=phase,
        number=number,
        source=AttemptSource.WEB if counts(person.role) else AttemptSource.PREVIEW,
        form_version_id=stored_version(form, now).id,
        form_letter=letter,
        form_order=order,
        layout=_drawn_layout(form),
        started_at=now,
    )
    db.session.add(attempt)
    db.session.commit()
    return attempt.id


def save_answers(attempt_id: str, person_id: str, answers: Answers, revision: int) -> int:
    """Keep a draft; `revision` is the one these answers were built on. Returns the new revision.

    Raises AttemptMissing, AlreadySubmitted, or NewerAnswers when something newer is already kept.
    """
    begin_write()
    attempt = _own_attempt(attempt_id, person_id)
    merged = _merged(attempt, answers)
    saved = db.session.scalar(
        update(Attempt)
        .where(
            Attempt.id == attempt_id,
            Attempt.graded_at.is_(None),
            Attempt.revision == revision,
        )
        .values(answers=merged, revision=revision + 1)
        .returning(Attempt.id)
    )
    if saved is None:
        db.session.rollback()
        if attempt.graded_at is not None:
            raise AlreadySubmitted
        raise NewerAnswers(attempt.revision)
    db.session.commit()
    return revision + 1


def keep_answers(attempt_id: str, person_id: str, answers: Answers) -> None:
    """Keep a draft whatever is kept already: for answers that a page without JavaScript brings in whole.

    Raises AttemptMissing or AlreadySubmitted.
    """
    begin_write()
    attempt = _own_attempt(attempt_id, person_id)
    kept = db.session.scalar(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.graded_at.is_(None))
        .values(answers=_merged(attempt, answers), revision=Attempt.revision + 1)
        .returning(Attempt.id)
    )
    if kept is None:
        db.session.rollback()
        raise AlreadySubmitted
    db.session.commit()


def submit_attempt(attempt_id: str, person_id: str, answers: Answers, now: datetime) -> bool:
    """Grade the attempt with these answers over its draft. True when this call graded it, False when an
    earlier one had: then the stored result stands. Raises AttemptMissing.

    Only the transaction whose UPDATE hits the open row writes cells. The person is locked for its length,
    so that two modules sent at once both see each other and the course is counted once.
    """
    begin_write()
    person = db.session.scalars(
        select(Person).where(Person.id == person_id).with_for_update()
    ).one()
    attempt = _own_attempt(attempt_id, person_id)
    wave = db.session.scalars(
        select(Wave).where(Wave.id == attempt.wave_id).with_for_update(read=True)
    ).one()
    assert attempt.form_version is not None
    form = QuizForm.from_body(attempt.form_version.body)
    merged = _merged(attempt, answers)
    score = score_answers(form, merged)
    counting = counts_when_sent(attempt.started_at, now, wave.closed_at)
    # Who has become an admin since the start sends a preview: an admin's attempts never count.
    source = attempt.source if counts(person.role) else AttemptSource.PREVIEW
    counted = (
        source is not AttemptSource.PREVIEW
        and counting is not Counting.NOT_COUNTED
        and not _has_counted(attempt)
    )
    graded = db.session.scalar(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.graded_at.is_(None))
        .values(
            answers=merged,
            source=source,
            graded_at=now,
            counted=counted,
            is_late=counting is Counting.COUNTED_LATE,
            points=score.points,
            possible=score.possible,
            agency_id=person.agency_id,
            job_level=person.job_level,
            employment=person.employment,
        )
        .returning(Attempt.id)
    )
    if graded is None:
        db.session.rollback()
        return False
    db.session.refresh(attempt)
    if counted:
        count_attempt(attempt, wave, form)
    db.session.commit()
    return True


def see_page(person_id: str, module: Module, page_slug: str, now: datetime) -> None:
    """Record that a page was read to its end. Nothing happens between waves, before the test before, or twice."""
    begin_write()
    wave = open_wave()
    if wave is None or module.slug not in wave.module_slugs:
        return
    attempts = module_attempts(person_id, wave.id, module.slug)
    if not any(a.phase is Phase.PRE_TEST and a.graded_at for a in attempts):
        return
    key = {
        "person_id": person_id,
        "wave_id": wave.id,
        "module_slug": module.slug,
        "page_slug": page_slug,
    }
    if db.session.get(PageSeen, key) is None:
        db.session.add(PageSeen(**key, seen_at=now))
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()  # the same press arrived twice at once


def _check_may_start(
    person_id: str, wave: Wave, module: Module, phase: Phase, attempts: Sequence[Attempt]
) -> None:
    has_pre = any(a.phase is Phase.PRE_TEST and a.graded_at is not None for a in attempts)
    if phase is Phase.PRE_TEST:
        if has_pre:
            raise AlreadyTaken
        return
    if not has_pre:
        raise PreTestMissing
    seen = pages_seen(person_id, wave.id, module.slug)
    if any(page.slug not in seen for page in module.pages):
        raise PagesMissing


def _own_attempt(attempt_id: str, person_id: str) -> Attempt:
    attempt = db.session.get(Attempt, attempt_id)
    if attempt is None or attempt.person_id != person_id:
        raise AttemptMissing
    return attempt


def _has_counted(attempt: Attempt) -> bool:
    return bool(
        db.session.scalar(
            select(func.count())
            .select_from(Attempt)
            .where(
                Attempt.person_id == attempt.person_id,
                Attempt.wave_id == attempt.wave_id,
                Attempt.module_slug == attempt.module_slug,
                Attempt.phase == attempt.phase,
                Attempt.counted,
            )
        )
    )


def _merged(attempt: Attempt, answers: Answers) -> dict[str, list[str]]:
    """The kept draft with these answers over it; what the attempt's own form did not offer is left out."""
    merged = dict(attempt.answers)
    for question_id, offered in attempt.layout:
        chosen = [c for c in dict.fromkeys(answers.get(question_id, ())) if c in offered]
        if chosen:
            merged[question_id] = chosen
    return merged


def _drawn_layout(form: QuizForm) -> list[list[Any]]:
    draw = SystemRandom()
    layout = []
    for question in draw.sample(form.questions, len(form.questions)):
        choices = [choice.id for choice in question.choices]
        if question.is_shuffled:
            draw.shuffle(choices)
        layout.append([question.id, choices])
    return layout


def stored_version(form: QuizForm, now: datetime) -> FormVersion:
    """Part of an action: the row of this form as it stands now, added when it is met for the first time."""
    body = form.as_body()
    digest = sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
    stored = db.session.get(FormVersion, digest)
    if stored is None:
        stored = FormVersion(
            id=digest,
            version=form.version,
            module_slug=form.module_slug,
            letter=form.letter,
            body=body,
            created_at=now,
        )
        db.session.add(stored)
        db.session.flush()
    return stored
