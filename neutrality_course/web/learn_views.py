"""What the learner's pages say of a module and of questions, worked out so that templates only show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from ..catalog import Module
from ..domain.progress import ModuleState, Sitting, is_overdue, next_step
from ..domain.quiz import Choice, Question, QuizForm
from ..domain.scoring import is_right
from ..domain.terms import Phase, TimeZone
from ..models import Attempt, Wave
from ..queries.learning import Standing
from .labels import moment_words
from .reading import Reading, readings_for

STATES = {
    ModuleState.READ_ONLY: ("Bisa dibaca", "todo"),
    ModuleState.NOT_STARTED: ("Belum mulai", "todo"),
    ModuleState.PRE_TEST_OPEN: ("Sedang berjalan", "doing"),
    ModuleState.READING: ("Sedang berjalan", "doing"),
    ModuleState.POST_TEST_READY: ("Sedang berjalan", "doing"),
    ModuleState.POST_TEST_OPEN: ("Sedang berjalan", "doing"),
    ModuleState.DONE: ("Selesai", "done"),
}


@dataclass(frozen=True, slots=True)
class TaskItem:
    title: str
    href: str | None
    hint: str
    status: str
    status_kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three steps of a module: test before, pages, test after."""

    title: str
    hint: str
    href: str | None
    status: str
    status_kind: str


@dataclass(frozen=True, slots=True)
class ModuleWords:
    """Where a person stands in a module, ready to be shown."""

    module: Module
    state: ModuleState
    steps: tuple[Step, ...]
    next_text: str
    next_href: str
    due: str | None
    is_overdue: bool
    pages_seen: int
    pre_test: Attempt | None
    """The graded test before."""
    post_tests: tuple[Attempt, ...]
    """Graded tests after, oldest first."""
    may_retry: bool

    @property
    def must_take_pre_test(self) -> bool:
        return self.state in (ModuleState.NOT_STARTED, ModuleState.PRE_TEST_OPEN)


@dataclass(frozen=True, slots=True)
class Review:
    """One question of a result, with what was answered and what is right."""

    number: int
    question: Question
    chosen: list[Choice]
    right: list[Choice]
    is_right: bool
    bases: tuple[str, ...]
    readings: list[Reading]
    """Pages that answer the misconceptions chosen."""


