"""`content export` and `content import`: questions for an agency's own Moodle, and from it."""

from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext

from ...catalog import DraftQuestion, GiftError, gift_text, moodle_xml, quiz_text, read_gift
from .. import fail, fail_to_write, say
from .folder import content_folder, sound_draft


@click.command("export", help="Tulis soal satu modul untuk Moodle (GIFT atau Moodle XML).")
@click.option("--format", "shape", type=click.Choice(["gift", "moodle-xml"]), required=True)
@click.argument("module", metavar="MODUL")
@click.option("--out", type=click.Path(path_type=Path), metavar="BERKAS", help="bawaan: layar")
@click.option("--dir", "directory", type=click.Path(path_type=Path), metavar="FOLDER")
@with_appcontext
def export(shape: str, module: str, out: Path | None, directory: Path | None) -> None:
    draft = sound_draft(content_folder(directory))
    found = draft.module(module)
    if found is None:
        fail(f"modul {module} tidak ada; yang ada: {', '.join(m.slug for m in draft.modules)}")
    questions = [question for question in found.questions if not question.is_archived]
    _write(out, _exported(shape, module, questions))
    say(f"{len(questions)} soal ditulis.")


def _exported(shape: str, slug: str, questions: Sequence[DraftQuestion]) -> bytes:
    if shape == "gift":
        return gift_text(slug, [question.source for question in questions]).encode()
    built = [(q.source, q.question) for q in questions if q.question is not None]
    return moodle_xml(slug, built)


@click.command("import", help="Ubah soal pilihan ganda dari berkas GIFT menjadi quiz.md.")
@click.option("--format", "shape", type=click.Choice(["gift"]), required=True)
@click.argument(
    "file", metavar="BERKAS", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--out", type=click.Path(path_type=Path), metavar="BERKAS", help="bawaan: layar")
@with_appcontext
def import_questions(shape: str, file: Path, out: Path | None) -> None:
    try:
        questions = read_gift(file.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        fail(f"{file} bukan teks UTF-8")
    except GiftError as error:
        fail(f"{file}, {error}")
    if not questions:
        fail(f"{file} tidak memuat soal")
    _write(out, quiz_text(questions).encode())
    say(f"{len(questions)} soal ditulis. Periksa dengan: flask --app app content check")


def _write(out: Path | None, content: bytes) -> None:
    """To the file, which must not be there yet, or to the screen."""
    if out is None:
        click.echo(content.decode(), nl=False)
        return
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError:
        fail(f"{out} sudah ada; pilih nama lain atau hapus dulu")
    except OSError as error:
        fail_to_write(out, error)
