"""Reading the YAML parts of the content: lists, mappings and the head of a module."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from .faults import FileFaults
from .files import HIDDEN

MAX_DEPTH = 10
"""libyaml itself falls over some ten thousand levels down, and takes the process with it."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
PageAddress = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$")
]
"""`slug/page-slug` of a module's page."""
Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=f"^[^\n{HIDDEN}]+$")]


class Head(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", str_strip_whitespace=True)


class BasisHead(Head):
    id: Slug
    short: Line
    title: Line
    kind: Literal[
        "undang-undang",
        "peraturan-pemerintah",
        "peraturan-presiden",
        "peraturan-lembaga",
        "keputusan-bersama",
        "surat-edaran",
        "putusan",
    ]
    number: Line
    year: Annotated[int, Field(ge=1945, le=2100)]
    in_force_from: date | None = None
    in_force_until: date | None = None
    replaced_by: Slug | None = None
    note: Line | None = None


class MisconceptionHead(Head):
    id: Slug
    belief: Line
    fact: Line
    bases: Annotated[list[Line], Field(min_length=1)]
    page: PageAddress | None = None


class PronunciationHead(Head):
    written: Line
    spoken: Line


class ObjectiveHead(Head):
    id: Annotated[str, StringConstraints(pattern=r"^T[1-9][0-9]?$")]
    measured: bool
    text: Line


class ModuleHead(Head):
    title: Line
    order: Annotated[int, Field(ge=1, le=99)]
    core: bool
    minutes: Annotated[int, Field(ge=1, le=120)]
    summary: Line
    reviewed_on: date
    reviewed_by_role: Line
    legal_bases: Annotated[list[Slug], Field(min_length=1)]
    objectives: Annotated[list[ObjectiveHead], Field(min_length=1)]


_HeadType = TypeVar("_HeadType", bound=Head)


def read_head(
    kind: type[_HeadType], text: str, faults: FileFaults
) -> tuple[_HeadType, dict[str, int]] | None:
    """A YAML mapping as `kind`, with the line of each field; None, with faults, where it is not."""
    node = _compose(text, faults)
    head = _validated(kind, node, faults) if node else None
    if node is None or head is None:
        return None
    return head, {key.value: _line(key) for key, _ in node.value}


def read_head_list(
    kind: type[_HeadType], text: str, faults: FileFaults
) -> list[tuple[_HeadType, int]] | None:
    """A YAML list of `kind`, each with its line; None, with faults, where any entry is wrong."""
    node = _compose(text, faults)
    if node is None:
        return None
    if not isinstance(node, yaml.SequenceNode):
        faults.add(1, "K04", "Isi berkas harus berupa daftar. Awali setiap butir dengan - .")
        return None
    entries = [(_validated(kind, entry, faults), _line(entry)) for entry in node.value]
    read = [(head, line) for head, line in entries if head is not None]
    return read if len(read) == len(entries) else None


def _compose(text: str, faults: FileFaults) -> yaml.Node | None:
    try:
        refusal = _refusal(yaml.parse(text, Loader=yaml.CSafeLoader))
        node = None if refusal else yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        faults.add(
            _line_of(error),
            "K01",
            "YAML tidak terbaca di sekitar baris ini. Periksa tanda titik dua, kutip, dan "
            "indentasi. Apit teks yang memuat titik dua dengan tanda kutip.",
        )
        return None
    if refusal:
        faults.add(refusal[0], "K01", refusal[1])
    elif node is None:
        faults.add(1, "K01", "Bagian YAML kosong. Isi sesuai docs/content-format.md.")
    return node


def _line_of(error: yaml.YAMLError) -> int:
    """Where to look: an open quotation mark is noticed only at the end, so there its beginning."""
    is_open_quote = "quoted scalar" in (getattr(error, "context", None) or "")
    mark = getattr(error, "context_mark" if is_open_quote else "problem_mark", None)
    return mark.line + 1 if mark else 1


def _refusal(events: Iterator[Any]) -> tuple[int, str] | None:
    """Line and message of what is well-formed YAML but must not be built: links, types, depth."""
    depth = 0
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            return line, "Tanda & dan * di awal nilai tidak dipakai. Apit teksnya dengan kutip."
        if getattr(event, "tag", None):
            return line, "Tanda ! di awal nilai tidak dipakai. Apit teksnya dengan kutip."
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            return line, "Susunan YAML terlalu dalam. Sederhanakan."
    return None


def _validated(kind: type[_HeadType], node: yaml.Node, faults: FileFaults) -> _HeadType | None:
    if bad_keys := list(_bad_keys(node)):
        for line in bad_keys:
            faults.add(line, "K03", "Nama isian ini bukan kata atau ditulis dua kali. Hapus.")
        return None
    loader = yaml.CSafeLoader("")
    try:
        value = loader.construct_document(node)
    except (yaml.YAMLError, ValueError):
        faults.add(
            _line(node),
            "K01",
            "Ada angka atau tanggal yang tidak sah. Tulis tanggal sebagai 2026-11-22.",
        )
        return None
    finally:
        loader.dispose()
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            faults.add(_line_at(node, problem["loc"]), *_explained(problem))
        return None


def _bad_keys(node: yaml.Node) -> Iterator[int]:
    """Lines of keys that are no words or stand twice (YAML itself would let the last one win)."""
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from _bad_keys(entry)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.tag != "tag:yaml.org,2002:str" or key.value in seen:
                yield _line(key)
            seen.add(str(key.value))
            yield from _bad_keys(value)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _line_at(node: yaml.Node, location: tuple[int | str, ...]) -> int:
    line = _line(node)
    for step in location:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
            if not found:
                return line
            line, node = _line(found[0][0]), found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = _line(node)
    return line


_EXPECTED = {
    "string_type": "harus berupa teks; apit dengan tanda kutip",
    "int_type": "harus berupa bilangan bulat tanpa tanda kutip",
    "bool_type": "harus true atau false",
    "date_type": "harus berupa tanggal, misalnya 2026-11-22, tanpa tanda kutip",
    "list_type": "harus berupa daftar",
    "model_type": "harus berupa pasangan nama dan nilai",
    "string_too_short": "tidak boleh kosong",
    "string_too_long": "terlalu panjang; ringkas",
    "too_short": "tidak boleh kosong",
    "string_pattern_mismatch": "bentuknya salah; lihat docs/content-format.md",
    "greater_than_equal": "terlalu kecil",
    "less_than_equal": "terlalu besar",
}


def _explained(problem: Any) -> tuple[str, str]:
    name = ".".join(str(step) for step in problem["loc"]) or "butir ini"
    kind = problem["type"]
    if kind == "missing":
        return "K02", f"Isian wajib `{name}` belum ada. Tambahkan."
    if kind in ("extra_forbidden", "invalid_key"):
        return "K03", f"Isian `{name}` tidak dikenal. Periksa ejaannya atau hapus."
    if kind in ("literal_error", "enum"):
        return "K04", f"Nilai `{name}` harus salah satu dari {problem['ctx']['expected']}."
    return "K04", f"Nilai `{name}` {_EXPECTED.get(kind, 'tidak sesuai; periksa')}."
