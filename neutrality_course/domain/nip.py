"""Reading an 18-digit NIP (a PPPK's number too) without ever guessing.

A NIP tells a birth date and a sex: nothing here hands them out, and `mask_nip` is for logs.
"""

import re
from datetime import date
from enum import StrEnum

LENGTH = 18
FIRST_BIRTH_YEAR = 1900
DEMO_BEFORE_YEAR = 1930

_SCIENTIFIC = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]*)?[eE][+-]?[0-9]+")
_DIGITS = re.compile(r"[0-9]+")


class NipFault(StrEnum):
    EMPTY = "kosong"
    DAMAGED = "rusak"
    CHARACTER = "karakter"
    LENGTH = "panjang"
    BIRTH_DATE = "tanggal-lahir"
    SEX_DIGIT = "angka-ke-15"


MESSAGES = {
    NipFault.EMPTY: "NIP kosong",
    NipFault.DAMAGED: "NIP rusak oleh Excel, format kolom sebagai Teks",
    NipFault.CHARACTER: "NIP hanya boleh berisi angka 0–9, spasi biasa, dan titik",
    NipFault.LENGTH: "NIP harus 18 angka",
    NipFault.BIRTH_DATE: "Delapan angka pertama NIP bukan tanggal lahir yang ada di kalender",
    NipFault.SEX_DIGIT: "Angka ke-15 NIP harus 1 atau 2",
}


class NipError(ValueError):
    """The text is not a NIP: `fault` and the Indonesian message say why, without repeating it."""

    def __init__(self, fault: NipFault) -> None:
        super().__init__(MESSAGES[fault])
        self.fault = fault


def parse_nip(text: str) -> str:
    """The 18 digits written in this text; NipError unless it is a NIP.

    ASCII spaces, dots and one leading apostrophe are taken out. Any other character is refused,
    also a digit of another script, which `str.isdigit` and `int` would let through.
    """
    written = text.replace(" ", "").removeprefix("'")
    if _SCIENTIFIC.fullmatch(written):
        raise NipError(NipFault.DAMAGED)
    nip = written.replace(".", "")
    if not nip:
        raise NipError(NipFault.EMPTY)
    if not _DIGITS.fullmatch(nip):
        raise NipError(NipFault.CHARACTER)
    if len(nip) != LENGTH:
        raise NipError(NipFault.LENGTH)
    if nip.endswith("000"):
        # A spreadsheet keeps 15 digits of a number; a real serial starts at 001.
        raise NipError(NipFault.DAMAGED)
    if not _begins_with_a_date(nip):
        raise NipError(NipFault.BIRTH_DATE)
    if nip[14] not in "12":
        raise NipError(NipFault.SEX_DIGIT)
    return nip


def is_demo_nip(nip: str) -> bool:
    """Whether a parsed NIP is of the demo's invented people: nobody at work was born then."""
    return int(nip[:4]) < DEMO_BEFORE_YEAR


def group_nip(nip: str) -> str:
    """A parsed NIP as letters print it, "19800101 200501 1 001": a spreadsheet takes it for text and keeps it."""
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def mask_nip(nip: str) -> str:
    """For logs: the last three of 18 digits, which tell neither birth date nor sex.

    Of anything else nothing: it may be a password typed into the wrong field.
    """
    is_number = len(nip) == LENGTH and _DIGITS.fullmatch(nip)
    return "*" * 15 + (nip[-3:] if is_number else "***")


def _begins_with_a_date(nip: str) -> bool:
    try:
        return date(int(nip[:4]), int(nip[4:6]), int(nip[6:8])).year >= FIRST_BIRTH_YEAR
    except ValueError:
        return False
