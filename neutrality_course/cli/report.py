"""`flask --app app report`: figures as files. The subjects stand in queries/subjects.py."""

import sys
from hashlib import sha256

import click

from ..actions.audit import record_unhidden_report
from ..domain.provinces import province_named
from ..domain.slices import Slice, rows_then_columns
from ..domain.terms import COURSE, AgencyKind
from ..domain.text import TextError, word_of
from ..models import Wave
from ..queries.agencies import provinces_in_use
from ..queries.subjects import SUBJECTS, Filters
from ..queries.waves import latest_wave, wave_by_id, wave_by_title
from ..reports.files import BY_ENDING, EXCEL_CSV, FileKind
from ..web.clock import now
from . import Noun, fail

FORMATS = {**BY_ENDING, "excel": EXCEL_CSV}
FORMAT_WORDS = "csv, excel (CSV untuk Excel), xlsx, ods, json, atau pdf"


@click.group("report", cls=Noun, help="Laporan sebagai berkas.")
def command() -> None:
    """Reports."""


def write_report(
    subject: str,
    form: str,
    wave_text: str | None,
    module_slug: str,
    kind_text: str | None,
    province_text: str | None,
    unhidden: bool,
    by: str | None = None,
    across: str | None = None,
) -> None:
    file = file_kind(form)
    wave = wave_named(wave_text)
    if module_slug not in (COURSE, *wave.module_slugs):
        known = ", ".join((COURSE, *wave.module_slugs))
        fail(f"modul {module_slug} tidak ada dalam gelombang ini; yang ada: {known}")
    cuts = rows_then_columns(Slice(text) for text in (by, across) if text)
    filters = Filters(module_slug, _kind(kind_text), _province(province_text), cuts)
    report = SUBJECTS[subject].report(wave, filters, not unhidden)
    data = file.write(report)
    if unhidden:
        words = " · ".join((module_slug, *filters.words, form))
        detail = f"{words} · {len(report.rows)} baris · sha256 {sha256(data).hexdigest()}"
        # The indicator was the only report when its entries were first written: they name no subject.
        named = detail if subject == "indicator" else f"{subject} · {detail}"
        record_unhidden_report(None, wave.id, now(), named)
    click.echo(data, nl=False)


def file_kind(form: str) -> FileKind:
    """The kind of file, unless it is unknown or a terminal would have to show it."""
    if form not in FORMATS:
        fail(f"format {form} tidak dikenal; pilih {FORMAT_WORDS}")
    if FORMATS[form].is_binary and sys.stdout.isatty():
        fail(f"berkas {form} tidak dapat tampil di terminal; tambahkan: > nama-berkas.{form}")
    return FORMATS[form]


def wave_named(text: str | None) -> Wave:
    """The wave of this id or title; the open one, else the last, when none is named."""
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


OPTIONS = (
    click.option("--format", "form", required=True, help=FORMAT_WORDS),
    click.option(
        "--wave", "wave_text", metavar="ID|JUDUL", help="bawaan: yang terbuka, atau terakhir"
    ),
    click.option("--module", "module_slug", default=COURSE, help="bawaan: seluruh kursus"),
    click.option(
        "--kind", "kind_text", help="kementerian, lembaga, provinsi, kabupaten, atau kota"
    ),
    click.option("--province", "province_text", help="nama provinsi"),
    click.option(
        "--tanpa-sembunyi", "unhidden", is_flag=True, help="sel kecil tampil; dicatat di log"
    ),
)


CUTS = click.Choice([cut.value for cut in Slice])
CUT_OPTIONS = (
    click.option("--by", type=CUTS, required=True, help=", ".join(Slice)),
    click.option("--across", type=CUTS, help="silangkan dengan sifat lain"),
)


def _add_subject(name: str, help_line: str) -> None:
    def run(**options: object) -> None:
        write_report(name, **options)  # type: ignore[arg-type]  # click gives what OPTIONS name

    run.__name__ = name
    for option in reversed((*OPTIONS, *CUT_OPTIONS) if name == "slices" else OPTIONS):
        run = option(run)
    command.command(name, help=help_line)(run)


for _name, _subject in SUBJECTS.items():
    _add_subject(_name, _subject.help)
