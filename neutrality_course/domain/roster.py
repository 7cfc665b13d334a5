"""A list of an agency's members as it comes in a file: what its lines say, and what they would change.

The agency and the roles of people never come from a file.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from .nip import NipError
from .people import PersonFacts, read_person
from .terms import Role
from .text import TextError

REQUIRED = ("nip", "nama", "unit", "jenjang", "jenis")
OPTIONAL = ("email",)
COLUMN_OF = {
    "name": "nama",
    "unit": "unit",
    "job_level": "jenjang",
    "employment": "jenis",
    "email": "email",
}
"""The file's column for each fact that can change; the NIP is the person."""

ELSEWHERE = "NIP ini terdaftar di instansi lain; minta admin memindahkan akunnya"
AN_ADMIN = "akun dengan NIP ini hanya dapat diubah oleh admin"


@dataclass(frozen=True, slots=True)
class RosterRow:
    line: int
    facts: PersonFacts


@dataclass(frozen=True, slots=True)
class LineFault:
    """What is wrong on a line of the file, in Indonesian."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows that can be taken and the faults of the others, both in the order of the file."""

    rows: tuple[RosterRow, ...]
    faults: tuple[LineFault, ...]
    has_email: bool
    """Whether the file has a column for e-mail; without it the addresses stay as they are."""
    ignored: tuple[str, ...] = ()
    """The file's other columns."""


@dataclass(frozen=True, slots=True)
class Registered:
    """Whoever already has a NIP of the file."""

    person_id: str
    agency_id: str
    role: Role
    facts: PersonFacts


@dataclass(frozen=True, slots=True)
class Change:
    """A column's old and new value, as files carry them."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    row: RosterRow
    person_id: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What taking the list in would do: nothing at all as long as there is a fault."""

    added: tuple[RosterRow, ...]
    changed: tuple[ChangedRow, ...]
    unchanged: tuple[RosterRow, ...]
    faults: tuple[LineFault, ...]


def read_roster(
    lines: Iterable[tuple[int, Mapping[str, str]]], has_email: bool, ignored: tuple[str, ...] = ()
) -> Roster:
    """Read the cells of each line; a NIP that stands on two lines is a fault of both."""
    rows: list[RosterRow] = []
    faults: list[LineFault] = []
    for line, cells in lines:
        try:
            rows.append(RosterRow(line, _read_cells(cells)))
        except (NipError, TextError) as error:
            faults.append(LineFault(line, str(error)))
    lines_of: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        lines_of[row.facts.nip].append(row.line)
    repeated = {nip: lines for nip, lines in lines_of.items() if len(lines) > 1}
    for same in repeated.values():
        faults += [LineFault(line, _repeated_words(line, same)) for line in same]
    return Roster(
        rows=tuple(row for row in rows if row.facts.nip not in repeated),
        faults=tuple(sorted(faults, key=lambda fault: fault.line)),
        has_email=has_email,
        ignored=ignored,
    )


def plan_roster(roster: Roster, registered: Mapping[str, Registered], agency_id: str) -> RosterPlan:
    """What the list would change in this agency, given who already has its NIPs."""
    added: list[RosterRow] = []
    changed: list[ChangedRow] = []
    unchanged: list[RosterRow] = []
    faults = list(roster.faults)
    for row in roster.rows:
        person = registered.get(row.facts.nip)
        if person is None:
            added.append(row)
        elif person.agency_id != agency_id:
            faults.append(LineFault(row.line, ELSEWHERE))
        elif person.role is Role.ADMIN:
            faults.append(LineFault(row.line, AN_ADMIN))
        elif changes := _changes(person.facts, row.facts, roster.has_email):
            changed.append(ChangedRow(row, person.person_id, changes))
        else:
            unchanged.append(row)
    faults.sort(key=lambda fault: fault.line)
    return RosterPlan(tuple(added), tuple(changed), tuple(unchanged), tuple(faults))


def _read_cells(cells: Mapping[str, str]) -> PersonFacts:
    return read_person(
        nip=cells["nip"],
        name=cells["nama"],
        unit=cells["unit"],
        job_level=cells["jenjang"],
        employment=cells["jenis"],
        email=cells["email"],
    )


def _repeated_words(line: int, lines: list[int]) -> str:
    others = ", ".join(str(other) for other in lines if other != line)
    return f"NIP ini juga ada di baris {others}"


def _changes(old: PersonFacts, new: PersonFacts, has_email: bool) -> tuple[Change, ...]:
    before, after = asdict(old), asdict(new)
    return tuple(
        Change(column, str(before[field] or ""), str(after[field] or ""))
        for field, column in COLUMN_OF.items()
        if before[field] != after[field] and (has_email or field != "email")
    )
