"""Reading files of the content folder: never outside it, never too large, never undecodable."""

import re
import unicodedata
from pathlib import Path

from ..domain.terms import COURSE
from .faults import Faults, FileFaults

MAX_BYTES = 200_000
MAX_LINE = 2_000
"""Characters; bounds the time that any pattern can spend on a line."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Python-Markdown keeps its own marks between U+0002 and U+0003, so no control character may come
# in; direction overrides would let a text read differently from what is stored.
HIDDEN = "\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufffe\uffff"
_HIDDEN = re.compile(f"[{HIDDEN}]")


class Folder:
    """The content folder: its files as text or bytes, with a fault instead of an exception."""

    def __init__(self, root: Path, faults: Faults) -> None:
        self.root = root
        self.faults = faults
        self._real_root = root.resolve()

    def name(self, path: Path) -> str:
        """The path as messages show it, from the content folder's own name on."""
        name = (Path(self._real_root.name) / path.relative_to(self.root)).as_posix()
        return name.encode(errors="replace").decode()

    def faults_of(self, path: Path) -> FileFaults:
        return self.faults.of(self.name(path))

    def module_folders(self) -> list[Path]:
        """The folders that are modules by their place, sorted; hidden ones are not looked at."""
        folders = [
            path
            for path in self.entries(self.root)
            if path.is_dir() and not path.name.startswith((".", "_"))
        ]
        if not folders:
            self.faults_of(self.root).add(1, "F01", "Belum ada folder modul. Tambahkan satu modul.")
        return [path for path in folders if self._is_inside(path) and self._is_named_well(path)]

    def entries(self, folder: Path) -> list[Path]:
        """What the folder holds, sorted by name."""
        try:
            return sorted(folder.iterdir())
        except OSError:
            self.faults_of(folder).add(1, "F01", "Folder tidak dapat dibuka. Periksa izin bacanya.")
            return []

    def read_bytes(self, path: Path) -> bytes | None:
        """The file's content; None, with a fault, where it is missing, elsewhere or too large."""
        faults = self.faults_of(path)
        if not path.is_file():
            faults.add(1, "F01", "Berkas ini tidak ada. Buat berkasnya.")
            return None
        if not self._is_inside(path):
            return None
        try:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError:
            faults.add(1, "F01", "Berkas ini tidak dapat dibuka. Periksa izin bacanya.")
            return None
        if len(content) > MAX_BYTES:
            faults.add(1, "F05", f"Berkas lebih dari {MAX_BYTES} bita. Kecilkan atau pecah.")
            return None
        return content

    def read_text(self, path: Path) -> str | None:
        """The file as text with plain line ends; None, with a fault, where that cannot be had."""
        content = self.read_bytes(path)
        if content is None:
            return None
        faults = self.faults_of(path)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            faults.add(line, "F02", "Teks bukan UTF-8. Simpan ulang berkas sebagai UTF-8.")
            return None
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        return text if _is_plain(text, faults) else None

    def _is_inside(self, path: Path) -> bool:
        if path.resolve().is_relative_to(self._real_root):
            return True
        self.faults_of(path).add(
            1, "F04", "Tautan berkas ini menunjuk ke luar folder konten. Hapus tautannya."
        )
        return False

    def _is_named_well(self, path: Path) -> bool:
        if SLUG.fullmatch(path.name) and path.name != COURSE:
            return True
        self.faults_of(path).add(
            1,
            "F06",
            f"Nama folder modul hanya huruf kecil, angka, dan tanda hubung, dan bukan {COURSE}.",
        )
        return False


def _is_plain(text: str, faults: FileFaults) -> bool:
    is_plain = True
    for number, line in enumerate(text.split("\n"), 1):
        if found := _HIDDEN.search(line):
            code = f"U+{ord(found[0]):04X}"
            faults.add(number, "F03", f"Ada karakter tak terlihat {code}. Hapus karakter itu.")
            is_plain = False
        if len(line) > MAX_LINE:
            faults.add(number, "F05", f"Baris lebih dari {MAX_LINE} karakter. Pecah baris ini.")
            is_plain = False
    return is_plain
