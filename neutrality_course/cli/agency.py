"""`flask --app app agency`: agencies."""

from collections.abc import Iterable
from pathlib import Path

import click

from ..actions.agencies import add_agency, import_agencies
from ..actions.refusals import Refused
from ..domain.agencies import AgencyFacts, province_warning, read_agency
from ..domain.agency_list import OPTIONAL_COLUMNS, REQUIRED_COLUMNS, read_agency_lines
from ..domain.text import TextError
from ..queries.agencies import all_agencies
from ..tables import Row, TableError, read_table, write_csv_rows
from ..web.clock import now
from . import Noun, fail, say


@click.group("agency", cls=Noun, help="Instansi: tambah, daftar, impor.")
def command() -> None:
    """Agencies."""


@command.command("add", help="Tambah satu instansi.")
@click.option("--code", required=True)
@click.option("--name", required=True)
@click.option("--kind", required=True, help="kementerian, lembaga, provinsi, kabupaten, atau kota")
@click.option("--province", required=True)
@click.option("--zone", required=True, help="WIB, WITA, atau WIT")
@click.option("--staff", "staff_count", default="", help="jumlah pegawai")
def add(**words: str) -> None:
    try:
        facts = read_agency(**words)
        add_agency(facts, None, now())
    except (TextError, Refused) as refused:
        fail(str(refused))
    if warning := province_warning(facts):
        say(f"Peringatan: {warning}")
    say(f"Instansi {facts.code} ditambahkan.")


@command.command("list", help="Cetak semua instansi sebagai CSV yang dapat diimpor lagi.")
def list_agencies() -> None:
    rows = (
        (a.code, a.name, a.kind.value, a.province, a.zone.value, a.staff_count)
        for a in all_agencies()
    )
    for line in write_csv_rows((*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS), rows):
        click.echo(line, nl=False)


@command.command(
    "import", help="Tambah dan perbarui instansi dari CSV; satu baris salah menolak semuanya."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    try:
        table = read_table(file.read_bytes(), REQUIRED_COLUMNS, OPTIONAL_COLUMNS)
    except TableError as error:
        fail(str(error))
    facts = _read_rows(table.rows)
    done = import_agencies(facts, None, now())
    say(
        f"{len(done.added)} instansi ditambah, {len(done.changed)} diubah,"
        f" {len(done.unchanged)} tetap."
    )


def _read_rows(rows: Iterable[Row]) -> list[AgencyFacts]:
    """Every row's agency; ends the command, naming each wrong line, when one cannot be taken."""
    lines = read_agency_lines((row.line, row.cells) for row in rows)
    for line in lines:
        if line.fault:
            say(f"Baris {line.number}: {line.fault}")
        if line.warning:
            say(f"Peringatan baris {line.number}: {line.warning}")
    if faults := sum(1 for line in lines if line.fault):
        fail(f"{faults} baris salah; tidak ada yang diimpor")
    return [line.facts for line in lines if line.facts]
