"""Where a check is switched off, the reason stands on its line or on the line above."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SWITCH = re.compile(
    r"# (?:type: ignore(?:\[[\w, -]+\])?|noqa(?:: [A-Z]+\d+(?:, ?[A-Z]+\d+)*)?|nosec\b|pragma: no cover)"
)
BARE = re.compile(r"^\s*except(?: (?:Base)?Exception\b[^:]*)?:")


def without_reason(text: str) -> list[int]:
    """The lines, from 1, on which a check is switched off or all exceptions are caught without a word on why."""
    found = []
    above = ""
    for number, line in enumerate(text.splitlines(), 1):
        switch = SWITCH.search(line)
        if switch or BARE.match(line):
            rest = line[switch.end() :] if switch else line.partition("#")[2]
            if not re.search(r"\w{2}", SWITCH.sub("", rest)) and not above.strip().startswith("#"):
                found.append(number)
        above = line
    return found


def test_every_switched_off_check_has_its_reason() -> None:
    files = [
        PROJECT / "app.py",
        *PROJECT.glob("neutrality_course/**/*.py"),
        *PROJECT.glob("tests/**/*.py"),
    ]
    assert len(files) > 300
    silent = [
        f"{path.relative_to(PROJECT)}:{line}"
        for path in files
        if path != Path(__file__).resolve()
        for line in without_reason(path.read_text(encoding="utf-8"))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("x = f()  # type: ignore[arg-type]", [1]),
        ("x = f()  # type: ignore[arg-type]  # fields by name", []),
        ("x = f()  # noqa: S603", [1]),
        ("x = f()  # noqa: S603 (fixed programs)", []),
        ("# Whoever waits is told.\nexcept Exception as error:", []),
        ("try:\n    x()\nexcept Exception as error:\n    y()", [3]),
        ("except:", [1]),
        ("except ValueError:", []),
    ],
)
def test_a_missing_reason_is_seen(text: str, lines: list[int]) -> None:
    assert without_reason(text) == lines
