"""Names leave only here: one agency at a time, for a reason that is written down."""

from collections.abc import Iterator
from hashlib import sha256

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions.exports import record_named_export
from ...domain.members import LearningState
from ...domain.nip import group_nip
from ...domain.terms import Employment, JobLevel, Role
from ...models import Agency, Wave
from ...queries.agencies import all_agencies
from ...queries.progress import ProgressFilter, progress_rows
from ...queries.waves import latest_wave
from ...reports.report import slug_name
from ...tables import Cell, write_csv_rows
from ..clock import now
from ..guards import open_to
from ..inputs.coordinate import LEARNING_STATES
from ..inputs.exports import EXCEL, NamedExportInput
from ..lookups import agency_or_404
from ..report_files import file_answer
from .blueprint import blueprint

COLUMNS = ("gelombang", "kode_instansi", "nip", "nama", "unit", "jenjang", "jenis", "keadaan")


@blueprint.get("/ekspor/nama")
@open_to(Role.ADMIN)
def named_export() -> ResponseReturnValue:
    return _page(_form())


@blueprint.post("/ekspor/nama")
@open_to(Role.ADMIN)
def take_names() -> ResponseReturnValue:
    form, wave = _form(), latest_wave()
    if not form.validate() or wave is None:
        return _page(form), 422
    agency, moment, actor_id = agency_or_404(form.instansi.data), now(), current_user.id
    name = slug_name(("anggota", agency.code, wave.title), moment)
    rows = list(_rows(agency, wave, form.ragam.data == EXCEL))
    lines = write_csv_rows(COLUMNS, rows, for_spreadsheet=form.ragam.data == EXCEL)
    data = "".join(lines).encode()
    digest = sha256(data).hexdigest()
    record_named_export(actor_id, form.instansi.data, form.wanted_reason, len(rows), digest, moment)
    return file_answer(data, f"{name}.csv", "text/csv")


def _rows(agency: Agency, wave: Wave, for_spreadsheet: bool) -> Iterator[list[Cell]]:
    """Members and whether they have finished; no score stands beside a name."""
    title, code = wave.title, agency.code
    wanted = ProgressFilter(tuple(wave.module_slugs))
    for member in progress_rows(agency.id, wave, wanted, now()):
        yield [
            title,
            code,
            group_nip(member.nip) if for_spreadsheet else member.nip,
            member.name,
            member.unit,
            "" if member.job_level is JobLevel.UNKNOWN else member.job_level.value,
            "" if member.employment is Employment.UNKNOWN else member.employment.value,
            LEARNING_STATES[LearningState(member.state)],
        ]


def _form() -> NamedExportInput:
    form = NamedExportInput()
    form.offer_agencies((agency.id, agency.name) for agency in all_agencies())
    return form


def _page(form: NamedExportInput) -> str:
    return render_template("admin/named_export.html", form=form, wave=latest_wave())
