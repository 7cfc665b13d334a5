"""Content as it is being written: what can be shown of it, and every fault with its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..domain.quiz import Question, QuizForm
from .answered import check_answered
from .faults import Fault, Faults
from .loader import BuiltModule, build_catalog
from .quiz_file import QuestionSource
from .quiz_rules import ARCHIVED
from .render import refusal
from .types import Catalog, Page


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A page and the lines it stands on. `page` is None where it cannot be shown."""

    address: str
    """The page's id; where that is missing or taken, its line: `baris-19`."""
    title: str
    lines: range
    page: Page | None


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question and the lines it stands on. `question` is None where it cannot be shown."""

    address: str
    source: QuestionSource
    lines: range
    question: Question | None

    @property
    def is_archived(self) -> bool:
        return self.source.value("Paket") == ARCHIVED


@dataclass(frozen=True, slots=True)
class DraftModule:
    built: BuiltModule
    pages: tuple[DraftPage, ...]
    questions: tuple[DraftQuestion, ...]

    @property
    def slug(self) -> str:
        return self.built.folder.slug

    @property
    def title(self) -> str:
        """The module's title; its folder's name where the head cannot be read."""
        head = self.built.folder.module.head
        return head.title if head else self.slug

    @property
    def module_path(self) -> str:
        """Its module.md as faults name it."""
        return f"{self.built.folder.path}/module.md"

    @property
    def quiz_path(self) -> str:
        return f"{self.built.folder.path}/quiz.md"

    def image(self, name: str) -> bytes | None:
        picture = self.built.folder.pictures.get(name)
        return picture.content if picture else None

    def page(self, address: str) -> DraftPage | None:
        return next((page for page in self.pages if page.address == address), None)


@dataclass(frozen=True, slots=True)
class Draft:
    modules: tuple[DraftModule, ...]
    faults: tuple[Fault, ...]
    catalog: Catalog | None
    """The course; None where a GALAT keeps it from being served."""

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.is_error]

    def module(self, slug: str) -> DraftModule | None:
        return next((module for module in self.modules if module.slug == slug), None)

    def faults_at(self, path: str, lines: range) -> list[Fault]:
        return [fault for fault in self.faults if fault.path == path and fault.line in lines]


def load_draft(root: Path, answered: Iterable[QuizForm] = ()) -> Draft:
    """The content as far as it can be read. `answered`: the forms that people have answered, oldest first."""
    faults, built = Faults(), list[BuiltModule]()
    catalog = build_catalog(root, faults, built)
    check_answered(built, answered, faults)
    modules = [_draft(module) for module in sorted(built, key=_order)]
    return Draft(tuple(modules), tuple(faults.sorted()), None if faults.errors() else catalog)


def check_content(root: Path, answered: Iterable[QuizForm] = ()) -> list[Fault]:
    """Everything wrong with the content in this folder, errors and warnings, by file and line."""
    return list(load_draft(root, answered).faults)


def _order(module: BuiltModule) -> tuple[int, str]:
    head = module.folder.module.head
    return head.order if head else 100, module.folder.slug


def _draft(built: BuiltModule) -> DraftModule:
    return DraftModule(built, tuple(_pages(built)), tuple(_questions(built)))


def _pages(built: BuiltModule) -> list[DraftPage]:
    sources = built.folder.module.pages
    ready = iter(built.pages)
    taken: set[str] = set()
    found = []
    for source, lines in zip(sources, _spans([s.line for s in sources]), strict=True):
        is_refused = refusal([(source.line, source.title), *source.lines]) is not None
        page = None if is_refused else next(ready, None)
        is_free = source.slug and source.slug not in taken
        address = source.slug if is_free else f"baris-{source.line}"
        taken.add(address)
        found.append(DraftPage(address, source.title or address, lines, page))
    return found


def _questions(built: BuiltModule) -> list[DraftQuestion]:
    sources = built.folder.questions
    taken: set[str] = set()
    found = []
    for source, lines in zip(sources, _spans([s.line for s in sources]), strict=True):
        is_free = source.id and source.id not in taken
        address = source.id if is_free else f"baris-{source.line}"
        taken.add(address)
        question = built.questions.get(source.id) if is_free else None
        found.append(DraftQuestion(address, source, lines, question))
    return found


def _spans(first_lines: Sequence[int]) -> list[range]:
    """From each first line to the one before the next; the last goes on to the end of the file."""
    ends = [*first_lines[1:], 1_000_000]
    return [range(first, end) for first, end in zip(first_lines, ends, strict=True)]
