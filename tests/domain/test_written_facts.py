"""What people write about agencies and persons, read into values or refused with the reason."""

from collections import Counter

import pytest

from neutrality_course.domain.agencies import AgencyFacts, province_warning, read_agency
from neutrality_course.domain.nip import NipError
from neutrality_course.domain.people import PersonFacts, read_person
from neutrality_course.domain.provinces import PROVINCES, province_named
from neutrality_course.domain.terms import AgencyKind, Employment, JobLevel, TimeZone
from neutrality_course.domain.text import TextError, email_address, one_line, optional_line

NIP = "198501012010011001"


def test_thirty_eight_provinces_in_three_zones() -> None:
    assert Counter(PROVINCES.values()) == {TimeZone.WIB: 18, TimeZone.WITA: 12, TimeZone.WIT: 8}
    assert PROVINCES["Papua Barat Daya"] is TimeZone.WIT
    assert PROVINCES["Kalimantan Tengah"] is TimeZone.WIB


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jawa  BARAT", "Jawa Barat"),
        ("Provinsi Bali", "Bali"),
        ("DKI Jakarta", "Daerah Khusus Jakarta"),
        ("Daerah Istimewa Yogyakarta", "DI Yogyakarta"),
        ("Jawa", None),
        ("", None),
    ],
)
def test_a_province_in_our_spelling(text: str, name: str | None) -> None:
    assert province_named(text) == name


def agency(**words: str) -> AgencyFacts:
    return read_agency(
        **{
            "code": "3273",
            "name": "Pemerintah Kota Uji",
            "kind": "kota",
            "province": "Jawa Barat",
            "zone": "WIB",
            "staff_count": "1250",
            **words,
        }
    )


def test_an_agency() -> None:
    facts = agency(kind="KOTA", zone=" wib ", province="jawa barat", name="  Pemerintah  Kota Uji ")

    assert facts == AgencyFacts(
        "3273", "Pemerintah Kota Uji", AgencyKind.CITY, "Jawa Barat", TimeZone.WIB, 1250
    )
    assert province_warning(facts) is None


def test_an_agency_without_a_staff_count() -> None:
    assert agency(staff_count=" ").staff_count == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"code": " "}, "kode instansi belum diisi"),
        ({"code": "32 73"}, "kode instansi hanya boleh berisi huruf, angka, titik, dan tanda hubung"),
        ({"code": "=1+1"}, "kode instansi hanya boleh berisi huruf, angka, titik, dan tanda hubung"),
        ({"code": "3" * 31}, "kode instansi lebih dari 30 karakter"),
        ({"code": "Nasional"}, "kode instansi Nasional dipakai untuk baris jumlah"),
        ({"name": ""}, "nama instansi belum diisi"),
        ({"name": "A" * 201}, "nama instansi lebih dari 200 karakter"),
        ({"name": "A\x00B"}, "nama instansi memuat karakter yang tidak terlihat"),
        ({"kind": "desa"}, "jenis harus salah satu dari: kementerian, lembaga, provinsi, kabupaten, kota"),
        ({"province": ""}, "provinsi belum diisi"),
        ({"zone": "GMT"}, "zona harus salah satu dari: WIB, WITA, WIT"),
        ({"staff_count": "1.250"}, "jumlah pegawai harus bilangan bulat tanpa titik dan tanpa koma"),
        ({"staff_count": "-1"}, "jumlah pegawai harus bilangan bulat tanpa titik dan tanpa koma"),
        ({"staff_count": "٣"}, "jumlah pegawai harus bilangan bulat tanpa titik dan tanpa koma"),
        ({"staff_count": "9" * 5000}, "jumlah pegawai harus bilangan bulat tanpa titik dan tanpa koma"),
    ],
)  # fmt: skip
def test_an_agency_that_cannot_be_taken(words: dict[str, str], message: str) -> None:
    with pytest.raises(TextError) as refused:
        agency(**words)

    assert str(refused.value) == message


def test_an_odd_place_is_pointed_out_and_taken() -> None:
    assert province_warning(agency(zone="WIT")) == "Jawa Barat biasanya WIB, bukan WIT"
    elsewhere = agency(province="Kedutaan di Tokyo")
    assert elsewhere.province == "Kedutaan di Tokyo"
    assert (
        province_warning(elsewhere)
        == "provinsi Kedutaan di Tokyo tidak ada dalam daftar 38 provinsi"
    )


def test_a_person() -> None:
    facts = read_person(
        " 19850101 201001 1 001", "Budi", "Sekretariat", "jpt  madya", "pppk", "budi@uji.go.id"
    )

    assert facts == PersonFacts(
        NIP, "Budi", "Sekretariat", JobLevel.JPT_MADYA, Employment.PPPK, "budi@uji.go.id"
    )
    assert read_person(NIP, "Budi") == PersonFacts(NIP, "Budi")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"nip": "1.98501E+17"}, "NIP rusak oleh Excel, format kolom sebagai Teks"),
        ({"nip": "192912312010011001"}, "NIP dengan tahun lahir sebelum 1930 hanya untuk data contoh"),
        ({"name": ""}, "nama belum diisi"),
        ({"name": "Budi\u202egpj"}, "nama memuat karakter yang tidak terlihat"),
        ({"unit": "U" * 201}, "unit lebih dari 200 karakter"),
        ({"job_level": "-"}, "jenjang harus salah satu dari: JPT Utama, JPT Madya, JPT Pratama,"
                             " Administrator, Pengawas, Fungsional, Pelaksana"),
        ({"employment": "honorer"}, "jenis harus salah satu dari: PNS, PPPK"),
        ({"email": "budi"}, "surel harus berbentuk nama@instansi.go.id"),
    ],
)  # fmt: skip
def test_a_person_who_cannot_be_taken(words: dict[str, str], message: str) -> None:
    with pytest.raises((TextError, NipError)) as refused:
        read_person(**{"nip": NIP, "name": "Budi", **words})

    assert str(refused.value) == message


def test_born_in_1930_is_taken() -> None:
    assert read_person("193001012010011001", "Budi").nip == "193001012010011001"


def test_lines() -> None:
    assert one_line("nama", " Ani \n Budi ") == "Ani Budi"
    assert one_line("nama", "=1+1") == "=1+1"
    assert optional_line("unit", "  ") == ""
    assert email_address(" ") is None
