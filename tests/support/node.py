"""Programs from npm that the tests ask for a second opinion, installed once under build/."""

import fcntl
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
SOURCE = PROJECT / "tests" / "node"
FOLDER = PROJECT / "build" / "node"
NAMES = ("package.json", "package-lock.json", ".npmrc")


def installed() -> Path:
    """The folder whose node_modules holds what tests/node/package.json asks for."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_current():
            for name in NAMES:
                shutil.copy(SOURCE / name, FOLDER / name)
            # The lock file's hashes say what may be installed, from wherever npm is set to ask.
            subprocess.run(
                ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
                cwd=FOLDER,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            shutil.copy(SOURCE / NAMES[1], FOLDER / "installed.json")
    return FOLDER


def _is_current() -> bool:
    stamp = FOLDER / "installed.json"
    return stamp.exists() and stamp.read_bytes() == (SOURCE / NAMES[1]).read_bytes()


def read_gift(text: str) -> list[dict[str, Any]]:
    """What gift-pegjs understands of a GIFT file."""
    result = subprocess.run(
        ["node", str(SOURCE / "read_gift.cjs"), str(installed())],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    questions: list[dict[str, Any]] = json.loads(result.stdout)
    return questions
