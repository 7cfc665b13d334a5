"""Where a learner stands in a module of a wave, and what time allows."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from .terms import KeyShown, Phase

GRACE = timedelta(hours=72)
"""An attempt begun before its wave closed still counts when it is sent within this time after."""


class Sitting(StrEnum):
    """Where one test of a module stands; open is begun and not sent."""

    NOT_STARTED = "belum"
    OPEN = "berjalan"
    GRADED = "dinilai"


class ModuleState(StrEnum):
    """What a learner has to do next in a module."""

    READ_ONLY = "hanya-baca"
    NOT_STARTED = "belum-mulai"
    PRE_TEST_OPEN = "tes-awal-berjalan"
    READING = "membaca"
    POST_TEST_READY = "siap-tes-akhir"
    POST_TEST_OPEN = "tes-akhir-berjalan"
    DONE = "selesai"


class Counting(StrEnum):
    """Whether an attempt counts, judged by its times alone."""

    COUNTED = "dihitung"
    COUNTED_LATE = "dihitung-terlambat"
    NOT_COUNTED = "tidak-dihitung"


def next_step(
    pre_test: Sitting, pages_seen: int, pages: int, post_test: Sitting, is_wave_open: bool
) -> ModuleState:
    """The state of a module in a wave: test before, then the pages, then the test after.

    `post_test` is GRADED once any try at it is. After the wave has closed, what was done stays done
    and a test begun can still be sent; the rest is only for reading.
    """
    if post_test is Sitting.GRADED:
        return ModuleState.DONE
    if post_test is Sitting.OPEN:
        return ModuleState.POST_TEST_OPEN
    if pre_test is Sitting.OPEN:
        return ModuleState.PRE_TEST_OPEN
    if not is_wave_open:
        return ModuleState.READ_ONLY
    if pre_test is Sitting.NOT_STARTED:
        return ModuleState.NOT_STARTED
    return ModuleState.POST_TEST_READY if pages_seen >= pages else ModuleState.READING


def may_start_post_test(pre_test: Sitting, pages_seen: int, pages: int, is_test_day: bool) -> bool:
    """The test after is begun, or begun again, once the test before is graded and every page was
    seen, on a day of the open wave.
    """
    return is_test_day and pre_test is Sitting.GRADED and pages_seen >= pages


def is_overdue(due_at: datetime | None, now: datetime) -> bool:
    """Whether the due moment has passed; what has none is never overdue."""
    return due_at is not None and now > due_at


def is_counting(wave_closed_at: datetime | None, now: datetime) -> bool:
    """Whether an attempt of the wave that is sent now may still count."""
    return wave_closed_at is None or now <= closes_counting_at(wave_closed_at)


def closes_counting_at(wave_closed_at: datetime) -> datetime:
    """The last moment at which an attempt begun in the wave counts."""
    return wave_closed_at + GRACE


def counts_when_sent(
    started_at: datetime, sent_at: datetime, wave_closed_at: datetime | None
) -> Counting:
    """Whether an attempt of a wave counts when sent then; an open wave has not closed: None."""
    if wave_closed_at is None or sent_at <= wave_closed_at:
        return Counting.COUNTED
    if started_at < wave_closed_at and sent_at <= closes_counting_at(wave_closed_at):
        return Counting.COUNTED_LATE
    return Counting.NOT_COUNTED


def is_test_day(today_wib: date, first_day: date, last_day: date) -> bool:
    """Whether tests of an open wave may be begun today."""
    return first_day <= today_wib <= last_day


def may_show_key(
    key_shown: KeyShown, is_counting: bool, phase: Phase, has_graded_post_test: bool
) -> bool:
    """Whether a graded attempt may be shown with the right answers.

    The test before keeps its key until the person's test after is graded, since the same forms come
    there. `is_counting`: attempts of the wave may still count, which they do for 72 hours after its close;
    then nothing is left to give away.
    """
    if not is_counting:
        return True
    if key_shown is KeyShown.AFTER_WAVE:
        return False
    return phase is Phase.POST_TEST or has_graded_post_test
