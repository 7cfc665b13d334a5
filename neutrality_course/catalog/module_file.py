"""Reading a module.md into its head and its pages as written, each with its line."""

import re
from dataclasses import dataclass, field

from .faults import FileFaults
from .files import SLUG
from .heads import ModuleHead, read_head
from .prose import plain

_TITLE = re.compile(r"## (?P<title>[^{]*)(?:\{#(?P<id>[^}]*)\})?\s*")
_ABBREVIATION = re.compile(r"\*\[[^\]]+\]:.*")
_FENCE = re.compile(r"-{3,}\s*")


@dataclass(slots=True)
class PageSource:
    slug: str
    title: str
    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)

    def line_with(self, needle: str) -> int:
        """The first line that holds the text; the page's own where none does."""
        return next((number for number, line in self.lines if needle in line), self.line)


@dataclass(slots=True)
class ModuleSource:
    head: ModuleHead | None
    head_lines: dict[str, int]
    pages: list[PageSource]
    abbreviations: list[str]
    """The module's `*[ABC]: ...` lines: an abbreviation explained once is explained everywhere."""


def read_module(text: str, faults: FileFaults) -> ModuleSource:
    """The head and the pages of a module file; what does not fit leaves a fault."""
    lines = text.split("\n")
    head_end = _head_end(lines)
    head, head_lines = None, {}
    if head_end is None:
        faults.add(1, "K07", "Awali berkas dengan kepala YAML di antara dua baris `---`.")
    else:
        # The empty first line keeps the line numbers those of the file.
        read = read_head(ModuleHead, "\n".join(["", *lines[1:head_end]]), faults)
        head, head_lines = read if read else (None, {})
    first = head_end + 1 if head_end is not None else _first_title(lines)
    body = list(enumerate(lines, 1))[first:]
    return ModuleSource(
        head,
        head_lines,
        _read_pages(body, faults),
        [line for _, line in body if _ABBREVIATION.fullmatch(line)],
    )


def _head_end(lines: list[str]) -> int | None:
    if not _FENCE.fullmatch(lines[0]):
        return None
    return next((n for n, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)


def _first_title(lines: list[str]) -> int:
    return next((n for n, line in enumerate(lines) if line.startswith("## ")), len(lines))


def _read_pages(body: list[tuple[int, str]], faults: FileFaults) -> list[PageSource]:
    pages: list[PageSource] = []
    for number, line in body:
        if line.startswith("## "):
            pages.append(_start_page(number, line, faults))
        elif pages:
            pages[-1].lines.append((number, line))
        elif line.strip():
            faults.add(
                number,
                "M01",
                "Teks ini berada sebelum halaman pertama. Pindahkan ke bawah judul "
                "`## Judul {#id}`.",
            )
    return pages


def _start_page(number: int, line: str, faults: FileFaults) -> PageSource:
    found = _TITLE.fullmatch(line)
    title = plain(found["title"]).strip() if found else ""
    slug = (found["id"] if found else None) or ""
    if not title:
        faults.add(number, "M04", "Judul halaman kosong atau bukan teks biasa. Tulis judulnya.")
    if not SLUG.fullmatch(slug):
        faults.add(
            number,
            "M02",
            "Beri halaman id, misalnya `## Judul {#alasan}`: huruf kecil, angka, tanda hubung.",
        )
        slug = ""
    return PageSource(slug, title, number)
