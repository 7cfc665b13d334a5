"""What is written about a person when an account is made, read into its values."""

from dataclasses import dataclass

from .nip import is_demo_nip, parse_nip
from .terms import Employment, JobLevel
from .text import TextError, email_address, one_line, optional_line, word_of


@dataclass(frozen=True, slots=True)
class PersonFacts:
    nip: str
    name: str
    unit: str = ""
    job_level: JobLevel = JobLevel.UNKNOWN
    employment: Employment = Employment.UNKNOWN
    email: str | None = None


def read_person(
    nip: str, name: str, unit: str = "", job_level: str = "", employment: str = "", email: str = ""
) -> PersonFacts:
    """The person these words describe; NipError or TextError for the first that cannot be taken."""
    return PersonFacts(
        nip=read_own_nip(nip),
        name=one_line("nama", name),
        unit=optional_line("unit", unit),
        job_level=word_of(JobLevel, "jenjang", job_level)
        if job_level.strip()
        else JobLevel.UNKNOWN,
        employment=word_of(Employment, "jenis", employment)
        if employment.strip()
        else Employment.UNKNOWN,
        email=email_address(email),
    )


def read_own_nip(text: str) -> str:
    """The NIP of somebody at work; TextError for one that only the invented people of the demo
    have.
    """
    nip = parse_nip(text)
    if is_demo_nip(nip):
        raise TextError("NIP dengan tahun lahir sebelum 1930 hanya untuk data contoh")
    return nip
