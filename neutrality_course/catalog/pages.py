"""From a module's pages as written to its pages as shown."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ..domain.quiz import Question
from . import page_rules
from .abbreviations import check_abbreviations
from .faults import FileFaults
from .language import total_words
from .module_file import PageSource
from .prose import passages, terms
from .quiz_rules import PRACTICE
from .reference_types import SurveyGroup
from .render import Seen, refusal, render_page
from .sources import ModuleFolder, Surroundings
from .types import Page
from .unfilled import check_filled

WORDS_PER_MINUTE = 150
MAX_ABBREVIATIONS = 60


def load_pages(
    folder: ModuleFolder, around: Surroundings, questions: Mapping[str, Question]
) -> list[Page]:
    """The module's pages in order; those that cannot be built have left faults."""
    sources, faults = folder.module.pages, folder.module_faults
    page_rules.check_page_order(sources, faults)
    if len(folder.module.abbreviations) > MAX_ABBREVIATIONS:
        faults.add(1, "M13", f"Ada lebih dari {MAX_ABBREVIATIONS} singkatan. Kurangi.")
        return []
    explained = {term for page in sources for term in terms(page.lines)}
    pages = []
    shown: set[str] = set()
    for source in sources:
        if reason := refusal([(source.line, source.title), *source.lines]):
            faults.add(reason[0], "M13", reason[1])
            continue
        page, seen = _load_page(source, folder, around, explained, questions)
        pages.append(page)
        shown.update(name for name, _ in seen.images)
    _check_placed(folder)
    if len(pages) == len(sources):
        for name in sorted(folder.pictures.keys() - shown):
            faults.add(1, "F51", f"Gambar {name} tidak dipakai di halaman mana pun. Hapus.")
    return pages


def _load_page(
    source: PageSource,
    folder: ModuleFolder,
    around: Surroundings,
    explained: set[str],
    questions: Mapping[str, Question],
) -> tuple[Page, Seen]:
    faults = folder.module_faults
    found = passages(source.lines)
    page_rules.check_markup(source, faults)
    check_filled(f"Halaman {source.title}", [(source.line, source.title), *source.lines], faults)
    page_rules.check_language(source, found, around.citations, explained, faults)
    check_abbreviations(source, found, folder.module.abbreviations, around.citations, faults)
    if around.bases is not None:
        page_rules.check_named_bases(source, found, around.bases.values(), faults)
    sizes = {name: (picture.width, picture.height) for name, picture in folder.pictures.items()}
    text = "\n".join([source.text, "", *folder.module.abbreviations])
    pieces, seen = render_page(text, folder.slug, sizes)
    page_rules.check_seen(source, seen, folder.pictures, faults)
    for link in seen.links:
        line = source.line_with(link)
        page_rules.check_link(link, around.pages_of, around.names, line, faults)
    placed = page_rules.placements(source, faults)
    if len(pieces) != len(placed) + 1:
        faults.add(source.line, "M09", "Beri baris kosong sebelum dan sesudah [[...]].")
    words = total_words(found)
    page = Page(
        slug=source.slug,
        title=source.title,
        parts=_parts(pieces, [_placed(spot, around, questions, faults) for spot in placed]),
        words=words,
        minutes=max(1, round(words / WORDS_PER_MINUTE)),
    )
    return page, seen


def _placed(
    spot: page_rules.Placement,
    around: Surroundings,
    questions: Mapping[str, Question],
    faults: FileFaults,
) -> Question | SurveyGroup | None:
    """What the line stands for; a group that the survey lacks leaves a fault, a question elsewhere."""
    if spot.kind == "soal":
        return questions.get(spot.id)
    surveys = around.names.surveys
    if surveys is None:
        return None
    if spot.id not in surveys:
        faults.add(spot.line, "M15", f"Kelompok {spot.id} tidak ada di survei-2021.yml. Perbaiki.")
    return surveys.get(spot.id)


def _parts(
    pieces: Sequence[str], between: Sequence[Question | SurveyGroup | None]
) -> tuple[str | Question | SurveyGroup, ...]:
    """Pieces of HTML with what stands between them; what is empty or missing is left out."""
    parts: list[str | Question | SurveyGroup | None] = [pieces[0]]
    for placed, piece in zip(between, pieces[1:], strict=False):
        parts += [placed, piece]
    return tuple(part for part in parts if part)


def _check_placed(folder: ModuleFolder) -> None:
    """Every practice question stands on exactly one page."""
    practice = {q.id: q for q in folder.questions if q.value("Paket") == PRACTICE}
    lines: dict[str, int] = {}
    times: Counter[str] = Counter()
    for page in folder.module.pages:
        for line, kind, question_id in page_rules.placements(page, folder.module_faults):
            if kind == "soal":
                lines[question_id] = line
                times[question_id] += 1
    for question_id, line in lines.items():
        if question_id not in practice:
            folder.module_faults.add(
                line, "M09", f"Soal latihan {question_id} tidak ada di quiz.md modul ini. Perbaiki."
            )
        elif times[question_id] > 1:
            folder.module_faults.add(
                line, "M10", f"Soal {question_id} ditempatkan lebih dari satu kali. Sisakan satu."
            )
    for question_id, question in practice.items():
        if question_id not in lines:
            folder.quiz_faults.add(
                question.line,
                "M10",
                f"Soal latihan {question_id} belum ditempatkan. Tulis [[soal: {question_id}]] di "
                "module.md.",
            )
