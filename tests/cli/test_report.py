"""`report`: subjects from one table, binary files kept off a terminal."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from neutrality_course.cli import Failure
from neutrality_course.cli.report import file_kind
from neutrality_course.database import db
from neutrality_course.domain.terms import COURSE
from neutrality_course.models import AuditEntry
from tests.answered import answered
from tests.counted import settle
from tests.support.apps import sqlite_only

Command = Callable[..., Any]


@sqlite_only
def test_the_questions_leave_for_their_authors(app: Flask, command: Command) -> None:
    answered(app, 60)
    settle()
    result = command("report", "items", "--format", "json")
    rows = json.loads(result.stdout)["soal"]
    form = app.extensions["catalog"].module("pp-94-2021").forms["A"]
    assert [row["soal"] for row in rows] == [
        question.id for question in form.questions for _ in (*question.choices, "no answer")
    ]
    assert {row["orang"] for row in rows} == {60}
    first = [row for row in rows if row["soal"] == form.questions[0].id]
    assert sum(row["dipilih"] for row in first) == 60
    right = next(row for row in first if row["kunci"])
    assert right["dipilih_pct"] == right["benar_pct"] == 100 * right["dipilih"] / 60
    for form_name in ("csv", "excel", "xlsx", "ods", "pdf"):
        assert command("report", "items", "--format", form_name).exit_code == 0


@sqlite_only
def test_a_question_few_have_met_is_hidden_unless_logged(app: Flask, command: Command) -> None:
    answered(app, 9)
    settle()
    assert json.loads(command("report", "items", "--format", "json").stdout) == {"soal": []}
    unhidden = command("report", "items", "--format", "json", "--tanpa-sembunyi")
    assert len(json.loads(unhidden.stdout)["soal"]) > 40
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "report_unhidden"))
    assert entry.detail.startswith(f"items · {COURSE} · json · ")


def test_a_terminal_is_shown_no_binary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert file_kind("csv").ending == "csv"
    with pytest.raises(Failure) as refused:
        file_kind("xlsx")
    assert refused.value.message == (
        "berkas xlsx tidak dapat tampil di terminal; tambahkan: > nama-berkas.xlsx"
    )
