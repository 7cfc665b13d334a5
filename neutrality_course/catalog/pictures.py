"""Drawings of a module: SVG files that can show something and do nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from .faults import FileFaults
from .files import SLUG, Folder

MAX_IMAGE_BYTES = 20_000

_ACTIVE_TAGS = {
    *("a", "script", "handler", "foreignobject", "iframe", "object", "embed", "audio", "video"),
    *("set", "animate", "animatemotion", "animatetransform"),
}
_OUTSIDE = re.compile(r"@import|javascript:|url\((?!\s*['\"]?#)|src\(|image-set\(", re.IGNORECASE)
_DECLARED = re.compile(r"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet", re.IGNORECASE)
_ENCODING = re.compile(r"<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    width: int
    height: int


def read_pictures(folder: Folder, module: Path) -> dict[str, Picture]:
    """The module's drawings by file name. One that is not safe leaves a fault and is left out."""
    found = {
        path.name: _read_picture(folder, path)
        for path in folder.entries(module)
        if path.suffix == ".svg"
    }
    return {name: picture for name, picture in found.items() if picture is not None}


def _read_picture(folder: Folder, path: Path) -> Picture | None:
    faults = folder.faults_of(path)
    content = folder.read_bytes(path)
    if content is None:
        return None
    if not SLUG.fullmatch(path.stem):
        faults.add(
            1, "G02", "Nama gambar hanya huruf kecil, angka, dan tanda hubung. Ganti namanya."
        )
        return None
    if len(content) > MAX_IMAGE_BYTES:
        faults.add(
            1, "G03", f"Gambar berukuran {len(content)} bita. Kecilkan sampai {MAX_IMAGE_BYTES}."
        )
        return None
    return _checked(content, faults)


def _checked(content: bytes, faults: FileFaults) -> Picture | None:
    root = _parsed(content, faults)
    if root is None:
        return None
    dangers = sorted({danger for element in root.iter() for danger in _dangers(element)})
    for danger in dangers:
        faults.add(1, "G04", f"Gambar memuat {danger}. Hapus dari SVG ini.")
    size = _view_box_size(root)
    if size is None:
        faults.add(1, "G05", "SVG harus memiliki viewBox dengan lebar dan tinggi. Tambahkan.")
    return None if dangers or size is None else Picture(content, *size)


def _parsed(content: bytes, faults: FileFaults) -> ElementTree.Element | None:
    unreadable = "SVG tidak terbaca. Simpan ulang sebagai SVG biasa berkode UTF-8."
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        faults.add(1, "G05", unreadable)
        return None
    if _DECLARED.search(text):
        faults.add(1, "G04", "Hapus DOCTYPE, ENTITY, dan xml-stylesheet dari SVG ini.")
        return None
    if "\0" in text or _ENCODING.search(text[:200]):
        faults.add(1, "G05", unreadable)
        return None
    try:
        return ElementTree.fromstring(content)  # noqa: S314 (no DOCTYPE, 20 kB: nothing to expand)
    except ElementTree.ParseError as error:
        faults.add(error.position[0], "G05", unreadable)
        return None


def _dangers(element: ElementTree.Element) -> Iterator[str]:
    tag = _local(element.tag)
    if tag.lower() in _ACTIVE_TAGS:
        yield f"unsur <{tag}>"
    if tag.lower() == "style" and _OUTSIDE.search("".join(element.itertext())):
        yield "rujukan ke luar dalam <style>"
    for full_name, value in element.attrib.items():
        name = _local(full_name).lower()
        if name.startswith("on"):
            yield f"penangan peristiwa {name}"
        elif (
            name == "base"
            or (name in ("href", "src") and not value.startswith("#"))
            or _OUTSIDE.search(value)
        ):
            yield f"rujukan ke luar dalam {name}"


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _view_box_size(root: ElementTree.Element) -> tuple[int, int] | None:
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        return None
    try:
        _, _, width, height = map(float, root.get("viewBox", "").replace(",", " ").split())
        size = round(width), round(height)
    except (ValueError, OverflowError):
        return None
    return size if min(size) >= 1 and max(size) <= 10_000 else None
