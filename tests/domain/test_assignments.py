"""To whom a module is given, and until when."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from neutrality_course.domain.assignments import NipLine, due_moment, read_nip_lines
from neutrality_course.domain.members import (
    NO_PROGRESS,
    AccountState,
    LearningState,
    ModuleProgress,
    account_state,
    learning_state,
)
from neutrality_course.domain.nip import group_nip, parse_nip

NIP = "198001012005011001"


def test_a_due_day_ends_where_the_agency_is() -> None:
    day = date(2026, 11, 30)

    assert due_moment(day, ZoneInfo("Asia/Jakarta")) == datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
    assert due_moment(day, ZoneInfo("Asia/Makassar")) == datetime(2026, 11, 30, 15, 59, tzinfo=UTC)
    assert due_moment(day, ZoneInfo("Asia/Jayapura")) == datetime(2026, 11, 30, 14, 59, tzinfo=UTC)


def test_a_pasted_list_keeps_the_numbers_of_its_lines() -> None:
    text = f"{NIP}\r\n\r\n  19800101 200501 2 002\t\nabc\r1.98E+17\n{NIP} \n"

    assert read_nip_lines(text) == [
        NipLine(1, NIP, nip=NIP),
        NipLine(3, "  19800101 200501 2 002\t", nip="198001012005012002"),
        NipLine(4, "abc", fault="NIP hanya boleh berisi angka 0–9, spasi biasa, dan titik"),
        NipLine(5, "1.98E+17", fault="NIP rusak oleh Excel, format kolom sebagai Teks"),
        NipLine(6, f"{NIP} ", fault="sudah ada di baris 1"),
    ]


def test_other_blanks_are_not_taken_off_a_nip() -> None:
    [line] = read_nip_lines(f"\u00a0{NIP}")

    assert line.fault == "NIP hanya boleh berisi angka 0–9, spasi biasa, dan titik"


def test_a_grouped_nip_is_the_same_nip() -> None:
    assert group_nip(NIP) == "19800101 200501 1 001"
    assert parse_nip(group_nip(NIP)) == NIP


def test_states_over_modules_together() -> None:
    assert learning_state(0, 0, 3) is LearningState.NOT_STARTED
    assert learning_state(1, 0, 3) is LearningState.STARTED
    assert learning_state(3, 2, 3) is LearningState.STARTED
    assert learning_state(3, 3, 3) is LearningState.FINISHED


def test_overdue_is_what_is_not_finished_in_time() -> None:
    due_at = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
    later = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    begun = ModuleProgress(is_started=True, is_finished=False, score=None, due_at=due_at)
    finished = ModuleProgress(is_started=True, is_finished=True, score=None, due_at=due_at)

    assert (begun.is_overdue(due_at), begun.is_overdue(later)) == (False, True)
    assert not finished.is_overdue(later)
    assert not NO_PROGRESS.is_overdue(later)
    assert (begun.state, finished.state, NO_PROGRESS.state) == (
        LearningState.STARTED,
        LearningState.FINISHED,
        LearningState.NOT_STARTED,
    )


def test_account_states() -> None:
    assert account_state(has_password=True, is_disabled=False) is AccountState.ACTIVE
    assert account_state(has_password=False, is_disabled=False) is AccountState.WAITING
    assert account_state(has_password=True, is_disabled=True) is AccountState.DISABLED
