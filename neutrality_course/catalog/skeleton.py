"""A new module that is well-formed from its first line, with a mark wherever something is to be written."""

import json
import re
from datetime import date
from pathlib import Path

from ..domain.terms import COURSE, Difficulty
from .draft import Draft, load_draft
from .exchange import quiz_text
from .faults import Faults
from .files import HIDDEN, SLUG, Folder
from .form_rules import FORM_SIZE, REQUIRED_LETTERS
from .heads import BasisHead, read_head_list
from .loader import MEASURED_OBJECTIVES
from .quiz_file import ChoiceSource, QuestionSource
from .quiz_rules import PRACTICE, QUESTION_ID
from .unfilled import unfilled

CHOICES = 4
MAX_SLUG = 60
MAX_TITLE = 200
DIFFICULTIES = [Difficulty.EASY] * 3 + [Difficulty.MEDIUM] * 4 + [Difficulty.HARD] * 3


class SkeletonError(Exception):
    """The module cannot be begun; the message is one line in Indonesian."""


def write_skeleton(root: Path, slug: str, title: str, today: date) -> Path:
    """Begin a module in this content folder; gives back its folder. Raises SkeletonError."""
    title = " ".join(title.split())
    path = root / slug
    if not SLUG.fullmatch(slug) or slug == COURSE or len(slug) > MAX_SLUG:
        raise SkeletonError(
            f"nama modul hanya huruf kecil, angka, dan tanda hubung, dan bukan {COURSE}"
        )
    if not title or len(title) > MAX_TITLE or re.search(f"[{HIDDEN}]", title):
        raise SkeletonError(f"judul 1 sampai {MAX_TITLE} karakter biasa")
    if path.exists():
        raise SkeletonError(f"folder {path} sudah ada")
    basis = _first_basis(root)
    draft = load_draft(root)
    prefix = _prefix(slug, _prefixes(draft))
    path.mkdir()
    (path / "module.md").write_text(_module_text(title, _next_order(draft), prefix, basis, today))
    (path / "quiz.md").write_text(quiz_text(_questions(prefix, basis)))
    return path


def _first_basis(root: Path) -> BasisHead:
    faults = Faults()
    folder = Folder(root, faults)
    path = root / "bases.yml"
    text = folder.read_text(path)
    entries = read_head_list(BasisHead, text, folder.faults_of(path)) if text else None
    basis = next((head for head, _ in entries or [] if head.in_force_until is None), None)
    if basis is None:
        raise SkeletonError(f"isi dulu {path} dengan dasar hukum yang berlaku")
    return basis


def _next_order(draft: Draft) -> int:
    heads = [module.built.folder.module.head for module in draft.modules]
    return max((head.order for head in heads if head), default=0) + 1


def _prefixes(draft: Draft) -> set[str]:
    return {q.source.id.partition("-")[0] for module in draft.modules for q in module.questions}


def _prefix(slug: str, taken: set[str]) -> str:
    """Three letters or more of the name, as no other module's questions begin."""
    letters = re.sub(r"[^A-Z0-9]", "", slug.upper()).lstrip("0123456789")
    letters = (letters + "XXX")[:8]
    tries = [letters[:length] for length in range(3, len(letters) + 1)]
    tries += [f"{letters[:5]}{number}" for number in range(2, 1000)]
    return next(
        name for name in tries if name not in taken and QUESTION_ID.fullmatch(f"{name}-001")
    )


def _module_text(title: str, order: int, prefix: str, basis: BasisHead, today: date) -> str:
    objectives = "".join(
        f"  - {{id: T{number}, measured: true, text: "
        f"{_quoted(unfilled(f'tujuan {number}, apa yang dapat dilakukan peserta'))}}}\n"
        for number in range(1, MEASURED_OBJECTIVES + 1)
    )
    return f"""\
---
title: {_quoted(title)}
order: {order}
core: false
minutes: 15
summary: {_quoted(unfilled("satu kalimat tentang isi modul"))}
reviewed_on: {today.isoformat()}
reviewed_by_role: {_quoted(unfilled("siapa yang menelaah"))}
legal_bases: [{basis.id}]
objectives:
{objectives}---

## {unfilled("judul halaman pertama")} {{#awal}}

{unfilled("satu gagasan, paling banyak 250 kata")}

[[soal: {prefix}-101]]

## Ringkasan {{#ringkasan}}

{unfilled("hal yang perlu diingat dari modul ini")}

## Yang berubah {{#yang-berubah}}

{unfilled("aturan apa yang berubah, dan sejak kapan")}
"""


def _quoted(text: str) -> str:
    """A YAML string in double quotes."""
    return json.dumps(text, ensure_ascii=False)


def _questions(prefix: str, basis: BasisHead) -> list[QuestionSource]:
    """Two questions for each objective in every required form, the right option in turn, and one for practice."""
    graded = [
        _question(f"{prefix}-{number:03d}", letter, place, basis)
        for number, (letter, place) in enumerate(
            ((letter, place) for letter in REQUIRED_LETTERS for place in range(FORM_SIZE)), 1
        )
    ]
    return [*graded, _question(f"{prefix}-101", PRACTICE, 0, basis)]


def _question(question_id: str, form: str, place: int, basis: BasisHead) -> QuestionSource:
    values = {
        "Tujuan": f"T{place // 2 + 1}",
        "Paket": form,
        "Tahapan": "umum",
        "Kesulitan": DIFFICULTIES[place].value,
        "Dasar": f"{basis.short} {unfilled('pasal')}",
    }
    return QuestionSource(
        question_id,
        1,
        {name: (1, value) for name, value in values.items()},
        stem=unfilled(f"pokok soal {question_id}"),
        choices=[_choice(number, number == place % CHOICES) for number in range(CHOICES)],
    )


def _choice(number: int, is_right: bool) -> ChoiceSource:
    reason = f"{'Benar' if is_right else 'Keliru'}. {unfilled('alasan')}"
    return ChoiceSource(1, is_right, unfilled(f"pilihan {number + 1}"), reason)
