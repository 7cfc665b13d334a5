"""The 38 provinces and the time zone of each (Keppres 41/1987 and the provinces founded since)."""

from .terms import TimeZone

_NAMES = {
    TimeZone.WIB: """
        Aceh, Sumatera Utara, Sumatera Barat, Riau, Kepulauan Riau, Jambi, Sumatera Selatan,
        Kepulauan Bangka Belitung, Bengkulu, Lampung, Banten, Daerah Khusus Jakarta, Jawa Barat,
        Jawa Tengah, DI Yogyakarta, Jawa Timur, Kalimantan Barat, Kalimantan Tengah""",
    TimeZone.WITA: """
        Kalimantan Selatan, Kalimantan Timur, Kalimantan Utara, Bali, Nusa Tenggara Barat,
        Nusa Tenggara Timur, Sulawesi Utara, Gorontalo, Sulawesi Tengah, Sulawesi Barat,
        Sulawesi Selatan, Sulawesi Tenggara""",
    TimeZone.WIT: """
        Maluku, Maluku Utara, Papua, Papua Barat, Papua Barat Daya, Papua Tengah,
        Papua Pegunungan, Papua Selatan""",
}

PROVINCES: dict[str, TimeZone] = {
    " ".join(name.split()): zone for zone, names in _NAMES.items() for name in names.split(",")
}

_OTHER_NAMES = {
    "jakarta": "Daerah Khusus Jakarta",
    "dki jakarta": "Daerah Khusus Jakarta",
    "yogyakarta": "DI Yogyakarta",
    "daerah istimewa yogyakarta": "DI Yogyakarta",
}
_KNOWN = {name.casefold(): name for name in PROVINCES} | _OTHER_NAMES


def province_named(text: str) -> str | None:
    """The province a person means, in our spelling; None when it is none of the 38."""
    return _KNOWN.get(" ".join(text.casefold().split()).removeprefix("provinsi "))


ELSEWHERE = "Di luar 38 provinsi"
"""The region of an office whose province is none of the 38."""

_REGIONS = {
    "Sumatera": """
        Aceh, Sumatera Utara, Sumatera Barat, Riau, Kepulauan Riau, Jambi, Sumatera Selatan,
        Kepulauan Bangka Belitung, Bengkulu, Lampung""",
    "Jawa": "Banten, Daerah Khusus Jakarta, Jawa Barat, Jawa Tengah, DI Yogyakarta, Jawa Timur",
    "Bali dan Nusa Tenggara": "Bali, Nusa Tenggara Barat, Nusa Tenggara Timur",
    "Kalimantan": """
        Kalimantan Barat, Kalimantan Tengah, Kalimantan Selatan, Kalimantan Timur,
        Kalimantan Utara""",
    "Sulawesi": """
        Sulawesi Utara, Gorontalo, Sulawesi Tengah, Sulawesi Barat, Sulawesi Selatan,
        Sulawesi Tenggara""",
    "Maluku": "Maluku, Maluku Utara",
    "Papua": """
        Papua, Papua Barat, Papua Barat Daya, Papua Tengah, Papua Pegunungan, Papua Selatan""",
}

REGIONS: dict[str, str] = {
    " ".join(name.split()): region
    for region, names in _REGIONS.items()
    for name in names.split(",")
}
"""Province to its island or group of islands, from west to east."""


def region_of(province: str) -> str:
    """The region of a province in our spelling; `ELSEWHERE` for any other."""
    return REGIONS.get(province, ELSEWHERE)
