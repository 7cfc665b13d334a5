"""Results from elsewhere: what a line says, and what taking it in would record."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.attempt_import import (
    LATER_IN_FILE,
    OTHER_COUNTED,
    ImportPlan,
    Known,
    KnownAgency,
    KnownPerson,
    PhaseKey,
    PrintedForm,
    RowKey,
    SheetKey,
    plan_import,
)
from neutrality_course.domain.given_attempts import read_given, read_moment
from neutrality_course.domain.paper import code_key, paper_code
from neutrality_course.domain.roster import LineFault
from neutrality_course.domain.scoring import Score
from neutrality_course.domain.terms import Phase, Role, TimeZone
from neutrality_course.domain.text import TextError
from tests.domain.quiz_builders import a_form, a_question

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ANI, BUDI, BOSS = "190001011925011001", "190001011925011002", "190001011925011003"
KNOWN = Known(
    first_on=date(2026, 11, 9),
    last_on=date(2026, 12, 23),
    module_slugs=("etika", "media"),
    people={
        ANI: KnownPerson("p-ani", Role.LEARNER, "a-1"),
        BUDI: KnownPerson("p-budi", Role.COORDINATOR, "a-2"),
        BOSS: KnownPerson("p-boss", Role.ADMIN, "a-1"),
    },
    agencies={"3201": KnownAgency("a-1", TimeZone.WIB), "9401": KnownAgency("a-2", TimeZone.WIT)},
)
LINE = {
    "nip": ANI,
    "kode_instansi": "3201",
    "modul": "etika",
    "fase": "awal",
    "percobaan": "1",
    "benar": "8",
    "soal": "10",
    "selesai_pada": "2026-11-20T10:00",
    "paket": "",
    "jawaban": "",
}


def plan(*lines: dict[str, str], known: Known = KNOWN, has_answers: bool = False) -> ImportPlan:
    numbered = [(number, {**LINE, **line}) for number, line in enumerate(lines, 2)]
    return plan_import(read_given(numbered, has_answers), known, NOW)


def test_a_line_becomes_an_attempt() -> None:
    done = plan({})
    (attempt,) = done.attempts
    test = PhaseKey("p-ani", "etika", Phase.PRE_TEST)
    assert attempt.key == RowKey(test, 1, datetime(2026, 11, 20, 3, 0, tzinfo=UTC))
    assert (attempt.agency_id, attempt.score, attempt.is_counted) == ("a-1", Score(8, 10), True)
    assert (done.faults, done.notes) == ((), ())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"nip": "19000101"}, "NIP harus 18 angka"),
        ({"nip": "190001011925011009"}, "NIP ini tidak terdaftar"),
        ({"nip": BOSS}, "NIP ini akun admin; hasil admin tidak pernah dihitung"),
        ({"kode_instansi": "9999"}, "instansi dengan kode 9999 tidak ada"),
        ({"kode_instansi": " "}, "kode_instansi belum diisi"),
        (
            {"modul": "pemilu"},
            "modul pemilu tidak ada dalam gelombang ini; yang ada: etika, media",
        ),
        ({"modul": "kursus"}, "modul kursus tidak ada dalam gelombang ini; yang ada: etika, media"),
        ({"fase": "tengah"}, "fase harus salah satu dari: awal, akhir"),
        ({"percobaan": "0"}, "percobaan harus bilangan bulat 1 sampai 9999"),
        ({"percobaan": "-1"}, "percobaan harus bilangan bulat 1 sampai 9999"),
        ({"percobaan": "1,0"}, "percobaan harus bilangan bulat 1 sampai 9999"),
        ({"percobaan": "١"}, "percobaan harus bilangan bulat 1 sampai 9999"),
        ({"benar": "11"}, "benar (11) lebih banyak daripada soal (10)"),
        ({"benar": "-1"}, "benar harus bilangan bulat 0 sampai 200"),
        ({"soal": "201"}, "soal harus bilangan bulat 1 sampai 200"),
        ({"soal": "0", "benar": "0"}, "soal harus bilangan bulat 1 sampai 200"),
        ({"selesai_pada": "2026-11-23T09:01"}, "selesai_pada belum terjadi"),
        (
            {"selesai_pada": "2026-11-08T23:59"},
            "selesai_pada di luar hari gelombang, 2026-11-09 sampai 2026-12-23 (WIB)",
        ),
        (
            {"selesai_pada": "20/11/2026 10:00"},
            "selesai_pada harus tanggal dan jam seperti 2026-11-30T14:05 (ISO 8601)",
        ),
        ({"selesai_pada": "0001-01-01T00:00+14:00"}, "selesai_pada bukan tanggal yang mungkin"),
    ],
)
def test_what_is_wrong_with_a_line(change: dict[str, str], message: str) -> None:
    done = plan({}, {"percobaan": "2", **change})
    assert done.faults == (LineFault(3, message),)


@pytest.mark.parametrize(
    ("code", "text", "moment"),
    [
        ("3201", "2026-11-20T10:00", datetime(2026, 11, 20, 3, 0, tzinfo=UTC)),
        ("9401", "2026-11-20T10:00", datetime(2026, 11, 20, 1, 0, tzinfo=UTC)),
        ("9401", "2026-11-20 10:00:30+07:00", datetime(2026, 11, 20, 3, 0, 30, tzinfo=UTC)),
        ("9401", "2026-11-20T03:00Z", datetime(2026, 11, 20, 3, 0, tzinfo=UTC)),
        ("9401", "20261120T100000", datetime(2026, 11, 20, 1, 0, tzinfo=UTC)),
        ("3201", "2026-11-23T09:00", NOW),
        ("9401", "2026-11-09T02:00", datetime(2026, 11, 8, 17, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_without_an_offset_is_in_the_zone_of_the_agency(
    code: str, text: str, moment: datetime
) -> None:
    done = plan({"nip": BUDI, "kode_instansi": code, "selesai_pada": text})
    assert [attempt.key.finished_at for attempt in done.attempts] == [moment]


def test_in_a_file_the_earliest_counts_then_the_lowest_number() -> None:
    done = plan(
        {"selesai_pada": "2026-11-21T10:00", "percobaan": "1"},
        {"selesai_pada": "2026-11-20T10:00", "percobaan": "3"},
        {"selesai_pada": "2026-11-20T10:00", "percobaan": "2"},
    )
    ranked = [(attempt.line, attempt.is_counted) for attempt in done.attempts]
    assert ranked == [(4, True), (3, False), (2, False)]
    assert done.notes == (LineFault(2, LATER_IN_FILE), LineFault(3, LATER_IN_FILE))
    assert done.counted == 1


def test_whoever_has_a_counted_one_keeps_it() -> None:
    counted = frozenset({PhaseKey("p-ani", "etika", Phase.PRE_TEST)})
    done = plan({}, {"fase": "akhir"}, {"modul": "media"}, known=changed(counted=counted))
    assert [attempt.is_counted for attempt in sorted(done.attempts, key=lambda a: a.line)] == [
        False,
        True,
        True,
    ]
    assert done.notes == (LineFault(2, OTHER_COUNTED),)


def test_the_agency_of_the_file_stands_and_a_move_is_said() -> None:
    done = plan({"kode_instansi": "9401"})
    assert done.attempts[0].agency_id == "a-2"
    assert done.notes == (LineFault(2, "orang ini sekarang di instansi lain; hasilnya untuk 9401"),)


def test_the_same_attempt_twice_is_a_fault() -> None:
    same = {"benar": "3", "selesai_pada": "2026-11-20T03:00Z"}
    done = plan({}, same, {"percobaan": "2"})
    assert done.faults == (LineFault(3, "percobaan ini sudah ada di baris 2"),)
    recorded = frozenset(attempt.key for attempt in plan({}).attempts)
    again = plan({}, {"percobaan": "2"}, known=changed(recorded=recorded))
    assert again.faults == (LineFault(2, "percobaan ini sudah diimpor dari berkas lain"),)


def test_answers_on_paper_are_graded_on_the_printed_form() -> None:
    form = a_form(a_question("s1"), a_question("s2"), a_question("s3"))
    slug = form.module_slug
    code = paper_code(slug, "A", form.version)
    known = changed(module_slugs=(slug, "media"), forms={code_key(code): PrintedForm("v-1", form)})
    on_paper = {"modul": slug, "paket": code.lower(), "jawaban": "--- ", "benar": "", "soal": " "}
    done = plan(on_paper, known=known, has_answers=True)
    assert done.attempts[0].score == Score(0, 3)
    assert done.attempts[0].printed == PrintedForm("v-1", form)
    sheet = SheetKey(done.attempts[0].key.test, form.version, "---")
    cases: list[tuple[Known, dict[str, str], str]] = [
        (known, {"jawaban": "AB"}, "jawaban harus 3 huruf, satu untuk setiap soal, tetapi ada 2"),
        (known, {"jawaban": "A?B"}, "jawaban soal 2 harus A sampai D, atau - bila kosong"),
        (known, {"paket": "XX-0000"}, "paket dengan kode ini belum pernah dicetak"),
        (known, {"modul": "media"}, f"paket ini untuk modul {slug}"),
        (
            changed(known, sheets=frozenset({sheet})),
            {},
            "lembar dengan jawaban ini sudah dimasukkan untuk orang ini",
        ),
    ]
    for base, change, message in cases:
        wrong = plan({**on_paper, **change}, known=base, has_answers=True)
        assert wrong.faults == (LineFault(2, message),)


@pytest.mark.parametrize(
    ("right", "of", "message"),
    [
        ("", "", ""),
        ("0", "3", ""),
        ("0", "", ""),
        ("", "3", ""),
        ("8", "10", "benar dan soal (8 dari 10)"),
        ("0", "10", "benar dan soal (0 dari 10)"),
        ("2", "3", "benar dan soal (2 dari 3)"),
        ("1", "", "benar (1)"),
        ("", "4", "soal (4)"),
    ],
)
def test_a_score_beside_answers_must_be_theirs(right: str, of: str, message: str) -> None:
    form = a_form(a_question("s1"), a_question("s2"), a_question("s3"))
    slug = form.module_slug
    code = paper_code(slug, "A", form.version)
    known = changed(module_slugs=(slug,), forms={code_key(code): PrintedForm("v-1", form)})
    line = {"modul": slug, "paket": code, "jawaban": "---", "benar": right, "soal": of}
    done = plan(line, known=known, has_answers=True)
    words = (
        f"{message} tidak sama dengan jawaban, yang menghasilkan 0 dari 3;"
        " perbaiki, atau kosongkan benar dan soal"
    )
    assert done.faults == ((LineFault(2, words),) if message else ())
    assert len(done.attempts) == (0 if message else 1)


def test_a_score_beside_answers_is_read_like_any_other() -> None:
    line = {**LINE, "paket": "EA-0000", "jawaban": "ABC"}
    for change, message in (
        ({"benar": "delapan"}, "benar harus bilangan bulat 0 sampai 200"),
        ({"soal": "0"}, "soal harus bilangan bulat 1 sampai 200"),
    ):
        assert read_given([(2, {**line, **change})], True).faults == (LineFault(2, message),)


@given(
    st.fixed_dictionaries(
        {name: st.text(max_size=30) | st.just(value) for name, value in LINE.items()}
    ),
    st.booleans(),
)
def test_any_cells_become_a_row_or_a_fault(cells: dict[str, str], has_answers: bool) -> None:
    read = read_given([(2, cells)], has_answers)
    done = plan_import(read, KNOWN, NOW)
    assert len(read.rows) + len(read.faults) == 1
    assert len(done.attempts) + len(done.faults) == 1
    assert all(fault.line == 2 and fault.message for fault in done.faults)


ZONES: st.SearchStrategy[tzinfo | None] = st.sampled_from(
    [None, *(timezone(timedelta(hours=hours)) for hours in range(-12, 15))]
)
SINCE_1990 = datetime(1990, 1, 1)  # noqa: DTZ001 (hypothesis adds the zone)


@given(st.datetimes(min_value=SINCE_1990, timezones=ZONES))  # type: ignore[arg-type]  # None is allowed
def test_what_is_written_in_iso_is_read_back(moment: datetime) -> None:
    assert read_moment(moment.isoformat(timespec="microseconds")) == moment


@pytest.mark.parametrize("text", ["", "2026-11-20", "kemarin", "2026-11-20T25:00", "2026-W47-5T10"])
def test_a_day_alone_is_no_moment(text: str) -> None:
    with pytest.raises(TextError):
        read_moment(text)


def changed(known: Known = KNOWN, **changes: Any) -> Known:
    return replace(known, **changes)


def test_the_wave_counts_its_days_in_wib() -> None:
    late = datetime(2026, 12, 24, 1, 30, tzinfo=UTC)
    line = {**LINE, "nip": BUDI, "kode_instansi": "9401", "selesai_pada": "2026-12-24T01:59"}
    inside = plan_import(read_given([(2, line)], False), KNOWN, late)
    assert inside.faults == ()
    line["selesai_pada"] = "2026-12-24T02:00"
    outside = plan_import(read_given([(2, line)], False), KNOWN, late + timedelta(days=1))
    assert len(outside.faults) == 1
