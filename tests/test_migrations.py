"""The tables that migrations make are those of the models, and data lives through every revision."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from click.testing import Result
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, MetaData, inspect, select

from neutrality_course.database import db
from tests.support.apps import DATABASES, empty_database, new_app

MOMENT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KEY = {"wave_id": "w", "module_slug": "pp-94-2021"}
PLACE = {"agency_id": "a", "job_level": "Pelaksana", "employment": "PNS"}

ROWS: dict[str, dict[str, dict[str, Any]]] = {
    # One row in every table as of the revision that made it. A new revision adds an entry for the tables it
    # makes; for a table it changes, `kept` below says what became of the row.
    "0001": {
        "agency": {
            "id": "a",
            "code": "I1",
            "name": "Instansi Uji",
            "kind": "kota",
            "province": "Papua",
            "zone": "WIT",
            "staff_count": 7,
        },
        "person": {
            "id": "p",
            "nip": "190001010000001001",
            "name": "Peserta Uji",
            "unit": "",
            "job_level": "Pelaksana",
            "employment": "PNS",
            "email": None,
            "agency_id": "a",
            "role": "learner",
            "password_hash": None,
            "session_epoch": 3,
            "disabled_at": None,
            "created_at": MOMENT,
        },
        "wave": {
            "id": "w",
            "title": "Gelombang Uji",
            "first_on": date(2026, 11, 9),
            "last_on": date(2026, 12, 23),
            "cut_good": 76,
            "cut_fair": 56,
            "key_shown": "setelah-tes-akhir",
            "is_open": True,
            "opened_at": MOMENT,
            "closed_at": None,
        },
        "wave_module": {**KEY, "position": 0},
        "wave_target": {"wave_id": "w", "agency_id": "a", "people": 7},
        "assignment": {
            **KEY,
            "id": "g",
            "agency_id": "a",
            "due_at": MOMENT,
            "target": "Semua anggota",
            "created_by": "p",
            "created_at": MOMENT,
        },
        "assignment_person": {"assignment_id": "g", "person_id": "p"},
        "form_version": {
            "id": "f",
            "version": "v",
            "module_slug": "pp-94-2021",
            "letter": "A",
            "body": {"questions": ["q1"]},
            "created_at": MOMENT,
        },
        "attempt": {
            **KEY,
            **PLACE,
            "id": "t",
            "person_id": "p",
            "phase": "akhir",
            "number": 1,
            "source": "web",
            "form_version_id": "f",
            "form_letter": "A",
            "form_order": "AB",
            "layout": [["q1", ["b", "a"]]],
            "answers": {"q1": ["a"]},
            "revision": 1,
            "started_at": MOMENT,
            "graded_at": MOMENT,
            "counted": True,
            "is_late": False,
            "points": 1,
            "possible": 1,
        },
        "page_seen": {**KEY, "person_id": "p", "page_slug": "awal", "seen_at": MOMENT},
        "cell": {
            **KEY,
            **PLACE,
            "phase": "akhir",
            "people": 1,
            "good": 1,
            "fair": 0,
            "poor": 0,
            "points": 1,
            "points_squared": 1,
            "possible": 1,
            "last_graded_at": MOMENT,
        },
        "pair_cell": {
            **KEY,
            **PLACE,
            "pairs": 1,
            "both_good": 0,
            "gained": 1,
            "lost": 0,
            "neither": 0,
            "gain_sum": 1,
            "gain_squared_sum": 1,
            "scale_sum": 1,
        },
        "answer_cell": {
            **KEY,
            "form_version": "v",
            "question_id": "q1",
            "choice_id": "a",
            "people": 1,
            "total_sum": 1,
            "total_squared_sum": 1,
        },
        "activation_code": {
            "person_id": "p",
            "code_hash": b"c" * 32,
            "made_by": None,
            "made_at": MOMENT,
            "expires_at": MOMENT,
        },
        "setup_key": {"id": 1, "key_hash": b"k" * 32},
        "sign_in_throttle": {
            "key": "nip:p",
            "failures": 2,
            "window_started_at": MOMENT,
            "next_try_at": None,
        },
        "known_device": {"person_id": "p", "device_hash": b"d" * 32, "last_used_at": MOMENT},
        "audit_entry": {
            "id": "e",
            "at": MOMENT,
            "actor_id": "p",
            "action": "wave_opened",
            "subject": "w",
            "detail": "",
        },
    },
    "0002": {
        "attempt_import": {
            "id": "i",
            "wave_id": "w",
            "file_hash": "0" * 64,
            "file_name": "webinar.csv",
            "source": "impor",
            "attempts": 1,
            "counted": 1,
            "made_by": None,
            "made_at": MOMENT,
        },
        "imported_attempt": {"attempt_id": "t", "import_id": "i", "given_number": 2},
        "self_rating": {
            **PLACE,
            "person_id": "p",
            "wave_id": "w",
            "rating": "sangat baik",
            "rated_at": MOMENT,
        },
        "self_rating_cell": {
            **PLACE,
            "wave_id": "w",
            "people": 1,
            "very_good": 1,
            "good": 0,
            "fair": 0,
            "poor": 0,
            "last_rated_at": MOMENT,
        },
        "export_job": {
            "id": "j",
            "kind": "jawaban",
            "wave_id": "w",
            "options": {"form": "xlsx"},
            "state": "selesai",
            "made_by": "p",
            "made_at": MOMENT,
            "beat_at": MOMENT,
            "finished_at": MOMENT,
            "file_name": "jawaban.xlsx",
            "rows": 1,
            "size": 2,
            "sha256": "0" * 64,
            "fault": "",
        },
    },
    "0003": {"place_target": {**PLACE, "wave_id": "w", "people": 6}},
}


def kept() -> dict[str, dict[str, Any]]:
    """Every row of ROWS as it must stand under the newest revision."""
    return {table: row for rows in ROWS.values() for table, row in rows.items()}


@pytest.fixture(params=DATABASES)
def bare_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without any table."""
    with (
        empty_database(request.param, tmp_path) as url,
        new_app(url, tmp_path) as app,
        app.app_context(),
    ):
        yield app


