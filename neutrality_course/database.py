"""The one database: its session, its column types, and how a transaction that writes begins."""

import os
import secrets
import sqlite3
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, DateTime, Dialect, Engine, Enum, MetaData, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError as DatabaseFault
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

__all__ = [
    "Base",
    "DatabaseFault",
    "UtcDateTime",
    "begin_snapshot",
    "begin_write",
    "create_sqlite_file",
    "db",
    "enum_column",
    "init_database",
    "is_migrated",
    "is_sqlite",
    "new_id",
    "sqlite_path",
]


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: goes in with its time zone, is kept as UTC, comes out aware, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_column(enum: type[StrEnum], length: int = 20) -> Enum:
    """A column that holds the value (not the name) of a StrEnum as text."""
    return Enum(
        enum,
        native_enum=False,
        length=length,
        values_callable=lambda members: [member.value for member in members],
    )


def new_id() -> str:
    """A random id of 16 hex digits: ids in addresses say nothing about order or number."""
    return secrets.token_hex(8)


def begin_write() -> None:
    """Begin a transaction that writes. First line of every action; its last is `db.session.commit()`.

    What was read before is let go, so the action decides on the newest state; on SQLite the write lock is
    taken at once (BEGIN IMMEDIATE), so that two writers wait for each other instead of failing half-way.
    """
    db.session.rollback()
    db.session.connection(execution_options={"takes_write_lock": True})


def begin_snapshot() -> None:
    """Begin a transaction that sees one state of the database throughout, whatever others write meanwhile."""
    db.session.rollback()
    if not is_sqlite():  # whose every transaction does
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        # Compiling such a report takes PostgreSQL longer (3.8 s) than running it (0.5 s).
        db.session.execute(text("SET LOCAL jit = off"))


def is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def is_migrated() -> bool:
    """Whether the database is at the newest migration; DatabaseFault when it cannot be opened."""
    newest = ScriptDirectory(current_app.extensions["migrate"].directory).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def create_sqlite_file(database_url: str) -> None:
    """Create the file of an SQLite address, readable by its owner alone; nothing for other databases."""
    path = sqlite_path(database_url)
    if path is not None and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def sqlite_path(database_url: str) -> Path | None:
    """The file behind an SQLite address, or None for another database or one in memory."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


def init_database(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        if is_sqlite():
            _listen_sqlite(db.engine)


def _listen_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the begin event below decides, not the driver
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "busy_timeout=10000",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("takes_write_lock", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
