"""One question after the last module: how well a person says they understand. It is never a score."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..actions.refusals import Refused
from ..actions.self_rating import rate_self
from ..domain.progress import is_counting
from ..domain.rules import counts
from ..models import Wave
from ..queries.self_rating import has_finished, self_rating_of
from ..queries.waves import latest_wave
from .clock import now
from .guards import SIGNED_IN, open_to
from .inputs.self_rating import SelfRatingInput

blueprint = Blueprint("self_rating", __name__)


@blueprint.get("/penilaian-diri")
@open_to(SIGNED_IN)
def question() -> ResponseReturnValue:
    return _page(SelfRatingInput())


@blueprint.post("/penilaian-diri")
@open_to(SIGNED_IN)
def answer() -> ResponseReturnValue:
    wave = latest_wave()
    if wave is None or not _is_open(wave) or _given(wave) is not None:
        return redirect(url_for("self_rating.question"), 303)
    form = SelfRatingInput()
    rating = form.rating
    if rating is None:
        return _page(form), 422
    try:
        is_stored = rate_self(current_user.id, wave.id, rating, now())
    except Refused as refused:
        flash(str(refused), "warning")
        return redirect(url_for("self_rating.question"), 303)
    if is_stored:
        flash("Terima kasih. Jawaban Anda tersimpan.", "success")
    return redirect(url_for("self_rating.question"), 303)


def is_asked() -> bool:
    """Whether the person signed in has the question before them: all sent, not yet answered."""
    wave = latest_wave()
    return wave is not None and _is_open(wave) and _given(wave) is None


def _page(form: SelfRatingInput) -> str:
    wave = latest_wave()
    return render_template(
        "learn/self_rating.html",
        form=form,
        given=_given(wave) if wave else None,
        is_open=wave is not None and _is_open(wave),
        is_preview=not counts(current_user.role),
    )


def _is_open(wave: Wave) -> bool:
    return (
        counts(current_user.role)
        and is_counting(wave.closed_at, now())
        and has_finished(current_user.id, wave)
    )


def _given(wave: Wave) -> str | None:
    stored = self_rating_of(current_user.id, wave.id)
    return stored.rating if stored else None
