"""Invented agencies: of all five kinds, in all 38 provinces, with names that say they are examples."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from math import exp, log
from random import Random

from ..domain.provinces import PROVINCES
from ..domain.terms import AgencyKind, TimeZone
from .draws import new_id, split

CAPITAL = "Daerah Khusus Jakarta"

KINDS = {
    AgencyKind.REGENCY: 62,
    AgencyKind.CITY: 18,
    AgencyKind.PROVINCE: 6,
    AgencyKind.INSTITUTION: 9,
    AgencyKind.MINISTRY: 5,
}
"""Percent of the agencies, near the country's own mix."""

STAFF = {
    AgencyKind.MINISTRY: (800, 40_000),
    AgencyKind.INSTITUTION: (40, 6_000),
    AgencyKind.PROVINCE: (3_000, 25_000),
    AgencyKind.REGENCY: (1_500, 12_000),
    AgencyKind.CITY: (1_200, 11_000),
}
CODES = {
    AgencyKind.MINISTRY: "KEM",
    AgencyKind.INSTITUTION: "LEM",
    AgencyKind.PROVINCE: "PROV",
    AgencyKind.REGENCY: "KAB",
    AgencyKind.CITY: "KOTA",
}
NAMES = {
    AgencyKind.MINISTRY: (
        "Kementerian Contoh Urusan",
        ("Benih", "Sungai", "Perpustakaan", "Cuaca", "Kerajinan", "Taman", "Jembatan", "Pasar"),
    ),
    AgencyKind.INSTITUTION: (
        "Badan Contoh",
        ("Arsip", "Peta", "Ukuran", "Bahasa", "Mutu", "Gempa", "Data", "Uji", "Pangan", "Naskah"),
    ),
    AgencyKind.PROVINCE: (
        "Pemerintah Provinsi Contoh",
        ("Utara", "Selatan", "Timur", "Barat", "Tengah", "Raya"),
    ),
    AgencyKind.REGENCY: (
        "Kabupaten Contoh",
        ("Utara", "Selatan", "Timur", "Barat", "Tengah", "Hulu", "Hilir", "Pesisir", "Makmur"),
    ),
    AgencyKind.CITY: ("Kota Contoh", ("Baru", "Lama", "Indah", "Teluk", "Bukit", "Muara")),
}

LOCAL_GOVERNMENTS = {
    "Aceh": 23,
    "Sumatera Utara": 33,
    "Sumatera Barat": 19,
    "Riau": 12,
    "Kepulauan Riau": 7,
    "Jambi": 11,
    "Sumatera Selatan": 17,
    "Kepulauan Bangka Belitung": 7,
    "Bengkulu": 10,
    "Lampung": 15,
    "Banten": 8,
    CAPITAL: 1,
    "Jawa Barat": 27,
    "Jawa Tengah": 35,
    "DI Yogyakarta": 5,
    "Jawa Timur": 38,
    "Kalimantan Barat": 14,
    "Kalimantan Tengah": 14,
    "Kalimantan Selatan": 13,
    "Kalimantan Timur": 10,
    "Kalimantan Utara": 5,
    "Bali": 9,
    "Nusa Tenggara Barat": 10,
    "Nusa Tenggara Timur": 22,
    "Sulawesi Utara": 15,
    "Gorontalo": 6,
    "Sulawesi Tengah": 13,
    "Sulawesi Barat": 6,
    "Sulawesi Selatan": 24,
    "Sulawesi Tenggara": 17,
    "Maluku": 11,
    "Maluku Utara": 10,
    "Papua": 9,
    "Papua Barat": 7,
    "Papua Barat Daya": 6,
    "Papua Tengah": 8,
    "Papua Pegunungan": 8,
    "Papua Selatan": 4,
}
"""About how many regencies and cities a province has: how the invented ones are spread."""


@dataclass(frozen=True)
class InventedAgency:
    """Its fields are the columns of Agency."""

    id: str
    code: str
    name: str
    kind: AgencyKind
    province: str
    zone: TimeZone
    staff_count: int


def invent_agencies(draw: Random, number: int) -> list[InventedAgency]:
    """In the order of their kinds; each kind is there when there are five or more."""
    counts = dict(zip(KINDS, split(number, list(KINDS.values()), least=1), strict=True))
    local = iter(_local_provinces(draw, counts[AgencyKind.REGENCY] + counts[AgencyKind.CITY]))
    seats = iter(islice(cycle(draw.sample(list(PROVINCES), len(PROVINCES))), number))
    agencies = []
    for kind, count in counts.items():
        for place in range(1, count + 1):
            match kind:
                case AgencyKind.REGENCY | AgencyKind.CITY:
                    province = next(local)
                case AgencyKind.PROVINCE:
                    province = next(seats)
                case _:
                    province = CAPITAL
            agencies.append(_agency(draw, kind, place, province))
    return agencies


def _agency(draw: Random, kind: AgencyKind, place: int, province: str) -> InventedAgency:
    lead, words = NAMES[kind]
    fewest, most = STAFF[kind]
    return InventedAgency(
        id=new_id(draw),
        code=f"{CODES[kind]}-{place:03d}",
        name=f"{lead} {draw.choice(words)} {place}",
        kind=kind,
        province=province,
        zone=PROVINCES[province],
        staff_count=round(exp(draw.uniform(log(fewest), log(most)))),
    )


def _local_provinces(draw: Random, number: int) -> Sequence[str]:
    """A province for each regency and city; every province has one when there are 38 or more."""
    counts = split(number, list(LOCAL_GOVERNMENTS.values()), least=1)
    provinces = [
        province
        for province, count in zip(LOCAL_GOVERNMENTS, counts, strict=True)
        for _ in range(count)
    ]
    draw.shuffle(provinces)
    return provinces
