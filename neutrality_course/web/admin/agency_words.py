"""What the dry run of a list of agencies says of each line."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain.agency_list import AgencyLine

NAMES = {
    "name": "nama",
    "kind": "jenis",
    "province": "provinsi",
    "zone": "zona",
    "staff_count": "jumlah pegawai",
}


@dataclass(frozen=True, slots=True)
class LineWords:
    number: int
    agency: str
    status: str
    status_kind: str
    detail: str


def line_words(
    line: AgencyLine, is_new: bool, changes: Mapping[str, tuple[object, object]]
) -> LineWords:
    """`changes` is old and new of what differs from the agency of this code, if there is one."""
    if line.facts is None:
        return LineWords(line.number, "", "Salah", "error", line.fault)
    agency = f"{line.facts.code}, {line.facts.name}"
    details = [f"{NAMES[name]}: {old} → {new}" for name, (old, new) in changes.items()]
    if line.warning:
        details.append(f"perhatian: {line.warning}")
    if is_new:
        status, kind = "Baru", "info"
    elif changes:
        status, kind = "Diubah", "doing"
    else:
        status, kind = "Tetap", "done"
    return LineWords(line.number, agency, status, kind, "; ".join(details))
