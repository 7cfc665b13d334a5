"""Short texts and words as people type them: names, titles, words of a closed list."""

from enum import StrEnum
from typing import TypeVar

NAME_LENGTH = 200
EMAIL_LENGTH = 254

Word = TypeVar("Word", bound=StrEnum)


class TextError(ValueError):
    """The text cannot be taken; the message is Indonesian and begins with the name of the text."""


def one_line(name: str, text: str, longest: int = NAME_LENGTH) -> str:
    """The text on one line without blanks around it; TextError when empty, too long or not
    printable.
    """
    line = " ".join(text.split())
    if not line:
        raise TextError(f"{name} belum diisi")
    if len(line) > longest:
        raise TextError(f"{name} lebih dari {longest} karakter")
    if not line.isprintable():
        raise TextError(f"{name} memuat karakter yang tidak terlihat")
    return line


def optional_line(name: str, text: str, longest: int = NAME_LENGTH) -> str:
    """Like `one_line`, where nothing is an answer too."""
    return one_line(name, text, longest) if text.strip() else ""


def word_of(words: type[Word], name: str, text: str) -> Word:
    """The member that the text spells, in any case; TextError naming the words that would do."""
    spelled = " ".join(text.split()).casefold()
    known = {word.value.casefold(): word for word in words if word.value != "-"}
    if spelled not in known:
        choices = ", ".join(word.value for word in known.values())
        raise TextError(f"{name} harus salah satu dari: {choices}")
    return known[spelled]


def email_address(text: str) -> str | None:
    """The address, or None for none; TextError when it has not the shape of one."""
    address = text.strip()
    if not address:
        return None
    before, _, after = address.partition("@")
    if not before or "." not in after or "@" in after or " " in address:
        raise TextError("surel harus berbentuk nama@instansi.go.id")
    return one_line("surel", address, EMAIL_LENGTH)
