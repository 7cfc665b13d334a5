"""What the course is made of, as read from the content files. Nothing changes after loading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..domain.quiz import Question, QuizForm
from .reference_types import PageRef, Reference, SurveyGroup


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis. Citations begin with `short`; `in_force_until` is set once it ended."""

    id: str
    short: str
    title: str
    kind: str
    number: str
    year: int
    in_force_from: date | None = None
    in_force_until: date | None = None
    replaced_by: str | None = None
    note: str | None = None

    @property
    def has_ended(self) -> bool:
        return self.in_force_until is not None


@dataclass(frozen=True, slots=True)
class Misconception:
    """A wrong belief that a wrong option can show, and the fact that corrects it. Plain text."""

    id: str
    belief: str
    fact: str
    bases: tuple[str, ...]
    page: PageRef | None = None
    """Where the course answers it."""


@dataclass(frozen=True, slots=True)
class Objective:
    """What a learner can do after the module; measured ones have two questions in every form."""

    id: str
    text: str
    is_measured: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a module: pieces of sanitised HTML, practice questions and survey charts, in reading order."""

    slug: str
    title: str
    parts: tuple[str | Question | SurveyGroup, ...]
    words: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Module:
    slug: str
    title: str
    order: int
    is_core: bool
    minutes: int
    summary: str
    reviewed_on: date
    reviewed_by_role: str
    bases: tuple[Basis, ...]
    objectives: tuple[Objective, ...]
    pages: tuple[Page, ...]
    forms: Mapping[str, QuizForm]
    practice: Mapping[str, Question]
    images: Mapping[str, bytes]

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters of the module's quiz forms, sorted."""
        return tuple(sorted(self.forms))

    def page(self, slug: str) -> Page:
        """The page with this address; KeyError when the module has none."""
        for page in self.pages:
            if page.slug == slug:
                return page
        raise KeyError(slug)

    def objective(self, objective_id: str) -> Objective:
        """The objective with this id; KeyError when the module has none."""
        for objective in self.objectives:
            if objective.id == objective_id:
                return objective
        raise KeyError(objective_id)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The whole course: modules in teaching order, legal bases and misconceptions by id."""

    modules: tuple[Module, ...]
    bases: Mapping[str, Basis]
    misconceptions: Mapping[str, Misconception]
    pronunciations: Mapping[str, str]
    """How words sound, by word as written: for the machine's voice (speech.py)."""
    reference: Reference = field(default_factory=Reference)

    def module(self, slug: str) -> Module:
        """The module with this address; KeyError when there is none."""
        for module in self.modules:
            if module.slug == slug:
                return module
        raise KeyError(slug)

    @property
    def core_modules(self) -> tuple[Module, ...]:
        return tuple(module for module in self.modules if module.is_core)
