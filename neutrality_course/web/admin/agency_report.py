"""One agency's figures for an admin: what is few people's own business stays hidden."""

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from ...domain.terms import Role
from ..agency_figures import agency_view, coverage_drawing, target_of
from ..agency_paper import agency_paper
from ..guards import open_to
from ..kept import kept, version_of
from ..lookups import agency_or_404
from .blueprint import blueprint
from .subpages import subpages
from .wave_choice import wave_asked_or_404


@blueprint.get("/indikator/instansi/<agency_id>")
@open_to(Role.ADMIN)
def agency_report(agency_id: str) -> ResponseReturnValue:
    agency, wave = agency_or_404(agency_id), wave_asked_or_404()
    return render_template(
        "admin/agency_report.html",
        agency=agency,
        wave=wave,
        subpages=subpages("comparison", wave),
        view=agency_view(wave, agency, sees_all=False),
        paper=url_for("admin.agency_report_pdf", agency_id=agency.id, gelombang=wave.id),
        chart=url_for(
            "admin.coverage_svg",
            agency_id=agency.id,
            gelombang=wave.id,
            v=version_of(wave)[:12],
        ),
    )


@blueprint.get("/indikator/instansi/<agency_id>.pdf")
@open_to(Role.ADMIN)
def agency_report_pdf(agency_id: str) -> ResponseReturnValue:
    return agency_paper(wave_asked_or_404(), agency_or_404(agency_id), sees_all=False)


@blueprint.get("/indikator/instansi/<agency_id>/cakupan.svg")
@open_to(Role.ADMIN)
def coverage_svg(agency_id: str) -> ResponseReturnValue:
    agency, wave = agency_or_404(agency_id), wave_asked_or_404()
    drawing = kept(coverage_drawing, wave, agency.id, target_of(wave, agency))
    return Response(drawing, mimetype="image/svg+xml")
