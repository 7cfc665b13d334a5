"""When a password is good enough. No rule about kinds of characters, no expiry: length, and
nothing guessable.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Set
from datetime import date
from enum import StrEnum

SHORTEST = 8
LONGEST = 256

PRODUCT_WORDS = frozenset({
    "asn", "bawaslu", "bkn", "indonesia", "katasandi", "korpri", "kursus", "netral", "netralitas",
    "password", "pegawai", "pemilu", "pilkada", "pns", "pppk", "rahasia", "sandi",
})  # fmt: skip
_LOOKS_LIKE = str.maketrans("@4310$57!", "aaeiosst" + "i")
_SHORTEST_WORD = 3
_NIP_RUN = 6
_FEWEST_CHARACTERS = 4


class PasswordFault(StrEnum):
    SHORT = "pendek"
    LONG = "panjang"
    COMMON = "lazim"
    PERSONAL = "pribadi"


def password_fault(
    password: str, common: Set[str], personal: Collection[str] = ()
) -> PasswordFault | None:
    """What is wrong with a password, or None.

    `common` holds case-folded passwords that are refused outright. Words of `personal` (from
    `personal_words`) may be in the password but do not count towards its length, so that neither
    "korpri2026" nor a name with a birthday passes, while a long sentence with a name in it does.
    """
    if len(password) < SHORTEST:
        return PasswordFault.SHORT
    if len(password) > LONGEST:
        return PasswordFault.LONG
    folded = normal_form(password).casefold()
    if folded in common or len(set(folded)) < _FEWEST_CHARACTERS:
        return PasswordFault.COMMON
    if _length_without(folded, PRODUCT_WORDS.union(personal)) < SHORTEST:
        return PasswordFault.PERSONAL
    return None


def normal_form(password: str) -> str:
    """The form in which a password is hashed: the same whichever keyboard typed its letters."""
    return unicodedata.normalize("NFKC", password)


def personal_words(nip: str, texts: Iterable[str]) -> frozenset[str]:
    """What others know about a person: runs of the NIP's digits, forms of the birth date, words of
    the texts.
    """
    runs = {nip[start : start + _NIP_RUN] for start in range(len(nip) - _NIP_RUN + 1)}
    words = {
        word
        for text in texts
        for word in re.findall(r"[^\W\d_]+", text.casefold())
        if len(word) >= _SHORTEST_WORD
    }
    born_on = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    return frozenset(runs | words | _date_forms(born_on))


def _date_forms(day: date) -> set[str]:
    orders = ("%d{0}%m{0}%Y", "%Y{0}%m{0}%d", "%m{0}%d{0}%Y", "%d{0}%m{0}%y", "%y{0}%m{0}%d", "%Y")
    return {
        day.strftime(order.format(mark)) for order in orders for mark in ("", "-", "/", ".", " ")
    }


def _length_without(folded: str, words: Iterable[str]) -> int:
    """How many characters are in none of the words, also where digits stand for letters
    ("k0rpr1").
    """
    in_a_word: set[int] = set()
    for text in {folded, folded.translate(_LOOKS_LIKE)}:
        for word in words:
            start = text.find(word)
            while start >= 0:
                in_a_word.update(range(start, start + len(word)))
                start = text.find(word, start + 1)
    return len(folded) - len(in_a_word)
