"""What leaves in bulk: answers for researchers under pseudonyms."""

from flask import Response, render_template, stream_with_context
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions.exports import recorded_answers
from ...domain.progress import is_counting
from ...domain.terms import COURSE, Role
from ...models import Wave
from ...queries.answers import answers_csv
from ...queries.evidence import evidence
from ...queries.indicator import attempts_so_far
from ...queries.indicator import indicator as indicator_figures
from ...queries.waves import all_waves
from ...reports.evidence import evidence_zip
from ..clock import now
from ..guards import open_to
from ..inputs.exports import EXCEL, XLSX, AnswersExportInput
from ..kept import kept
from ..lookups import wave_or_404
from ..report_files import file_answer
from .blueprint import blueprint
from .export_jobs import begin_job, newest_jobs
from .wave_choice import wave_asked_or_404


@blueprint.get("/ekspor")
@open_to(Role.ADMIN)
def exports() -> ResponseReturnValue:
    return _page(_answers_form())


@blueprint.post("/ekspor/jawaban")
@open_to(Role.ADMIN)
def export_answers() -> ResponseReturnValue:
    form = _answers_form()
    if not form.validate():
        return _page(form), 422
    if form.ragam.data == XLSX:
        return begin_job(wave_or_404(form.gelombang.data).id)
    file = answers_csv(wave_or_404(form.gelombang.data), form.ragam.data == EXCEL)
    chunks = recorded_answers(
        file, current_user.id, form.gelombang.data, f"jawaban · {form.ragam.data}", now
    )
    response = Response(stream_with_context(chunks), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


@blueprint.get("/indikator.zip")
@open_to(Role.ADMIN)
def evidence_package() -> ResponseReturnValue:
    wave = wave_asked_or_404()
    # A key on paper could reach somebody whose test still counts.
    shows_key = not is_counting(wave.closed_at, now())
    name, data = kept(_package, wave, shows_key, *attempts_so_far(wave))
    return file_answer(data, f"{name}.zip", "application/zip")


def _package(wave: Wave, shows_key: bool, _attempts: int, _open_ones: int) -> tuple[str, bytes]:
    """Its name and bytes. Kept under the counts of attempts as well: it tells what was not counted."""
    slugs = (COURSE, *wave.module_slugs)
    figures = {slug: kept(indicator_figures, wave, slug, None, None) for slug in slugs}
    package = evidence(wave, shows_key, figures)
    return package.name, evidence_zip(package)


def _answers_form() -> AnswersExportInput:
    form = AnswersExportInput()
    form.offer_waves((wave.id, wave.title) for wave in all_waves())
    return form


def _page(form: AnswersExportInput) -> str:
    return render_template("admin/exports.html", form=form, waves=all_waves(), jobs=newest_jobs())
