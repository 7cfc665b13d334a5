"""The values are stored and stand in files: changing one is a migration, not a rename."""

from enum import StrEnum

import pytest

from neutrality_course.domain import terms


@pytest.mark.parametrize(
    ("enum", "values"),
    [
        (terms.Role, ["learner", "coordinator", "admin"]),
        (terms.AgencyKind, ["kementerian", "lembaga", "provinsi", "kabupaten", "kota"]),
        (terms.TimeZone, ["WIB", "WITA", "WIT"]),
        (
            terms.JobLevel,
            [
                "JPT Utama",
                "JPT Madya",
                "JPT Pratama",
                "Administrator",
                "Pengawas",
                "Fungsional",
                "Pelaksana",
                "-",
            ],
        ),
        (terms.Employment, ["PNS", "PPPK", "-"]),
        (terms.Phase, ["awal", "akhir"]),
        (terms.AttemptSource, ["web", "luring", "impor", "kertas", "pratinjau"]),
        (terms.ComprehensionLevel, ["baik", "cukup", "kurang"]),
        (
            terms.Stage,
            [
                "umum",
                "pra-pencalonan",
                "pencalonan",
                "kampanye",
                "masa-tenang",
                "pemungutan",
                "sesudah",
            ],
        ),
        (terms.Difficulty, ["mudah", "sedang", "sulit"]),
        (terms.KeyShown, ["setelah-tes-akhir", "setelah-gelombang"]),
        (
            terms.Verdict,
            ["tanpa data", "disembunyikan", "belum cukup data", "di bawah", "setara", "di atas"],
        ),
    ],
)
def test_stored_values(enum: type[StrEnum], values: list[str]) -> None:
    assert [member.value for member in enum] == values


def test_the_course_has_a_reserved_slug() -> None:
    assert terms.COURSE == "kursus"
