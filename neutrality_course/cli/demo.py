"""`flask --app app demo`: an invented country to look at, in a database of its own."""

from datetime import date

import click
from flask import current_app
from flask.cli import with_appcontext

from ..actions.demo import NotEmpty, write_country
from ..catalog import Catalog
from ..demo import invent_country
from ..web.clock import today_wib
from . import Verb, fail, say
from .wave import Day


@click.command("demo", cls=Verb, help="Isi basis data kosong dengan instansi dan orang rekaan.")
@click.option("--agencies", type=click.IntRange(1, 5000), required=True, help="banyak instansi")
@click.option("--learners", type=click.IntRange(1, 100_000), required=True, help="banyak peserta")
@click.option(
    "--seed",
    type=click.IntRange(0, 999_999),
    required=True,
    help="benih: benih yang sama, data yang sama",
)
@click.option("--today", type=Day(), help="bawaan: hari ini di WIB")
@with_appcontext
def command(agencies: int, learners: int, seed: int, today: date | None) -> None:
    catalog: Catalog = current_app.extensions["catalog"]
    country = invent_country(seed, agencies, learners, catalog.core_modules, today or today_wib())
    try:
        accounts = write_country(country)
    except NotEmpty as error:
        fail(str(error))
    say(f"{agencies} instansi dan {learners} peserta rekaan sudah ditulis.")
    for account in accounts:
        click.echo(f"{account.role.value} {account.nip} {account.password}")
