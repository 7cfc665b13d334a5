"""Measures of plain Indonesian: sentences and the Indeks baca.

Indeks baca = mean words per sentence + percent of words of four or more syllables. Quotations,
citations and explained terms do not count: the writer cannot change a regulation's words.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .prose import WORD, Passage

INDEX_WARNING = 30
INDEX_ERROR = 40
INDEX_LEAST_WORDS = 50
"""Below this a single long word moves the index by two points or more, so it says nothing."""
SENTENCE_WARNING = 20
SENTENCE_ERROR = 30

_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s+[^a-z\s])")
_ABBREVIATED = re.compile(r"(?:\b(?:Ps|No|Bdk|Jl|Dr|Ir|Prof|dst|dll|dsb|a\.n|jo)|\b[A-Z])$")
_PROVISION = (
    r"(?:Pasal\s+\d+[A-Z]?|ayat\s+\(\d+\w?\)|huruf\s+[a-z]\b|angka\s+\d+(?:\s*[–-]\s*\d+)?"
    r"|Lampiran\s+[IVX]+|bagian\s+[A-Z]\b)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    line: int
    text: str


def sentences(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage, each with the line it begins on."""
    start = 0
    ends = [
        match.end()
        for match in _SENTENCE_END.finditer(passage.text)
        if not _ABBREVIATED.search(passage.text[: match.start()])
    ]
    for end in [*ends, len(passage.text)]:
        text = passage.text[start:end]
        if text.strip():
            before = passage.text[:start] + text[: len(text) - len(text.lstrip())]
            yield Sentence(passage.line + before.count("\n"), " ".join(text.split()))
        start = end


class Citations:
    """Knows how legal bases are cited: "PP 94/2021 Pasal 5 huruf n angka 2" and its like."""

    def __init__(self, shorts: Iterable[str]) -> None:
        names = [re.escape(short).replace(r"\ ", r"\s+") for short in sorted(shorts, key=len)]
        one = "|".join([*names[::-1], _PROVISION])
        self._pattern = re.compile(rf"(?:{one})(?:(?:\s+jo\.?)?\s+(?:{one}))*")

    def removed_from(self, text: str) -> str:
        return self._pattern.sub(" ", text)


def total_words(found: Iterable[Passage]) -> int:
    """All words of a page, quotations and tables too: what a person has to read."""
    return sum(word_count(passage.text) for passage in found)


def word_count(text: str) -> int:
    return len(_words(text))


def _words(text: str) -> list[str]:
    return [match[0].lower() for match in WORD.finditer(text)]


def syllables(word: str) -> int:
    """Vowels of the word; ai, au and oi at its end are one."""
    short = re.sub(r"(?:ai|au|oi)$", "a", word.lower())
    return sum(letter in "aeiou" for letter in short)


def reading_index(
    found: Sequence[Passage], citations: Citations, explained: Collection[str]
) -> float | None:
    """The Indeks baca of the prose; None where there is too little to measure."""
    texts = [
        citations.removed_from(sentence.text)
        for passage in found
        if passage.kind == "prose"
        for sentence in sentences(passage)
    ]
    counted = [words for text in texts if (words := _words(text))]
    total = sum(len(words) for words in counted)
    if total < INDEX_LEAST_WORDS:
        return None
    long = sum(
        syllables(word) >= 4 and word not in explained for words in counted for word in words
    )
    return total / len(counted) + 100 * long / total
