"""The learner's journey: home, module, test before, pages, test after, result."""

import json
from collections.abc import Mapping
from dataclasses import replace

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..actions import attempts
from ..catalog import Module
from ..domain.levels import least_points, level_of
from ..domain.numbers import display_percent, display_points
from ..domain.progress import closes_counting_at, is_counting, is_test_day, may_show_key
from ..domain.quiz import Question, QuizForm
from ..domain.scoring import is_right, score_by_objective
from ..domain.terms import Phase, Role
from ..models import Attempt, Person, Wave
from ..queries.learning import Standing, module_attempts, open_attempt, standings
from ..queries.waves import latest_wave, open_wave
from .assets import FOR_EVER
from .clock import now, today_wib
from .entrance import after_sign_in, first_page, sign_in_page
from .guards import ANYBODY, SIGNED_IN, open_to
from .learn_views import (
    ModuleWords,
    Review,
    answered,
    module_words,
    question_words,
    task_item,
)
from .lookups import catalog, module_or_404, own_attempt_or_404, page_or_404
from .narration import player
from .reading import readings_for
from .self_rating import is_asked
from .survey import survey_charts

blueprint = Blueprint("learn", __name__)

ANSWER = "j-"
"""Before a question's id, the name of its field on the test page."""
PHASE = "<any(awal, akhir):phase_name>"


@blueprint.get("/")
@open_to(ANYBODY)
def front() -> ResponseReturnValue:
    if not current_user.is_authenticated:
        return modules()
    return redirect(first_page(current_user.role), 303)


@blueprint.get("/beranda")
@open_to(SIGNED_IN)
def home() -> ResponseReturnValue:
    wave = open_wave()
    slugs = [m.slug for m in catalog().modules if wave and m.slug in wave.module_slugs]
    standing = standings(current_user.id, wave.id, slugs) if wave else {}
    items = [
        (standing[slug].is_assigned, task_item(_words(slug, wave, standing[slug])))
        for slug in slugs
    ]
    return render_template(
        "learn/home.html",
        wave=wave,
        is_test_day=_is_test_day(wave),
        zone=current_user.agency.zone,
        assigned=[item for is_assigned, item in items if is_assigned],
        others=[item for is_assigned, item in items if not is_assigned],
        modules=[] if wave else catalog().modules,
        asks_self_rating=is_asked(),
        is_preview=current_user.role is Role.ADMIN,
    )


@blueprint.get("/modul")
@open_to(ANYBODY)
def modules() -> ResponseReturnValue:
    return render_template("learn/modules.html", modules=catalog().modules)


@blueprint.get("/modul/<slug>")
@open_to(ANYBODY)
def module(slug: str) -> ResponseReturnValue:
    found = module_or_404(slug)
    words = _own_words(found)
    return render_template("learn/module.html", module=found, words=words)


