"""`flask --app app roster`: the members of an agency."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import click

from ..actions.roster import RosterRefused, import_roster
from ..domain.roster import LineFault, Roster, RosterPlan
from ..queries.agencies import agency_by_code
from ..queries.roster import read_roster_file, roster_plan
from ..tables import Cell, TableError, write_csv_rows
from ..web.clock import now
from . import Noun, fail, say

REPORT = ("baris", "nip", "hasil", "rincian")


@click.group("roster", cls=Noun, help="Daftar anggota sebuah instansi.")
def command() -> None:
    """Members."""


@command.command(
    "import",
    help="Tambah dan perbarui anggota dari CSV NIP,nama,unit,jenjang,jenis[,email];"
    " satu baris salah menolak semuanya.",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agency", "agency_code", required=True, metavar="KODE")
@click.option("--dry-run", is_flag=True, help="cetak saja apa yang akan berubah, baris demi baris")
def import_file(file: Path, agency_code: str, dry_run: bool) -> None:
    agency = agency_by_code(agency_code)
    if agency is None:
        fail(f"instansi dengan kode {agency_code} tidak ada")
    roster = _read(file)
    if dry_run:
        plan = roster_plan(roster, agency.id)
        if plan.faults:
            _refuse(plan.faults)
        for line in write_csv_rows(REPORT, _report(plan)):
            click.echo(line, nl=False)
        say(f"Percobaan saja, belum ada yang disimpan: {_summary(plan)}.")
        return
    try:
        done = import_roster(roster, agency.id, None, now())
    except RosterRefused as refused:
        _refuse(refused.faults)
    say(f"{_summary(done)}.")


def _read(file: Path) -> Roster:
    try:
        roster = read_roster_file(file.read_bytes())
    except TableError as error:
        fail(str(error))
    if roster.ignored:
        say(f"Peringatan: kolom {', '.join(roster.ignored)} tidak dipakai")
    return roster


def _refuse(faults: Sequence[LineFault]) -> NoReturn:
    for fault in faults:
        say(f"Baris {fault.line}: {fault.message}")
    fail(f"{len(faults)} baris salah; tidak ada yang diimpor")


def _report(plan: RosterPlan) -> Iterator[tuple[Cell, ...]]:
    """Every line with what it would do, in the order of the file."""
    lines: list[tuple[int, str, str, str]] = [
        *((row.line, row.facts.nip, "baru", "") for row in plan.added),
        *((row.line, row.facts.nip, "tetap", "") for row in plan.unchanged),
    ]
    for one in plan.changed:
        words = "; ".join(f"{c.column}: {c.old} → {c.new}" for c in one.changes)
        lines.append((one.row.line, one.row.facts.nip, "berubah", words))
    yield from sorted(lines)


def _summary(plan: RosterPlan) -> str:
    return (
        f"{len(plan.added)} anggota baru, {len(plan.changed)} berubah, {len(plan.unchanged)} tetap"
    )
