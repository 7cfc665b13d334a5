"""Bringing results of webinars and paper tests in: a dry run with a report per line, then all or nothing."""

from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions.attempt_import import FileFacts, ImportRefused, import_attempts
from ...actions.refusals import Refused
from ...domain.attempt_import import ImportPlan
from ...domain.given_attempts import GivenFile
from ...domain.roster import LineFault
from ...domain.terms import AttemptSource, Role, TimeZone
from ...models import Wave
from ...queries.attempt_import import (
    attempt_imports,
    file_hash,
    has_taken_in,
    import_plan,
    read_given_file,
)
from ...queries.waves import all_waves, wave_by_id
from ...tables import TableError, write_csv_rows
from ..clock import now
from ..guards import open_to
from ..inputs.imports import CheckedImportInput, ImportFileInput
from ..lookups import form_letters
from ..sealed import seal, unseal
from .blueprint import blueprint

LINES_SHOWN = 500
KNOWN_ALREADY = "Berkas yang sama sudah diimpor ke gelombang ini. Tidak ada yang berubah."
EXAMPLE_HEADER = (
    "nip",
    "kode_instansi",
    "modul",
    "fase",
    "percobaan",
    "benar",
    "soal",
    "selesai_pada",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that can be read, and the wave it is meant for."""

    data: bytes
    given: GivenFile
    wave: Wave
    source: AttemptSource
    name: str

    @property
    def facts(self) -> FileFacts:
        return FileFacts(self.name, file_hash(self.data), self.source)


@blueprint.get("/impor")
@open_to(Role.ADMIN)
def imports() -> ResponseReturnValue:
    return _start_page(_form())


@blueprint.get("/impor/contoh.csv")
@open_to(Role.ADMIN)
def import_example() -> ResponseReturnValue:
    """The column names alone: no invented result can be left in."""
    lines = write_csv_rows(EXAMPLE_HEADER, [], for_spreadsheet=True)
    response = Response("".join(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="contoh-hasil.csv"'
    return response


@blueprint.post("/impor")
@open_to(Role.ADMIN)
def check_import() -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return _start_page(form), 422
    wave = wave_by_id(form.wave.data)
    assert wave is not None  # only waves that exist are offered
    data = form.file.data.read()
    if has_taken_in(wave.id, file_hash(data)):
        flash(KNOWN_ALREADY, "info")
        return redirect(url_for("admin.imports"), 303)
    try:
        given = read_given_file(data)
    except TableError as error:
        form.file.errors = [str(error)]
        return _start_page(form), 422
    name = " ".join((form.file.data.filename or "").split())[:200]
    source = given.usual_source if given.has_answers else AttemptSource(form.source.data)
    checked = Checked(data, given, wave, source, name)
    plan = import_plan(given, wave, now())
    if plan.faults:
        return _report_page(checked, plan), 422
    return _report_page(checked, plan, _carried(checked))


@blueprint.post("/impor/simpan")
@open_to(Role.ADMIN)
def confirm_import() -> ResponseReturnValue:
    checked = _brought_back(CheckedImportInput())
    if checked is None:
        flash("Pemeriksaan berkas sudah tidak berlaku. Unggah berkas sekali lagi.", "warning")
        return redirect(url_for("admin.imports"), 303)
    try:
        done = import_attempts(
            checked.given, checked.facts, checked.wave.id, form_letters(), current_user.id, now()
        )
    except ImportRefused as refused:
        return _report_page(checked, ImportPlan((), (), tuple(refused.faults))), 422
    except Refused as refused:
        flash(str(refused), "error")
        return redirect(url_for("admin.imports"), 303)
    if done is None:
        flash(KNOWN_ALREADY, "info")
    else:
        total, counted = len(done.attempts), done.counted
        flash(
            f"{total} percobaan disimpan: {counted} dihitung, {total - counted} tidak dihitung.",
            "success",
        )
    return redirect(url_for("admin.imports"), 303)


def _form() -> ImportFileInput:
    form = ImportFileInput()
    closed = {True: "", False: " (ditutup)"}
    form.offer_waves([(wave.id, wave.title + closed[wave.is_open]) for wave in all_waves()])
    return form


def _start_page(form: ImportFileInput) -> str:
    return render_template(
        "admin/imports.html",
        form=form,
        waves=len(all_waves()),
        imports=attempt_imports(),
        wib=TimeZone.WIB,
    )


def _report_page(checked: Checked, plan: ImportPlan, form: CheckedImportInput | None = None) -> str:
    return render_template(
        "admin/import_report.html",
        wave=checked.wave,
        plan=plan,
        form=form,
        source=checked.source,
        faults=[_sentence(fault) for fault in plan.faults],
        notes=[_sentence(note) for note in plan.notes],
        ignored=checked.given.ignored,
        shown=LINES_SHOWN,
        uncounted=len(plan.attempts) - plan.counted,
    )


def _sentence(fault: LineFault) -> LineFault:
    return LineFault(fault.line, fault.message[:1].upper() + fault.message[1:])


def _carried(checked: Checked) -> CheckedImportInput:
    source, name = checked.source.value, checked.name
    return CheckedImportInput(
        formdata=None,
        wave=checked.wave.id,
        source=source,
        name=name,
        file=seal(checked.data, _purpose(checked.wave.id, source, name)),
    )


def _brought_back(form: CheckedImportInput) -> Checked | None:
    """The file as it was checked, for the same wave and source; None when anything was altered."""
    wave_id, source, name = (field.data or "" for field in (form.wave, form.source, form.name))
    data = unseal(form.file.data or "", _purpose(wave_id, source, name))
    wave = wave_by_id(wave_id)
    if data is None or wave is None or source not in list(AttemptSource):
        return None
    return Checked(data, read_given_file(data), wave, AttemptSource(source), name)


def _purpose(wave_id: str, source: str, name: str) -> str:
    # The name comes last: whatever it holds, what stands before it is read in one way.
    return f"attempts/{current_user.id}/{wave_id}/{source}/{name}"
