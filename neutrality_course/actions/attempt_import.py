"""Taking in results from elsewhere: a whole file or nothing, and each file once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from ..database import begin_write, db, new_id
from ..domain.attempt_import import ImportPlan
from ..domain.given_attempts import GivenFile
from ..domain.roster import LineFault
from ..domain.rules import may_administer
from ..domain.terms import AttemptSource
from ..models import AttemptImport, ImportedAttempt, Wave
from ..queries.attempt_import import has_taken_in, import_plan, known_people
from ..queries.members import actor_by_id, chunks
from .audit import audit_entry
from .recording import Letters, lock_people, record_attempts
from .refusals import Refused


class ImportRefused(Exception):
    """Some lines cannot be taken, so none was; `faults` says which and why."""

    def __init__(self, faults: Sequence[LineFault]) -> None:
        super().__init__(len(faults))
        self.faults = faults


class NotAnAdmin(Refused):
    words = "Hanya admin yang dapat mengimpor hasil."


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file as it is kept in mind: `hash` is the SHA-256 of its bytes."""

    name: str
    hash: str
    source: AttemptSource


def import_attempts(
    given: GivenFile,
    file: FileFacts,
    wave_id: str,
    letters_of: Letters,
    made_by: str | None,
    now: datetime,
) -> ImportPlan | None:
    """Record all attempts of the file, count those that are the first of their test, and say what was done;
    None when these very bytes were taken into the wave before, and nothing changes.

    What to do is decided anew on the newest state, whatever an earlier look has shown. A closed wave takes
    results too. People are locked before the wave, as when a test is sent. Raises ImportRefused or NotAnAdmin.
    """
    begin_write()
    actor = actor_by_id(made_by) if made_by else None
    if made_by and not (actor and may_administer(actor)):
        raise NotAnAdmin
    people = known_people(row.nip for row in given.rows)
    lock_people([person.person_id for person in people.values()])
    wave = db.session.scalars(
        select(Wave).where(Wave.id == wave_id).with_for_update(read=True)
    ).one()
    if has_taken_in(wave_id, file.hash):
        db.session.rollback()
        return None
    plan = import_plan(given, wave, now)
    if plan.faults:
        db.session.rollback()
        raise ImportRefused(plan.faults)
    made = AttemptImport(
        id=new_id(),
        wave_id=wave_id,
        file_hash=file.hash,
        file_name=file.name[:200],
        source=file.source,
        attempts=len(plan.attempts),
        counted=plan.counted,
        made_by=made_by,
        made_at=now,
    )
    db.session.add(made)
    db.session.flush()
    ids = record_attempts(plan.attempts, wave, file.source, letters_of)
    for portion in chunks(zip(ids, plan.attempts, strict=True)):
        given_numbers = [
            {"attempt_id": id_, "import_id": made.id, "given_number": attempt.key.number}
            for id_, attempt in portion
        ]
        db.session.execute(insert(ImportedAttempt), given_numbers)
    detail = f"{file.source.value}: {len(plan.attempts)} percobaan, {plan.counted} dihitung"
    db.session.add(audit_entry(made_by, "attempts_imported", wave_id, now, detail))
    db.session.commit()
    return plan
