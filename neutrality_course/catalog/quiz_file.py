"""Reading a quiz.md into its questions as written, each part with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from .faults import FileFaults

REQUIRED_FIELDS = ("Tujuan", "Paket", "Tahapan", "Kesulitan", "Dasar")
FIELD_NAMES = (*REQUIRED_FIELDS, "Jenis", "Acak", "Ditinjau")

_HEADING = re.compile(r"# Soal (?P<id>\S+)\s*")
_FIELD = re.compile(r"(?P<name>[A-Z][a-z]+):(?P<value>.*)")
_CHOICE = re.compile(r"- \[(?P<mark>[ xX])\] +(?P<text>\S.*)")
_REASON = re.compile(r"[ \t]+>(?P<text>.*)")
_WRITTEN_ID = re.compile(r"\{id:(?P<value>[^{}\n]*)\}$")
_MISCONCEPTION = re.compile(r"\{salah:(?P<value>[^{}\n]*)\}$")


@dataclass(slots=True)
class ChoiceSource:
    line: int
    is_right: bool
    text: str
    reason: str = ""
    reason_line: int = 0
    written_id: str | None = None
    misconception: str | None = None

    @property
    def id(self) -> str:
        """The written id, or the first 8 hex digits of the text's SHA-256: never the position."""
        return self.written_id or sha256(self.text.encode()).hexdigest()[:8]


@dataclass(slots=True)
class QuestionSource:
    id: str
    line: int
    fields: dict[str, tuple[int, str]] = field(default_factory=dict)
    stem: str = ""
    stem_line: int = 0
    choices: list[ChoiceSource] = field(default_factory=list)

    def value(self, name: str) -> str:
        """A field's value as written; empty where it is missing."""
        return self.fields.get(name, (0, ""))[1]

    def line_of(self, name: str) -> int:
        return self.fields.get(name, (self.line, ""))[0]

    def lines(self) -> Iterator[tuple[int, str]]:
        """Every line of text a person reads, with its number."""
        texts = [(self.stem_line, self.stem)]
        for choice in self.choices:
            texts += [(choice.line, choice.text), (choice.reason_line, choice.reason)]
        for line, text in texts:
            yield from enumerate(text.split("\n"), line)


def read_quiz(text: str, faults: FileFaults) -> list[QuestionSource]:
    """Every question of the file in its order. Lines that belong to no part leave a fault."""
    reader = _QuizReader(faults)
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(number, line.rstrip())
    for question in reader.questions:
        question.stem = question.stem.strip("\n")
        question.stem_line = question.stem_line or question.line
        for choice in question.choices:
            _take_out_marks(choice)
    return reader.questions


def _take_out_marks(choice: ChoiceSource) -> None:
    choice.text, choice.written_id = _cut(_WRITTEN_ID, " ".join(choice.text.split()))
    choice.reason, choice.misconception = _cut(_MISCONCEPTION, choice.reason.strip())
    choice.reason_line = choice.reason_line or choice.line


def _cut(mark: re.Pattern[str], text: str) -> tuple[str, str | None]:
    found = mark.search(text)
    return (text[: found.start()].rstrip(), found["value"].strip()) if found else (text, None)


class _QuizReader:
    """Goes through a quiz file line by line, knowing which part of which question it is in."""

    def __init__(self, faults: FileFaults) -> None:
        self.faults = faults
        self.questions: list[QuestionSource] = []
        self._is_in_fields = False

    def take(self, number: int, line: str) -> None:
        if line.startswith("#"):
            self._start_question(number, line)
        elif not self.questions:
            if line:
                self._refuse(number, "Berkas diawali baris `# Soal ID`. Pindahkan teks ini.")
        elif not line:
            self._take_blank()
        elif self._is_in_fields:
            self._take_field(number, line)
        elif found := _CHOICE.fullmatch(line):
            choice = ChoiceSource(number, found["mark"] != " ", found["text"])
            self.questions[-1].choices.append(choice)
        elif self.questions[-1].choices:
            self._take_below_choice(number, line)
        else:
            question = self.questions[-1]
            question.stem_line = question.stem_line or number
            question.stem += line + "\n"

    def _refuse(self, number: int, message: str) -> None:
        self.faults.add(number, "Q01", message)

    def _start_question(self, number: int, line: str) -> None:
        found = _HEADING.fullmatch(line)
        if found is None:
            self._refuse(number, "Judul soal ditulis `# Soal ID`, misalnya `# Soal P5N-003`.")
        self.questions.append(QuestionSource(found["id"] if found else "", number))
        self._is_in_fields = True

    def _take_blank(self) -> None:
        question = self.questions[-1]
        if question.fields:
            self._is_in_fields = False
        if question.stem:
            question.stem += "\n"

    def _take_field(self, number: int, line: str) -> None:
        fields = self.questions[-1].fields
        found = _FIELD.fullmatch(line)
        order = ", ".join(FIELD_NAMES)
        if found is None or found["name"] not in FIELD_NAMES:
            message = f"Isian soal ini tidak dikenal. Pakai {order}; lalu satu baris kosong."
            self.faults.add(number, "Q03", message)
            return
        name = found["name"]
        if name in fields:
            self.faults.add(number, "Q03", f"Isian {name} ditulis dua kali. Hapus satu.")
        elif fields and FIELD_NAMES.index(name) < max(map(FIELD_NAMES.index, fields)):
            self.faults.add(number, "Q03", f"Isian {name} tidak pada urutannya. Urutkan: {order}.")
        fields[name] = (number, found["value"].strip())

    def _take_below_choice(self, number: int, line: str) -> None:
        choice = self.questions[-1].choices[-1]
        if found := _REASON.fullmatch(line):
            choice.reason_line = choice.reason_line or number
            choice.reason += found["text"].strip() + "\n"
        elif line[0] in " \t" and not choice.reason:
            choice.text += " " + line.strip()
        else:
            self._refuse(number, "Baris ini bukan `- [ ] pilihan` atau `  > alasan`. Perbaiki.")
