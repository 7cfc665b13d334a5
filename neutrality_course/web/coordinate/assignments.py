"""The assignments of the agency, and taking one back."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions.assignments import AssignmentMissing, withdraw_assignment
from ...actions.refusals import Refused
from ...domain.progress import is_overdue
from ...domain.terms import Role
from ...queries.assignments import (
    AssignmentRow,
    assignment_rows,
    people_of_assignment,
    was_withdrawn_by,
)
from ...queries.waves import latest_wave
from ..clock import now
from ..guards import open_to
from ..labels import module_words, moment_words
from ..lookups import module_titles, own_assignment_or_404
from .blueprint import blueprint


@dataclass(frozen=True, slots=True)
class AssignmentWords:
    id: str
    title: str
    target: str
    due: str
    is_overdue: bool
    people: int
    finished: int


@blueprint.get("/penugasan")
@open_to(Role.COORDINATOR)
def assignments() -> ResponseReturnValue:
    wave = latest_wave()
    rows = assignment_rows(current_user.agency_id, wave.id) if wave else []
    return render_template(
        "coordinate/assignments.html", wave=wave, rows=[_words(row) for row in rows]
    )


@blueprint.get("/penugasan/<assignment_id>/tarik")
@open_to(Role.COORDINATOR)
def withdrawal(assignment_id: str) -> ResponseReturnValue:
    assignment = own_assignment_or_404(assignment_id)
    return render_template(
        "coordinate/withdraw.html",
        assignment=assignment,
        title=module_words(assignment.module_slug, module_titles()),
        due=moment_words(assignment.due_at, current_user.agency.zone),
        people=people_of_assignment(assignment.id),
    )


@blueprint.post("/penugasan/<assignment_id>/tarik")
@open_to(Role.COORDINATOR)
def withdraw(assignment_id: str) -> ResponseReturnValue:
    if not was_withdrawn_by(current_user.id, assignment_id):
        assignment = own_assignment_or_404(assignment_id)
        try:
            withdraw_assignment(assignment.id, current_user.agency_id, current_user.id, now())
        except AssignmentMissing:
            pass  # pressed twice at once: the other request has taken it back
        except Refused as refused:
            flash(str(refused), "error")
            return redirect(url_for("coordinate.assignments"), 303)
    flash("Penugasan sudah ditarik. Hasil tes yang ada tetap dihitung.", "success")
    return redirect(url_for("coordinate.assignments"), 303)


def _words(row: AssignmentRow) -> AssignmentWords:
    assignment = row.assignment
    return AssignmentWords(
        id=assignment.id,
        title=module_words(assignment.module_slug, module_titles()),
        target=assignment.target,
        due=moment_words(assignment.due_at, current_user.agency.zone),
        is_overdue=is_overdue(assignment.due_at, now()) and row.finished < row.people,
        people=row.people,
        finished=row.finished,
    )