@dataclass(frozen=True, slots=True)
class PracticeAnswer:
    chosen: list[Choice]
    is_right: bool
    readings: list[Reading]


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    id: str
    text_html: str


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question as it may be seen before it is answered: nothing in it tells the right option."""

    id: str
    stem_html: str
    is_multiple: bool
    choices: tuple[ChoiceWords, ...]


def question_words(form: QuizForm, question_id: str, order: Sequence[str]) -> QuestionWords:
    question = form.question(question_id)
    return QuestionWords(
        id=question.id,
        stem_html=question.stem_html,
        is_multiple=question.is_multiple,
        choices=tuple(ChoiceWords(c, question.choice(c).text_html) for c in order),
    )


def answered(question: Question, chosen_ids: Sequence[str]) -> PracticeAnswer | None:
    """What was chosen at a practice question, or None when nothing of it was."""
    chosen = [choice for choice in question.choices if choice.id in chosen_ids]
    if not chosen:
        return None
    is_all_right = is_right(question, [choice.id for choice in chosen])
    return PracticeAnswer(chosen, is_all_right, readings_for(chosen))


def module_words(
    module: Module,
    standing: Standing | None,
    wave: Wave | None,
    zone: TimeZone,
    now: datetime,
) -> ModuleWords:
    """`wave` is the wave whose tests can be begun today, or None."""
    attempts = standing.attempts if standing else ()
    seen = len([p for p in module.pages if standing and p.slug in standing.pages_seen])
    pre, post = _sitting(attempts, Phase.PRE_TEST), _sitting(attempts, Phase.POST_TEST)
    state = next_step(pre, seen, len(module.pages), post, wave is not None)
    due_at = standing.due_at if standing else None
    graded = [a for a in attempts if a.graded_at is not None]
    post_tests = tuple(a for a in graded if a.phase is Phase.POST_TEST)
    next_text, next_href = _next(module, standing, state)
    return ModuleWords(
        module=module,
        state=state,
        steps=_steps(module, pre, seen, post, state),
        next_text=next_text,
        next_href=next_href,
        due=moment_words(due_at, zone) if due_at else None,
        is_overdue=is_overdue(due_at, now) and state is not ModuleState.DONE,
        pages_seen=seen,
        pre_test=next((a for a in graded if a.phase is Phase.PRE_TEST), None),
        post_tests=post_tests,
        may_retry=wave is not None and bool(post_tests) and seen == len(module.pages),
    )


def task_item(words: ModuleWords) -> TaskItem:
    status, kind = STATES[words.state]
    hints = [f"{words.module.minutes} menit"]
    if words.state is not ModuleState.DONE:
        hints.append(words.next_text)
    if words.due:
        hints.append(f"{'Lewat tenggat' if words.is_overdue else 'Tenggat'} {words.due}")
    return TaskItem(
        title=words.module.title,
        href=url_for("learn.module", slug=words.module.slug),
        hint=" · ".join(hints),
        status=status,
        status_kind=kind,
    )


def _sitting(attempts: Sequence[Attempt], phase: Phase) -> Sitting:
    of_phase = [a for a in attempts if a.phase is phase]
    if any(a.graded_at is None for a in of_phase):
        return Sitting.OPEN
    return Sitting.GRADED if of_phase else Sitting.NOT_STARTED


def _next(module: Module, standing: Standing | None, state: ModuleState) -> tuple[str, str]:
    def test_href(phase: Phase) -> str:
        return url_for("learn.test", slug=module.slug, phase_name=phase.value)

    def page_href(slug: str) -> str:
        return url_for("learn.page", slug=module.slug, page_slug=slug)

    seen = standing.pages_seen if standing else frozenset()
    unseen = next((p for p in module.pages if p.slug not in seen), module.pages[0])
    match state:
        case ModuleState.NOT_STARTED:
            return "Mulai tes awal", test_href(Phase.PRE_TEST)
        case ModuleState.PRE_TEST_OPEN:
            return "Lanjutkan tes awal", test_href(Phase.PRE_TEST)
        case ModuleState.READING:
            text = "Lanjutkan membaca" if seen else "Mulai membaca"
            return text, page_href(unseen.slug)
        case ModuleState.POST_TEST_READY:
            return "Mulai tes akhir", test_href(Phase.POST_TEST)
        case ModuleState.POST_TEST_OPEN:
            return "Lanjutkan tes akhir", test_href(Phase.POST_TEST)
        case ModuleState.READ_ONLY:
            return "Baca modul", page_href(module.pages[0].slug)
        case ModuleState.DONE:
            return "Baca lagi", page_href(module.pages[0].slug)


def _steps(
    module: Module, pre: Sitting, seen: int, post: Sitting, state: ModuleState
) -> tuple[Step, ...]:
    words = {
        Sitting.NOT_STARTED: ("Belum mulai", "todo"),
        Sitting.OPEN: ("Sedang berjalan", "doing"),
        Sitting.GRADED: ("Selesai", "done"),
    }
    closed = ("Belum bisa dibuka", "closed")
    read_only = state is ModuleState.READ_ONLY
    pages = len(module.pages)
    if pre is Sitting.GRADED or read_only:
        reading = (
            ("Selesai", "done")
            if seen == pages
            else ("Sedang berjalan", "doing")
            if seen
            else ("Belum mulai", "todo")
        )
    else:
        reading = closed
    may_post = post is not Sitting.NOT_STARTED or state is ModuleState.POST_TEST_READY
    may_pre = pre is not Sitting.NOT_STARTED or not read_only
    test_hint = f"{max(len(f.questions) for f in module.forms.values())} soal, tanpa batas waktu"
    return (
        Step(
            "Tes awal",
            test_hint if may_pre else "Dibuka saat ada gelombang tes",
            url_for("learn.test", slug=module.slug, phase_name="awal") if may_pre else None,
            *(words[pre] if may_pre else closed),
        ),
        Step(
            "Materi",
            f"{seen} dari {pages} halaman dibaca"
            if reading != closed
            else "Terbuka setelah tes awal dikirim",
            url_for("learn.page", slug=module.slug, page_slug=module.pages[0].slug)
            if reading != closed
            else None,
            *reading,
        ),
        Step(
            "Tes akhir",
            test_hint if may_post else "Terbuka setelah semua halaman dibaca",
            url_for("learn.test", slug=module.slug, phase_name="akhir") if may_post else None,
            *(words[post] if may_post else closed),
        ),
    )
