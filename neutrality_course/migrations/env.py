"""How Alembic reaches the database: the application's own engine and tables, one transaction for each revision."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Enum

from neutrality_course.database import UtcDateTime

migrate = current_app.extensions["migrate"]


def plain_type(kind: str, column_type: Any, _context: Any) -> str | Literal[False]:
    """A new revision names plain types, so that it stays as it was when our own classes change."""
    if kind == "type" and isinstance(column_type, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(column_type, Enum):
        return f"sa.String(length={column_type.length})"
    return False


def run() -> None:
    with migrate.db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # SQLite changes a table by making it anew; with foreign keys on, dropping the old one would
            # delete the rows that point at it. Detached, so that no such connection goes back to the pool.
            connection.detach()
            connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection.execution_options(takes_write_lock=True),
            target_metadata=migrate.db.metadata,
            transaction_per_migration=True,
            # Alembic takes SQLite for unable to undo DDL; with our own BEGIN (database.py) it can.
            transactional_ddl=True,
            render_item=plain_type,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("--sql is not offered: a revision may read the data that it changes.")
run()
