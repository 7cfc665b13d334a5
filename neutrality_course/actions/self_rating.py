"""A person says once in a wave how well they understand: never graded, counted as a share (contract.md section 4)."""

from datetime import datetime

from ..database import begin_write, db
from ..domain.progress import is_counting
from ..domain.rules import counts
from ..domain.terms import SelfRating
from ..models import Person, SelfRatingAnswer, SelfRatingCell, Wave
from ..queries.self_rating import COLUMNS, has_finished, self_rating_of
from .counting import add_to_cells
from .refusals import Refused


class NotAsked(Refused):
    words = "Pertanyaan ini terbuka setelah tes akhir semua modul dikirim, sampai 72 jam setelah gelombang ditutup."


def rate_self(person_id: str, wave_id: str, rating: SelfRating, now: datetime) -> bool:
    """Store the answer and count it. True when this call stored it, False when one was there: that stands.

    An admin's answer is never stored. The person is locked, so that two presses store one answer.
    Raises NotAsked before the last test is sent, and once the wave counts no more.
    """
    begin_write()
    person = db.session.get_one(Person, person_id, with_for_update=True)
    wave = db.session.get_one(Wave, wave_id)
    if not is_counting(wave.closed_at, now) or not has_finished(person_id, wave):
        raise NotAsked
    if not counts(person.role) or self_rating_of(person_id, wave_id) is not None:
        return False
    place = {
        "wave_id": wave_id,
        "agency_id": person.agency_id,
        "job_level": person.job_level,
        "employment": person.employment,
    }
    db.session.add(SelfRatingAnswer(**place, person_id=person_id, rating=rating, rated_at=now))
    add_to_cells(SelfRatingCell, [{**place, "people": 1, COLUMNS[rating]: 1, "last_rated_at": now}])
    db.session.commit()
    return True
