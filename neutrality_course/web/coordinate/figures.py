"""The coordinator's view of the own agency's figures, beside the pooled total; nothing of it is hidden."""

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...domain.terms import Role
from ...queries.waves import latest_wave
from ..agency_figures import agency_view, coverage_drawing, target_of
from ..agency_paper import agency_paper
from ..errors import not_found
from ..guards import open_to
from ..kept import kept, version_of
from .blueprint import blueprint


@blueprint.get("/indikator")
@open_to(Role.COORDINATOR)
def figures() -> ResponseReturnValue:
    wave, agency = latest_wave(), current_user.agency
    if wave is None:
        return render_template("coordinate/figures_empty.html")
    return render_template(
        "coordinate/figures.html",
        agency=agency,
        wave=wave,
        view=agency_view(wave, agency, sees_all=True),
        chart=url_for("coordinate.figures_coverage", v=version_of(wave)[:12]),
    )


@blueprint.get("/indikator.pdf")
@open_to(Role.COORDINATOR)
def figures_pdf() -> ResponseReturnValue:
    wave = latest_wave()
    if wave is None:
        not_found()
    return agency_paper(wave, current_user.agency, sees_all=True)


@blueprint.get("/indikator/cakupan.svg")
@open_to(Role.COORDINATOR)
def figures_coverage() -> ResponseReturnValue:
    wave, agency = latest_wave(), current_user.agency
    if wave is None:
        not_found()
    drawing = kept(coverage_drawing, wave, agency.id, target_of(wave, agency))
    return Response(drawing, mimetype="image/svg+xml")
