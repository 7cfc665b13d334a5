"""The 38 provinces side by side: tiles where they lie, and their table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.numbers import display_points
from ...domain.provinces import PROVINCES
from ...domain.slices import Slice, SliceRow
from ...domain.terms import Role
from ...models import Wave
from ...queries.indicator import indicator as indicator_figures
from ...reports.provinces import COLUMNS, ROWS, SIZE, TILES, province_tiles
from ...reports.slices import province_report
from ..guards import open_to
from ..inputs.admin import WaveFilter
from ..kept import kept, version_of
from ..report_files import file_kind_or_404, file_links, report_answer
from ..slice_words import SliceWords, share_of, slice_words
from .blueprint import blueprint
from .slices import rows_of
from .subpages import subpages
from .wave_choice import about, offer_waves, wave_chosen_or_404

CUTS = (Slice.PROVINCE,)


@dataclass(frozen=True, slots=True)
class ProvinceLine:
    short: str
    agencies: str
    words: SliceWords


@blueprint.get("/indikator/provinsi")
@open_to(Role.ADMIN)
def provinces() -> ResponseReturnValue:
    form = WaveFilter(request.args)
    if not offer_waves(form):
        return render_template("admin/indicator_empty.html")
    wave, slug = wave_chosen_or_404(form), form.modul.data
    return render_template(
        "admin/provinces.html",
        form=form,
        wave=wave,
        subpages=subpages("provinces", wave),
        about=about(wave, slug),
        lines=kept(_lines, wave, slug),
        chart_src=url_for(
            "admin.provinces_svg", gelombang=wave.id, modul=slug, v=version_of(wave)[:12]
        ),
        width=COLUMNS * SIZE,
        height=ROWS * SIZE,
        downloads=file_links("admin.provinces_file", {"gelombang": wave.id, "modul": slug}),
    )


@blueprint.get("/indikator/provinsi.svg")
@open_to(Role.ADMIN)
def provinces_svg() -> ResponseReturnValue:
    form = WaveFilter(request.args)
    offer_waves(form)
    wave = wave_chosen_or_404(form)
    return Response(kept(_drawing, wave, form.modul.data), mimetype="image/svg+xml")


@blueprint.get("/indikator/provinsi.<form>")
@open_to(Role.ADMIN)
def provinces_file(form: str) -> ResponseReturnValue:
    kind, asked = file_kind_or_404(form), WaveFilter(request.args)
    offer_waves(asked)
    wave, slug = wave_chosen_or_404(asked), asked.modul.data
    heading = kept(indicator_figures, wave, slug, None, None).heading
    rows, agencies = province_rows(wave, slug), agencies_reporting(wave, slug)
    return report_answer(province_report(heading, rows, agencies), kind)


def province_rows(wave: Wave, module_slug: str) -> list[SliceRow]:
    """All 38 provinces, also those without an agency, then any other place, then the total."""
    rows = rows_of(wave, module_slug, CUTS)
    found = {row.values[0] for row in rows}
    missing = [SliceRow((name,), 0, 0, 0, 0, 0, 0) for name in PROVINCES if name not in found]
    names = list(PROVINCES)
    return sorted(
        [*rows, *missing],
        key=lambda row: (
            not row.values[0],
            names.index(row.values[0]) if row.values[0] in PROVINCES else len(names),
            row.values[0],
        ),
    )


def agencies_reporting(wave: Wave, module_slug: str) -> dict[str, tuple[int, int]]:
    """Province, or "" for all, to how many of its agencies have people counted, and how many it has."""
    every: Counter[str] = Counter()
    reporting: Counter[str] = Counter()
    for row in kept(indicator_figures, wave, module_slug, None, None).table.agencies:
        for name in (row.province, ""):
            every[name] += 1
            reporting[name] += row.people > 0
    return {name: (reporting[name], count) for name, count in every.items()}


def _lines(wave: Wave, module_slug: str) -> Sequence[ProvinceLine]:
    agencies = agencies_reporting(wave, module_slug)
    return [
        ProvinceLine(
            short=TILES[name].short if name in TILES else "",
            agencies=display_points(*agencies.get(name, (0, 0))),
            words=slice_words(row, CUTS),
        )
        for row in province_rows(wave, module_slug)
        for name in row.values
    ]


def _drawing(wave: Wave, module_slug: str) -> bytes:
    shares = {
        row.values[0]: (row.own.percent if row.own else None, share_of(row))
        for row in province_rows(wave, module_slug)
    }
    return province_tiles(
        shares, "Pemahaman baik di 38 provinsi. Angkanya ada di tabel di bawah gambar ini."
    )
