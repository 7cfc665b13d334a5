"""Rules for a single question."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from ..domain.terms import Difficulty, Stage
from .faults import FileFaults
from .files import SLUG
from .quiz_file import REQUIRED_FIELDS, ChoiceSource, QuestionSource
from .types import Basis, Objective

PRACTICE = "latihan"
ARCHIVED = "arsip"
"""A question that is asked no more. Its number stays taken, and what people answered stays readable."""
FORM_LETTERS = ("A", "B", "C")

MAX_STEM_WORDS = 60
MOST_LONGER = 1.5
"""A right option this many times as long as every wrong one, or as much shorter, gives itself away ..."""
LEAST_DIFFERENCE = 15
"""... where they differ by more characters than this."""

QUESTION_ID = re.compile(r"[A-Z][A-Z0-9]{1,7}-[0-9]{3}")
_BLOCK_START = re.compile(r"#|>|\||!!!|[-*+:] |\d+[.)] |={3}|-{3}|\t| {4}")
_SUMS_UP = re.compile(
    r"^(?:semua|seluruh)(?:nya)?\b.*\b(?:benar|salah|tepat|keliru)\b"
    r"|\btidak ada (?:jawaban |pilihan )?yang (?:benar|tepat)\b"
    r"|^(?:jawaban |pilihan )?[a-e] dan [a-e]\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"\b(?:yang|mana) (?:tidak|bukan)\b|\bkecuali\b", re.IGNORECASE)
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "Paket": (*FORM_LETTERS, PRACTICE, ARCHIVED),
    "Tahapan": tuple(Stage),
    "Kesulitan": tuple(Difficulty),
    "Jenis": ("banyak",),
    "Acak": ("tidak",),
}


def check_question(
    question: QuestionSource,
    objectives: Mapping[str, Objective],
    misconceptions: Collection[str] | None,
    faults: FileFaults,
) -> None:
    """Everything about one question that needs no other question and no Markdown."""
    if question.id and not QUESTION_ID.fullmatch(question.id):
        faults.add(question.line, "Q05", "Nomor soal ditulis seperti P5N-003. Perbaiki.")
    _check_fields(question, faults)
    _check_objective(question, objectives, faults)
    _check_stem(question, faults)
    _check_key(question, faults)
    _check_lengths(question, faults)
    _check_unlike(question, faults)
    for choice in question.choices:
        _check_choice(question, choice, misconceptions, faults)
    for number, line in question.lines():
        if "{" in line or "}" in line:
            faults.add(number, "Q01", "Tanda { } di sini tidak dikenal. Perbaiki atau hapus.")


def _check_fields(question: QuestionSource, faults: FileFaults) -> None:
    for name in REQUIRED_FIELDS:
        if not question.value(name):
            faults.add(question.line_of(name), "Q02", f"{question.id}: {name} belum ada. Isi.")
    for name, allowed in _ALLOWED.items():
        if question.value(name) not in ("", *allowed):
            faults.add(
                question.line_of(name),
                "Q04",
                f"{question.id}: {name} harus salah satu dari {', '.join(allowed)}.",
            )
    if not _is_date(question.value("Ditinjau") or "2000-01-01"):
        faults.add(
            question.line_of("Ditinjau"), "Q04", "Tulis Ditinjau sebagai tanggal, 2026-11-22."
        )
    if question.value("Jenis") and question.value("Paket") in FORM_LETTERS:
        faults.add(
            question.line_of("Jenis"),
            "Q04",
            f"{question.id}: Jenis: banyak hanya untuk Paket: latihan. Hapus.",
        )


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _check_objective(
    question: QuestionSource, objectives: Mapping[str, Objective], faults: FileFaults
) -> None:
    name = question.value("Tujuan")
    if not name or not objectives:
        return
    line = question.line_of("Tujuan")
    if name not in objectives:
        faults.add(line, "Q14", f"{question.id}: tujuan {name} tidak ada di module.md. Perbaiki.")
    elif not objectives[name].is_measured and question.value("Paket") in FORM_LETTERS:
        faults.add(
            line, "Q14", f"{question.id}: tujuan {name} tidak diukur. Pindahkan ke Paket: latihan."
        )


def _check_stem(question: QuestionSource, faults: FileFaults) -> None:
    if not question.stem:
        faults.add(question.line, "Q13", f"{question.id}: pokok soal belum ada. Tulis.")
    for number, line in enumerate(question.stem.split("\n"), question.stem_line):
        if _BLOCK_START.match(line):
            faults.add(
                number,
                "Q13",
                f"{question.id}: pokok soal hanya paragraf, tanpa daftar, judul, atau tabel.",
            )
    words = len(question.stem.split())
    if words > MAX_STEM_WORDS:
        faults.add(
            question.stem_line,
            "Q57",
            f"{question.id}: pokok soal berisi {words} kata. Ringkas sampai {MAX_STEM_WORDS} kata.",
        )
    asked = re.split(r"[.!?]\s+", question.stem)[-1]
    if _NEGATIVE.search(asked):
        faults.add(
            question.stem_line,
            "Q53",
            f"{question.id}: pertanyaan menyangkal. Tebalkan **tidak**, **bukan**, **kecuali**.",
        )


def _check_key(question: QuestionSource, faults: FileFaults) -> None:
    total = len(question.choices)
    right = sum(choice.is_right for choice in question.choices)
    if not 3 <= total <= 5:
        faults.add(
            question.line,
            "Q06",
            f"{question.id}: ada {total} pilihan. Sediakan tiga sampai lima, sebaiknya empat.",
        )
    if question.value("Jenis") == "banyak":
        if not 2 <= right < total:
            faults.add(
                question.line,
                "Q07",
                f"{question.id}: {right} dari {total} pilihan benar. Tandai dua atau lebih dengan "
                "[x], tetapi tidak semuanya.",
            )
    elif right != 1:
        faults.add(
            question.line,
            "Q07",
            f"{question.id}: {right} pilihan benar. Tandai tepat satu dengan [x].",
        )


def _check_lengths(question: QuestionSource, faults: FileFaults) -> None:
    """The one right option must not be told from the others by its length."""
    right = [choice for choice in question.choices if choice.is_right]
    wrong = [len(choice.text) for choice in question.choices if not choice.is_right]
    if len(right) != 1 or not wrong:
        return
    length = len(right[0].text)
    for word, longer, shorter in (
        ("panjang", length, max(wrong)),
        ("pendek", min(wrong), length),
    ):
        if longer > MOST_LONGER * shorter and longer - shorter > LEAST_DIFFERENCE:
            faults.add(
                right[0].line,
                "Q55",
                f"{question.id}: jawaban benar jauh lebih {word} daripada pilihan lain. "
                "Samakan panjangnya.",
            )


def _check_unlike(question: QuestionSource, faults: FileFaults) -> None:
    texts: set[str] = set()
    ids: set[str] = set()
    for choice in question.choices:
        text = bare(choice.text)
        if text in texts:
            faults.add(
                choice.line, "Q10", f"{question.id}: pilihan ini sama dengan yang lain. Ganti."
            )
        elif choice.id in ids:
            faults.add(choice.line, "Q11", f"{question.id}: id {choice.id} sudah dipakai. Ganti.")
        texts.add(text)
        ids.add(choice.id)


def _check_choice(
    question: QuestionSource,
    choice: ChoiceSource,
    misconceptions: Collection[str] | None,
    faults: FileFaults,
) -> None:
    name = f"{question.id}: pilihan “{choice.text[:40]}”"
    if choice.written_id is not None and not (
        SLUG.fullmatch(choice.written_id) and len(choice.written_id) <= 16
    ):
        faults.add(
            choice.line, "Q11", f"{name}: id paling banyak 16 huruf kecil, angka, tanda hubung."
        )
    if _SUMS_UP.search(choice.text):
        faults.add(choice.line, "Q18", f"{name} merangkum pilihan lain. Ganti.")
    _check_reason(name, choice, faults)
    if choice.misconception is None:
        return
    if choice.is_right:
        faults.add(
            choice.reason_line, "Q12", f"{name} benar, jadi tanpa {{salah: ...}}. Hapus tandanya."
        )
    elif misconceptions is not None and choice.misconception not in misconceptions:
        faults.add(
            choice.reason_line,
            "Q12",
            f"{name}: {choice.misconception} tidak ada di miskonsepsi.yml. Perbaiki.",
        )


def _check_reason(name: str, choice: ChoiceSource, faults: FileFaults) -> None:
    beginning = "Benar." if choice.is_right else "Keliru."
    if choice.reason in ("", "Benar.", "Keliru."):
        faults.add(
            choice.line, "Q08", f"{name} belum punya alasan. Tulis `  > {beginning} Alasannya`."
        )
    elif not re.match(rf"{re.escape(beginning)}\s", choice.reason):
        faults.add(choice.reason_line, "Q09", f"{name}: awali alasannya dengan “{beginning}”.")


def split_citations(value: str) -> tuple[str, ...]:
    """The citations of a `Dasar` line."""
    return tuple(part.strip() for part in value.split(";") if part.strip())


def check_citations(
    citations: Iterable[str], bases: Iterable[Basis], line: int, faults: FileFaults
) -> list[Basis]:
    """Each citation begins with a basis in force; gives back the bases found."""
    by_length = sorted(bases, key=lambda basis: len(basis.short), reverse=True)
    found = []
    for citation in citations:
        basis = next(
            (b for b in by_length if re.match(rf"{re.escape(b.short)}(?![\w/])", citation)), None
        )
        if basis is None:
            faults.add(line, "Q16", f"“{citation}” tidak diawali singkatan di bases.yml. Perbaiki.")
        elif basis.has_ended:
            faults.add(line, "Q17", f"{basis.short} sudah tidak berlaku. Pakai dasar yang berlaku.")
        else:
            found.append(basis)
    return found


def bare(text: str) -> str:
    """The text as it counts when two are compared: letter case, spaces and the last stop aside."""
    return " ".join(text.casefold().split()).rstrip(".")
