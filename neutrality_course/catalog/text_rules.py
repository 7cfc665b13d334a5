"""Rules for any text a person reads: sentence length and the word list."""

from collections.abc import Sequence

from . import language
from .faults import FileFaults
from .language import Citations
from .prose import Passage, plain
from .word_list import word_faults


def check_passages(found: Sequence[Passage], citations: Citations, faults: FileFaults) -> None:
    """Sentence length of prose, and the words of everything but quotations."""
    for passage in found:
        if passage.kind == "quote":
            continue
        for sentence in language.sentences(passage):
            for code, message in word_faults(sentence.text):
                faults.add(sentence.line, code, message)
            if passage.kind == "prose":
                _check_length(sentence, citations, faults)


def check_text(text: str, line: int, citations: Citations, faults: FileFaults) -> None:
    """The same for one run of text that begins on this line."""
    check_passages([Passage(line, plain(text), "prose")], citations, faults)


def _check_length(sentence: language.Sentence, citations: Citations, faults: FileFaults) -> None:
    words = language.word_count(citations.removed_from(sentence.text))
    if words <= language.SENTENCE_WARNING:
        return
    code = "B02" if words > language.SENTENCE_ERROR else "B52"
    start = " ".join(sentence.text.split()[:5])
    faults.add(
        sentence.line,
        code,
        f"Kalimat “{start} …” berisi {words} kata. Pecah menjadi kalimat paling banyak "
        f"{language.SENTENCE_WARNING} kata.",
    )