def revisions() -> list[str]:
    folder = Path(__file__).parent.parent / "neutrality_course" / "migrations"
    return [script.revision for script in ScriptDirectory(str(folder)).walk_revisions()][::-1]


def schema(connection: Connection) -> dict[str, Any]:
    """Everything the database says about its tables; names of constraints and partial indexes with it."""
    inspector = inspect(connection)
    return {
        table: {
            "columns": sorted(
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in inspector.get_columns(table)
            ),
            "primary key": inspector.get_pk_constraint(table),
            "foreign keys": by_name(inspector.get_foreign_keys(table)),
            "unique": by_name(inspector.get_unique_constraints(table)),
            "checks": by_name(inspector.get_check_constraints(table)),
            "indexes": by_name(
                {**index, "dialect_options": as_texts(index.get("dialect_options", {}))}
                for index in inspector.get_indexes(table)
            ),
        }
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def by_name(things: Any) -> dict[str, Any]:
    return {thing["name"]: thing for thing in things}


def as_texts(options: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in options.items()}


def test_the_upgraded_database_is_what_models_say(app: Flask, tmp_path: Path) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, db.metadata) == []
        by_migration = schema(connection)
    with (
        empty_database(db.engine.dialect.name, tmp_path) as url,
        new_app(url, tmp_path) as other,
        other.app_context(),
    ):
        db.create_all()
        with db.engine.connect() as connection:
            assert by_migration == schema(connection)


def test_the_partial_indexes_are_there(app: Flask) -> None:
    """They decide races; that both sides of the comparison above forgot them must not go unseen."""
    with db.engine.connect() as connection:
        found = {
            name: condition.strip("()")
            for table in schema(connection).values()
            for name, index in table["indexes"].items()
            for option, condition in index["dialect_options"].items()
            if option.endswith("_where")
        }
    assert found == {
        "uq_attempt_counted": "counted",
        "uq_attempt_open": "graded_at IS NULL",
        "uq_wave_open": "is_open",
    }


def test_down_to_nothing_and_up_again(bare_app: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection:
        first = schema(connection)
    downgrade(revision="base")
    with db.engine.connect() as connection:
        assert schema(connection) == {}
    upgrade()
    with db.engine.connect() as connection:
        assert schema(connection) == first


def test_rows_live_through_every_revision(bare_app: Flask) -> None:
    for revision in revisions():
        upgrade(revision=revision)
        insert_rows(ROWS.get(revision, {}))
    assert stored_rows() == kept()
    assert set(kept()) == set(db.metadata.tables), "every table has a row to lose"
    upgrade()
    assert stored_rows() == kept()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def insert_rows(rows: dict[str, dict[str, Any]]) -> None:
    """Through the tables as they are now in the database: the models may be further on."""
    tables = MetaData()
    with db.engine.begin() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if table.name in rows:
                connection.execute(table.insert(), rows[table.name])


def stored_rows() -> dict[str, dict[str, Any]]:
    with db.engine.connect() as connection:
        return {
            table.name: dict(connection.execute(select(table)).mappings().one())
            for table in db.metadata.sorted_tables
        }


def test_a_connection_used_after_an_upgrade_keeps_its_foreign_keys(bare_app: Flask) -> None:
    """The migration turns them off for itself (SQLite)."""
    upgrade()
    upgrade()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_db_upgrade_writes_no_data_to_standard_output(command: Callable[..., Result]) -> None:
    result = command("db", "upgrade")
    assert (result.exit_code, result.stdout) == (0, "")
