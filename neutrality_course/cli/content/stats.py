"""`content stats`: what the questions are like, form by form."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext

from ...catalog import FormStats, course_stats, load_draft
from .folder import content_folder, directory_argument

COLUMNS = (
    "modul",
    "paket",
    "soal",
    "tujuan",
    "tahapan",
    "kesulitan",
    "letak benar",
    "kata pokok",
    "huruf benar",
    "huruf salah",
)


@click.command("stats", help="Hitung soal per tujuan, tahapan, kesulitan, letak, dan panjang.")
@directory_argument
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text")
@with_appcontext
def stats(directory: Path | None, shape: str) -> None:
    found = course_stats(load_draft(content_folder(directory)))
    if shape == "json":
        click.echo(json.dumps([form.as_record() for form in found], ensure_ascii=False, indent=2))
    else:
        for line in _table([COLUMNS, *(_row(form) for form in found)]):
            click.echo(line)


def _row(form: FormStats) -> tuple[str, ...]:
    lengths = (form.stem_words, form.right_length, form.wrong_length)
    return (
        form.module,
        form.form,
        str(form.questions),
        _counts(form.objectives),
        _counts(form.stages),
        _counts(form.difficulties),
        " ".join(str(times) for times in form.right_places),
        *(f"{length:.1f}".replace(".", ",") for length in lengths),
    )


def _counts(times: Mapping[str, int]) -> str:
    return " ".join(f"{name}:{count}" for name, count in times.items())


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns of even width, two spaces apart."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
