"""A change that the person did not mean is refused: every route that changes something (trust.md S4)."""

from flask import Flask
from sqlalchemy import select
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import RequestRedirect, Rule

from neutrality_course.database import db
from neutrality_course.domain.terms import Role
from neutrality_course.web.guards import roles_of
from tests.house.world import SAFE, World, a_world, routes
from tests.pages import Client
from tests.support.apps import sqlite_only

BY_ROLE = {
    "anybody": "anonymous",
    Role.LEARNER: "learner",
    Role.COORDINATOR: "coordinator_a",
    Role.ADMIN: "admin",
}


@sqlite_only
def test_a_change_needs_the_token_of_its_own_session(app: Flask) -> None:
    world = a_world(app)
    before = everything()
    for client, method, rule, address in changes(app, world):
        stranger = Client(app)
        for data in ({}, {"csrf_token": "salah"}, {"csrf_token": stranger.token()}):
            page = client.open(method, address, None, data=data)
            assert page.status == 400, f"{method} {rule} answers {page.status} to {list(data)}"
            assert everything() == before, f"{method} {rule} changed something"


@sqlite_only
def test_a_link_cannot_change_anything(app: Flask) -> None:
    """A GET to the address of a change is another page, or none."""
    world = a_world(app)
    before = everything()
    refused = 0
    for client, method, rule, address in changes(app, world):
        page = client.get(address, None, csrf_token=client.token())
        if not has_page(app, address):
            assert page.status == 405, f"GET {rule}, a {method} route, answers {page.status}"
            refused += 1
        assert everything() == before, f"GET {rule} changed something"
    assert refused > 0


def changes(app: Flask, world: World) -> list[tuple[Client, str, Rule, str]]:
    """Every route that changes something, with a browser of somebody who may use it, and the address."""
    found = []
    for method, rule in routes(app):
        if method not in SAFE:
            roles = roles_of(rule.endpoint)
            actor = next(BY_ROLE[role] for role in BY_ROLE if role in roles)
            client, person = Client(app), world.person(actor)
            if person is not None:
                client.sign_in(person)
            found.append((client, method, rule, world.address(app, rule, actor, "own")))
    assert found
    return found


def has_page(app: Flask, address: str) -> bool:
    try:
        app.url_map.bind("localhost").match(address, method="GET")
    except MethodNotAllowed:
        return False
    except RequestRedirect:
        return True
    return True


def everything() -> dict[str, list[str]]:
    """All rows of all tables, but for the denials in the audit log, which a GET may add to."""
    db.session.rollback()
    rows = {
        table.name: sorted(map(repr, db.session.execute(select(table))))
        for table in db.metadata.sorted_tables
    }
    rows["audit_entry"] = [row for row in rows["audit_entry"] if "authz_denied" not in row]
    return rows
