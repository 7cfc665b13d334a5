"""Where code meets Indonesian: words for enumerations, dates, times and numbers."""

from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask

from ..domain.numbers import display_count
from ..domain.terms import (
    COURSE,
    AgencyKind,
    AttemptSource,
    ComprehensionLevel,
    Employment,
    JobLevel,
    JobState,
    KeyShown,
    Phase,
    Role,
    SelfRating,
    TimeZone,
)
from .reference_labels import REFERENCE_LABELS

ZONES = {
    TimeZone.WIB: ZoneInfo("Asia/Jakarta"),
    TimeZone.WITA: ZoneInfo("Asia/Makassar"),
    TimeZone.WIT: ZoneInfo("Asia/Jayapura"),
}

LABELS: dict[StrEnum, str] = {
    SelfRating.VERY_GOOD: "Sangat baik",
    SelfRating.GOOD: "Baik",
    SelfRating.FAIR: "Cukup",
    SelfRating.POOR: "Kurang",
    Role.LEARNER: "Peserta",
    Role.COORDINATOR: "Koordinator KORPRI",
    Role.ADMIN: "Admin",
    AgencyKind.MINISTRY: "Kementerian",
    AgencyKind.INSTITUTION: "Lembaga",
    AgencyKind.PROVINCE: "Provinsi",
    AgencyKind.REGENCY: "Kabupaten",
    AgencyKind.CITY: "Kota",
    Phase.PRE_TEST: "Tes awal",
    Phase.POST_TEST: "Tes akhir",
    ComprehensionLevel.GOOD: "Baik",
    ComprehensionLevel.FAIR: "Cukup",
    ComprehensionLevel.POOR: "Kurang",
    AttemptSource.WEB: "Daring",
    AttemptSource.OFFLINE: "Luring",
    AttemptSource.IMPORT: "Impor",
    AttemptSource.PAPER: "Kertas",
    AttemptSource.PREVIEW: "Pratinjau",
    KeyShown.AFTER_POST_TEST: "Setelah tes akhir dikirim",
    KeyShown.AFTER_WAVE: "Setelah gelombang ditutup",
    JobState.WAITING: "Menunggu",
    JobState.RUNNING: "Sedang dibuat",
    JobState.DONE: "Selesai",
    JobState.FAILED: "Gagal",
    JobLevel.UNKNOWN: "Belum diisi",
    Employment.UNKNOWN: "Belum diisi",
    **REFERENCE_LABELS,
}


def label(value: StrEnum) -> str:
    """The word for a value; words that are the same in files and on pages stand for themselves."""
    return LABELS.get(value, value.value)


def date_words(day: date) -> str:
    """22 November 2026"""
    return format_date(day, "d MMMM y", locale="id")


def moment_words(moment: datetime, zone: TimeZone) -> str:
    """30 November 2026, pukul 23.59 WIT"""
    local = moment.astimezone(ZONES[zone])
    return f"{date_words(local.date())}, pukul {local:%H.%M} {zone.value}"


def nip_words(nip: str) -> str:
    """Birth date, appointment, sex and serial apart, as NIPs are written."""
    return " ".join((nip[:8], nip[8:14], nip[14:15], nip[15:]))


def module_words(slug: str, titles: dict[str, str]) -> str:
    return "Seluruh kursus" if slug == COURSE else titles.get(slug, slug)


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        label=label, tanggal=date_words, waktu=moment_words, jumlah=display_count, nip=nip_words
    )
