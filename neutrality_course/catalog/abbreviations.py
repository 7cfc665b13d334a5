"""Abbreviations that every page spells out, so that nobody has to remember an earlier page."""

import re
from collections.abc import Sequence

from .faults import FileFaults
from .language import Citations
from .module_file import PageSource
from .prose import Passage

SPELLED_OUT = {
    "PPK": "Pejabat Pembina Kepegawaian",
    "CLTN": "cuti di luar tanggungan negara",
    "SKB": "keputusan bersama",
    "SE": "surat edaran",
    "PTDH": "pemberhentian tidak dengan hormat",
    "BPASN": "Badan Pertimbangan Aparatur Sipil Negara",
    "JPT": "jabatan pimpinan tinggi",
    "SBT": "Sistem Berbagi Terintegrasi",
}
_LINE = re.compile(r"\*\[(?P<term>[^\]]+)\]:")


def check_abbreviations(
    page: PageSource,
    found: Sequence[Passage],
    explained_lines: Sequence[str],
    citations: Citations,
    faults: FileFaults,
) -> None:
    """Each is explained on the page itself, or by a `*[PPK]: ...` line anywhere in the module.

    One inside a citation ("SE MenPANRB 18/2023") is the name of a source and counts as no use.
    """
    explained = {match["term"] for line in explained_lines if (match := _LINE.match(line))}
    whole = " ".join(" ".join(passage.text.split()) for passage in found).lower()
    for short, words in SPELLED_OUT.items():
        if short in explained or words.lower() in whole:
            continue
        line = next((p.line for p in found if _uses(short, p.text, citations)), None)
        if line is not None:
            faults.add(
                max(line, page.line),
                "B55",
                f"{short} tidak diurai di halaman ini. Tulis sekali: {words} ({short}).",
            )


def _uses(short: str, text: str, citations: Citations) -> bool:
    return re.search(rf"\b{short}\b", citations.removed_from(text)) is not None
