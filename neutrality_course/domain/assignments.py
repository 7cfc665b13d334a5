"""A module given to members of an agency: to whom, and until when."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum

from .nip import NipError, parse_nip
from .terms import JobLevel

END_OF_DAY = time(23, 59)
_LINE_END = re.compile(r"\r\n|\r|\n")


class AudienceKind(StrEnum):
    EVERYBODY = "semua"
    UNIT = "unit"
    JOB_LEVEL = "jenjang"
    LISTED = "daftar"


@dataclass(frozen=True, slots=True)
class Audience:
    """Which members are meant; the fields beside `kind` hold for their own kind alone."""

    kind: AudienceKind
    unit: str = ""
    job_level: JobLevel = JobLevel.UNKNOWN
    person_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NipLine:
    """A line of a pasted list that is not empty; it has either a NIP or a fault in words."""

    line: int
    text: str
    nip: str = ""
    fault: str = ""


def due_moment(day: date, zone: tzinfo) -> datetime:
    """The end of this day where the agency is, in UTC."""
    return datetime.combine(day, END_OF_DAY, zone).astimezone(UTC)


def read_nip_lines(text: str) -> list[NipLine]:
    """The NIPs of a pasted list, one a line; a NIP that was there before is a fault of its line."""
    found: list[NipLine] = []
    first_lines: dict[str, int] = {}
    for line, written in enumerate(_LINE_END.split(text), start=1):
        if not written.strip():
            continue
        try:
            nip = parse_nip(written.strip(" \t"))
        except NipError as error:
            found.append(NipLine(line, written, fault=str(error)))
            continue
        if nip in first_lines:
            fault = f"sudah ada di baris {first_lines[nip]}"
            found.append(NipLine(line, written, fault=fault))
        else:
            first_lines[nip] = line
            found.append(NipLine(line, written, nip=nip))
    return found
