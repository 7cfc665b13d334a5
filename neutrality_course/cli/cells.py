"""`flask --app app cells`: the counts behind the figures, against the attempts they come from."""

import click

from ..actions.cells import rebuild_cells
from ..queries.cells import cell_differences
from . import Noun, fail, say


@click.group("cells", cls=Noun, help="Sel hitungan: periksa, hitung ulang.")
def command() -> None:
    """Cells."""


@command.command(
    "check", help="Bandingkan sel dengan semua tes yang dihitung; satu baris tiap beda."
)
def check() -> None:
    differences = 0
    for line in cell_differences():
        click.echo(line)
        differences += 1
    if differences:
        fail(f"{differences} sel berbeda; perbaiki dengan: flask --app app cells rebuild")
    say("Semua sel sama dengan tes yang dihitung.")


@command.command("rebuild", help="Hitung ulang semua sel dari tes yang dihitung.")
def rebuild() -> None:
    rebuild_cells()
    say("Semua sel dihitung ulang.")
