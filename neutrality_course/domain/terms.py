"""The field's words as enumerations; their values are what is stored and what files carry."""

from enum import StrEnum


class Role(StrEnum):
    LEARNER = "learner"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


class AgencyKind(StrEnum):
    MINISTRY = "kementerian"
    INSTITUTION = "lembaga"
    PROVINCE = "provinsi"
    REGENCY = "kabupaten"
    CITY = "kota"


class TimeZone(StrEnum):
    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"


class JobLevel(StrEnum):
    JPT_UTAMA = "JPT Utama"
    JPT_MADYA = "JPT Madya"
    JPT_PRATAMA = "JPT Pratama"
    ADMINISTRATOR = "Administrator"
    PENGAWAS = "Pengawas"
    FUNGSIONAL = "Fungsional"
    PELAKSANA = "Pelaksana"
    UNKNOWN = "-"


class Employment(StrEnum):
    PNS = "PNS"
    PPPK = "PPPK"
    UNKNOWN = "-"


class Phase(StrEnum):
    PRE_TEST = "awal"
    POST_TEST = "akhir"


class AttemptSource(StrEnum):
    """Where an attempt came from. All but a preview count alike."""

    WEB = "web"
    OFFLINE = "luring"
    IMPORT = "impor"
    PAPER = "kertas"
    PREVIEW = "pratinjau"


class ComprehensionLevel(StrEnum):
    GOOD = "baik"
    FAIR = "cukup"
    POOR = "kurang"


class SelfRating(StrEnum):
    """How well a person says to understand; asked once, after the last module, and never graded."""

    VERY_GOOD = "sangat baik"
    GOOD = "baik"
    FAIR = "cukup"
    POOR = "kurang"


class Stage(StrEnum):
    GENERAL = "umum"
    PRE_CANDIDACY = "pra-pencalonan"
    CANDIDACY = "pencalonan"
    CAMPAIGN = "kampanye"
    QUIET_DAYS = "masa-tenang"
    VOTING = "pemungutan"
    AFTER = "sesudah"


class Difficulty(StrEnum):
    EASY = "mudah"
    MEDIUM = "sedang"
    HARD = "sulit"


class KeyShown(StrEnum):
    """When the full key of a test is shown to the person who took it."""

    AFTER_POST_TEST = "setelah-tes-akhir"
    AFTER_WAVE = "setelah-gelombang"


class Verdict(StrEnum):
    NO_DATA = "tanpa data"
    HIDDEN = "disembunyikan"
    TOO_FEW = "belum cukup data"
    BELOW = "di bawah"
    EQUAL = "setara"
    ABOVE = "di atas"


COURSE = "kursus"
"""Reserved in the place of a module slug: the whole course of a wave."""
