"""A list of agencies, line by line, and what it would change."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from .agencies import AgencyFacts, province_warning, read_agency
from .text import TextError

REQUIRED_COLUMNS = ("kode", "nama", "jenis", "provinsi", "zona")
OPTIONAL_COLUMNS = ("jumlah_pegawai",)


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One line of the list: an agency, or the fault for which the whole list is refused."""

    number: int
    facts: AgencyFacts | None
    fault: str = ""
    warning: str = ""


def read_agency_lines(rows: Iterable[tuple[int, Mapping[str, str]]]) -> list[AgencyLine]:
    """Each (line number, cells by column) as an agency or a fault; a code stands once in a list."""
    lines: list[AgencyLine] = []
    first_lines: dict[str, int] = {}
    for number, cells in rows:
        try:
            facts = read_agency(*(cells[name] for name in (*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS)))
            if facts.code in first_lines:
                first = first_lines[facts.code]
                raise TextError(f"kode {facts.code} sudah ada di baris {first}")
        except TextError as error:
            lines.append(AgencyLine(number, None, fault=str(error)))
            continue
        first_lines[facts.code] = number
        lines.append(AgencyLine(number, facts, warning=province_warning(facts) or ""))
    return lines


def agency_changes(old: AgencyFacts, new: AgencyFacts) -> dict[str, tuple[object, object]]:
    """Old and new value of what differs, by the names of the facts."""
    before, after = asdict(old), asdict(new)
    return {name: (before[name], after[name]) for name in after if before[name] != after[name]}
