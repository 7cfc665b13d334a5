"""Figures by properties of agencies and people, alone or two crossed."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from ...domain.slice_hiding import hide_slices
from ...domain.slices import HiddenGroups, Slice, SliceRow, Target, rows_then_columns, slice_rows
from ...domain.terms import Role
from ...models import Wave
from ...queries.indicator import agency_counts
from ...queries.indicator import indicator as indicator_figures
from ...queries.slices import agency_targets, member_targets, slice_records
from ...reports.slices import slice_report
from ..guards import open_to
from ..inputs.admin import SLICES, SliceFilter
from ..kept import kept
from ..report_files import file_kind_or_404, file_links, report_answer
from ..slice_words import crossed_words, slice_words
from .blueprint import blueprint
from .subpages import subpages
from .wave_choice import about, offer_waves, wave_chosen_or_404

TITLES = dict(SLICES)


@blueprint.get("/indikator/irisan")
@open_to(Role.ADMIN)
def slices() -> ResponseReturnValue:
    form = SliceFilter(request.args)
    if not offer_waves(form):
        return render_template("admin/indicator_empty.html")
    wave = wave_chosen_or_404(form)
    cuts = rows_then_columns(form.cuts)
    rows = rows_of(wave, form.modul.data, cuts)
    return render_template(
        "admin/slices.html",
        form=form,
        wave=wave,
        subpages=subpages("slices", wave),
        about=about(wave, form.modul.data),
        title=" × ".join(TITLES[cut] for cut in cuts),
        rows=[slice_words(row, cuts) for row in rows],
        crossed=crossed_words(rows, cuts) if len(cuts) > 1 else None,
        is_of_people=any(cut.is_of_people for cut in cuts),
        has_targets=all(row.target is not None for row in rows),
        has_regions=Slice.REGION in cuts,
        downloads=file_links("admin.slices_file", _address(form, wave)),
    )


@blueprint.get("/indikator/irisan.<form>")
@open_to(Role.ADMIN)
def slices_file(form: str) -> ResponseReturnValue:
    kind, asked = file_kind_or_404(form), SliceFilter(request.args)
    offer_waves(asked)
    wave, slug = wave_chosen_or_404(asked), asked.modul.data
    cuts = rows_then_columns(asked.cuts)
    heading = kept(indicator_figures, wave, slug, None, None).heading
    return report_answer(slice_report(heading, cuts, rows_of(wave, slug, cuts)), kind)


def _address(form: SliceFilter, wave: Wave) -> dict[str, str]:
    asked = {"modul": form.modul.data, "irisan": form.irisan.data, "silang": form.silang.data}
    return {"gelombang": wave.id, **{name: text for name, text in asked.items() if text}}


def rows_of(wave: Wave, module_slug: str, cuts: tuple[Slice, ...]) -> list[SliceRow]:
    """Page and files show these. Members change without a new data version, so their N is never kept."""
    records = kept(slice_records, wave, module_slug)
    if any(cut.is_of_people for cut in cuts):
        targets = member_targets(wave)
    else:
        targets = kept(_agency_targets, wave, module_slug)
    return slice_rows(records, targets, cuts, hidden_groups(wave, module_slug))


def hidden_groups(wave: Wave, module_slug: str) -> HiddenGroups:
    return kept(_hidden_groups, wave, module_slug)


def _hidden_groups(wave: Wave, module_slug: str) -> HiddenGroups:
    return hide_slices(kept(slice_records, wave, module_slug))


def _agency_targets(wave: Wave, module_slug: str) -> tuple[Target, ...]:
    return agency_targets(agency_counts(wave, module_slug))
