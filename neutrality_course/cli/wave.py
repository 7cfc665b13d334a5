"""`flask --app app wave`: waves of measurement."""

from datetime import date

import click
from flask import current_app

from ..actions import waves
from ..actions.refusals import Refused
from ..domain.levels import Cuts
from ..domain.text import TextError, one_line
from ..domain.waves import WaveFacts
from ..queries.waves import all_waves
from ..tables import write_csv_rows
from ..web.clock import now
from . import Noun, fail, say

COLUMNS = ("id", "judul", "dari", "sampai", "status", "modul", "batas_baik", "batas_cukup")


class Day(click.ParamType):
    name = "TTTT-BB-HH"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail("harus tanggal seperti 2026-11-30", param, ctx)


@click.group("wave", cls=Noun, help="Gelombang: buka, tutup, daftar.")
def command() -> None:
    """Waves."""


@command.command("open", help="Buka gelombang dan cetak id-nya.")
@click.option("--title", required=True)
@click.option("--from", "first_on", type=Day(), required=True)
@click.option("--to", "last_on", type=Day(), required=True)
@click.option("--modules", required=True, help="slug modul, dipisah koma")
@click.option("--cut-good", type=click.IntRange(1, 100), default=Cuts().good, show_default=True)
@click.option("--cut-fair", type=click.IntRange(1, 100), default=Cuts().fair, show_default=True)
def open_wave(
    title: str, first_on: date, last_on: date, modules: str, cut_good: int, cut_fair: int
) -> None:
    slugs = [slug.strip() for slug in modules.split(",") if slug.strip()]
    if cut_fair >= cut_good:
        fail("batas cukup harus di bawah batas baik")
    try:
        facts = WaveFacts(
            one_line("judul", title), first_on, last_on, slugs, Cuts(cut_good, cut_fair)
        )
        known = [module.slug for module in current_app.extensions["catalog"].modules]
        click.echo(waves.open_wave(facts, known, None, now()))
    except (TextError, Refused) as refused:
        fail(str(refused))
    say(f"Gelombang {facts.title} terbuka.")


@command.command("close", help="Tutup gelombang yang terbuka dan bekukan sasarannya.")
def close_wave() -> None:
    try:
        waves.close_wave(None, now())
    except Refused as refused:
        fail(str(refused))
    say("Gelombang ditutup.")


@command.command("list", help="Cetak semua gelombang sebagai CSV, yang terbaru lebih dahulu.")
def list_waves() -> None:
    rows = (
        (
            wave.id,
            wave.title,
            wave.first_on.isoformat(),
            wave.last_on.isoformat(),
            "terbuka" if wave.is_open else "ditutup",
            ",".join(wave.module_slugs),
            wave.cut_good,
            wave.cut_fair,
        )
        for wave in all_waves()
    )
    for line in write_csv_rows(COLUMNS, rows):
        click.echo(line, nl=False)
