"""Data that leave in bulk, and the record of who took them."""

from collections.abc import Callable, Generator
from datetime import datetime

from ..database import begin_write, db
from ..queries.answers import AnswersFile
from .audit import audit_entry


def recorded_answers(
    file: AnswersFile,
    actor_id: str | None,
    wave_id: str,
    what: str,
    clock: Callable[[], datetime],
) -> Generator[bytes, None, None]:
    """The file's bytes; when all have been taken, or were broken off, that is written into the log."""
    words = "terputus"
    try:
        yield from file.chunks
        words = "selesai"
    finally:
        begin_write()
        detail = f"{what} · {words} · {file.tally.words()}"
        db.session.add(audit_entry(actor_id, "answers_exported", wave_id, clock(), detail))
        db.session.commit()
