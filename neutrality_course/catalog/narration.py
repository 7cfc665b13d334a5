"""Making and finding the audio of pages.

A machine's voice (espeak-ng) is a build product, named by what it says, so that a page that has
changed never plays its old text. A recording in the module's folder, named as the page, wins over it.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .speech import pronounced, spoken_sentences
from .types import Catalog, Module, Page

WORDS_A_MINUTE = "140"
TYPES = {".ogg": "audio/ogg", ".m4a": "audio/mp4"}
"""Opus for most browsers, AAC for old iPhones: endings and media types, in the order of choice."""
_ENCODERS = {
    ".ogg": ("-c:a", "libopus", "-b:a", "16k"),
    ".m4a": ("-c:a", "aac", "-b:a", "24k", "-movflags", "+faststart"),
}
PROGRAMS = ("espeak-ng", "ffmpeg")


class NarrationError(Exception):
    """The audio cannot be made; the message says why in Indonesian."""


@dataclass(frozen=True, slots=True)
class Audio:
    """The audio of a page: its files by ending, and whether a machine speaks."""

    files: Mapping[str, Path]
    is_machine: bool


def page_audio(
    content_dir: Path, audio_dir: Path, catalog: Catalog, module: Module, page: Page
) -> Audio | None:
    """The page's recording, else its machine's voice, else None."""
    recorded = _existing(content_dir / module.slug / page.slug)
    if recorded:
        return Audio(recorded, is_machine=False)
    if not (audio_dir / module.slug).is_dir():
        return None
    made = _existing(_place(audio_dir, module, page, catalog.pronunciations))
    return Audio(made, is_machine=True) if made else None


def narrate(
    audio_dir: Path, module: Module, words: Mapping[str, str]
) -> Iterator[tuple[Page, int]]:
    """Make what is missing, a page at a time, and tell its bytes (0: it was there already).

    Audio of texts that have changed is removed. NarrationError where a program is missing or fails.
    """
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        raise NarrationError(f"Pasang dahulu: {', '.join(missing)}.")
    folder = audio_dir / module.slug
    folder.mkdir(parents=True, exist_ok=True)
    for page in module.pages:
        place = _place(audio_dir, module, page, words)
        is_there = len(_existing(place)) == len(TYPES)
        yield page, 0 if is_there else _make(place, _script(page, words))
    current = {_place(audio_dir, module, page, words).name for page in module.pages}
    for old in folder.iterdir():
        if old.stem not in current and old.suffix in TYPES:
            old.unlink()


def _existing(place: Path) -> dict[str, Path]:
    """The files of this name without its ending, by ending; a link out of the folder is none."""
    found = {ending: place.with_name(place.name + ending) for ending in TYPES}
    folder = place.parent.resolve()
    return {
        ending: path
        for ending, path in found.items()
        if path.is_file() and path.resolve().parent == folder
    }


def _place(audio_dir: Path, module: Module, page: Page, words: Mapping[str, str]) -> Path:
    digest = sha256(_script(page, words).encode()).hexdigest()[:12]
    return audio_dir / module.slug / f"{page.slug}-{digest}"


def _script(page: Page, words: Mapping[str, str]) -> str:
    return "\n".join(pronounced(sentence, words) for sentence in spoken_sentences(page))


def _make(place: Path, script: str) -> int:
    with tempfile.TemporaryDirectory(dir=place.parent) as work:
        wave = Path(work) / "suara.wav"
        _run("espeak-ng", "-v", "id", "-s", WORDS_A_MINUTE, "-w", str(wave), text=script)
        size = 0
        for ending, encoder in _ENCODERS.items():
            made = Path(work) / f"suara{ending}"
            # Bit-exact and without metadata: the same text gives the same bytes.
            _run(
                *("ffmpeg", "-nostdin", "-loglevel", "error", "-i", str(wave), "-ac", "1"),
                *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"),
                *encoder,
                str(made),
            )
            size += made.stat().st_size
            made.replace(place.with_name(place.name + ending))
    return size


def _run(*command: str, text: str = "") -> None:
    done = subprocess.run(command, input=text, text=True, capture_output=True, check=False)  # noqa: S603 (fixed programs; no shell)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["tanpa pesan"]
        raise NarrationError(f"{command[0]} gagal: {lines[-1]}")
