"""`flask --app app report`: figures as files."""

from hashlib import sha256

import click

from ..actions.audit import record_unhidden_report
from ..domain.provinces import province_named
from ..domain.terms import COURSE, AgencyKind
from ..domain.text import TextError, word_of
from ..models import Wave
from ..queries.agencies import provinces_in_use
from ..queries.indicator import indicator as indicator_figures
from ..queries.waves import latest_wave, wave_by_id, wave_by_title
from ..reports.indicator import as_csv, as_json
from ..web.clock import now
from . import Noun, fail

FORMATS = {"csv": as_csv, "json": as_json}


@click.group("report", cls=Noun, help="Laporan.")
def command() -> None:
    """Reports."""


@command.command("indicator", help="Cetak indikator pemahaman tiap instansi sebagai CSV atau JSON.")
@click.option("--format", "form", required=True, help="csv atau json")
@click.option("--wave", "wave_text", metavar="ID|JUDUL", help="bawaan: yang terbuka, atau terakhir")
@click.option("--module", "module_slug", default=COURSE, help="bawaan: seluruh kursus")
@click.option("--kind", "kind_text", help="kementerian, lembaga, provinsi, kabupaten, atau kota")
@click.option("--province", "province_text", help="nama provinsi")
@click.option("--tanpa-sembunyi", "unhidden", is_flag=True, help="sel kecil tampil; dicatat di log")
def indicator(
    form: str,
    wave_text: str | None,
    module_slug: str,
    kind_text: str | None,
    province_text: str | None,
    unhidden: bool,
) -> None:
    if form not in FORMATS:
        fail(f"format {form} tidak dikenal; pilih csv atau json")
    wave = _wave(wave_text)
    if module_slug not in (COURSE, *wave.module_slugs):
        known = ", ".join((COURSE, *wave.module_slugs))
        fail(f"modul {module_slug} tidak ada dalam gelombang ini; yang ada: {known}")
    kind, province = _kind(kind_text), _province(province_text)
    figures = indicator_figures(wave, module_slug, kind, province, hides=not unhidden)
    data = FORMATS[form](figures.heading, figures.table)
    if unhidden:
        filters = " · ".join(filter(None, (module_slug, kind, province, form)))
        rows = len(figures.table.agencies) + 1
        detail = f"{filters} · {rows} baris · sha256 {sha256(data).hexdigest()}"
        record_unhidden_report(None, wave.id, now(), detail)
    click.echo(data, nl=False)


def _wave(text: str | None) -> Wave:
    if text is None:
        wave = latest_wave()
        if wave is None:
            fail("belum ada gelombang")
        return wave
    wave = wave_by_id(text) or wave_by_title(text)
    if wave is None:
        fail(f"gelombang {text} tidak ada; lihat: flask --app app wave list")
    return wave


def _kind(text: str | None) -> AgencyKind | None:
    if text is None:
        return None
    try:
        return word_of(AgencyKind, "jenis", text)
    except TextError as error:
        fail(str(error))


def _province(text: str | None) -> str | None:
    if text is None:
        return None
    name = province_named(text) or " ".join(text.split())
    known = provinces_in_use()
    if name not in known:
        fail(f"tidak ada instansi di provinsi {name}; yang ada: {', '.join(known) or 'belum ada'}")
    return name
