"""`user ...`: data on standard output, words on standard error, one clear last line when it fails."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask

from neutrality_course.actions.accounts import activate
from neutrality_course.actions.throttle import Caller
from neutrality_course.domain.activation import read_code
from neutrality_course.domain.terms import Employment, JobLevel, Role
from neutrality_course.models import Person
from neutrality_course.queries.people import person_by_nip
from tests.builders import LONG_AGO, PASSWORD, a_coordinator, a_person, an_admin, an_agency
from tests.support.apps import Clock

Command = Callable[..., Result]
NIP = "198501012010011001"
CALLER = Caller("", b"perangkat".ljust(32, b"."), "kunci")


def person_named(nip: str) -> Person:
    person = person_by_nip(nip)
    assert person is not None
    return person


def last_line(result: Result) -> str:
    assert result.exit_code != 0
    assert result.stdout == ""
    return result.stderr.splitlines()[-1]


def test_add_prints_the_code_that_activates(app: Flask, command: Command, clock: Clock) -> None:
    an_agency(code="3273")

    result = command(
        "user", "add", "--nip", " 19850101 201001 1 001", "--name", "Budi Santosa",
        "--agency", "3273", "--role", "Coordinator", "--unit", "Sekretariat",
        "--job-level", "jpt pratama", "--employment", "pns", "--email", "budi@uji.go.id",
    )  # fmt: skip

    assert result.exit_code == 0
    assert read_code(result.stdout) is not None
    assert result.stdout.count("\n") == 1
    person = person_named(NIP)
    assert (person.name, person.unit, person.role) == (
        "Budi Santosa",
        "Sekretariat",
        Role.COORDINATOR,
    )
    assert (person.job_level, person.employment) == (JobLevel.JPT_PRATAMA, Employment.PNS)
    assert (person.email, person.agency.code) == ("budi@uji.go.id", "3273")
    assert activate(NIP, result.stdout, PASSWORD, CALLER, clock()) == person.id


def test_add_makes_a_learner_unless_told_otherwise(app: Flask, command: Command) -> None:
    an_agency(code="3273")

    command("user", "add", "--nip", NIP, "--name", "Budi", "--agency", "3273")

    person = person_named(NIP)
    assert (person.role, person.job_level, person.employment, person.email) == (
        Role.LEARNER,
        JobLevel.UNKNOWN,
        Employment.UNKNOWN,
        None,
    )


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"--nip": "1.98501E+17"}, "Galat: NIP rusak oleh Excel, format kolom sebagai Teks"),
        (
            {"--nip": "190001012010011001"},
            "Galat: NIP dengan tahun lahir sebelum 1930 hanya untuk data contoh",
        ),
        ({"--name": " "}, "Galat: nama belum diisi"),
        ({"--agency": "9999"}, "Galat: instansi dengan kode 9999 tidak ada"),
        ({"--nip": None}, "Galat: opsi --nip wajib diisi"),
        ({"--agency": None}, "Galat: opsi --agency wajib diisi"),
        (
            {"--employment": "honorer"},
            "Galat: jenis harus salah satu dari: PNS, PPPK",
        ),
        (
            {"--role": "bos"},
            "Galat: opsi --role harus salah satu dari: learner, coordinator, admin",
        ),
        ({"--password": "rahasia"}, "Galat: opsi --password tidak dikenal"),
    ],
)
def test_add_that_fails(
    app: Flask, command: Command, changes: dict[str, str | None], line: str
) -> None:
    an_agency(code="3273")
    options = {"--nip": NIP, "--name": "Budi", "--agency": "3273", **changes}
    words = [word for name, value in options.items() if value is not None for word in (name, value)]

    assert last_line(command("user", "add", *words)) == line
    assert person_by_nip(NIP) is None


def test_add_a_nip_that_is_registered(app: Flask, command: Command) -> None:
    person = a_person(an_agency(code="3273"), nip=NIP)

    line = last_line(command("user", "add", "--nip", NIP, "--name", "B", "--agency", "3273"))

    assert line == "Galat: NIP ini sudah terdaftar."
    assert person.name != "B"


def test_set_role(app: Flask, command: Command) -> None:
    person = a_person()

    result = command("user", "set-role", person.nip, "coordinator")

    assert (result.exit_code, result.stdout, person.role) == (0, "", Role.COORDINATOR)


def test_the_last_admin_stays(app: Flask, command: Command) -> None:
    admin = an_admin()
    line = "Galat: Ini satu-satunya admin yang aktif. Tunjuk admin lain lebih dahulu."

    assert last_line(command("user", "set-role", admin.nip, "learner")) == line
    assert last_line(command("user", "disable", admin.nip)) == line
    assert (admin.role, admin.is_active) == (Role.ADMIN, True)


def test_disable(app: Flask, command: Command) -> None:
    person = a_person()

    assert command("user", "disable", person.nip).exit_code == 0
    assert not person.is_active
    line = last_line(command("user", "activation-code", person.nip))
    assert line == "Galat: Akun ini sudah dinonaktifkan."


def test_a_new_activation_code(app: Flask, command: Command, clock: Clock) -> None:
    person = a_person()

    first = command("user", "activation-code", person.nip).stdout
    second = command("user", "activation-code", person.nip).stdout

    assert read_code(first) != read_code(second) is not None
    assert activate(person.nip, second, PASSWORD, CALLER, clock()) == person.id


def test_move(app: Flask, command: Command) -> None:
    there = an_agency(code="7371")
    learner, coordinator = a_person(), a_coordinator()

    for person in (learner, coordinator):
        result = command("user", "move", person.nip, "--to", "7371")
        assert (result.exit_code, result.stdout) == (0, "")
        assert (person.agency_id, person.role) == (there.id, Role.LEARNER)

    assert last_line(command("user", "move", learner.nip, "--to", "x")) == (
        "Galat: instansi dengan kode x tidak ada"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("set-role", "{nip}", "learner"),
        ("disable", "{nip}"),
        ("activation-code", "{nip}"),
        ("move", "{nip}", "--to", "3273"),
    ],
)
def test_a_person_who_is_not_there(app: Flask, command: Command, words: tuple[str, ...]) -> None:
    an_agency(code="3273")
    a_person(disabled_at=LONG_AGO)

    unknown = command("user", *(word.format(nip=NIP) for word in words))
    damaged = command("user", *(word.format(nip="198501012010011000") for word in words))

    assert last_line(unknown) == "Galat: NIP ini belum terdaftar"
    assert last_line(damaged) == "Galat: NIP rusak oleh Excel, format kolom sebagai Teks"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("disable",), "Galat: NIP wajib diisi"),
        (("hapus",), "Galat: perintah hapus tidak dikenal"),
        (
            ("disable", NIP, "lebih"),
            "Galat: perintah tidak dapat dibaca; tambahkan --help untuk petunjuk",
        ),
        (("move", NIP, "--to"), "Galat: opsi --to belum diisi"),
    ],
)
def test_words_that_cannot_be_read(
    app: Flask, command: Command, words: tuple[str, ...], line: str
) -> None:
    assert last_line(command("user", *words)) == line
