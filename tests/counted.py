"""Counted results for tests of figures: stored as rows, then the cells made from them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple

from neutrality_course.actions.cells import rebuild_cells
from neutrality_course.database import db, new_id
from neutrality_course.domain.terms import AttemptSource, Employment, JobLevel, Phase
from neutrality_course.models import Agency, Attempt, Person, Wave
from tests.builders import LONG_AGO, a_nip

POSSIBLE = 10


class Taken(NamedTuple):
    """How many of an agency's people had these points, out of ten, in each module's tests; None for no test."""

    people: int
    before: int | None
    after: int


def counted(
    agency: Agency, wave: Wave, results: Iterable[Taken], modules: Iterable[str] = ()
) -> None:
    """People of the agency who took the tests of these modules, or of all the wave's. Then `settle`."""
    slugs = list(modules) or wave.module_slugs
    results = list(results)
    people = [_new_person(agency) for taken in results for _ in range(taken.people)]
    db.session.add_all(people)
    db.session.flush()
    levels = (taken for taken in results for _ in range(taken.people))
    for person, taken in zip(people, levels, strict=True):
        points = {Phase.PRE_TEST: taken.before, Phase.POST_TEST: taken.after}
        for slug in slugs:
            taken_ones = {phase: right for phase, right in points.items() if right is not None}
            db.session.add_all(graded(person, wave, slug, taken_ones))
    db.session.commit()


def _new_person(agency: Agency) -> Person:
    """As `a_person`, to be committed with many others."""
    return Person(
        id=new_id(),
        nip=a_nip(),
        name="Peserta Uji",
        job_level=JobLevel.PELAKSANA,
        employment=Employment.PNS,
        agency_id=agency.id,
        created_at=LONG_AGO,
    )


def graded(person: Person, wave: Wave, slug: str, points: Mapping[Phase, int]) -> Iterable[Attempt]:
    for phase, right in points.items():
        yield Attempt(
            id=new_id(),
            person_id=person.id,
            wave_id=wave.id,
            module_slug=slug,
            phase=phase,
            number=1,
            source=AttemptSource.WEB,
            started_at=LONG_AGO + timedelta(days=9),
            graded_at=LONG_AGO + timedelta(days=9, minutes=30),
            counted=True,
            points=right,
            possible=POSSIBLE,
            agency_id=person.agency_id,
            job_level=person.job_level,
            employment=person.employment,
        )


def settle() -> None:
    """Make the cells say what the attempts say."""
    rebuild_cells()
