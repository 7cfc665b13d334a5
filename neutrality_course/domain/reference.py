"""The words of the reference pages: acts, "may I?" situations, and the survey."""

from enum import StrEnum


class ActKind(StrEnum):
    DISPLAY = "alat-peraga"
    SOCIAL_MEDIA = "media-sosial"
    ATTENDANCE = "kehadiran"
    PHOTO_SYMBOL = "foto-simbol"
    SPOUSE = "suami-istri"
    OWN_CANDIDACY = "pencalonan-diri"
    PARTY_MEMBERSHIP = "keanggotaan-partai"
    ACTIVITY = "kegiatan"
    CAMPAIGN_TEAM = "tim-kampanye"
    PAPER_SUPPORT = "dukungan-administratif"
    DECISION = "keputusan"
    CAMPAIGN = "kampanye"
    MOBILISING = "pengerahan"
    FACILITIES = "fasilitas"
    SUPERIOR_DUTY = "kewajiban-atasan"


class Certainty(StrEnum):
    """How sure it is that the act is forbidden as written. Only CERTAIN may carry a sanction."""

    CERTAIN = "pasti"
    TO_BE_CHECKED = "perlu-dicek"
    UNSETTLED = "belum-pasti"


class Track(StrEnum):
    """Which family of rules answers an act."""

    ETHICS = "kode-etik"
    DISCIPLINE = "disiplin"
    DISMISSAL = "pemberhentian"
    CRIMINAL = "pidana"
    ELECTION_BAN = "larangan-pemilu"
    ADMINISTRATION = "administrasi"
    UNSETTLED = "belum-pasti"


class Permission(StrEnum):
    """The answer to "may I?"."""

    ALLOWED = "boleh"
    CAREFUL = "hati-hati"
    FORBIDDEN = "jangan"
    UNSETTLED = "belum-pasti"


class Topic(StrEnum):
    SOCIAL_MEDIA = "media-sosial"
    PHOTO = "foto"
    MESSAGES = "grup-pesan"
    FAMILY = "keluarga"
    CAMPAIGN = "kampanye"
    OFFICE = "kantor"
    FACILITIES = "fasilitas"
    MONEY = "uang-barang"
    PARTY = "partai"
    CANDIDACY = "pencalonan"
    VOTING_DAY = "hari-pemungutan"
    REPORTING = "melapor"
    SUPERIOR = "atasan"
    OTHER = "lain-lain"


class AnswerType(StrEnum):
    """How a question of the survey was answered, as far as that is known."""

    ONE = "satu-jawaban"
    SEVERAL = "beberapa-jawaban"
    AGREEMENT = "setuju-tidak"
    YES_NO = "ya-tidak"
    UNKNOWN = "tidak-diketahui"


class FigureCertainty(StrEnum):
    CERTAIN = "pasti"
    PER_RELEASE = "menurut-rilis"
