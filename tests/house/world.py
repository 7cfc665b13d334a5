"""Two agencies with everything an address can name: a value for every part of every route."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from neutrality_course.actions.attempts import start_attempt, submit_attempt
from neutrality_course.actions.exports import request_export
from neutrality_course.database import db
from neutrality_course.domain.terms import Phase
from neutrality_course.models import Person
from neutrality_course.web.assets import stylesheet_url
from neutrality_course.web.clock import now, today_wib
from tests.builders import (
    MODULES,
    a_coordinator,
    a_person,
    a_wave,
    an_admin,
    an_agency,
    an_assignment,
)

ACTORS = ("anonymous", "learner", "coordinator_a", "coordinator_b", "admin")
CASES = ("own", "foreign", "missing")
SAFE = {"GET", "HEAD", "OPTIONS"}
NOWHERE = "0123456789abcdef"
"""What an id looks like that nothing has."""

TENANT = {"attempt_id", "assignment_id", "person_id", "agency_id"}
"""Parts of an address that belong to somebody: there is an own, a foreign and a missing one of each."""

COMMON = {
    # the others: what exists, what does not
    "slug": (MODULES[0], "tidak-ada"),
    "phase_name": ("awal", "awal"),
    "filename": ("icon.svg", "tidak-ada.svg"),
    "ending": (".ogg", ".ogg"),  # the tests' world has no audio: nobody finds any
    "letter": ("A", "Z"),
    "key": (NOWHERE, NOWHERE),
    "form": ("csv", "tidak-ada"),
    "role": ("coordinator", "coordinator"),
    "act_id": ("NA007", "NA999"),
    "stage_name": ("kampanye", "umum"),
}


@dataclass(frozen=True)
class World:
    people: dict[str, str]
    """Actor → id; the anonymous one has none."""
    owned: dict[str, dict[str, str]]
    """Actor → part of an address → id of the actor's own."""
    common: dict[str, tuple[str, str]]

    def person(self, actor: str) -> Person | None:
        return db.session.get(Person, self.people[actor]) if actor in self.people else None

    def address(self, app: Flask, rule: Rule, actor: str, case: str) -> str:
        """The route's address with the values that are the actor's own, foreign or missing."""
        values: dict[str, Any] = {
            name: self.value(name, rule, actor, case) for name in rule.arguments
        }
        with app.test_request_context():
            return app.url_for(rule.endpoint, **values)

    def value(self, name: str, rule: Rule, actor: str, case: str) -> str:
        if name in TENANT:
            other = "coordinator_a" if actor == "coordinator_b" else "coordinator_b"
            of_whom = {"own": actor, "foreign": other}
            if case == "missing":
                return NOWHERE
            part = f"{name} graded" if rule.endpoint == "learn.result" else name
            return self.owned[of_whom[case]][part]
        assert name in self.common, (
            f"{rule.rule}: tests/house/world.py does not know <{name}> yet. Add it to TENANT and `owned` when"
            " it belongs to somebody, else to COMMON."
        )
        existing, missing = self.common[name]
        return missing if case == "missing" and not TENANT & rule.arguments else existing


def cases_of(rule: Rule) -> tuple[str, ...]:
    """Whose things a route can be asked for; a route that names nothing has the one case "own"."""
    if TENANT & rule.arguments:
        return CASES
    return ("own", "missing") if rule.arguments else ("own",)


def routes(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Every method of every route."""
    found = [
        (method, rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]
    yield from sorted(found, key=lambda entry: (entry[1].rule, entry[0]))


def a_world(app: Flask) -> World:
    here, there = an_agency(), an_agency()
    people = {
        "learner": a_person(here),
        "coordinator_a": a_coordinator(here),
        "coordinator_b": a_coordinator(there),
        "admin": an_admin(),
    }
    wave = a_wave()
    owned = {actor: things_of(app, person) for actor, person in people.items()}
    for actor, member in (("coordinator_a", people["learner"]), ("coordinator_b", a_person(there))):
        owned[actor]["person_id"] = member.id
        owned[actor]["assignment_id"] = an_assignment(wave, people[actor], [member]).id
    for actor in ("anonymous", "learner", "admin"):
        owned[actor] = {**owned["coordinator_a"], **owned.get(actor, {})}
    module = app.extensions["catalog"].module(MODULES[0])
    job_id = request_export("jawaban", wave.id, people["admin"].id, now())
    reference = app.extensions["catalog"].reference
    with app.test_request_context():
        digest = stylesheet_url().removeprefix("/gaya-").removesuffix(".css")
    return World(
        people={actor: person.id for actor, person in people.items()},
        owned=owned,
        common={
            **COMMON,
            "page_slug": (module.pages[0].slug, "tidak-ada"),
            "name": (next(iter(module.images)), "tidak-ada.svg"),
            "wave_id": (wave.id, NOWHERE),
            "job_id": (job_id, NOWHERE),
            "situation_id": (next(iter(reference.situations)), "tidak-ada"),
            "digest": (digest, NOWHERE),
        },
    )


def things_of(app: Flask, person: Person) -> dict[str, str]:
    """The ids of what belongs to this person: an open test of one module and a graded one of another."""
    person_id, agency_id = person.id, person.agency_id
    opened, graded = (
        start_attempt(
            person_id, app.extensions["catalog"].module(slug), Phase.PRE_TEST, now(), today_wib()
        )
        for slug in MODULES[:2]
    )
    submit_attempt(graded, person_id, {}, now())
    return {
        "attempt_id": opened,
        "attempt_id graded": graded,
        "person_id": person_id,
        "agency_id": agency_id,
    }
