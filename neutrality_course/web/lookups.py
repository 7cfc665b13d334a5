"""Finding what an address names. The look-up is the permission: what this person may not see is not found."""

from collections.abc import Sequence

from flask import current_app
from flask_login import current_user

from ..catalog import Catalog, Module, Page
from ..domain.rules import may_see_agency
from ..domain.terms import COURSE
from ..models import Agency, Assignment, Attempt, Person, Wave
from ..queries.agencies import agency_by_id
from ..queries.assignments import assignment_by_id
from ..queries.indicator import points_possible
from ..queries.learning import attempt_by_id
from ..queries.members import member_by_id
from ..queries.people import person_by_id
from ..queries.waves import wave_by_id
from .errors import not_found
from .guards import actor


def catalog() -> Catalog:
    """The course as loaded when the server started."""
    loaded: Catalog = current_app.extensions["catalog"]
    return loaded


def module_titles() -> dict[str, str]:
    return {module.slug: module.title for module in catalog().modules}


def form_letters() -> dict[str, tuple[str, ...]]:
    """The letters of each module's forms."""
    return {module.slug: module.letters for module in catalog().modules}


def questions_in(course: Catalog, slugs: Sequence[str]) -> int | None:
    """The questions of these modules' tests together; None when one is no longer in the course."""
    lengths = {m.slug: max(len(f.questions) for f in m.forms.values()) for m in course.modules}
    return sum(lengths[slug] for slug in slugs) if set(slugs) <= lengths.keys() else None


def points_of(wave: Wave, module_slug: str) -> int | None:
    """How many points the figures' test has; before the first is counted, what the catalog says."""
    slugs = wave.module_slugs if module_slug == COURSE else [module_slug]
    return points_possible(wave, module_slug) or questions_in(catalog(), slugs)


def module_or_404(slug: str) -> Module:
    try:
        return catalog().module(slug)
    except KeyError:
        not_found()


def page_or_404(module: Module, slug: str) -> Page:
    try:
        return module.page(slug)
    except KeyError:
        not_found()


def own_attempt_or_404(attempt_id: str) -> Attempt:
    """An attempt is seen by the person who made it, and by nobody else."""
    attempt = attempt_by_id(attempt_id)
    if attempt is None or attempt.person_id != current_user.id:
        not_found()
    return attempt


def wave_or_404(wave_id: str) -> Wave:
    wave = wave_by_id(wave_id)
    if wave is None:
        not_found()
    return wave


def agency_or_404(agency_id: str) -> Agency:
    """Any agency for an admin, the own one for its coordinator."""
    agency = agency_by_id(agency_id)
    if agency is None or not may_see_agency(actor(), agency.id):
        not_found()
    return agency


def person_or_404(person_id: str) -> Person:
    """An account of an agency whose members this person may see by name."""
    person = person_by_id(person_id)
    if person is None or not may_see_agency(actor(), person.agency_id):
        not_found()
    return person


def own_member_or_404(person_id: str) -> Person:
    """A member of the coordinator's own agency."""
    person = member_by_id(current_user.agency_id, person_id)
    if person is None:
        not_found()
    return person


def own_assignment_or_404(assignment_id: str) -> Assignment:
    """An assignment of the coordinator's own agency."""
    assignment = assignment_by_id(current_user.agency_id, assignment_id)
    if assignment is None:
        not_found()
    return assignment
