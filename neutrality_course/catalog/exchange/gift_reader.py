"""Reading multiple-choice questions from GIFT: our own, and those of an agency's Moodle."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from ..files import HIDDEN
from ..quiz_file import FIELD_NAMES, REQUIRED_FIELDS, ChoiceSource, QuestionSource
from ..quiz_rules import QUESTION_ID
from ..unfilled import unfilled
from .gift_writer import BASES_COMMENT
from .marks import BASIS_TAG, FIELD_TAGS, ID_TAG, MISCONCEPTION_TAG, unguarded

# An escaped sign is carried through the reading as a control character, which content never holds.
_CARRIERS = {sign: chr(code) for code, sign in enumerate("\\~=#{}:n", 1)}
_CARRIED = {carrier: "\n" if sign == "n" else sign for sign, carrier in _CARRIERS.items()}
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_HIDDEN = re.compile(f"[{HIDDEN}]")
_ID = re.compile(r"\[id:([^\]]+)\]")
_TAG = re.compile(r"\[tag:([^\]]+)\]")
_BODY = re.compile(
    r"\s*(?:::(?P<title>.*?)::)?(?P<stem>[^{}]*)\{(?P<answers>[^{}]*)\}(?P<rest>.*)", re.DOTALL
)
_ANSWER = re.compile(r"(?P<mark>[=~])\s*(?:%(?P<weight>-?[\d.]+)%)?(?P<text>[^=~]*)")
_FORMAT = re.compile(r"\[(?P<name>markdown|html|plain|moodle)\]\s*")
_LINE_END = re.compile(r"<(?:br\s*/?|/p|/div|/li)>\s*", re.IGNORECASE)
_STRONG = re.compile(r"</?(?:strong|b)>", re.IGNORECASE)
_EMPHASIS = re.compile(r"</?(?:em|i)>", re.IGNORECASE)


class GiftError(Exception):
    """The file holds something else than multiple-choice questions; the message names the line."""


@dataclass(slots=True)
class _Block:
    line: int
    comments: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def read_gift(text: str) -> list[QuestionSource]:
    """The questions of a GIFT file. Of foreign ones, what our fields ask for is left to be filled in.

    Raises GiftError.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if _HIDDEN.search(line):
            raise GiftError(f"baris {number}: ada karakter tak terlihat; hapus dulu")
    questions: list[QuestionSource] = []
    for block in _blocks(text):
        if block.lines:
            questions.append(_question(block, len(questions) + 1))
    return questions


def _blocks(text: str) -> Iterator[_Block]:
    """Parts between empty lines: the comments and the other lines of each."""
    block = _Block(1)
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if not bare:
            # A comment with an empty line below it still is about the question that follows.
            if block.lines:
                yield block
                block = _Block(number + 1)
        elif bare.startswith("//"):
            block.comments.append(bare)
        elif not bare.startswith("$CATEGORY:"):
            if not block.lines:
                block.line = number
            block.lines.append(line)
        else:
            block.comments.clear()
    yield block


def _question(block: _Block, number: int) -> QuestionSource:
    body = _ESCAPE.sub(lambda found: _CARRIERS[found[1]], "\n".join(block.lines))
    found = _BODY.fullmatch(body)
    if found is None or found["rest"].strip():
        raise GiftError(f"baris {block.line}: soal ini tidak berbentuk pilihan ganda GIFT")
    answers, _, _ = found["answers"].partition("####")
    about = [comment for comment in block.comments if not comment.startswith(BASES_COMMENT)]
    question = QuestionSource(
        _question_id(_ID.findall(" ".join(about)), _carried(found["title"] or ""), number),
        block.line,
        stem=_read(found["stem"]),
        stem_line=block.line,
        choices=_choices(answers, block.line),
    )
    tags = _TAG.findall(" ".join(about))
    fields = _fields(tags, block.comments)
    if "=" not in answers and sum(choice.is_right for choice in question.choices) > 1:
        fields["Jenis"] = "banyak"
    if "Paket" not in fields:
        _complete(question, fields)
    question.fields = {name: (block.line, fields[name]) for name in FIELD_NAMES if name in fields}
    _mark_choices(question, tags)
    return question


