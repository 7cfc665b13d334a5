"""Rules for the pages of a module."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from . import language
from .faults import FileFaults
from .language import Citations
from .module_file import PageSource
from .prose import Passage
from .render import ADMONITIONS, MODULE_LINK, PLACEMENT, REFERENCE_LINK, Seen
from .sources import ReferenceNames
from .text_rules import check_passages
from .types import Basis

MAX_WORDS = 250
SUMMARY, CHANGES = "ringkasan", "yang-berubah"

_CODE_SPAN = re.compile(r"`[^`]*`")
_RAW_HTML = re.compile(r"<(?!https://)[a-zA-Z/!?]|&#")
_BOX = re.compile(r"!!! +(?P<kind>[\w-]+)(?: +\"[^\"]*\")?")
_CITED = re.compile(r"\b(?:[A-Z][\w-]*\s+){1,2}\d+(?:/[A-Z][A-Z0-9.-]*)*/(?:19|20)\d\d\b(?![/\w])")
_SAYS_ENDED = re.compile(
    r"cabut|dahulu|dulu|\blama\b|ganti|tidak (?:lagi )?berlaku|sebelum|semula|berakhir|ubah",
    re.IGNORECASE,
)


def check_page_order(pages: Sequence[PageSource], faults: FileFaults) -> None:
    """Every page address once, the two closing pages last."""
    seen: set[str] = set()
    for page in pages:
        if page.slug and page.slug in seen:
            faults.add(page.line, "M03", f"Id {page.slug} sudah dipakai. Pilih id lain.")
        seen.add(page.slug)
    if [page.slug for page in pages[-2:]] != [SUMMARY, CHANGES]:
        faults.add(
            pages[-1].line if pages else 1,
            "M05",
            f"Dua halaman terakhir harus {{#{SUMMARY}}} lalu {{#{CHANGES}}}. Tambahkan atau "
            "pindahkan.",
        )


def check_markup(page: PageSource, faults: FileFaults) -> None:
    """What can be judged line by line: raw HTML, headings, kinds of boxes."""
    check_raw_html([(page.line, page.title), *page.lines], faults)
    if not page.text.strip():
        faults.add(page.line, "M14", "Halaman ini kosong. Isi atau hapus.")
    for number, line in page.lines:
        bare = line.strip()
        if bare.startswith("#") and not re.match(r"### [^#\s]", bare):
            faults.add(number, "M04", "Judul di dalam halaman ditulis `### Judul`.")
        box = _BOX.fullmatch(bare)
        if bare.startswith("!!!") and not (box and box["kind"] in ADMONITIONS):
            kinds = ", ".join(ADMONITIONS)
            faults.add(number, "M11", f'Tulis kotak sebagai !!! jenis "Judul"; jenisnya {kinds}.')


def check_raw_html(lines: Iterable[tuple[int, str]], faults: FileFaults) -> None:
    """No tags and no numeric character codes outside code spans."""
    for number, line in lines:
        if _RAW_HTML.search(_CODE_SPAN.sub("", line)):
            faults.add(number, "M06", "HTML tidak dipakai. Tulis dengan Markdown.")


def check_seen(page: PageSource, seen: Seen, pictures: Collection[str], faults: FileFaults) -> None:
    """What the rendered page turned out to hold: ids and images."""
    for element_id in seen.ids:
        faults.add(
            page.line_with(element_id),
            "M12",
            f"Id {element_id} tidak dipakai: hanya judul halaman yang memiliki id. Hapus.",
        )
    for name, alternative in seen.images:
        line = page.line_with(f"({name}")
        if not alternative.strip():
            faults.add(line, "G01", f"Gambar {name} tanpa teks alternatif. Tulis di dalam [ ].")
        if name not in pictures:
            faults.add(
                line, "G02", f"Gambar {name} tidak ada di folder modul. Pakai SVG di folder itu."
            )


def check_link(
    link: str,
    pages_of: Mapping[str, Collection[str]],
    names: ReferenceNames,
    line: int,
    faults: FileFaults,
) -> None:
    """A link leads to an existing page of a module or of the reference, or outside by https."""
    if found := MODULE_LINK.fullmatch(link):
        check_page_named(found["module"], found["page"], pages_of, line, faults)
    elif found := REFERENCE_LINK.fullmatch(link):
        known = {
            "perbuatan": names.acts,
            "bolehkah": names.situations,
            "tahapan": names.stages,
        }[found["kind"]]
        if known is not None and found["id"] not in known:
            faults.add(
                line, "M07", f"{found['kind']}:{found['id']} tidak ada. Perbaiki tautan ini."
            )
    elif not re.match(r"https://[a-z0-9]", link):
        faults.add(
            line,
            "M08",
            f"Tautan {link[:80]} harus diawali https://, modul:, perbuatan:, bolehkah:, atau "
            "tahapan:. Perbaiki.",
        )


def check_page_named(
    module: str,
    page: str | None,
    pages_of: Mapping[str, Collection[str]],
    line: int,
    faults: FileFaults,
) -> None:
    """The module exists, and the page in it where one is named."""
    if module not in pages_of:
        faults.add(line, "M07", f"Modul {module} tidak ada. Perbaiki tautan ini.")
    elif page and page not in pages_of[module]:
        faults.add(line, "M07", f"Halaman {page} tidak ada di modul {module}. Perbaiki.")


class Placement(NamedTuple):
    """A line `[[soal: id]]` or `[[survei: id]]`."""

    line: int
    kind: str
    id: str


def placements(page: PageSource, faults: FileFaults) -> list[Placement]:
    """The practice questions and survey charts placed on the page, in order."""
    found = []
    for number, line in page.lines:
        if match := PLACEMENT.fullmatch(line.rstrip()):
            found.append(Placement(number, match["kind"], match["id"]))
        elif match := re.search(r"\[\[\s*(soal|survei)", line, re.IGNORECASE):
            kind = match[1].lower()
            faults.add(
                number,
                "M09" if kind == "soal" else "M15",
                f"Tulis [[{kind}: id]] sendiri pada satu baris, tanpa indentasi.",
            )
    return found


def check_language(
    page: PageSource,
    found: Sequence[Passage],
    citations: Citations,
    explained: Collection[str],
    faults: FileFaults,
) -> None:
    """Words, sentences, length and reading index of a page."""
    check_passages([Passage(page.line, page.title, "heading"), *found], citations, faults)
    words = language.total_words(found)
    if words > MAX_WORDS:
        faults.add(page.line, "M51", f"Halaman berisi {words} kata. Pecah sampai {MAX_WORDS} kata.")
    index = language.reading_index(found, citations, explained)
    if index is not None and index > language.INDEX_WARNING:
        faults.add(
            page.line,
            "B01" if index > language.INDEX_ERROR else "B51",
            f"Indeks baca {index:.0f}. Pendekkan kalimat dan kata sampai paling tinggi "
            f"{language.INDEX_WARNING}.",
        )


def check_named_bases(
    page: PageSource, found: Sequence[Passage], bases: Iterable[Basis], faults: FileFaults
) -> None:
    """Every regulation named is in bases.yml, and one that has ended is said to have ended."""
    for passage in found:
        for match in _CITED.finditer(passage.text):
            line = passage.line + passage.text.count("\n", 0, match.start())
            name = " ".join(match[0].split())
            # "Menurut PP 94/2021", and also "SE (surat edaran) MenPANRB 18/2023".
            known = [b for b in bases if name.endswith(b.short) or b.short.endswith(name)]
            if not known:
                faults.add(line, "D01", f"{name} tidak ada di bases.yml. Tambahkan atau perbaiki.")
            elif all(basis.has_ended for basis in known) and not (
                page.slug == CHANGES or _SAYS_ENDED.search(passage.text)
            ):
                faults.add(line, "D51", f"{name} sudah berakhir. Katakan itu di paragraf ini.")