@blueprint.get("/modul/<slug>/gambar/<name>")
@open_to(ANYBODY)
def image(slug: str, name: str) -> ResponseReturnValue:
    picture = module_or_404(slug).images.get(name)
    if picture is None:
        abort(404)
    response = Response(picture, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = (
        FOR_EVER if request.args.get("v") else "public, max-age=3600"
    )
    return response


@blueprint.get("/modul/<slug>/<page_slug>")
@open_to(ANYBODY)
def page(slug: str, page_slug: str) -> ResponseReturnValue:
    found = module_or_404(slug)
    shown = page_or_404(found, page_slug)
    words = _own_words(found)
    if words is not None and words.must_take_pre_test:
        flash("Kerjakan tes awal lebih dahulu. Setelah itu semua halaman modul terbuka.", "info")
        return redirect(url_for("learn.test", slug=slug, phase_name="awal"), 303)
    position = found.pages.index(shown)
    return render_template(
        "learn/page.html",
        module=found,
        page=shown,
        number=position + 1,
        previous=found.pages[position - 1] if position else None,
        following=found.pages[position + 1] if position + 1 < len(found.pages) else None,
        practice={q.id: answered(q, request.args.getlist(q.id)) for q in _practice(shown.parts)},
        is_signed_in=current_user.is_authenticated,
        player=player(found, shown),
        surveys=survey_charts(shown.parts),
    )


@blueprint.post("/modul/<slug>/<page_slug>")
@open_to(SIGNED_IN)
def see_page(slug: str, page_slug: str) -> ResponseReturnValue:
    found = module_or_404(slug)
    shown = page_or_404(found, page_slug)
    attempts.see_page(current_user.id, found, shown.slug, now())
    position = found.pages.index(shown) + 1
    if position < len(found.pages):
        target = url_for("learn.page", slug=slug, page_slug=found.pages[position].slug)
    else:
        target = url_for("learn.module", slug=slug)
    return redirect(target, 303)


@blueprint.get(f"/modul/<slug>/tes-{PHASE}")
@open_to(SIGNED_IN)
def test(slug: str, phase_name: str) -> ResponseReturnValue:
    """The open test of this phase, or the page that begins it, or why it cannot be begun."""
    found = module_or_404(slug)
    phase = Phase(phase_name)
    wave = latest_wave()
    running = open_attempt(current_user.id, wave.id, slug, phase) if wave else None
    if running is not None:
        return _test_page(found, running, running.answers)
    words = _own_words(found)
    if phase is Phase.PRE_TEST and words is not None and words.pre_test is not None:
        return redirect(url_for("learn.result", attempt_id=words.pre_test.id), 303)
    return render_template(
        "learn/test_start.html", module=found, phase=phase, words=words, questions=_length(found)
    )


@blueprint.post(f"/modul/<slug>/tes-{PHASE}")
@open_to(SIGNED_IN)
def start(slug: str, phase_name: str) -> ResponseReturnValue:
    found = module_or_404(slug)
    try:
        attempts.start_attempt(current_user.id, found, Phase(phase_name), now(), today_wib())
    except attempts.AlreadyTaken:
        pass  # the page below leads on to its result
    except attempts.NoOpenWave:
        flash("Tes tidak dapat dimulai: tidak ada gelombang yang dibuka hari ini.", "warning")
    except attempts.PreTestMissing:
        flash("Tes akhir terbuka setelah tes awal dikirim.", "warning")
    except attempts.PagesMissing:
        flash("Tes akhir terbuka setelah semua halaman modul dibaca.", "warning")
    return redirect(url_for("learn.test", slug=slug, phase_name=phase_name), 303)


@blueprint.post("/tes/<attempt_id>/simpan")
@open_to(SIGNED_IN)
def save(attempt_id: str) -> ResponseReturnValue:
    """Keep a draft sent as JSON {"revision": n, "answers": {question id: [choice id, ...]}}."""
    attempt = own_attempt_or_404(attempt_id)
    draft = request.get_json(silent=True)
    answers = _draft_answers(draft)
    base = draft.get("revision") if isinstance(draft, dict) else None
    if answers is None or not isinstance(base, int):
        return jsonify(error="Isi permintaan tidak dikenal."), 400
    try:
        revision = attempts.save_answers(attempt.id, current_user.id, answers, base)
    except attempts.NewerAnswers as newer:
        return jsonify(revision=newer.revision, saved=False), 409
    except attempts.AlreadySubmitted:
        return jsonify(saved=False, result=url_for("learn.result", attempt_id=attempt_id)), 410
    return jsonify(revision=revision, saved=True)


@blueprint.post("/tes/<attempt_id>/kirim")
@open_to(SIGNED_IN)
def submit(attempt_id: str) -> ResponseReturnValue:
    attempt = own_attempt_or_404(attempt_id)
    answers = _posted_answers()
    if attempt.graded_at is None and not request.form.get("kosong"):
        merged = {**attempt.answers, **answers}
        blanks = [i for i, (q, _) in enumerate(attempt.layout, 1) if not merged.get(q)]
        if blanks:
            attempts.keep_answers(attempt.id, current_user.id, answers)
            found = module_or_404(attempt.module_slug)
            return _test_page(found, own_attempt_or_404(attempt_id), merged, blanks), 422
    was_graded_now = attempts.submit_attempt(attempt_id, current_user.id, answers, now())
    if not was_graded_now:
        flash("Tes ini sudah dikirim sebelumnya. Yang tersimpan adalah hasil di bawah ini.", "info")
    return redirect(url_for("learn.result", attempt_id=attempt_id), 303)


def submit_signed_out(attempt_id: str) -> ResponseReturnValue:
    """A test sent after the session ended: the answers ride along with the sign-in and are kept after it."""
    bundle = json.dumps({"attempt": attempt_id, "answers": _posted_answers()})
    return sign_in_page(
        next_url=url_for("learn.resume", attempt_id=attempt_id),
        simpanan=bundle,
        notice="Sesi Anda habis. Masuk lagi: jawaban yang baru Anda kirim ikut tersimpan.",
    )


def submit_unsure(attempt_id: str) -> ResponseReturnValue:
    """A test whose page is older than the session: shown again with its answers, to be sent once more."""
    attempt = own_attempt_or_404(attempt_id)
    if attempt.graded_at is not None:
        return redirect(url_for("learn.result", attempt_id=attempt_id), 303)
    flash("Halaman ini terbuka sejak sesi sebelumnya. Periksa jawaban, lalu kirim lagi.", "warning")
    answers = {**attempt.answers, **_posted_answers()}
    return _test_page(module_or_404(attempt.module_slug), attempt, answers), 400


submit.on_signed_out = submit_signed_out  # type: ignore[attr-defined]  # a mark that guards and errors read
submit.on_stale_token = submit_unsure  # type: ignore[attr-defined]  # a mark that guards and errors read


@after_sign_in.append
def keep_carried_answers(person: Person, bundle: str) -> None:
    """Answers that rode along with a sign-in are kept if the attempt is this person's and still open."""
    try:
        carried = json.loads(bundle)
        answers = _draft_answers(carried)
        if answers is not None and isinstance(carried.get("attempt"), str):
            attempts.keep_answers(carried["attempt"], person.id, answers)
    except (ValueError, attempts.AttemptMissing, attempts.AlreadySubmitted):
        return


@blueprint.get("/tes/<attempt_id>")
@open_to(SIGNED_IN)
def resume(attempt_id: str) -> ResponseReturnValue:
    """Leads to the attempt's test page, or to its result once it is sent."""
    attempt = own_attempt_or_404(attempt_id)
    if attempt.graded_at is not None:
        return redirect(url_for("learn.result", attempt_id=attempt_id), 303)
    return redirect(
        url_for("learn.test", slug=attempt.module_slug, phase_name=attempt.phase.value), 303
    )


@blueprint.get("/hasil/<attempt_id>")
@open_to(SIGNED_IN)
def result(attempt_id: str) -> ResponseReturnValue:
    attempt = own_attempt_or_404(attempt_id)
    if attempt.graded_at is None:
        return redirect(url_for("learn.resume", attempt_id=attempt_id), 303)
    found = module_or_404(attempt.module_slug)
    wave = attempt.wave
    has_post = any(
        a.phase is Phase.POST_TEST and a.graded_at is not None
        for a in module_attempts(current_user.id, wave.id, found.slug)
    )
    shows_key = may_show_key(
        wave.key_shown, is_counting(wave.closed_at, now()), attempt.phase, has_post
    )
    form = QuizForm.from_body(attempt.form_version.body) if attempt.form_version else None
    return render_template(
        "learn/result.html",
        module=found,
        attempt=attempt,
        words=_own_words(found),
        percent=display_percent(attempt.points or 0, attempt.possible or 0),
        level=level_of(attempt.score, wave.cuts) if attempt.score else None,
        least_good=least_points(wave.cuts.good, attempt.possible or 0),
        least_fair=least_points(wave.cuts.fair, attempt.possible or 0),
        shows_key=shows_key,
        objectives=_objective_scores(found, form, attempt) if form and shows_key else [],
        reviews=_reviews(form, attempt) if form and shows_key else [],
        zone=current_user.agency.zone,
        asks_self_rating=is_asked(),
    )


def _own_words(module: Module) -> ModuleWords | None:
    """Where the person signed in stands in a module; None for a visitor."""
    if not current_user.is_authenticated:
        return None
    wave = open_wave()
    if wave is None or module.slug not in wave.module_slugs:
        wave = None
    reference = wave or latest_wave()
    if reference is None or module.slug not in reference.module_slugs:
        return module_words(module, None, None, current_user.agency.zone, now())
    standing = standings(current_user.id, reference.id, [module.slug])[module.slug]
    return _words(module.slug, wave, standing)


def _words(slug: str, wave: Wave | None, standing: Standing) -> ModuleWords:
    return module_words(
        catalog().module(slug),
        standing,
        wave if _is_test_day(wave) else None,
        current_user.agency.zone,
        now(),
    )


def _is_test_day(wave: Wave | None) -> bool:
    return wave is not None and is_test_day(today_wib(), wave.first_on, wave.last_on)


def _length(module: Module) -> int:
    return max(len(form.questions) for form in module.forms.values())


def _practice(parts: tuple[object, ...]) -> list[Question]:
    return [part for part in parts if isinstance(part, Question)]


def _posted_answers() -> dict[str, list[str]]:
    return {
        name.removeprefix(ANSWER): request.form.getlist(name)
        for name in request.form
        if name.startswith(ANSWER)
    }


def _draft_answers(draft: object) -> dict[str, list[str]] | None:
    """The answers of a draft, or None when it has not the shape that the test page sends."""
    if not isinstance(draft, dict) or not isinstance(draft.get("answers"), dict):
        return None
    answers = draft["answers"]
    for chosen in answers.values():
        if not isinstance(chosen, list) or not all(isinstance(c, str) for c in chosen):
            return None
    return answers


def _test_page(
    module: Module,
    attempt: Attempt,
    answers: Mapping[str, list[str]],
    blanks: list[int] | None = None,
) -> str:
    assert attempt.form_version is not None
    form = QuizForm.from_body(attempt.form_version.body)
    wave = attempt.wave
    return render_template(
        "learn/test.html",
        module=module,
        attempt=attempt,
        questions=[
            question_words(form, question_id, order) for question_id, order in attempt.layout
        ],
        answers=answers,
        answer_prefix=ANSWER,
        blanks=blanks or [],
        counts_until=closes_counting_at(wave.closed_at) if wave.closed_at else None,
        zone=current_user.agency.zone,
    )


def _objective_scores(module: Module, form: QuizForm, attempt: Attempt) -> list[tuple[str, str]]:
    texts = {objective.id: objective.text for objective in module.objectives}
    return [
        (
            texts.get(objective, objective),
            f"{display_points(score.points, score.possible)} benar",
        )
        for objective, score in sorted(score_by_objective(form, attempt.answers).items())
    ]


def _reviews(form: QuizForm, attempt: Attempt) -> list[Review]:
    reviews = []
    for number, (question_id, order) in enumerate(attempt.layout, 1):
        question = form.question(question_id)
        chosen = attempt.answers.get(question_id, [])
        reviews.append(
            Review(
                number=number,
                question=replace(question, choices=tuple(question.choice(c) for c in order)),
                chosen=[question.choice(c) for c in chosen],
                right=[c for c in question.choices if c.is_right],
                is_right=is_right(question, chosen),
                bases=question.bases,
                readings=readings_for(question.choice(c) for c in chosen),
            )
        )
    return reviews
