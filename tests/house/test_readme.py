"""README promises only what is there: its commands exist, its settings are those the application reads."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask
from flask.cli import ScriptInfo

from tests.support.apps import sqlite_only
from tests.support.settings import settings_read

PROJECT = Path(__file__).resolve().parents[2]
README = PROJECT / "README.md"
LEAD = "flask --app app "


def blocks() -> list[list[str]]:
    """The lines of every code block."""
    found = re.findall(r"^```\w*\n(.*?)^```", README.read_text(), re.DOTALL | re.MULTILINE)
    return [block.splitlines() for block in found]


def code() -> list[str]:
    """Every line of every code block, and every piece of code inside a sentence."""
    lines = [line for block in blocks() for line in block]
    sentences = re.sub(r"^```.*?^```", "", README.read_text(), flags=re.DOTALL | re.MULTILINE)
    return lines + re.findall(r"`([^`\n]+)`", sentences)


def test_it_stays_short_enough_to_be_read() -> None:
    assert len(README.read_text().splitlines()) < 200


def test_every_make_command_is_a_target() -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    named = {word for line in code() for word in re.findall(r"\bmake ([a-z]+)", line)}
    assert {"serve", "demo", "test"} <= named <= targets


@sqlite_only
def test_every_command_exists_with_its_options(app: Flask) -> None:
    named = [line.split(LEAD, 1)[1] for line in code() if LEAD in line and "..." not in line]
    listed = [
        command
        for block in blocks()
        if any(line.startswith("db upgrade") for line in block)
        for line in block
        for command in line.split(" | ")
    ]
    named += [command.replace("[", " ").replace("]", " ").strip() for command in listed]
    assert named
    wrong = [problem for line in named for problem in problems_of(app, line)]
    assert wrong == []


def problems_of(app: Flask, line: str) -> Iterator[str]:
    context = click.Context(app.cli, obj=ScriptInfo(create_app=lambda: app))
    words = re.split(r"\s+[|>#]", line)[0].split()
    command: click.Command = app.cli
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words[0])
        if found is None:
            yield f"{line}: no command {words[0]}"
            return
        command, words = found, words[1:]
    known = {option for parameter in command.params for option in parameter.opts}
    for option in re.findall(r"--[a-z][a-z-]*", " ".join(words)):
        if option not in known:
            yield f"{line}: no option {option}"


def test_every_setting_is_documented_once_and_read() -> None:
    """Settings stand at the start of a table row: | `NAME` | ... or | `ONE`, `OTHER` | ..."""
    first_cells = re.findall(r"^\| *(`[A-Z][^|]*)\|", README.read_text(), re.MULTILINE)
    documented = [name for cell in first_cells for name in re.findall(r"`([A-Z_]+)`", cell)]
    assert sorted(documented) == sorted(settings_read())


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned(name: str) -> None:
    lines = (PROJECT / name).read_text().splitlines()
    loose = [line for line in lines if not re.match(r"-r |#|[\w.\[\]-]+==[\w.]+$", line)]
    assert loose == []
