"""The list of prohibited acts, and each act on a page of its own that can be linked to."""

from collections.abc import Mapping, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...catalog import Act
from ...domain.reference import Certainty
from ...domain.search import Searchable, search
from ...domain.terms import Stage
from ..errors import not_found
from ..guards import ANYBODY, open_to
from ..inputs.reference import ActFilter
from ..labels import label
from ..lookups import catalog
from .blueprint import blueprint
from .words import ActWords, act_words, situation_words

SECTIONS = {
    Certainty.CERTAIN: (
        "Dilarang",
        "Larangannya jelas. Jalur dan sanksinya hanya tercantum bila sudah pasti.",
    ),
    Certainty.TO_BE_CHECKED: (
        "Perlu dicek",
        "Larangan ini baru cocok sebagian dengan sumber kami. Saran kami: hindari.",
    ),
    Certainty.UNSETTLED: (
        "Belum pasti",
        "Sebagian dasarnya belum kami temukan; bagian mana, tertulis di setiap butir. Saran kami: "
        "hindari, dan tanyakan kepada unit kepegawaian.",
    ),
}


@blueprint.get("/perbuatan")
@open_to(ANYBODY)
def acts() -> ResponseReturnValue:
    known = catalog().reference.acts
    form = ActFilter(request.args)
    found = [act_words(act) for act in _found(known, form)]
    return render_template(
        "reference/acts.html",
        form=form,
        is_filtered=form.is_filled,
        total=len(known),
        found=len(found),
        sections=_sections(found),
    )


@blueprint.get("/perbuatan/<act_id>")
@open_to(ANYBODY)
def act(act_id: str) -> ResponseReturnValue:
    reference = catalog().reference
    found = reference.acts.get(act_id.upper())
    if found is None:
        not_found()
    if found.id != act_id:
        return redirect(url_for("reference.act", act_id=found.id), 301)
    related = [s for s in reference.situations.values() if found.id in s.acts]
    return render_template(
        "reference/act.html",
        words=act_words(found),
        situations=[situation_words(s) for s in related],
        address=url_for("reference.act", act_id=found.id, _external=True),
    )


def _sections(found: Sequence[ActWords]) -> list[tuple[str, str, list[ActWords]]]:
    """Heading, explanation and acts of each certainty that has any."""
    groups = [
        (*SECTIONS[certainty], [w for w in found if w.act.certainty is certainty])
        for certainty in Certainty
    ]
    return [section for section in groups if section[2]]


def _found(known: Mapping[str, Act], form: ActFilter) -> list[Act]:
    """The acts that the filter lets through: by how well they fit where a text is asked for."""
    kept = [
        act
        for act in known.values()
        if (form.stage is None or _is_in(act, form.stage)) and form.kind in (None, act.kind)
    ]
    if not form.text:
        return kept
    texts = [
        Searchable(a.id, ((3, a.act), (3, a.id), (2, label(a.kind)), (1, a.when))) for a in kept
    ]
    return [known[act_id] for act_id in search(form.text, texts)]


def _is_in(act: Act, stage: Stage) -> bool:
    """What is forbidden at all times is forbidden in every stage."""
    return stage in act.stages or Stage.GENERAL in act.stages
