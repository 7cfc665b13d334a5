"""From a page's HTML to the sentences a voice reads, and from a sentence to what espeak-ng takes.

The voice misreads abbreviations, clock times and the three sounds of the letter e. The word list
(`pengucapan.yml`) says how a word sounds: in other words ("undang-undang"), or as the KBBI marks it,
with é and è as in "média" and "kèlas" and ê as in "bêsar".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser

from .types import Page

_BREAKS = {"p", "h2", "li", "dt", "dd", "tr", "div", "blockquote"}
_END = re.compile(r"(?<=[.!?:])\s+(?=[^a-z\s])")
_MARKED = re.compile(r"[éèê]")
_PHONEMES = {
    "c": "tS",
    "é": "e",
    "è": "E",
    "ê": "@",
    "j": "dZ",
    "q": "k",
    "r": "R",
    "v": "f",
    "x": "ks",
    "y": "j",
    "ng": "N",
    "ny": "n^",
    "sy": "S",
    "kh": "x",
}
_VOWELS = "aiueoéèê"
_LETTERS = re.compile(r"ng|ny|sy|kh|.")
# What is read wrongly by its form, whatever the word.
_FORMS = (
    (re.compile(r"\bpukul 0?(\d{1,2})[.:]00\b"), r"pukul \1"),
    (re.compile(r"\bpukul 0?(\d{1,2})[.:]0?(\d{1,2})\b"), r"pukul \1 lewat \2 menit"),
    (re.compile(r"\b([\w.-]+)/((?:19|20)\d\d)\b"), r"\1 tahun \2"),
    (re.compile(r"(?<=\d)\s*–\s*(?=\d)"), " sampai "),
    (re.compile(r"\((\d+)\)"), r"\1"),
    (re.compile(r"\s*\(([^()]*)\)"), r", \1,"),
    (re.compile(r"\s*[→|]\s*|\s+–\s+"), ", "),
    (re.compile(r"[“”\"*_]|\s+(?=[,;.])|,(?=[.,;])"), ""),
)


def spoken_sentences(page: Page) -> tuple[str, ...]:
    """The page as it is read aloud: title, texts, table rows, and what drawings show.

    Practice questions are left out: they are there to be answered, not listened to.
    """
    reader = _TextReader()
    for part in page.parts:
        if isinstance(part, str):
            reader.feed(part)
            reader.flush()
    texts = [page.title, *reader.texts]
    return tuple(sentence for text in texts for sentence in _sentences(text))


def pronounced(sentence: str, words: Mapping[str, str]) -> str:
    """The sentence as espeak-ng reads it right; `words` is the word list, by word as written."""
    text = " ".join(sentence.split())
    for pattern, replacement in _FORMS:
        text = pattern.sub(replacement, text)
    if not words:
        return text
    listed = re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)",
        re.IGNORECASE,
    )
    by_lower = {word.lower(): spoken for word, spoken in words.items()}
    return listed.sub(lambda found: _spoken(found[0], words, by_lower), text)


def phonemes(marked: str) -> str:
    """A word with marked e in espeak-ng's notation: "bêsar" is [[b@s'aR]].

    The stress is on the last syllable but one, and on the last where that one has the weak ê.
    """
    letters = _LETTERS.findall(marked.lower())
    vowels = [place for place, letter in enumerate(letters) if letter in _VOWELS]
    stressed = vowels[-2] if len(vowels) > 1 and letters[vowels[-2]] != "ê" else vowels[-1]
    sounds = [
        ("'" if place == stressed else "") + _PHONEMES.get(letter, letter)
        for place, letter in enumerate(letters)
    ]
    return f"[[{''.join(sounds)}]]"


def _spoken(found: str, words: Mapping[str, str], by_lower: Mapping[str, str]) -> str:
    """An abbreviation counts only as written ("SE" is not "se"); other words in any case."""
    spoken = words.get(found)
    if spoken is None:
        spoken = by_lower[found.lower()]
        if any(word.isupper() and word.lower() == found.lower() for word in words):
            return found
    return " ".join(phonemes(word) if _MARKED.search(word) else word for word in spoken.split())


def _sentences(text: str) -> Iterator[str]:
    for sentence in _END.split(" ".join(text.split())):
        if re.search(r"\w", sentence):
            yield sentence if sentence[-1] in ".!?:" else f"{sentence}."


class _TextReader(HTMLParser):
    """Collects the texts of sanitised HTML, a block each; the cells of a row stand together."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.flush()
        elif tag in ("td", "th") and self._text:
            self._text.append(", ")
        elif tag == "img":
            self.flush()
            self.texts.append(f"Gambar. {dict(attrs).get('alt') or ''}")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        if data.strip() or self._text:
            self._text.append(data)

    def flush(self) -> None:
        text = re.sub(r"\s+,", ",", "".join(self._text)).strip()
        if text:
            self.texts.append(text)
        self._text = []
