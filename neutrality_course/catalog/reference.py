"""Reading what is looked up beside the modules: perbuatan.yml, situasi.yml, tahapan.yml, survei-2021.yml.

Each file may be absent: then there is nothing of its kind.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from ..domain.terms import Stage
from . import reference_rules as rules
from .faults import FileFaults
from .files import Folder
from .heads import read_head_list
from .language import Citations
from .reference_heads import ActHead, SituationHead, StageHead
from .reference_rules import Judge
from .reference_types import (
    Act,
    Reference,
    Risk,
    Situation,
    StageCard,
    Todo,
)
from .sources import ReferenceNames
from .survey import load_survey
from .types import Basis

ListHead = TypeVar("ListHead", ActHead, SituationHead, StageHead)
Built = TypeVar("Built")
Key = TypeVar("Key", bound=str)


@dataclass(frozen=True, slots=True)
class LoadedReference:
    built: Reference
    names: ReferenceNames


def load_reference(
    folder: Folder,
    bases: Mapping[str, Basis] | None,
    citations: Citations,
    pages_of: Mapping[str, Collection[str]],
) -> LoadedReference:
    """All four files. A name list is None where its file cannot be read: that is one fault, there."""
    acts = _read_list(ActHead, folder, "perbuatan.yml")
    ids = None if acts is None else {head.id for head, _ in acts}
    judge = Judge(bases, citations, pages_of, ids)
    situations = _read_list(SituationHead, folder, "situasi.yml")
    cards = _read_list(StageHead, folder, "tahapan.yml")
    surveys = load_survey(folder, judge)
    built = Reference(
        acts=_each(acts, _act, lambda act: act.id, folder, "perbuatan.yml", judge),
        situations=_each(situations, _situation, lambda s: s.id, folder, "situasi.yml", judge),
        cards=_each(cards, _card, lambda card: card.stage, folder, "tahapan.yml", judge),
        surveys=MappingProxyType(surveys or {}),
    )
    if cards:
        rules.check_stages(
            [head.stage for head, _ in cards], cards[0][1], _faults(folder, "tahapan.yml")
        )
    names = ReferenceNames(
        acts=ids,
        situations=None if situations is None else set(built.situations),
        stages=None if cards is None else set(built.cards),
        surveys=surveys,
    )
    return LoadedReference(built, names)


def _faults(folder: Folder, name: str) -> FileFaults:
    return folder.faults_of(folder.root / name)


def _read_list(
    kind: type[ListHead], folder: Folder, name: str
) -> list[tuple[ListHead, int]] | None:
    path = folder.root / name
    if not path.exists():
        return []
    text = folder.read_text(path)
    return None if text is None else read_head_list(kind, text, folder.faults_of(path))


def _each(
    entries: list[tuple[ListHead, int]] | None,
    build: Callable[[ListHead, int, Judge, FileFaults], Built],
    key: Callable[[Built], Key],
    folder: Folder,
    name: str,
    judge: Judge,
) -> Mapping[Key, Built]:
    """The entries by their key, in the file's order; a key used twice leaves a fault."""
    faults = _faults(folder, name)
    found: dict[Key, Built] = {}
    for head, line in entries or []:
        built = build(head, line, judge, faults)
        if key(built) in found:
            faults.add(line, "K05", f"{key(built)} sudah dipakai. Pilih yang lain.")
        found.setdefault(key(built), built)
    return MappingProxyType(found)


def _act(head: ActHead, line: int, judge: Judge, faults: FileFaults) -> Act:
    texts = (head.act, head.instead, head.doubt, head.sanction)
    judge.entry(texts, head.bases, (), line, faults)
    rules.check_act(head, line, faults)
    return Act(
        id=head.id,
        act=head.act,
        stages=tuple(head.stages),
        when=head.when,
        kind=head.kind,
        certainty=head.certainty,
        track=head.rule_family,
        sanction=head.sanction,
        binds=head.binds,
        bases=tuple(head.bases),
        instead=head.instead,
        doubt=head.doubt,
        page=judge.page(head.page, line, faults),
    )


def _situation(head: SituationHead, line: int, judge: Judge, faults: FileFaults) -> Situation:
    texts = (f"Bolehkah saya {head.question}", head.reason, head.step)
    judge.entry(texts, head.bases, head.acts, line, faults)
    rules.check_situation(head, line, faults)
    return Situation(
        id=head.id,
        question=head.question,
        words=tuple(head.words),
        topic=head.topic,
        stages=tuple(head.stages),
        answer=head.answer,
        reason=head.reason,
        step=head.step,
        binds=head.binds,
        bases=tuple(head.bases),
        page=judge.page(head.page, line, faults),
        acts=tuple(head.acts),
    )


def _card(head: StageHead, line: int, judge: Judge, faults: FileFaults) -> StageCard:
    judge.entry((head.title, head.when, head.reminder), (), (), line, faults)
    for risk in head.risks:
        judge.entry((risk.text,), risk.bases, risk.acts, line, faults)
    for todo in head.dos:
        judge.entry((todo.text,), todo.bases, (), line, faults)
    rules.check_card(head, line, faults)
    return StageCard(
        stage=Stage(head.stage),
        title=head.title,
        when=head.when,
        risks=tuple(Risk(r.text, tuple(r.acts), tuple(r.bases)) for r in head.risks),
        dos=tuple(Todo(t.text, tuple(t.bases), t.advice) for t in head.dos),
        reminder=head.reminder,
        page=judge.page(head.page, line, faults),
    )
