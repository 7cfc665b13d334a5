"""Finding short texts by what people type: any letter case, order, beginning of a word, and small slips.

Every word asked for is compared with every word of the texts: the same, of one root ("suka" and "menyukai"), the
beginning, a part, or nearly the same. Rare words weigh more than common ones.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from math import log

LONGEST_QUERY = 200
MOST_WORDS = 8
LEAST_SHARE = 0.33
"""A text is found when it answers at least this much of the question, by weight: two words may leave one out."""

EXACT, ROOT, BEGINNING, PART, SLIP = 1.0, 0.9, 0.8, 0.7, 0.6
_LIKE = 0.8
_LETTERS_FOR_PART = 4

_PREFIXES = dict(
    [
        *(("meny", "s"), ("meng", "k"), ("men", "t"), ("mem", "p")),
        *(("peny", "s"), ("peng", "k"), ("pen", "t"), ("pem", "p")),
        *((prefix, "") for prefix in ("me", "pe", "ber", "ter", "di", "ke", "se")),
    ]
)
"""What a prefix may have swallowed at the beginning of the root: "menyukai" is meny-(s)uka-i."""
_SUFFIXES = ("kan", "nya", "lah", "an", "i")
_LETTERS_OF_ROOT = 3
_WORD = re.compile(r"[a-z0-9]+")
# Words that say nothing about the matter; "nge" is what slang puts before a verb ("nge-like").
_EMPTY = frozenset(
    (
        *("ada", "agar", "akan", "apa", "apakah", "atau", "bagi", "bila", "bisa", "boleh"),
        *("bolehkah", "buat", "dan", "dari", "dengan", "di", "gak", "ini", "itu", "jika", "ke"),
        *("kalau", "kah", "ketika", "nge", "ng", "nya", "oleh", "pada", "saat", "saya", "sebagai"),
        *("untuk", "yang", "yg", "dgn", "utk", "aku", "ga", "nggak", "si", "para", "milik"),
    )
)


@dataclass(frozen=True, slots=True)
class Searchable:
    """A text to be found: its parts, each with how much a word in it counts."""

    id: str
    parts: tuple[tuple[float, str], ...]


def words_of(text: str) -> list[str]:
    """The words that carry meaning, in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word for word in _WORD.findall(bare) if word not in _EMPTY]


def search(query: str, texts: Iterable[Searchable]) -> list[str]:
    """The ids of the texts that answer the query, best first; in their own order when it says nothing."""
    entries = [(text.id, _weighed(text)) for text in texts]
    asked = list(dict.fromkeys(words_of(query[:LONGEST_QUERY])))[:MOST_WORDS]
    if not asked:
        return [text_id for text_id, _ in entries]
    vocabularies = [weights.keys() for _, weights in entries]
    vocabulary = set().union(*vocabularies)
    likeness = {word: _alike(word, vocabulary) for word in asked}
    weight = {word: _rarity(likeness[word].keys(), vocabularies) for word in asked}
    scores = [(text_id, *_score(likeness, weight, weights)) for text_id, weights in entries]
    least = LEAST_SHARE * sum(weight.values())
    found = [(score, text_id) for text_id, covered, score in scores if covered >= least]
    return [text_id for _, text_id in sorted(found, key=lambda pair: -pair[0])]


@lru_cache(maxsize=2000)  # the texts are the same for every search
def _weighed(text: Searchable) -> dict[str, float]:
    """Each word with the greatest weight of a part it stands in."""
    weights: dict[str, float] = {}
    for weight, part in text.parts:
        for word in words_of(part):
            weights[word] = max(weight, weights.get(word, 0.0))
    return weights


def _rarity(alike: Set[str], vocabularies: Sequence[Set[str]]) -> float:
    """1 for a word that every text holds in some form, more the fewer do; 1 too for one that none does."""
    holding = sum(bool(alike & words) for words in vocabularies)
    return 1 + log(len(vocabularies) / holding) if holding else 1.0


def _alike(word: str, vocabulary: Iterable[str]) -> dict[str, float]:
    """The known words that this word may mean, with how sure that is; slips only where nothing fits."""
    close = {known: degree for known in vocabulary if (degree := _degree(word, known))}
    if close:
        return close
    return {known: SLIP for known in vocabulary if _is_slip(word, known)}


@lru_cache(maxsize=4000)
def roots(word: str) -> frozenset[str]:
    """What the root of an Indonesian word may be, the word itself among them. No dictionary is asked."""
    bare = {word}
    for prefix, swallowed in _PREFIXES.items():
        if word.startswith(prefix):
            rest = word[len(prefix) :]
            bare |= {rest, swallowed + rest}
    shorter = {stem.removesuffix(end) for stem in bare for end in _SUFFIXES}
    return frozenset({word}) | {s for s in bare | shorter if len(s) >= _LETTERS_OF_ROOT}


def _degree(word: str, known: str) -> float:
    if word == known:
        return EXACT
    if roots(word) & roots(known):
        return ROOT
    shorter, longer = sorted((word, known), key=len)
    if len(shorter) >= _LETTERS_FOR_PART - 1 and longer.startswith(shorter):
        return BEGINNING
    return PART if len(shorter) >= _LETTERS_FOR_PART and shorter in longer else 0.0


def _is_slip(word: str, known: str) -> bool:
    """Nearly the same letters. The first one must be right: that is what people seldom miss."""
    if len(word) < _LETTERS_FOR_PART or word[0] != known[0] or abs(len(word) - len(known)) > 2:
        return False
    matcher = SequenceMatcher(None, word, known)
    return matcher.quick_ratio() >= _LIKE and matcher.ratio() >= _LIKE


def _score(
    likeness: Mapping[str, Mapping[str, float]],
    weight: Mapping[str, float],
    weights: Mapping[str, float],
) -> tuple[float, float]:
    """How much of the question this text answers, and how well."""
    covered = score = 0.0
    for asked, known in likeness.items():
        best = max((degree * weights[k] for k, degree in known.items() if k in weights), default=0)
        if best:
            covered += weight[asked]
            score += best * weight[asked]
    return covered, score
