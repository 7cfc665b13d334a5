"""From Markdown lines to the passages a person reads, each with its line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

WORD = re.compile(r"[^\W_]+(?:[-/.,’'][^\W_]+)*")
Kind = Literal["prose", "heading", "table", "quote"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item, heading, table row or quotation: plain text, line ends kept."""

    line: int
    text: str
    kind: Kind


_LIST_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+")
_BOX = re.compile(r"!!! *(?P<kind>[\w-]*)[^\"]*(?:\"(?P<title>.*)\")?\s*")
_ABBREVIATION = re.compile(r"\*\[(?P<term>[^\]]+)\]:")
_NOT_TEXT = re.compile(
    r"\[\[(?:soal|survei):.*|\*\[[^\]]+\]:.*|\[[^\]^]+\]:\s.*|\{[:#.][^}]*\}\s*|[-:| ]+"
)


def passages(lines: Sequence[tuple[int, str]]) -> list[Passage]:
    """The readable passages of a page's Markdown, in order."""
    reader = _PassageReader()
    for position, (number, line) in enumerate(lines):
        following = lines[position + 1][1] if position + 1 < len(lines) else ""
        reader.take(number, line, following)
    reader.flush()
    return reader.found


class _PassageReader:
    def __init__(self) -> None:
        self.found: list[Passage] = []
        self._line = 0
        self._text: list[str] = []
        self._kind: Kind = "prose"
        self._quote_indent: int | None = None

    def take(self, number: int, line: str, following: str) -> None:
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        if bare and self._quote_indent is not None and indent <= self._quote_indent:
            self._quote_indent = None
        if not bare or _NOT_TEXT.fullmatch(bare):
            self.flush()
        elif self._quote_indent is not None or bare.startswith(">"):
            self._add(number, bare.lstrip("> "), "quote")
        elif box := _BOX.fullmatch(bare):
            self._quote_indent = indent if box["kind"] == "kutipan" else None
            self._alone(number, box["title"] or "", "heading")
        elif bare.startswith("#"):
            self._alone(number, bare.lstrip("# "), "heading")
        elif "|" in bare:
            self._alone(number, bare, "table")
        elif bare.startswith("![") or following.lstrip().startswith(":   "):
            self._alone(number, bare, "heading")
        else:
            self._take_prose(number, bare)

    def _take_prose(self, number: int, bare: str) -> None:
        starts = _LIST_ITEM.match(bare) or re.match(r":\s+|\[\^[^\]]+\]:\s*", bare)
        if starts:
            self.flush()
            bare = bare[starts.end() :]
        self._add(number, bare, "prose")

    def _alone(self, number: int, text: str, kind: Kind) -> None:
        self.flush()
        self._add(number, text, kind)
        self.flush()

    def _add(self, number: int, text: str, kind: Kind) -> None:
        if self._text and kind != self._kind:
            self.flush()
        if not self._text:
            self._line, self._kind = number, kind
        self._text.append(text)

    def flush(self) -> None:
        text = plain("\n".join(self._text))
        if text.strip():
            self.found.append(Passage(self._line, text, self._kind))
        self._text = []


def plain(markdown_text: str) -> str:
    """Inline Markdown without its marks; line ends stay where they were."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)\s]*\)", r"\1", markdown_text)
    text = re.sub(r"\[\^[^\]]+\]", "", text)
    text = re.sub(r"\{[:#.][^}\n]*\}", "", text)
    return re.sub(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`", "", text)


def terms(lines: Sequence[tuple[int, str]]) -> set[str]:
    """Words the page itself explains, as an abbreviation or in a definition list, in lower case."""
    found: set[str] = set()
    for position, (_, line) in enumerate(lines):
        following = lines[position + 1][1] if position + 1 < len(lines) else ""
        if match := _ABBREVIATION.match(line):
            found.update(WORD.findall(match["term"].lower()))
        elif line.strip() and following.startswith(":   "):
            found.update(WORD.findall(plain(line).lower()))
    return found