def _choices(answers: str, line: int) -> list[ChoiceSource]:
    choices = [_choice(answer, line) for answer in _ANSWER.finditer(answers)]
    if len(choices) < 2 or "~" not in answers or _ANSWER.sub("", answers).strip():
        raise GiftError(f"baris {line}: hanya soal pilihan ganda yang dapat diimpor")
    if not any(choice.is_right for choice in choices):
        raise GiftError(f"baris {line}: tidak ada pilihan yang benar")
    return choices


def _question_id(written: list[str], title: str, number: int) -> str:
    """Its own number where it has one of our form, else one to be replaced."""
    names = [*written, title.strip()]
    return next((name for name in names if QUESTION_ID.fullmatch(name)), f"IMP-{number:03d}")


def _choice(answer: re.Match[str], line: int) -> ChoiceSource:
    text, _, reason = answer["text"].partition("#")
    try:
        weight = float(answer["weight"] or 0)
    except ValueError:
        raise GiftError(f"baris {line}: bobot {answer['weight']} bukan bilangan") from None
    is_right = answer["mark"] == "=" or weight > 0
    return ChoiceSource(line, is_right, " ".join(_read(text).split()), _read(reason), line)


def _read(raw: str) -> str:
    """One text as Markdown, whatever its format says it is."""
    found = _FORMAT.match(raw.strip())
    name = found["name"] if found else "moodle"
    text = raw.strip()[found.end() if found else 0 :]
    if name == "markdown":
        return unguarded(_carried(text)).strip()
    text = _carried(" ".join(text.split()))
    return (text if name == "plain" else _without_html(text)).strip()


def _without_html(text: str) -> str:
    text = _LINE_END.sub("\n", text)
    text = _EMPHASIS.sub("*", _STRONG.sub("**", text))
    return unescape(re.sub(r"</?[a-zA-Z][^>]*>", "", text)).strip()


def _carried(text: str) -> str:
    return "".join(_CARRIED.get(letter, letter) for letter in text)


def _fields(tags: list[str], comments: list[str]) -> dict[str, str]:
    fields = {}
    for tag in tags:
        name, _, value = tag.partition(":")
        if name in FIELD_TAGS:
            fields[FIELD_TAGS[name]] = value.strip()
    written = [c.removeprefix(BASES_COMMENT) for c in comments if c.startswith(BASES_COMMENT)]
    tagged = [tag.partition(":")[2] for tag in tags if tag.startswith(f"{BASIS_TAG}:")]
    if written or tagged:
        fields["Dasar"] = written[0] if written else "; ".join(tagged)
    return fields


def _complete(question: QuestionSource, fields: dict[str, str]) -> None:
    """What a foreign question lacks is marked, so that the check asks for it."""
    for name in REQUIRED_FIELDS:
        fields.setdefault(name, unfilled(name))
    for choice in question.choices:
        beginning = "Benar." if choice.is_right else "Keliru."
        if not choice.reason.startswith(beginning):
            choice.reason = f"{beginning} {choice.reason or unfilled('alasan')}"


def _mark_choices(question: QuestionSource, tags: list[str]) -> None:
    marks: Mapping[str, dict[str, str]] = {MISCONCEPTION_TAG: {}, ID_TAG: {}}
    for tag in tags:
        name, _, rest = tag.partition(":")
        place, _, value = rest.partition(":")
        if name in marks:
            marks[name][place] = value
    for number, choice in enumerate(question.choices, 1):
        choice.misconception = marks[MISCONCEPTION_TAG].get(str(number))
        choice.written_id = marks[ID_TAG].get(str(number))
