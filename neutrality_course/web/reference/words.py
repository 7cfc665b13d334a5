"""What the pages say of an act and of a situation, worked out so that templates only show."""

from dataclasses import dataclass

from flask import url_for

from ...catalog import Act, Situation
from ...domain.reference import Certainty, Permission, Track
from ..labels import label
from ..lookups import catalog
from ..reading import Reading, reading

ACT_STATUS = {
    Certainty.CERTAIN: ("Dilarang", "error"),
    Certainty.TO_BE_CHECKED: ("Perlu dicek", "warning"),
    Certainty.UNSETTLED: ("Belum pasti", "info"),
}
ANSWER_STATUS = {
    Permission.ALLOWED: "success",
    Permission.CAREFUL: "warning",
    Permission.FORBIDDEN: "error",
    Permission.UNSETTLED: "info",
}
NOT_SETTLED = "Belum pasti, jadi tidak dicantumkan"


@dataclass(frozen=True, slots=True)
class ActWords:
    act: Act
    href: str
    status: str
    status_kind: str
    hint: str
    warning: str | None
    """What is doubtful, where the act stands among those not settled."""
    facts: tuple[tuple[str, str], ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class SituationWords:
    situation: Situation
    question: str
    href: str
    answer: str
    answer_kind: str
    reading: Reading
    acts: tuple[ActWords, ...]


def act_words(act: Act) -> ActWords:
    status, kind = ACT_STATUS[act.certainty]
    return ActWords(
        act=act,
        href=url_for("reference.act", act_id=act.id),
        status=status,
        status_kind=kind,
        hint=f"{act.id} · {label(act.kind)} · {act.when}",
        warning=act.doubt if act.certainty is Certainty.UNSETTLED else None,
        facts=(
            ("Kapan", act.when),
            ("Jenis", label(act.kind)),
            ("Mengikat", act.binds),
            *_consequence(act),
            *((("Yang belum pasti", act.doubt),) if act.doubt else ()),
            ("Yang boleh", act.instead),
            ("Dasar hukum", "; ".join(act.bases)),
        ),
        reading=reading(act.page),
    )


def situation_words(situation: Situation) -> SituationWords:
    return SituationWords(
        situation=situation,
        question=f"Bolehkah saya {situation.question}",
        href=url_for("reference.situation", situation_id=situation.id),
        answer=label(situation.answer),
        answer_kind=ANSWER_STATUS[situation.answer],
        reading=reading(situation.page),
        acts=tuple(act_words(catalog().reference.acts[act_id]) for act_id in situation.acts),
    )


def _consequence(act: Act) -> tuple[tuple[str, str], ...]:
    """Track and sanction only as far as they are certain."""
    if act.certainty is not Certainty.CERTAIN or act.track is Track.UNSETTLED:
        return (("Jalur dan sanksi", NOT_SETTLED),)
    return (("Jalur", label(act.track)), ("Sanksi", act.sanction or NOT_SETTLED))
