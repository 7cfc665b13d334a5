"""The words a command offers are the words it takes, whatever the command."""

from collections.abc import Callable, Iterator
from enum import Enum

import click
import pytest
from click.testing import Result
from flask import Flask

from neutrality_course.domain.terms import AgencyKind, Employment, JobLevel, Role, TimeZone
from neutrality_course.queries.agencies import agency_by_code
from tests.builders import a_person, a_wave, an_agency
from tests.support.apps import sqlite_only

Command = Callable[..., Result]


def choices(command: click.Command, path: str = "") -> Iterator[tuple[str, click.Choice[object]]]:
    """Every parameter of a command, and of those below it, that takes only certain words."""
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from choices(below, f"{path} {name}")
    for parameter in command.params:
        if isinstance(parameter.type, click.Choice):
            yield f"{path} {parameter.name}".strip(), parameter.type


@sqlite_only
def test_every_word_offered_is_taken(app: Flask) -> None:
    found = dict(choices(app.cli))
    assert {"user add role", "attempts import source", "content check shape"} <= set(found)
    for place, kind in found.items():
        assert not any(isinstance(word, Enum) for word in kind.choices), place
        for word in kind.choices:
            assert kind.convert(word, None, None) == word, place


@pytest.mark.parametrize("role", ["learner", "coordinator", "admin"])
def test_every_role(app: Flask, command: Command, role: str) -> None:
    an_agency(code="K1")
    words = ("--nip", "198501012010011001", "--name", "Budi", "--agency", "K1", "--role", role)
    assert command("user", "add", *words).exit_code == 0
    person = a_person()
    if role != Role.LEARNER:  # which the person is already
        assert command("user", "set-role", person.nip, role).exit_code == 0


@pytest.mark.parametrize("kind", [word.value for word in AgencyKind])
@pytest.mark.parametrize("zone", [word.value for word in TimeZone])
def test_every_kind_and_zone_of_an_agency(
    app: Flask, command: Command, kind: str, zone: str
) -> None:
    words = ("--code", "K1", "--name", "Satu", "--province", "Jawa Tengah")
    result = command("agency", "add", *words, "--kind", kind, "--zone", zone)
    assert result.exit_code == 0
    agency = agency_by_code("K1")
    assert agency is not None
    assert (agency.kind.value, agency.zone.value) == (kind, zone)
    a_wave()
    figures = command("report", "indicator", "--format", "csv", "--kind", kind)
    assert (figures.exit_code, figures.stdout.count(",K1,")) == (0, 1)


@pytest.mark.parametrize("level", [word.value for word in JobLevel if word.value != "-"])
@pytest.mark.parametrize("employment", [word.value for word in Employment if word.value != "-"])
@sqlite_only
def test_every_job_level_and_employment(
    app: Flask, command: Command, level: str, employment: str
) -> None:
    an_agency(code="K1")
    words = ("--nip", "198501012010011001", "--name", "Budi", "--agency", "K1")
    result = command("user", "add", *words, "--job-level", level, "--employment", employment)
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("words", "forms"),
    [
        (("report", "indicator"), ("csv", "excel", "json")),
        (("export", "attempts"), ("csv", "excel")),
        (("content", "check"), ("text", "json")),
        (("content", "stats"), ("text", "json")),
        (("content", "export", "pp-94-2021"), ("gift", "moodle-xml")),
    ],
)
@sqlite_only
def test_every_format(
    app: Flask, command: Command, words: tuple[str, ...], forms: tuple[str, ...]
) -> None:
    a_wave()
    for form in forms:
        assert command(*words, "--format", form).exit_code == 0, form
