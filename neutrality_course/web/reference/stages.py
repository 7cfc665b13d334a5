"""A card for each stage of an election, made to be printed on one A4 page."""

from flask import render_template
from flask.typing import ResponseReturnValue

from ...catalog import StageCard
from ...domain.terms import Stage
from ..errors import not_found
from ..guards import ANYBODY, open_to
from ..lookups import catalog
from ..reading import reading
from .blueprint import blueprint


@blueprint.get("/tahapan")
@open_to(ANYBODY)
def stages() -> ResponseReturnValue:
    return render_template("reference/stages.html", cards=list(catalog().reference.cards.values()))


@blueprint.get("/tahapan/<stage_name>")
@open_to(ANYBODY)
def stage(stage_name: str) -> ResponseReturnValue:
    cards = catalog().reference.cards
    card = cards.get(Stage(stage_name)) if stage_name in set(Stage) else None
    if card is None:
        not_found()
    order: list[StageCard] = list(cards.values())
    position = order.index(card)
    return render_template(
        "reference/stage.html",
        card=card,
        number=position + 1,
        total=len(order),
        previous=order[position - 1] if position else None,
        following=order[position + 1] if position + 1 < len(order) else None,
        reading=reading(card.page),
    )
