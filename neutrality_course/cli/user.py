"""`flask --app app user`: accounts."""

import click

from ..actions import accounts
from ..actions.refusals import Refused
from ..domain.nip import NipError, parse_nip
from ..domain.people import read_person
from ..domain.terms import Role
from ..domain.text import TextError
from ..models import Agency, Person
from ..queries.agencies import agency_by_code
from ..queries.people import person_by_nip
from ..web.clock import now
from ..web.labels import label
from . import Noun, fail, say

ROLES = click.Choice([role.value for role in Role], case_sensitive=False)


@click.group("user", cls=Noun, help="Akun: buat, ubah peran, pindahkan, nonaktifkan.")
def command() -> None:
    """Accounts."""


@command.command("add", help="Buat akun dan cetak kode aktivasinya.")
@click.option("--nip", required=True)
@click.option("--name", required=True)
@click.option("--agency", "agency_code", required=True, metavar="KODE")
@click.option("--role", type=ROLES, default=Role.LEARNER.value)
@click.option("--unit", default="")
@click.option("--job-level", default="")
@click.option("--employment", default="")
@click.option("--email", default="")
def add(agency_code: str, role: str, **words: str) -> None:
    agency = _agency(agency_code)
    try:
        facts = read_person(**words)
        click.echo(accounts.add_person(facts, agency.id, Role(role), None, now()))
    except (NipError, TextError, Refused) as refused:
        fail(str(refused))
    say(f"Akun {facts.name} dibuat. Kode berlaku 14 hari dan hanya tampil sekali.")


@command.command("set-role", help="Beri peran lain: learner, coordinator, atau admin.")
@click.argument("nip")
@click.argument("role", type=ROLES)
def set_role(nip: str, role: str) -> None:
    person = _person(nip)
    name = person.name
    try:
        accounts.set_role(person.id, Role(role), None, now())
    except Refused as refused:
        fail(str(refused))
    say(f"Peran {name} sekarang: {label(Role(role))}.")


@command.command("disable", help="Nonaktifkan akun; hasil tesnya tetap dihitung.")
@click.argument("nip")
def disable(nip: str) -> None:
    person = _person(nip)
    name = person.name
    try:
        accounts.disable_person(person.id, None, now())
    except Refused as refused:
        fail(str(refused))
    say(f"Akun {name} dinonaktifkan.")


@command.command("activation-code", help="Cetak kode aktivasi baru; yang lama tidak berlaku lagi.")
@click.argument("nip")
def activation_code(nip: str) -> None:
    person = _person(nip)
    try:
        click.echo(accounts.make_activation_code(person.id, None, now()))
    except Refused as refused:
        fail(str(refused))
    say("Kode berlaku 14 hari dan hanya tampil sekali.")


@command.command("move", help="Pindahkan ke instansi lain; koordinator menjadi peserta di sana.")
@click.argument("nip")
@click.option("--to", "agency_code", required=True, metavar="KODE")
def move(nip: str, agency_code: str) -> None:
    person, agency = _person(nip), _agency(agency_code)
    name, agency_name, was_coordinator = person.name, agency.name, person.role is Role.COORDINATOR
    accounts.move_person(person.id, agency.id, None, now())
    say(f"{name} sekarang di {agency_name}.")
    if was_coordinator:
        say("Perannya menjadi peserta. Untuk mengubahnya: flask --app app user set-role")


def _person(nip_text: str) -> Person:
    try:
        person = person_by_nip(parse_nip(nip_text))
    except NipError as error:
        fail(str(error))
    if person is None:
        fail("NIP ini belum terdaftar")
    return person


def _agency(code: str) -> Agency:
    agency = agency_by_code(code)
    if agency is None:
        fail(f"instansi dengan kode {code} tidak ada")
    return agency
