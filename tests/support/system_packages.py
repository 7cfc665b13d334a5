"""What pip cannot bring: PostgreSQL's server, Chromium, programs. `make test` runs this first.

As root on a Debian-like system the missing ones are installed; elsewhere it says what to install and fails.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support import node, postgresql

DEBIAN_CHROMIUM = Path("/usr/bin/chromium")
ADVICE = {
    "postgresql": "PostgreSQL: install its server, or set DATABASE_URL_TEST to one for tests.",
    "chromium": "Chromium: install it, or set CHROMIUM to the path of its program.",
    "espeak-ng": "espeak-ng: install it; it speaks the pages.",
    "ffmpeg": "ffmpeg: install it; it makes Opus and AAC.",
    "libreoffice-calc": "LibreOffice Calc: install it; it opens the spreadsheets.",
    "poppler-utils": "poppler-utils: install it; it reads the PDF reports.",
    "nodejs": "Node.js 18 or newer: install it; it runs the second reader of GIFT.",
    "npm": "npm: install it; it brings the second reader of GIFT.",
}
PROGRAMS = {
    "espeak-ng": "espeak-ng",
    "ffmpeg": "ffmpeg",
    "soffice": "libreoffice-calc",
    "pdftotext": "poppler-utils",
    "node": "nodejs",
    "npm": "npm",
}
"""Package by program."""


def chromium() -> str | None:
    """The path of the browser that the tests drive."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given
    return str(DEBIAN_CHROMIUM) if DEBIAN_CHROMIUM.exists() else shutil.which("chromium")


def missing_packages() -> list[str]:
    missing = []
    if not os.environ.get("DATABASE_URL_TEST") and postgresql.newest_binaries() is None:
        missing.append("postgresql")
    if chromium() is None:
        missing.append("chromium")
    missing += [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    return missing


def install(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *command], check=True, env=environment)


def main() -> None:
    missing = missing_packages()
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing for the tests:", *missing, file=sys.stderr)
        install(missing)
        missing = missing_packages()
    if missing:
        sys.exit("\n".join(["The tests need:", *(ADVICE[package] for package in missing)]))
    node.installed()


if __name__ == "__main__":
    main()
