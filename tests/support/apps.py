"""Fixtures: the application on SQLite and on PostgreSQL, empty for each test, with a clock the test sets."""

import contextvars
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import upgrade

import neutrality_course
from neutrality_course import create_app
from neutrality_course.database import db
from neutrality_course.models import Person
from tests.pages import Client

from . import postgresql

# The content is read once in a process: that takes more than a second, and what it gives never changes.
neutrality_course.load_catalog = cache(neutrality_course.load_catalog)

DATABASES = ("sqlite", "postgresql")
SECRET_KEY = "a secret key for tests, known to everybody"

sqlite_only = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
"""For a test of what no database can change, such as who may open a page."""

postgresql_only = pytest.mark.parametrize("app", ["postgresql"], indirect=True)


@dataclass
class Clock:
    """The present of a test: Monday 23 November 2026, 09.00 WIB, until the test moves it."""

    moment: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **amount: float) -> datetime:
        """Move on by the arguments of timedelta, and say what time it is then."""
        self.moment += timedelta(**amount)
        return self.moment


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of a new database of this kind without any table."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'kursus.sqlite3'}"
    else:
        with postgresql.new_database("kursus") as url:
            yield url


@contextmanager
def new_app(database_url: str, folder: Path, **overrides: Any) -> Iterator[Flask]:
    """An application of its own, for tests of settings and migrations; `overrides` as in create_app."""
    app = create_app(
        {
            "DATABASE_URL": database_url,
            "INSTANCE_DIR": str(folder),
            "SECRET_KEY": SECRET_KEY,
            "TESTING": True,
            **overrides,
        }
    )
    yield app
    with app.app_context():
        db.engine.dispose()


@contextmanager
def migrated_app(kind: str, folder: Path, **overrides: Any) -> Iterator[Flask]:
    with empty_database(kind, folder) as url, new_app(url, folder, **overrides) as app:
        with app.app_context():
            upgrade()
        yield app


def empty_tables() -> None:
    """Delete every row. DELETE, not TRUNCATE: on tables this small it is many times faster."""
    db.session.rollback()
    with db.engine.execution_options(takes_write_lock=True).begin() as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture(scope="session")
def app_on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Flask]]:
    """The application on "sqlite" or "postgresql": made once for each, with its tables by migration."""
    apps: dict[str, Flask] = {}
    with ExitStack() as stack:

        def make(kind: str) -> Flask:
            if kind not in apps:
                folder = tmp_path_factory.mktemp(kind)
                apps[kind] = stack.enter_context(migrated_app(kind, folder))
            return apps[kind]

        yield make


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=DATABASES)
def app(
    request: pytest.FixtureRequest, app_on: Callable[[str], Flask], clock: Clock
) -> Iterator[Flask]:
    """The application with empty tables, its context pushed: builders, queries and actions just work."""
    app = app_on(request.param)
    app.config["CLOCK"] = clock
    with app.app_context():
        empty_tables()
        yield app


@pytest.fixture
def client(app: Flask) -> Client:
    """A browser in which nobody has signed in."""
    return Client(app)


@pytest.fixture
def signed_in(app: Flask) -> Callable[[Person], Client]:
    """`signed_in(person)`: a browser of that person's own."""

    def browser_of(person: Person) -> Client:
        client = Client(app)
        client.sign_in(person)
        return client

    return browser_of


@pytest.fixture
def command(app: Flask) -> Callable[..., Result]:
    """`command("agency", "list")` runs a command of ours; its result has exit_code, stdout and stderr."""

    def run(*words: str, **options: Any) -> Result:
        db.session.rollback()
        runner = app.test_cli_runner(catch_exceptions=False)
        result = contextvars.Context().run(runner.invoke, args=words, **options)
        db.session.rollback()
        return result

    return run
