"""Rules for questions that people have answered: what is stored about them must keep its meaning."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..domain.question_change import Change, change_of
from ..domain.quiz import Question, QuizForm
from .faults import Faults, FileFaults
from .loader import BuiltModule
from .quiz_rules import ARCHIVED

_OTHER = {
    Change.OBJECTIVE: "tujuannya sekarang lain",
    Change.KEY: "kuncinya sekarang lain",
    Change.STEM: "pokok soalnya sekarang lain",
}


class _Place(NamedTuple):
    module: BuiltModule
    line: int


def check_answered(
    modules: Sequence[BuiltModule], answered: Iterable[QuizForm], faults: Faults
) -> None:
    """Every answered question is still there, in its module, and asks for the same.

    `answered`: the forms as they were met, oldest first; of a question met in several versions the newest counts.
    """
    newest: dict[tuple[str, str], QuizForm] = {}
    met: dict[str, tuple[str, Question]] = {}
    for form in answered:
        newest[form.module_slug, form.letter] = form
        met.update({question.id: (form.module_slug, question) for question in form.questions})
    places = {
        source.id: _Place(module, source.line)
        for module in modules
        for source in module.folder.questions
    }
    by_slug = {module.folder.slug: module for module in modules}
    changed: set[str] = set()
    for question_id, (slug, question) in sorted(met.items()):
        place = places.get(question_id)
        if place is None:
            _removed(question_id, slug, by_slug, faults)
        else:
            _check_one(question, slug, place, changed)
    for (slug, _), form in newest.items():
        if slug in by_slug:
            _check_form(form, by_slug[slug], changed)


def _removed(
    question_id: str, slug: str, modules: Mapping[str, BuiltModule], faults: Faults
) -> None:
    path = f"{modules[slug].folder.path}/quiz.md" if slug in modules else f"content/{slug}/quiz.md"
    faults.of(path).add(
        1,
        "J01",
        f"Soal {question_id} sudah dijawab orang dan tidak boleh dihapus. Kembalikan soalnya lalu "
        f"tulis Paket: {ARCHIVED}; penggantinya diberi nomor baru.",
    )


def _check_one(before: Question, slug: str, place: _Place, changed: set[str]) -> None:
    faults, now = place.module.folder.quiz_faults, place.module.questions.get(before.id)
    if place.module.folder.slug != slug:
        _reused(before.id, f"dahulu ada di modul {slug}", place.line, faults)
    elif now is not None and (change := change_of(before, now)) is not Change.SAME:
        changed.add(before.id)
        if change.is_other_question:
            _reused(before.id, _OTHER[change], place.line, faults)
        else:
            faults.add(
                place.line,
                "J51",
                f"Soal {before.id} sudah dijawab orang dan berubah. Paketnya mendapat "
                "versi baru; angka versi lama tetap terpisah.",
            )


def _reused(question_id: str, why: str, line: int, faults: FileFaults) -> None:
    faults.add(
        line,
        "J02",
        f"Soal {question_id} sudah dijawab orang, tetapi {why}. Kembalikan soal lama lalu tulis "
        f"Paket: {ARCHIVED}, dan beri soal ini nomor baru.",
    )


def _check_form(before: QuizForm, module: BuiltModule, changed: set[str]) -> None:
    """Other questions, or another order: a new version, which no single question's warning says."""
    sources = [s for s in module.folder.questions if s.value("Paket") == before.letter]
    ids = [source.id for source in sources]
    was = [question.id for question in before.questions]
    if ids != was and sources and not changed & {*ids, *was}:
        module.folder.quiz_faults.add(
            sources[0].line,
            "J52",
            f"Susunan Paket {before.letter} berubah sejak dijawab orang. Paket ini mendapat versi "
            "baru; angka versi lama tetap terpisah.",
        )
