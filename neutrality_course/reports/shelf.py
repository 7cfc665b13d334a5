"""Where large files lie between their making and their fetching."""

from collections.abc import Collection
from pathlib import Path


def exports_folder(instance_dir: Path) -> Path:
    """The folder, for its owner alone; made when it is not there."""
    folder = instance_dir / "ekspor"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def remove_old(folder: Path, kept: Collection[str]) -> None:
    """Remove the files of jobs that are not among those kept."""
    for path in folder.iterdir():
        if path.stem not in kept:
            path.unlink(missing_ok=True)
