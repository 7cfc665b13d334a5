""" "Bolehkah saya ...?": an everyday situation, its answer, and the step to take."""

from collections.abc import Mapping

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...catalog import Situation
from ...domain.reference import Topic
from ...domain.search import Searchable, search
from ..errors import not_found
from ..guards import ANYBODY, open_to
from ..inputs.reference import SituationFilter
from ..labels import label
from ..lookups import catalog
from .blueprint import blueprint
from .words import SituationWords, situation_words


@blueprint.get("/bolehkah")
@open_to(ANYBODY)
def situations() -> ResponseReturnValue:
    known = catalog().reference.situations
    form = SituationFilter(request.args)
    found = [situation_words(situation) for situation in _found(known, form)]
    return render_template(
        "reference/situations.html",
        form=form,
        is_filtered=form.is_filled,
        total=len(known),
        found=found if form.is_filled else [],
        by_topic=[] if form.is_filled else _by_topic(found),
        topics=_topics(known),
    )


@blueprint.get("/bolehkah/<situation_id>")
@open_to(ANYBODY)
def situation(situation_id: str) -> ResponseReturnValue:
    known = catalog().reference.situations
    found = known.get(situation_id)
    if found is None:
        not_found()
    others = [s for s in known.values() if s.topic is found.topic and s is not found]
    return render_template(
        "reference/situation.html",
        words=situation_words(found),
        others=[situation_words(other) for other in others],
        topic_href=url_for("reference.situations", topik=found.topic.value),
        address=url_for("reference.situation", situation_id=found.id, _external=True),
    )


def _found(known: Mapping[str, Situation], form: SituationFilter) -> list[Situation]:
    kept = [
        s
        for s in known.values()
        if form.topic in (None, s.topic) and form.answer in (None, s.answer)
    ]
    if not form.text:
        return kept
    texts = [
        Searchable(
            s.id,
            ((3, s.question), (3, " ".join(s.words)), (2, label(s.topic)), (1, s.reason)),
        )
        for s in kept
    ]
    return [known[situation_id] for situation_id in search(form.text, texts)]


def _by_topic(found: list[SituationWords]) -> list[tuple[str, list[SituationWords]]]:
    grouped = [(label(t), [w for w in found if w.situation.topic is t]) for t in Topic]
    return [(name, group) for name, group in grouped if group]


def _topics(known: Mapping[str, Situation]) -> list[tuple[str, str]]:
    """Name and address of each topic that has a situation."""
    used = {situation.topic for situation in known.values()}
    return [
        (label(topic), url_for("reference.situations", topik=topic.value))
        for topic in Topic
        if topic in used
    ]
