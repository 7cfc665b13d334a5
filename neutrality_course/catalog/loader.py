"""From the content folder to the catalog: all is checked, and only sound content comes out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..domain.quiz import Question, QuizForm
from .faults import ContentError, Faults
from .files import Folder
from .form_rules import check_all_different
from .heads import BasisHead, MisconceptionHead, ModuleHead, PronunciationHead, read_head_list
from .language import Citations
from .pages import load_pages
from .questions import load_questions
from .quiz_rules import FORM_LETTERS, PRACTICE, check_citations
from .reference import load_reference
from .reference_rules import checked_page
from .sources import ModuleFolder, Surroundings, read_module_folder
from .text_rules import check_text
from .types import Basis, Catalog, Misconception, Module, Page
from .unfilled import check_filled

MEASURED_OBJECTIVES = 5


@dataclass(frozen=True, slots=True)
class BuiltModule:
    """A module's folder with what could be made of it; with faults, some questions or pages are missing."""

    folder: ModuleFolder
    questions: Mapping[str, Question]
    pages: Sequence[Page]


def load_catalog(root: Path) -> Catalog:
    """The course in this folder. ContentError, with every GALAT in it, where any is found."""
    faults = Faults()
    catalog = build_catalog(root, faults, [])
    if catalog is None:
        raise ContentError(faults.errors())
    return catalog


def build_catalog(root: Path, faults: Faults, built: list[BuiltModule]) -> Catalog | None:
    """The course, or None where it has a GALAT; `built` takes every module that could be read, sound or not."""
    if not root.is_dir():
        faults.of(root.name).add(1, "F01", "Folder konten tidak ada. Periksa letaknya.")
        return None
    folder = Folder(root, faults)
    bases = _read_bases(folder)
    citations = Citations(basis.short for basis in (bases or {}).values())
    pronunciations = _read_pronunciations(folder)
    read = [read_module_folder(folder, path) for path in folder.module_folders()]
    modules = [module for module in read if module is not None]
    pages_of = {m.slug: {page.slug for page in m.module.pages} for m in modules}
    misconceptions = _read_misconceptions(folder, bases, citations, pages_of)
    reference = load_reference(folder, bases, citations, pages_of)
    around = Surroundings(bases, citations, misconceptions, pages_of, reference.names)
    _check_orders(modules)
    check_all_different([(f"{m.path}/quiz.md", q) for m in modules for q in m.questions], faults)
    loaded = [_load_module(module, around, built) for module in modules]
    if faults.errors() or bases is None or misconceptions is None:
        return None
    return Catalog(
        modules=tuple(sorted((m for m in loaded if m), key=lambda module: module.order)),
        bases=MappingProxyType(bases),
        misconceptions=MappingProxyType(misconceptions),
        pronunciations=MappingProxyType(pronunciations),
        reference=reference.built,
    )


def _read_bases(folder: Folder) -> dict[str, Basis] | None:
    path = folder.root / "bases.yml"
    text, faults = folder.read_text(path), folder.faults_of(path)
    entries = None if text is None else read_head_list(BasisHead, text, faults)
    if entries is None:
        return None
    bases: dict[str, Basis] = {}
    shorts: set[str] = set()
    for head, line in entries:
        if head.id in bases or head.short in shorts:
            faults.add(line, "K05", f"{head.id} atau {head.short} sudah dipakai. Pilih yang lain.")
        bases.setdefault(head.id, Basis(**head.model_dump()))
        shorts.add(head.short)
    for head, line in entries:
        if head.replaced_by and head.replaced_by not in bases:
            faults.add(line, "K06", f"replaced_by {head.replaced_by} tidak ada di berkas ini.")
    return bases


def _read_misconceptions(
    folder: Folder,
    bases: dict[str, Basis] | None,
    citations: Citations,
    pages_of: Mapping[str, Collection[str]],
) -> dict[str, Misconception] | None:
    path = folder.root / "miskonsepsi.yml"
    text, faults = folder.read_text(path), folder.faults_of(path)
    entries = None if text is None else read_head_list(MisconceptionHead, text, faults)
    if entries is None:
        return None
    found: dict[str, Misconception] = {}
    for head, line in entries:
        if head.id in found:
            faults.add(line, "K05", f"Id {head.id} sudah dipakai. Pilih id lain.")
        page = checked_page(head.page, pages_of, line, faults) if head.page else None
        belief = Misconception(head.id, head.belief, head.fact, tuple(head.bases), page)
        found.setdefault(head.id, belief)
        if bases is not None:
            check_citations(head.bases, bases.values(), line, faults)
        check_text(head.belief, line, citations, faults)
        check_text(head.fact, line, citations, faults)
    return found


