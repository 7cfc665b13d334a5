"""Who may open what: every route, for everybody, for what is theirs, somebody else's, or nobody's.

access.csv beside this file is the answer, compared by equality (trust.md A1, A2). `make access` writes it anew;
its difference is then read line by line like any other change.
"""

import csv
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from neutrality_course.database import db
from neutrality_course.models import AuditEntry
from tests.house.world import ACTORS, SAFE, TENANT, World, a_world, cases_of, routes
from tests.pages import Client, Page
from tests.support.apps import sqlite_only
from tests.support.soundness import without_tokens

TABLE = Path(__file__).with_name("access.csv")
COLUMNS = ["method", "route", "case", *ACTORS]


@sqlite_only
def test_every_route_is_open_to_those_the_table_says(app: Flask, tmp_path: Path) -> None:
    world, faults = a_world(app), list[str]()
    with restored(tmp_path / "world.sqlite3") as restore:
        found = []
        for method, rule in routes(app):
            for case in cases_of(rule):
                row = {"method": method, "route": plain(rule), "case": case}
                for actor in ACTORS:
                    page = ask(app, world, method, rule, actor, case, faults)
                    row[actor] = str(page.status)
                    if method not in SAFE:
                        restore()
                found.append(row)
    if os.environ.get("WRITE_ACCESS"):
        write_table(found)
    assert as_lines(found) == as_lines(read_table())
    assert faults == []


@sqlite_only
def test_foreign_and_missing_look_the_same_and_are_logged(app: Flask) -> None:
    world = a_world(app)
    compared = 0
    for method, rule in routes(app):
        for actor in ACTORS[1:] if method in SAFE and TENANT & rule.arguments else ():
            logged = count_denials()
            foreign = ask(app, world, method, rule, actor, "foreign")
            missing = ask(app, world, method, rule, actor, "missing")
            if foreign.status == 404:
                assert shown(foreign) == shown(missing), f"{rule} tells {actor} that it exists"
                assert count_denials() == logged + 2, f"{rule} is not logged once for {actor}"
                compared += 1
    assert compared > 0


def ask(
    app: Flask,
    world: World,
    method: str,
    rule: Rule,
    actor: str,
    case: str,
    faults: list[str] | None = None,
) -> Page:
    client, person = Client(app, faults=faults), world.person(actor)
    if person is not None:
        client.sign_in(person)
    address = world.address(app, rule, actor, case)
    if method in SAFE:
        return client.open(method, address, None)
    return client.open(method, address, None, data={"csrf_token": client.token()})


def plain(rule: Rule) -> str:
    """The route with the names of its parts, without what they may be made of."""
    return re.sub(r"<[^<>]*:(\w+)>", r"<\1>", rule.rule)


def shown(page: Page) -> tuple[int, bytes, list[tuple[str, str]]]:
    """All that reaches the person, but for the random CSRF token and cookie."""
    body = without_tokens(page.body)
    return page.status, body, [(n, v) for n, v in page.headers if n not in ("Set-Cookie", "Date")]


def count_denials() -> int:
    denials = select(func.count()).where(AuditEntry.action == "authz_denied")
    return db.session.scalar(denials) or 0


@contextmanager
def restored(copy: Path) -> Iterator[Callable[[], None]]:
    """A function that brings the SQLite database back to how it is now."""
    database = str(db.engine.url.database)
    copy_database(database, str(copy))

    def restore() -> None:
        db.session.rollback()
        copy_database(str(copy), database)

    yield restore


def copy_database(source: str, target: str) -> None:
    db.session.rollback()
    with closing(sqlite3.connect(source)) as from_, closing(sqlite3.connect(target)) as to:
        from_.backup(to)


def read_table() -> list[dict[str, str]]:
    with TABLE.open(newline="") as file:
        return list(csv.DictReader(file))


def write_table(rows: list[dict[str, str]]) -> None:
    with TABLE.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def as_lines(rows: list[dict[str, str]]) -> list[str]:
    return [" ".join(row[column] for column in COLUMNS) for row in rows]
