"""Reading for tests on paper: which forms the members of an agency meet."""

from collections.abc import Sequence

from sqlalchemy import select

from ..database import db
from ..domain.quiz import form_order
from ..models import Attempt, Person, Wave


def orders_of(
    agency_id: str, wave: Wave, module_slug: str, letters: Sequence[str], people: Sequence[Person]
) -> dict[str, str]:
    """Person id to the order in which that person meets the module's forms: as begun, else as it will be."""
    begun = db.session.execute(
        select(Attempt.person_id, Attempt.form_order)
        .join(Person, Person.id == Attempt.person_id)
        .where(
            Person.agency_id == agency_id,
            Attempt.wave_id == wave.id,
            Attempt.module_slug == module_slug,
            Attempt.form_order != "",
        )
        .order_by(Attempt.started_at, Attempt.id)
    )
    known: dict[str, str] = dict(begun.all())
    return {
        person.id: known.get(person.id) or form_order(letters, person.id, module_slug, wave.id)
        for person in people
    }
