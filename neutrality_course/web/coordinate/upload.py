"""Bringing members in as a CSV file: a dry run with a report per line, then all or nothing.

Between the two steps the checked file travels in the page, sealed: one that was altered or checked for
another agency is refused.
"""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions.refusals import Refused
from ...actions.roster import RosterRefused, import_roster
from ...domain.roster import (
    OPTIONAL,
    REQUIRED,
    LineFault,
    Roster,
    RosterPlan,
)
from ...domain.terms import Employment, JobLevel, Role
from ...queries.roster import read_roster_file, roster_plan
from ...tables import TableError, write_csv_rows
from ..clock import now
from ..guards import open_to
from ..inputs.coordinate import CheckedRosterInput, RosterFileInput
from ..sealed import seal, unseal
from .blueprint import blueprint

LINES_SHOWN = 500
EXAMPLE = ("19000101 192501 1 001", "Nama Lengkap", "Sekretariat", "Pelaksana", "PNS", "")
"""Refused when left in: nobody at work was born in 1900."""


@blueprint.get("/anggota/unggah")
@open_to(Role.COORDINATOR)
def upload() -> ResponseReturnValue:
    return _upload_page(RosterFileInput())


@blueprint.get("/anggota/contoh.csv")
@open_to(Role.COORDINATOR)
def upload_example() -> ResponseReturnValue:
    header = ("NIP", *REQUIRED[1:], *OPTIONAL)
    response = Response(
        "".join(write_csv_rows(header, [EXAMPLE], for_spreadsheet=True)), mimetype="text/csv"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="contoh-anggota.csv"'
    return response


@blueprint.post("/anggota/unggah")
@open_to(Role.COORDINATOR)
def check_upload() -> ResponseReturnValue:
    form = RosterFileInput()
    if not form.validate():
        return _upload_page(form), 422
    data = form.berkas.data.read()
    try:
        roster = read_roster_file(data)
    except TableError as error:
        form.berkas.errors = [str(error)]
        return _upload_page(form), 422
    plan = roster_plan(roster, current_user.agency_id)
    if plan.faults:
        return _report_page(roster, plan), 422
    return _report_page(
        roster, plan, CheckedRosterInput(formdata=None, berkas=seal(data, _purpose()))
    )


@blueprint.post("/anggota/unggah/simpan")
@open_to(Role.COORDINATOR)
def confirm_upload() -> ResponseReturnValue:
    data = unseal(CheckedRosterInput().berkas.data or "", _purpose())
    if data is None:
        flash("Pemeriksaan berkas sudah tidak berlaku. Unggah berkas sekali lagi.", "warning")
        return redirect(url_for("coordinate.upload"), 303)
    roster = read_roster_file(data)
    try:
        done = import_roster(roster, current_user.agency_id, current_user.id, now())
    except RosterRefused as refused:
        return _report_page(roster, RosterPlan((), (), (), tuple(refused.faults))), 422
    except Refused as refused:
        flash(str(refused), "error")
        return redirect(url_for("coordinate.upload"), 303)
    flash(_done_words(done), "success")
    return redirect(url_for("coordinate.members"), 303)


def _upload_page(form: RosterFileInput) -> str:
    return render_template(
        "coordinate/upload.html",
        form=form,
        levels=[level.value for level in JobLevel if level is not JobLevel.UNKNOWN],
        kinds=[kind.value for kind in Employment if kind is not Employment.UNKNOWN],
    )


def _report_page(roster: Roster, plan: RosterPlan, form: CheckedRosterInput | None = None) -> str:
    return render_template(
        "coordinate/upload_report.html",
        plan=plan,
        form=form,
        faults=[LineFault(f.line, f.message[:1].upper() + f.message[1:]) for f in plan.faults],
        ignored=roster.ignored,
        incomplete=sum(
            _is_incomplete(row.facts.job_level, row.facts.employment) for row in roster.rows
        ),
        shown=LINES_SHOWN,
    )


def _is_incomplete(job_level: JobLevel, employment: Employment) -> bool:
    return job_level is JobLevel.UNKNOWN or employment is Employment.UNKNOWN


def _done_words(done: RosterPlan) -> str:
    if not done.added and not done.changed:
        return f"Tidak ada yang perlu diubah: {len(done.unchanged)} anggota sudah sesuai dengan berkas."
    return (
        f"{len(done.added)} anggota ditambahkan, {len(done.changed)} diubah,"
        f" {len(done.unchanged)} tetap."
    )


def _purpose() -> str:
    """Sealed for this person and agency: refused for another."""
    return f"roster/{current_user.id}/{current_user.agency_id}"
