"""What is looked up beside the modules: acts, situations, stage cards, the survey. Plain text throughout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..domain.reference import (
    ActKind,
    AnswerType,
    Certainty,
    FigureCertainty,
    Permission,
    Topic,
    Track,
)
from ..domain.terms import Stage


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page of a module: where the course explains the matter."""

    module_slug: str
    page_slug: str


@dataclass(frozen=True, slots=True)
class Act:
    """A prohibited act. There is a sanction only where certainty is CERTAIN, and a doubt otherwise."""

    id: str
    act: str
    stages: tuple[Stage, ...]
    when: str
    kind: ActKind
    certainty: Certainty
    track: Track
    sanction: str | None
    binds: str
    bases: tuple[str, ...]
    instead: str
    doubt: str | None
    page: PageRef


@dataclass(frozen=True, slots=True)
class Situation:
    """ "Bolehkah saya ...?" with its answer. `words` is how people also say it, for the search alone."""

    id: str
    question: str
    words: tuple[str, ...]
    topic: Topic
    stages: tuple[Stage, ...]
    answer: Permission
    reason: str
    step: str | None
    binds: str
    bases: tuple[str, ...]
    page: PageRef
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    text: str
    acts: tuple[str, ...]
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Todo:
    """What to do in a stage; `is_advice` where it is ours and no rule's."""

    text: str
    bases: tuple[str, ...]
    is_advice: bool


@dataclass(frozen=True, slots=True)
class StageCard:
    stage: Stage
    title: str
    when: str
    risks: tuple[Risk, ...]
    dos: tuple[Todo, ...]
    reminder: str
    page: PageRef


@dataclass(frozen=True, slots=True)
class SurveyFigure:
    """One published share; `percent` as the source writes it, with a dot. `people` is the question's n, if known."""

    id: str
    label: str
    percent: str
    people: int | None
    answer_type: AnswerType
    certainty: FigureCertainty
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    title: str
    publisher: str
    released_on: date
    collected_from: date
    collected_until: date
    population: str
    people: int
    agencies: int
    method: str
    margin: str
    caveats: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyGroup:
    """The figures of one question, and the survey they come from."""

    id: str
    title: str
    question: str
    answer_type: AnswerType
    note: str
    figures: tuple[SurveyFigure, ...]
    survey: Survey


@dataclass(frozen=True, slots=True)
class Reference:
    """All of it by id; empty where the course has no such file. Stage cards are in the order of the stages."""

    acts: Mapping[str, Act] = field(default_factory=dict)
    situations: Mapping[str, Situation] = field(default_factory=dict)
    cards: Mapping[Stage, StageCard] = field(default_factory=dict)
    surveys: Mapping[str, SurveyGroup] = field(default_factory=dict)
