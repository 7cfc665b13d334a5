"""A list of members: what its lines say, and what they would change."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.nip import NipError, parse_nip
from neutrality_course.domain.people import PersonFacts
from neutrality_course.domain.roster import (
    AN_ADMIN,
    ELSEWHERE,
    Change,
    LineFault,
    Registered,
    Roster,
    RosterRow,
    plan_roster,
    read_roster,
)
from neutrality_course.domain.terms import Employment, JobLevel, Role

NIP = "198001012005011001"
OTHER = "198001012005012002"


def cells(nip: str = NIP, **others: str) -> dict[str, str]:
    usual = {
        "nama": "Siti Aminah",
        "unit": "Sekretariat",
        "jenjang": "Pelaksana",
        "jenis": "PNS",
        "email": "",
    }
    return {"nip": nip, **usual, **others}


def facts(nip: str = NIP, **others: Any) -> PersonFacts:
    usual = {
        "name": "Siti Aminah",
        "unit": "Sekretariat",
        "job_level": JobLevel.PELAKSANA,
        "employment": Employment.PNS,
    }
    return PersonFacts(nip=nip, **{**usual, **others})


def read(*lines: dict[str, str], has_email: bool = True) -> Roster:
    return read_roster(enumerate(lines, start=2), has_email)


def registered(known: PersonFacts, **others: Any) -> dict[str, Registered]:
    return {
        known.nip: Registered(
            **{"person_id": "p", "agency_id": "a", "role": Role.LEARNER, "facts": known, **others}
        )
    }


def test_words_in_any_case_and_blanks_put_right() -> None:
    roster = read(
        cells(
            "1980.0101 200501 1001", nama="  Siti   Aminah ", jenjang="jpt  PRATAMA", jenis="pppk",
            email="siti@contoh.go.id ",
        )
    )  # fmt: skip

    assert roster.faults == ()
    assert roster.rows == (
        RosterRow(
            2,
            facts(
                job_level=JobLevel.JPT_PRATAMA,
                employment=Employment.PPPK,
                email="siti@contoh.go.id",
            ),
        ),
    )


def test_what_is_not_known_may_be_empty_but_not_the_name() -> None:
    roster = read(cells(unit="", jenjang="", jenis=""), cells(OTHER, nama=" "))

    assert roster.rows == (
        RosterRow(2, facts(unit="", job_level=JobLevel.UNKNOWN, employment=Employment.UNKNOWN)),
    )
    assert roster.faults == (LineFault(3, "nama belum diisi"),)


def test_every_wrong_line_is_named_with_its_reason() -> None:
    roster = read(
        cells("1.98001E+17"),
        cells("198001012005011000"),
        cells("190001012005011001"),
        cells("192912312005011001"),
        cells("19800101200501100"),
        cells(jenjang="Eselon II"),
        cells(OTHER, jenis="honorer"),
        cells(OTHER, nama="x" * 201),
        cells(OTHER, unit="x" * 201),
        cells(OTHER, email="siti"),
    )

    levels = ", ".join(level.value for level in JobLevel if level is not JobLevel.UNKNOWN)
    assert roster.rows == ()
    assert [(fault.line, fault.message) for fault in roster.faults] == [
        (2, "NIP rusak oleh Excel, format kolom sebagai Teks"),
        (3, "NIP rusak oleh Excel, format kolom sebagai Teks"),
        (4, "NIP dengan tahun lahir sebelum 1930 hanya untuk data contoh"),
        (5, "NIP dengan tahun lahir sebelum 1930 hanya untuk data contoh"),
        (6, "NIP harus 18 angka"),
        (7, f"jenjang harus salah satu dari: {levels}"),
        (8, "jenis harus salah satu dari: PNS, PPPK"),
        (9, "nama lebih dari 200 karakter"),
        (10, "unit lebih dari 200 karakter"),
        (11, "surel harus berbentuk nama@instansi.go.id"),
    ]


def test_a_nip_on_two_lines_is_wrong_on_both_even_when_written_differently() -> None:
    roster = read(cells(), cells(OTHER), cells("19800101 200501 1 001", nama="Budi"), cells())

    assert [row.line for row in roster.rows] == [3]
    assert roster.faults == (
        LineFault(2, "NIP ini juga ada di baris 4, 5"),
        LineFault(4, "NIP ini juga ada di baris 2, 5"),
        LineFault(5, "NIP ini juga ada di baris 2, 4"),
    )


def test_the_plan_tells_new_changed_and_same_apart() -> None:
    known = registered(facts(name="Siti", job_level=JobLevel.UNKNOWN)) | registered(
        facts(OTHER), person_id="q"
    )
    third = "198001012005011003"

    plan = plan_roster(read(cells(), cells(OTHER), cells(third)), known, "a")

    assert [row.line for row in plan.added] == [4]
    assert [row.line for row in plan.unchanged] == [3]
    assert [(one.person_id, one.changes) for one in plan.changed] == [
        ("p", (Change("nama", "Siti", "Siti Aminah"), Change("jenjang", "-", "Pelaksana")))
    ]
    assert plan.faults == ()


def test_without_its_column_the_email_stays() -> None:
    known = registered(facts(email="siti@contoh.go.id"))

    assert plan_roster(read(cells(), has_email=False), known, "a").changed == ()
    [changed] = plan_roster(read(cells(), has_email=True), known, "a").changed
    assert changed.changes == (Change("email", "siti@contoh.go.id", ""),)


def test_people_of_others_and_admins_are_faults_that_tell_nothing_about_them() -> None:
    known = registered(facts(name="Rahasia"), agency_id="b") | registered(
        facts(OTHER, name="Kepala"), role=Role.ADMIN
    )

    plan = plan_roster(read(cells(), cells(OTHER), cells("x")), known, "a")

    assert plan.faults == (
        LineFault(2, ELSEWHERE),
        LineFault(3, AN_ADMIN),
        LineFault(4, "NIP hanya boleh berisi angka 0–9, spasi biasa, dan titik"),
    )
    assert (plan.added, plan.changed, plan.unchanged) == ((), (), ())


def test_an_admin_elsewhere_looks_like_anybody_elsewhere() -> None:
    known = registered(facts(), agency_id="b", role=Role.ADMIN)

    assert plan_roster(read(cells()), known, "a").faults == (LineFault(2, ELSEWHERE),)


texts = st.text(max_size=30) | st.sampled_from(["PNS", "pelaksana", "a@b.c", NIP, OTHER, "'", "="])
lines_of_cells = st.lists(
    st.fixed_dictionaries(
        dict.fromkeys(("nip", "nama", "unit", "jenjang", "jenis", "email"), texts)
    ),
    max_size=8,
)


@given(lines_of_cells)
def test_every_line_is_either_taken_or_named(lines: list[dict[str, str]]) -> None:
    roster = read(*lines)

    taken = [row.line for row in roster.rows]
    assert sorted(taken + [fault.line for fault in roster.faults]) == list(range(2, len(lines) + 2))
    nips = [row.facts.nip for row in roster.rows]
    assert len(set(nips)) == len(nips)
    for row in roster.rows:
        assert row.facts.nip == parse_nip(lines[row.line - 2]["nip"])
        assert row.facts.name == " ".join(lines[row.line - 2]["nama"].split())


@given(st.text(max_size=25))
def test_no_nip_is_ever_mended(text: str) -> None:
    roster = read(cells(text))
    try:
        nip = parse_nip(text)
    except NipError:
        assert roster.rows == ()
    else:
        assert [row.facts.nip for row in roster.rows] in ([nip], [])
