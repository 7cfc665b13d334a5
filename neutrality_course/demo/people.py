"""Invented people: names, numbers, units and jobs in about the country's own mix."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from ..domain.terms import AgencyKind, Employment, JobLevel, Role
from .draws import new_id, one_of
from .places import InventedAgency

BORN_IN = 1900
PPPK_MARK = "21"
"""In a PPPK's number this stands where a PNS's has the month of appointment."""

PNS_SHARE = 0.64
JOBS = {
    Employment.PNS: {
        JobLevel.FUNGSIONAL: 53.0,
        JobLevel.PELAKSANA: 36.0,
        JobLevel.PENGAWAS: 6.9,
        JobLevel.ADMINISTRATOR: 3.1,
        JobLevel.JPT_PRATAMA: 0.9,
        JobLevel.JPT_MADYA: 0.08,
        JobLevel.JPT_UTAMA: 0.02,
    },
    Employment.PPPK: {JobLevel.FUNGSIONAL: 80.0, JobLevel.PELAKSANA: 20.0},
}
COORDINATOR_JOBS = {
    JobLevel.PENGAWAS: 50.0,
    JobLevel.ADMINISTRATOR: 40.0,
    JobLevel.JPT_PRATAMA: 10.0,
}
HIGHEST_JOB = {
    AgencyKind.PROVINCE: JobLevel.JPT_MADYA,
    AgencyKind.REGENCY: JobLevel.JPT_PRATAMA,
    AgencyKind.CITY: JobLevel.JPT_PRATAMA,
}
"""A ministry or an institution may have any."""

CENTRAL_UNITS = (
    "Sekretariat Jenderal",
    "Inspektorat Jenderal",
    "Biro Kepegawaian",
    "Biro Keuangan",
    "Biro Hukum",
    "Direktorat Layanan",
    "Direktorat Pembinaan",
    "Pusat Data",
    "Pusat Pelatihan",
)
LOCAL_UNITS = (
    "Sekretariat Daerah",
    "Inspektorat",
    "Badan Kepegawaian Daerah",
    "Badan Perencanaan Daerah",
    "Dinas Pendidikan",
    "Dinas Kesehatan",
    "Dinas Perhubungan",
    "Dinas Sosial",
    "Kecamatan Contoh Satu",
    "Kecamatan Contoh Dua",
    "Puskesmas Contoh",
    "Satpol PP",
)
KORPRI_UNIT = "Sekretariat Korpri"

MEN = """
    Adi Agus Ahmad Arif Bagus Bambang Bayu Budi Dani Dedi Eko Fajar Gede Hadi Hasan Hendra
    Imam Indra Irfan Joko Ketut Lukman Made Nanda Nur Rahmat Rizki Slamet Sigit Surya Taufik
    Wahyu Yohanes Yusuf Zainal
"""
WOMEN = """
    Anisa Ayu Citra Dewi Dian Dina Endang Eka Fitri Hana Indah Intan Kartika Kurnia Laila
    Lestari Maria Mega Nadia Ni Nia Nur Putri Ratna Rina Rini Sari Siti Sri Tri Umi Wati Wulan
    Yanti Yuni
"""
SECOND_HEADS = """
    Adi Arya Candra Darma Guna Jaya Laksa Muda Nawa Purna Rangga Satya Surya Tirta Wana Wira
"""
MENS_TAILS = ("brata", "karsa", "lana", "nanta", "prawira", "sena", "tanaya", "wangsa")
WOMENS_TAILS = ("dani", "kirana", "lasmi", "ningrum", "puspita", "rasmi", "sekar", "wening")
"""Second names are put together of two pieces, so that a whole name is nobody's by more than chance."""


@dataclass(frozen=True)
class InventedPerson:
    """Its fields are columns of Person."""

    id: str
    nip: str
    name: str
    unit: str
    job_level: JobLevel
    employment: Employment
    agency_id: str
    role: Role
    created_at: datetime


def invent_person(
    draw: Random, agency: InventedAgency, role: Role, created_at: datetime, taken: set[str]
) -> InventedPerson:
    """A person whose NIP is not among those taken, and is added to them."""
    is_pns = role is not Role.LEARNER or draw.random() < PNS_SHARE
    employment = Employment.PNS if is_pns else Employment.PPPK
    is_woman = draw.random() < 0.55
    return InventedPerson(
        id=new_id(draw),
        nip=_new_nip(draw, employment, is_woman, taken),
        name=_name(draw, is_woman),
        unit=KORPRI_UNIT if role is Role.COORDINATOR else draw.choice(_units(agency.kind)),
        job_level=_job(draw, agency.kind, employment, role),
        employment=employment,
        agency_id=agency.id,
        role=role,
        created_at=created_at,
    )


def _name(draw: Random, is_woman: bool) -> str:
    first, tails = (WOMEN, WOMENS_TAILS) if is_woman else (MEN, MENS_TAILS)
    return f"{draw.choice(first.split())} {draw.choice(SECOND_HEADS.split())}{draw.choice(tails)}"


def _new_nip(draw: Random, employment: Employment, is_woman: bool, taken: set[str]) -> str:
    while True:
        born = date(BORN_IN, 1, 1) + timedelta(days=draw.randrange(365))
        month = PPPK_MARK if employment is Employment.PPPK else f"{draw.randint(1, 12):02d}"
        nip = (
            f"{born:%Y%m%d}{draw.randint(BORN_IN + 20, BORN_IN + 29)}{month}"
            f"{1 + is_woman}{draw.randint(1, 999):03d}"
        )
        if nip not in taken:
            taken.add(nip)
            return nip


def _units(kind: AgencyKind) -> tuple[str, ...]:
    is_central = kind in (AgencyKind.MINISTRY, AgencyKind.INSTITUTION)
    return CENTRAL_UNITS if is_central else LOCAL_UNITS


def _job(draw: Random, kind: AgencyKind, employment: Employment, role: Role) -> JobLevel:
    drawn = one_of(draw, JOBS[employment] if role is Role.LEARNER else COORDINATOR_JOBS)
    from_the_top = list(JobLevel)
    highest = HIGHEST_JOB.get(kind, JobLevel.JPT_UTAMA)
    return max(drawn, highest, key=from_the_top.index)
