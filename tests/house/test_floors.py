"""Imports go down only; the lowest floor stands on the standard library alone. The floors: pyproject.toml."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DOMAIN = PROJECT / "neutrality_course" / "domain"
WORLD = {"io", "os", "pathlib", "random", "secrets", "socket", "sqlite3", "subprocess", "time"}
CLOCK = {"now", "today", "utcnow"}


def test_the_import_contracts_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [program, "--no-cache", "--no-logo"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_domain_stands_on_values_alone() -> None:
    allowed = (set(sys.stdlib_module_names) | {"neutrality_course"}) - WORLD
    found = {
        f"{file.name}: {name}"
        for file in DOMAIN.rglob("*.py")
        for name in imported(ast.parse(file.read_text()))
        if name not in allowed
    }
    assert found == set()


def test_the_domain_has_no_clock() -> None:
    found = {
        f"{file.name}:{node.lineno}: {node.func.attr}()"
        for file in DOMAIN.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
    }
    assert found == set()


def imported(tree: ast.AST) -> Iterator[str]:
    """The top-level names of the packages a module imports; relative imports are our own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).partition(".")[0]
