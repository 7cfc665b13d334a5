"""`flask --app app attempts`: results that were made elsewhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from ..actions.attempt_import import FileFacts, ImportRefused, import_attempts
from ..domain.attempt_import import ImportPlan
from ..domain.given_attempts import GivenFile
from ..domain.roster import LineFault
from ..domain.terms import AttemptSource
from ..models import Wave
from ..queries.attempt_import import file_hash, has_taken_in, import_plan, read_given_file
from ..queries.waves import open_wave, wave_by_id, wave_by_title
from ..tables import TableError
from ..web.clock import now
from ..web.lookups import form_letters
from . import Noun, fail, say

# The values, not the members: click would take the members' names.
SOURCES = click.Choice(
    [source.value for source in (AttemptSource.IMPORT, AttemptSource.PAPER)], case_sensitive=False
)
KNOWN_ALREADY = (
    "sudah diimpor: berkas yang sama pernah masuk ke gelombang ini; tidak ada yang berubah"
)


@click.group("attempts", cls=Noun, help="Hasil tes dari luar.")
def command() -> None:
    """Attempts."""


@command.command(
    "import",
    help="Masukkan hasil dari CSV nip,kode_instansi,modul,fase,percobaan,benar,soal,selesai_pada,"
    " atau dengan kolom paket,jawaban sebagai ganti benar,soal (jawaban: satu huruf untuk setiap soal,"
    " tanda - bila soal itu tidak dijawab); satu baris salah menolak semuanya.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--wave", "wave_text", metavar="ID|JUDUL", help="bawaan: yang terbuka")
@click.option("--source", type=SOURCES, help="bawaan: impor, atau kertas bila ada jawaban")
@click.option("--dry-run", is_flag=True, help="periksa saja, belum ada yang disimpan")
def import_file(file: Path, wave_text: str | None, source: str | None, dry_run: bool) -> None:
    wave = _wave(wave_text)
    data = file.read_bytes()
    if has_taken_in(wave.id, file_hash(data)):
        say(f"{KNOWN_ALREADY}.")
        return
    given = _read(data)
    if dry_run:
        plan = import_plan(given, wave, now())
        if plan.faults:
            _refuse(plan.faults)
        _report(plan)
        say(f"Percobaan saja, belum ada yang disimpan: {_summary(plan)}.")
        return
    facts = FileFacts(file.name, file_hash(data), AttemptSource(source or given.usual_source))
    try:
        done = import_attempts(given, facts, wave.id, form_letters(), None, now())
    except ImportRefused as refused:
        _refuse(refused.faults)
    if done is None:
        say(f"{KNOWN_ALREADY}.")
        return
    _report(done)
    say(f"{_summary(done)}.")


def _wave(text: str | None) -> Wave:
    wave = open_wave() if text is None else wave_by_id(text) or wave_by_title(text)
    if wave is None:
        known = "tidak ada gelombang yang terbuka; sebutkan --wave"
        fail(known if text is None else f"gelombang {text} tidak ada")
    return wave


def _read(data: bytes) -> GivenFile:
    try:
        given = read_given_file(data)
    except TableError as error:
        fail(str(error))
    if given.ignored:
        say(f"Peringatan: kolom {', '.join(given.ignored)} tidak dipakai")
    return given


def _report(plan: ImportPlan) -> None:
    for note in plan.notes:
        say(f"Baris {note.line}: {note.message}")


def _refuse(faults: Sequence[LineFault]) -> NoReturn:
    for fault in faults:
        say(f"Baris {fault.line}: {fault.message}")
    fail(f"{len(faults)} baris salah; tidak ada yang diimpor")


def _summary(plan: ImportPlan) -> str:
    total = len(plan.attempts)
    return f"{total} percobaan disimpan, {plan.counted} dihitung, {total - plan.counted} tidak dihitung"
