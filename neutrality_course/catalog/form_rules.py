"""Rules for what questions make up together: parallel forms, and no question twice."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..domain.terms import Difficulty
from .faults import Faults, FileFaults
from .quiz_file import QuestionSource
from .quiz_rules import FORM_LETTERS, bare
from .types import Objective

REQUIRED_LETTERS = ("A", "B")
FORM_SIZE = 10
PER_OBJECTIVE = 2
MOST_ALIKE = 4
"""Questions of a form whose right answer may stand in one place, be the longest, or be the shortest."""

Forms = Mapping[str, Sequence[QuestionSource]]


def check_forms(
    questions: Sequence[QuestionSource],
    objectives: Mapping[str, Objective],
    faults: FileFaults,
) -> None:
    """Ten questions a form, two per measured objective, like difficulty, keys without a pattern."""
    forms: Forms = {
        letter: [question for question in questions if question.value("Paket") == letter]
        for letter in FORM_LETTERS
    }
    for letter, form in forms.items():
        if form or letter in REQUIRED_LETTERS:
            _check_balance(letter, form, objectives, faults)
            _check_key_pattern(letter, form, faults)
    _check_difficulty(forms, faults)


def _check_balance(
    letter: str,
    form: Sequence[QuestionSource],
    objectives: Mapping[str, Objective],
    faults: FileFaults,
) -> None:
    if len(form) != FORM_SIZE:
        faults.add(
            _line(form), "Q15", f"Paket {letter} berisi {len(form)} soal. Isi tepat {FORM_SIZE}."
        )
    times = Counter(question.value("Tujuan") for question in form)
    for objective in objectives.values():
        if objective.is_measured and times[objective.id] != PER_OBJECTIVE:
            faults.add(
                _line(form),
                "Q15",
                f"Paket {letter} berisi {times[objective.id]} soal untuk tujuan {objective.id}. "
                f"Isi tepat {PER_OBJECTIVE}.",
            )


def _check_key_pattern(letter: str, form: Sequence[QuestionSource], faults: FileFaults) -> None:
    for code, word, is_cue in (
        ("Q51", "terpanjang", _is_longest_right),
        ("Q56", "terpendek", _is_shortest_right),
    ):
        times = sum(is_cue(question) for question in form)
        if times > MOST_ALIKE:
            faults.add(
                _line(form),
                code,
                f"Paket {letter}: pilihan {word} benar di {times} soal. Samakan panjangnya.",
            )
    places = Counter(
        place
        for question in form
        for place, choice in enumerate(question.choices, 1)
        if choice.is_right
    )
    for place, times in sorted(places.items()):
        if times > MOST_ALIKE:
            faults.add(
                _line(form),
                "Q52",
                f"Paket {letter}: pilihan ke-{place} benar di {times} soal. Tukar urutannya.",
            )


def _is_longest_right(question: QuestionSource) -> bool:
    lengths = sorted((len(choice.text), choice.is_right) for choice in question.choices)
    return len(lengths) > 1 and lengths[-1][1] and lengths[-1][0] > lengths[-2][0]


def _is_shortest_right(question: QuestionSource) -> bool:
    lengths = sorted((len(choice.text), not choice.is_right) for choice in question.choices)
    return len(lengths) > 1 and not lengths[0][1] and lengths[0][0] < lengths[1][0]


def _check_difficulty(forms: Forms, faults: FileFaults) -> None:
    for difficulty in Difficulty:
        counts = {
            letter: sum(question.value("Kesulitan") == difficulty for question in form)
            for letter, form in forms.items()
            if len(form) == FORM_SIZE
        }
        if counts and max(counts.values()) - min(counts.values()) > 1:
            told = ", ".join(f"{letter} {count}" for letter, count in counts.items())
            faults.add(1, "Q54", f"Banyaknya soal {difficulty} berbeda: {told}. Samakan.")


def _line(form: Sequence[QuestionSource]) -> int:
    return form[0].line if form else 1


def check_all_different(located: Iterable[tuple[str, QuestionSource]], faults: Faults) -> None:
    """No id and no question twice in the whole content; each comes with its file's name."""
    ids: dict[str, str] = {}
    texts: dict[tuple[str, frozenset[str]], str] = {}
    for path, question in located:
        place = f"{path}:{question.line}"
        if question.id in ids:
            faults.of(path).add(
                question.line,
                "Q05",
                f"Nomor {question.id} sudah dipakai di {ids[question.id]}. Pilih nomor baru.",
            )
        text = bare(question.stem), frozenset(bare(choice.text) for choice in question.choices)
        if question.stem and text in texts:
            faults.of(path).add(
                question.line, "Q19", f"Soal ini sama dengan soal di {texts[text]}. Ganti."
            )
        if question.id:
            ids.setdefault(question.id, place)
        texts.setdefault(text, place)