def _read_pronunciations(folder: Folder) -> dict[str, str]:
    """The word list of the machine's voice; a course without one has no such file."""
    path = folder.root / "pengucapan.yml"
    text = folder.read_text(path) if path.exists() else None
    faults = folder.faults_of(path)
    entries = None if text is None else read_head_list(PronunciationHead, text, faults)
    found: dict[str, str] = {}
    for head, line in entries or []:
        if head.written in found:
            faults.add(line, "K05", f"{head.written} sudah ada di daftar ini. Sisakan satu.")
        found.setdefault(head.written, head.spoken)
    return found


def _check_orders(modules: Iterable[ModuleFolder]) -> None:
    first: dict[int, str] = {}
    for module in modules:
        if head := module.module.head:
            other = first.setdefault(head.order, module.slug)
            if other != module.slug:
                line = module.module.head_lines["order"]
                message = f"Urutan {head.order} sudah dipakai modul {other}. Pilih yang lain."
                module.module_faults.add(line, "K05", message)


def _load_module(
    folder: ModuleFolder, around: Surroundings, built: list[BuiltModule]
) -> Module | None:
    questions = load_questions(folder, around)
    pages = load_pages(folder, around, questions)
    built.append(BuiltModule(folder, questions, pages))
    head = folder.module.head
    bases = around.bases
    if head is None or bases is None:
        return None
    _check_head(head, folder, bases, around.citations)
    by_form = {
        letter: tuple(
            questions[source.id]
            for source in folder.questions
            if source.value("Paket") == letter and source.id in questions
        )
        for letter in (*FORM_LETTERS, PRACTICE)
    }
    practice = by_form.pop(PRACTICE)
    return Module(
        slug=folder.slug,
        title=head.title,
        order=head.order,
        is_core=head.core,
        minutes=head.minutes,
        summary=head.summary,
        reviewed_on=head.reviewed_on,
        reviewed_by_role=head.reviewed_by_role,
        bases=tuple(bases[name] for name in head.legal_bases if name in bases),
        objectives=tuple(folder.objectives.values()),
        pages=tuple(pages),
        forms=MappingProxyType(
            {
                letter: QuizForm(folder.slug, letter, form)
                for letter, form in by_form.items()
                if form
            }
        ),
        practice=MappingProxyType({question.id: question for question in practice}),
        images=MappingProxyType({n: picture.content for n, picture in folder.pictures.items()}),
    )


def _check_head(
    head: ModuleHead, folder: ModuleFolder, bases: Mapping[str, Basis], citations: Citations
) -> None:
    faults, lines = folder.module_faults, folder.module.head_lines
    for basis_id in head.legal_bases:
        if basis_id not in bases:
            faults.add(lines["legal_bases"], "K06", f"{basis_id} tidak ada di bases.yml. Perbaiki.")
    for field, names in (
        ("legal_bases", head.legal_bases),
        ("objectives", [objective.id for objective in head.objectives]),
    ):
        for name, times in Counter(names).items():
            if times > 1:
                faults.add(lines[field], "K05", f"{name} ditulis {times} kali. Sisakan satu.")
    measured = sum(objective.measured for objective in head.objectives)
    if measured != MEASURED_OBJECTIVES:
        faults.add(
            lines["objectives"],
            "K08",
            f"Ada {measured} tujuan yang diukur. Tetapkan tepat {MEASURED_OBJECTIVES}.",
        )
    texts = [("summary", head.summary), ("reviewed_by_role", head.reviewed_by_role)]
    texts += [("objectives", objective.text) for objective in head.objectives]
    check_filled("Kepala modul", [(lines[name], text) for name, text in texts], faults)
    check_text(head.summary, lines["summary"], citations, faults)
    for objective in head.objectives:
        check_text(objective.text, lines["objectives"], citations, faults)
