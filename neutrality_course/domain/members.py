"""Where a member of an agency stands: with the account, and in the modules of a wave."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .progress import is_overdue
from .scoring import Score


class AccountState(StrEnum):
    ACTIVE = "aktif"
    WAITING = "belum-diaktifkan"
    """No password has been set yet."""
    DISABLED = "dinonaktifkan"


class LearningState(StrEnum):
    """How far a person has come in one module, or in several taken together."""

    NOT_STARTED = "belum-mulai"
    STARTED = "berjalan"
    FINISHED = "selesai"


@dataclass(frozen=True, slots=True)
class ModuleProgress:
    """Where a person stands in one module of a wave; `score` is that of the counted test after."""

    is_started: bool
    is_finished: bool
    score: Score | None
    due_at: datetime | None

    @property
    def state(self) -> LearningState:
        return learning_state(self.is_started, self.is_finished, 1)

    def is_overdue(self, now: datetime) -> bool:
        return not self.is_finished and is_overdue(self.due_at, now)


NO_PROGRESS = ModuleProgress(is_started=False, is_finished=False, score=None, due_at=None)


def account_state(has_password: bool, is_disabled: bool) -> AccountState:
    if is_disabled:
        return AccountState.DISABLED
    return AccountState.ACTIVE if has_password else AccountState.WAITING


def learning_state(started: int, finished: int, modules: int) -> LearningState:
    """The state over some modules together: finished is all of them, not started is none."""
    if finished == modules:
        return LearningState.FINISHED
    return LearningState.STARTED if started else LearningState.NOT_STARTED
