"""The schema of perbuatan.yml, situasi.yml, tahapan.yml and survei-2021.yml."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

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
from .heads import Head, Line, PageAddress, Slug

# Strict reading takes no text for an enumeration; these are meant to be written as text.
_WRITTEN = Field(strict=False)

ActId = Annotated[str, StringConstraints(pattern=r"^NA[0-9]{3}$")]
Percent = Annotated[
    str, StringConstraints(pattern=r"^(?:100(?:\.0{1,2})?|[0-9]{1,2}(?:\.[0-9]{1,2})?)$")
]
Stages = Annotated[list[Annotated[Stage, _WRITTEN]], Field(min_length=1)]
Bases = Annotated[list[Line], Field(min_length=1)]


class ActHead(Head):
    id: ActId
    act: Line
    stages: Stages
    when: Line
    kind: Annotated[ActKind, _WRITTEN]
    certainty: Annotated[Certainty, _WRITTEN]
    rule_family: Annotated[Track, _WRITTEN]
    sanction: Line | None
    binds: Line
    bases: Bases
    instead: Line
    doubt: Line | None
    page: PageAddress


class SituationHead(Head):
    id: Slug
    question: Line
    words: list[Line]
    topic: Annotated[Topic, _WRITTEN]
    stages: Stages
    answer: Annotated[Permission, _WRITTEN]
    reason: Line
    step: Line | None = None
    binds: Line
    bases: Bases
    page: PageAddress
    acts: list[ActId]


class RiskHead(Head):
    text: Line
    acts: list[ActId]
    bases: Bases


class TodoHead(Head):
    text: Line
    bases: list[Line]
    advice: bool


class StageHead(Head):
    stage: Annotated[Stage, _WRITTEN]
    title: Line
    when: Line
    risks: Annotated[list[RiskHead], Field(min_length=1)]
    dos: Annotated[list[TodoHead], Field(min_length=1)]
    reminder: Line
    page: PageAddress


class GroupHead(Head):
    id: Slug
    title: Line
    question: Line
    answer_type: Annotated[AnswerType, _WRITTEN]
    note: Line


class FigureHead(Head):
    id: Slug
    group: Slug
    label: Line
    percent: Percent
    people: Annotated[int, Field(ge=1)] | None
    answer_type: Annotated[AnswerType, _WRITTEN]
    certainty: Annotated[FigureCertainty, _WRITTEN]
    caveats: list[Line]


class SurveyHead(Head):
    title: Line
    publisher: Line
    released_on: date
    collected_from: date
    collected_until: date
    population: Line
    people: Annotated[int, Field(ge=1)]
    agencies: Annotated[int, Field(ge=1)]
    method: Line
    margin: Line
    caveats: list[Line]
    sources: Bases
    groups: Annotated[list[GroupHead], Field(min_length=1)]
    figures: Annotated[list[FigureHead], Field(min_length=1)]
