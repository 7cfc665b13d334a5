"""What is written about an agency, read into its values."""

import re
from dataclasses import dataclass

from .provinces import PROVINCES, province_named
from .terms import AgencyKind, TimeZone
from .text import TextError, one_line, word_of

CODE_LENGTH = 30
RESERVED_CODES = frozenset({"nasional"})
"""The code of the total row in every file."""


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    code: str
    name: str
    kind: AgencyKind
    province: str
    zone: TimeZone
    staff_count: int = 0


def read_agency(
    code: str, name: str, kind: str, province: str, zone: str, staff_count: str
) -> AgencyFacts:
    """The agency these words describe; TextError for the first that cannot be taken.

    A province is kept as written when it is none of the 38: an office may be elsewhere.
    """
    return AgencyFacts(
        code=read_agency_code(code),
        name=one_line("nama instansi", name),
        kind=word_of(AgencyKind, "jenis", kind),
        province=province_named(province) or one_line("provinsi", province, 60),
        zone=word_of(TimeZone, "zona", zone),
        staff_count=read_staff_count(staff_count),
    )


def read_agency_code(text: str) -> str:
    code = one_line("kode instansi", text, CODE_LENGTH)
    if not re.fullmatch(r"[0-9A-Za-z._-]+", code):
        raise TextError("kode instansi hanya boleh berisi huruf, angka, titik, dan tanda hubung")
    if code.casefold() in RESERVED_CODES:
        raise TextError(f"kode instansi {code} dipakai untuk baris jumlah")
    return code


def province_warning(facts: AgencyFacts) -> str | None:
    """What looks odd about an agency's place, for the person to look at; it refuses nothing."""
    zone = PROVINCES.get(facts.province)
    if zone is None:
        return f"provinsi {facts.province} tidak ada dalam daftar 38 provinsi"
    if zone is not facts.zone:
        return f"{facts.province} biasanya {zone.value}, bukan {facts.zone.value}"
    return None


def read_staff_count(text: str) -> int:
    """The number of staff, or 0 where nothing is written: not known."""
    written = text.strip()
    if not written:
        return 0
    if not re.fullmatch(r"[0-9]{1,7}", written):
        raise TextError("jumlah pegawai harus bilangan bulat tanpa titik dan tanpa koma")
    return int(written)
