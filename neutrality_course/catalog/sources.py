"""A module's folder as read, before anything is built from it, and what surrounds it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .faults import FileFaults
from .files import Folder
from .language import Citations
from .module_file import ModuleSource, read_module
from .narration import TYPES as AUDIO_TYPES
from .pictures import Picture, read_pictures
from .quiz_file import QuestionSource, read_quiz
from .reference_types import SurveyGroup
from .types import Basis, Misconception, Objective

USED_ENDINGS = (".svg", *AUDIO_TYPES)
MAX_RECORDING_BYTES = 3_000_000
"""About half an hour at 16 kbit/s."""


@dataclass(frozen=True, slots=True)
class ModuleFolder:
    slug: str
    path: str
    """The folder's name as messages show it."""
    module: ModuleSource
    questions: list[QuestionSource]
    pictures: dict[str, Picture]
    module_faults: FileFaults
    quiz_faults: FileFaults

    @property
    def objectives(self) -> dict[str, Objective]:
        """By id; none where the head could not be read."""
        found: dict[str, Objective] = {}
        for entry in self.module.head.objectives if self.module.head else []:
            found.setdefault(entry.id, Objective(entry.id, entry.text, entry.measured))
        return found


@dataclass(frozen=True, slots=True)
class ReferenceNames:
    """What links and charts may name: ids of acts, situations and stages with a card, and survey groups."""

    acts: Collection[str] | None = ()
    situations: Collection[str] | None = ()
    stages: Collection[str] | None = ()
    surveys: Mapping[str, SurveyGroup] | None = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a module may refer to: legal bases, misconceptions, the pages of every module, the reference.

    None where their own file could not be read: that is one fault there, not one at every mention.
    """

    bases: Mapping[str, Basis] | None
    citations: Citations
    misconceptions: Mapping[str, Misconception] | None
    pages_of: Mapping[str, Collection[str]]
    names: ReferenceNames = field(default_factory=ReferenceNames)


def read_module_folder(folder: Folder, path: Path) -> ModuleFolder | None:
    """The module in this folder; None, with faults, where one of its files cannot be read."""
    module_path, quiz_path = path / "module.md", path / "quiz.md"
    for extra in folder.entries(path):
        if extra not in (module_path, quiz_path) and extra.suffix not in USED_ENDINGS:
            folder.faults_of(extra).add(
                1, "F51", "Berkas ini tidak dipakai kursus. Pindahkan atau hapus."
            )
    pictures = read_pictures(folder, path)
    recordings = [entry for entry in folder.entries(path) if entry.suffix in AUDIO_TYPES]
    module_text, quiz_text = folder.read_text(module_path), folder.read_text(quiz_path)
    if module_text is None or quiz_text is None:
        return None
    module_faults, quiz_faults = folder.faults_of(module_path), folder.faults_of(quiz_path)
    module = read_module(module_text, module_faults)
    _check_recordings(folder, recordings, {page.slug for page in module.pages})
    return ModuleFolder(
        slug=path.name,
        path=folder.name(path),
        module=module,
        questions=read_quiz(quiz_text, quiz_faults),
        pictures=pictures,
        module_faults=module_faults,
        quiz_faults=quiz_faults,
    )


def _check_recordings(folder: Folder, recordings: list[Path], pages: Collection[str]) -> None:
    """A recording bears the name of a page and is small enough for a phone."""
    for recording in recordings:
        faults = folder.faults_of(recording)
        if recording.stem not in pages:
            faults.add(1, "F51", "Rekaman ini tidak bernama seperti sebuah halaman. Ganti namanya.")
        if recording.stat().st_size > MAX_RECORDING_BYTES:
            faults.add(
                1, "F05", f"Rekaman lebih dari {MAX_RECORDING_BYTES} bita. Kecilkan atau pendekkan."
            )
