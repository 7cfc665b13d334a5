"""Tests on paper: the printed forms, who gets which, and typing in what came back."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import func, select

from neutrality_course.actions.attempts import start_attempt, submit_attempt
from neutrality_course.actions.waves import close_wave
from neutrality_course.database import db
from neutrality_course.domain.paper import paper_code, printed_layout
from neutrality_course.domain.quiz import QuizForm, form_order
from neutrality_course.domain.terms import AttemptSource, Phase
from neutrality_course.models import (
    Agency,
    AnswerCell,
    Attempt,
    AuditEntry,
    FormVersion,
    Person,
    Wave,
)
from neutrality_course.queries.cells import cell_differences
from neutrality_course.web.clock import now, today_wib
from tests.builders import MODULES, a_coordinator, a_person, a_wave, an_admin, an_agency
from tests.pages import Client, Page
from tests.support.apps import Clock, sqlite_only

Browser = Callable[[Person], Client]
PAPER = "/koordinator/kertas"
ENTRY = f"{PAPER}/masukkan"
SLUG = MODULES[0]


@pytest.fixture
def agency(app: Flask) -> Agency:
    return an_agency(code="3201")


@pytest.fixture
def wave(app: Flask) -> Wave:
    return a_wave(MODULES[:1])


@pytest.fixture
def boss(agency: Agency) -> Person:
    return a_coordinator(agency)


@pytest.fixture
def browser(signed_in: Browser, boss: Person) -> Client:
    return signed_in(boss)


@pytest.fixture
def form(app: Flask) -> QuizForm:
    found: QuizForm = app.extensions["catalog"].module(SLUG).forms["A"]
    return found


def code_of(form: QuizForm) -> str:
    return paper_code(form.module_slug, form.letter, form.version)


def printed(browser: Client, letter: str = "A", status: int = 200) -> Page:
    data = {"csrf_token": browser.token()}
    return browser.post(f"{PAPER}/{SLUG}-{letter}.pdf", data, status=status)


def letters_of(form: QuizForm, right: int) -> str:
    """So many right answers in printed order, the rest blank."""
    marks = [
        "ABCD"[ids.index(next(iter(form.question(id_).right_ids)))]
        for id_, ids in printed_layout(form)
    ]
    return "".join(marks[:right]) + "-" * (len(marks) - right)


def entered(browser: Client, status: int = 303, /, **fields: str) -> Page:
    page = browser.get(ENTRY)
    return browser.send(page, {"fase": "awal", "tanggal": "2026-11-20", **fields}, status=status)


def attempts_of(person: Person) -> list[tuple[Any, ...]]:
    rows = db.session.execute(
        select(Attempt.phase, Attempt.points, Attempt.counted, Attempt.source, Attempt.is_late)
        .where(Attempt.person_id == person.id)
        .order_by(Attempt.number)
    )
    return [tuple(row) for row in rows]


def text_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


@sqlite_only
def test_the_pdf_has_the_questions_the_code_and_no_key(
    wave: Wave, browser: Client, form: QuizForm
) -> None:
    page = printed(browser)
    pages = text_of(page.body)
    assert all(code_of(form) in text for text in pages)
    whole = " ".join(pages)
    for number, (question_id, choice_ids) in enumerate(printed_layout(form), 1):
        question = form.question(question_id)
        asked = whole.index(f"{number}. {question.stem.split('. ')[0][:30]}")
        answered = [
            whole.index(f"{letter}. {question.choice(id_).text[:30]}", asked)
            for letter, id_ in zip("ABCD", choice_ids, strict=True)
        ]
        assert answered == sorted(answered)
    for question in form.questions:
        for choice in question.choices:
            reason = choice.reason_html.removeprefix("<p>")[:40]
            assert reason not in whole
    assert f"Halaman {len(pages)} dari {len(pages)}" in pages[-1]
    assert "Lembar jawaban" in pages[-1]
    assert printed(browser).body == page.body
    assert "no-store" in dict(page.headers)["Cache-Control"]


def test_printing_keeps_the_form_and_says_who_printed(
    wave: Wave, browser: Client, form: QuizForm
) -> None:
    printed(browser)
    printed(browser)
    assert db.session.scalars(select(FormVersion.version)).all() == [form.version]
    entries = db.session.execute(
        select(AuditEntry.subject, AuditEntry.detail).where(AuditEntry.action == "paper_printed")
    ).all()
    assert entries == [(SLUG, code_of(form))] * 2


def test_no_form_without_an_open_wave_nor_of_another_module(
    wave: Wave, browser: Client, clock: Clock
) -> None:
    data = {"csrf_token": browser.token()}
    browser.post(f"{PAPER}/{MODULES[1]}-A.pdf", data, status=404)
    printed(browser, "Z", status=404)
    close_wave(None, now())
    printed(browser, status=404)
    assert db.session.scalar(select(func.count()).select_from(FormVersion)) == 0
    assert "Tidak ada gelombang yang terbuka" in browser.get(PAPER).main


@pytest.mark.parametrize("who", [a_person, an_admin])
def test_learners_and_admins_see_no_form(
    wave: Wave, agency: Agency, signed_in: Browser, who: Callable[..., Person]
) -> None:
    browser = signed_in(who(agency_id=agency.id))
    browser.get(PAPER, status=404)
    printed(browser, status=404)


def test_the_list_says_who_gets_which(
    wave: Wave, browser: Client, agency: Agency, app: Flask
) -> None:
    module = app.extensions["catalog"].module(SLUG)
    ani = a_person(agency, name="Ani")
    stranger = a_person(name="Orang Lain")
    order = form_order(module.letters, ani.id, SLUG, wave.id)
    codes = [code_of(module.forms[letter]) for letter in order[:2]]
    page = browser.get(f"{PAPER}/{SLUG}/pembagian")
    row = next(row for row in page.rows() if row[0].startswith("Ani"))
    assert row[1:] == ["Sekretariat", *codes]
    assert stranger.name not in page.main
    file = browser.get(f"{PAPER}/{SLUG}/pembagian.csv").body.decode().splitlines()
    assert file[0] == "nip,nama,unit,tes_awal,tes_akhir"
    assert f"{ani.nip},Ani,Sekretariat,{','.join(codes)}" in file
    assert stranger.nip not in "".join(file)


def test_a_sheet_is_graded_on_the_printed_form_and_counts(
    wave: Wave, browser: Client, agency: Agency, form: QuizForm
) -> None:
    person = a_person(agency, name="Siti <b>")
    printed(browser)
    page = entered(browser, kode=code_of(form).lower(), nip=person.nip, jawaban=letters_of(form, 7))
    assert page.location == (
        f"{ENTRY}?kode={code_of(form).lower()}&fase=awal&tanggal=2026-11-20#nip"
    )
    following = browser.follow(page)
    assert following.flashes == ["Tersimpan: Siti <b>. Masukkan lembar berikutnya."]
    assert "7" not in following.flashes[0]
    assert attempts_of(person) == [(Phase.PRE_TEST, 7, True, AttemptSource.PAPER, False)]
    attempt = db.session.scalars(select(Attempt)).one()
    assert attempt.agency_id == agency.id
    assert attempt.layout == [list(pair) for pair in printed_layout(form)]
    assert attempt.form_order[0] == "A"
    assert db.session.scalar(select(func.sum(AnswerCell.people))) == 10
    assert list(cell_differences()) == []


def test_a_sheet_of_somebody_who_has_a_result_is_kept_and_not_counted(
    wave: Wave, browser: Client, agency: Agency, form: QuizForm, app: Flask
) -> None:
    person = a_person(agency, name="Siti")
    module = app.extensions["catalog"].module(SLUG)
    begun = start_attempt(person.id, module, Phase.PRE_TEST, now(), today_wib())
    submit_attempt(begun, person.id, {}, now())
    printed(browser)
    page = entered(browser, kode=code_of(form), nip=person.nip, jawaban=letters_of(form, 7))
    assert browser.follow(page).flashes == [
        "Tersimpan, tetapi tidak dihitung: Siti sudah punya hasil tes awal yang dihitung untuk modul"
        " ini. Masukkan lembar berikutnya."
    ]
    assert [row[2] for row in attempts_of(person)] == [True, False]
    assert list(cell_differences()) == []


def test_the_same_sheet_twice_is_refused(
    wave: Wave, browser: Client, agency: Agency, form: QuizForm
) -> None:
    person = a_person(agency)
    printed(browser)
    sheet = {"kode": code_of(form), "nip": person.nip, "jawaban": letters_of(form, 7)}
    entered(browser, **sheet)
    page = entered(browser, 422, **sheet)
    assert page.errors == ["Lembar dengan jawaban ini sudah dimasukkan untuk orang ini"]
    assert len(attempts_of(person)) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kode": ""}, "Isi kode yang tercetak di lembar"),
        ({"kode": "XX-0000"}, "Kode ini belum pernah dicetak"),
        ({"nip": "123"}, "NIP harus 18 angka"),
        ({"nip": "190001011925011999"}, "NIP ini bukan anggota instansi Anda"),
        ({"fase": ""}, "Pilih tes awal atau tes akhir"),
        ({"tanggal": "2026-11-24"}, "Tanggal tes belum terjadi"),
        ({"tanggal": "2026-11-08"}, "Tanggal tes di luar hari gelombang"),
        ({"tanggal": "kemarin"}, "Isi tanggal yang ada di kalender"),
        ({"jawaban": ""}, "Isi jawaban"),
        ({"jawaban": "ABC"}, "Jawaban harus 10 huruf, satu untuk setiap soal, tetapi ada 3"),
        ({"jawaban": "ABCDABCDAZ"}, "Jawaban soal 10 harus A sampai D, atau - bila kosong"),
    ],
)
@sqlite_only
def test_what_is_wrong_is_said_at_its_field(
    wave: Wave,
    browser: Client,
    agency: Agency,
    form: QuizForm,
    change: dict[str, str],
    message: str,
) -> None:
    person = a_person(agency)
    printed(browser)
    fields = {"kode": code_of(form), "nip": person.nip, "jawaban": letters_of(form, 7), **change}
    page = entered(browser, 422, **fields)
    assert page.errors == [message]
    assert attempts_of(person) == []


@pytest.mark.parametrize("who", [a_person, an_admin])
def test_only_own_members(
    wave: Wave, browser: Client, form: QuizForm, who: Callable[..., Person]
) -> None:
    other = who()
    printed(browser)
    page = entered(browser, 422, kode=code_of(form), nip=other.nip, jawaban=letters_of(form, 7))
    assert page.errors == ["NIP ini bukan anggota instansi Anda"]
    assert attempts_of(other) == []


def test_after_the_close_sheets_come_in_for_72_hours_and_are_marked(
    wave: Wave,
    boss: Person,
    agency: Agency,
    form: QuizForm,
    clock: Clock,
    signed_in: Browser,
) -> None:
    ani, budi = a_person(agency), a_person(agency)
    printed(signed_in(boss))
    close_wave(None, now())
    clock.forward(hours=72)
    browser = signed_in(boss)
    sheet = {"kode": code_of(form), "jawaban": letters_of(form, 7)}
    entered(browser, nip=ani.nip, **sheet)
    assert attempts_of(ani) == [(Phase.PRE_TEST, 7, True, AttemptSource.PAPER, True)]
    late = entered(browser, 422, nip=ani.nip, tanggal="2026-11-24", **sheet)
    assert late.errors == ["Tanggal tes sesudah gelombang ditutup"]
    clock.forward(seconds=1)
    page = entered(browser, 422, nip=budi.nip, **sheet)
    assert page.errors == [
        "Lembar tidak dapat dimasukkan: gelombang sudah ditutup lebih dari 72 jam, atau belum ada."
    ]
    assert attempts_of(budi) == []
    assert list(cell_differences()) == []


def test_answers_can_be_chosen_one_by_one(
    wave: Wave, browser: Client, agency: Agency, form: QuizForm
) -> None:
    person = a_person(agency)
    printed(browser)
    start = browser.get(ENTRY, cara="pilihan")
    unknown = browser.get(ENTRY, cara="pilihan", kode="XX-0000")
    assert "Simpan lembar" not in start.main
    assert "Kode ini belum pernah dicetak" in unknown.main
    page = browser.get(ENTRY, cara="pilihan", kode=code_of(form), fase="akhir")
    marks = letters_of(form, 9)
    chosen = {f"soal-{number}": letter for number, letter in enumerate(marks, 1)}
    saved = browser.send(page, {"nip": person.nip, **chosen}, status=303)
    assert saved.location is not None
    assert "cara=pilihan" in saved.location
    assert attempts_of(person) == [(Phase.POST_TEST, 9, True, AttemptSource.PAPER, False)]


def test_nobody_types_in_their_own_sheet(
    wave: Wave, browser: Client, boss: Person, form: QuizForm
) -> None:
    printed(browser)
    page = entered(browser, 422, kode=code_of(form), nip=boss.nip, jawaban=letters_of(form, 10))
    assert page.errors == [
        "Lembar sendiri tidak dapat dimasukkan sendiri. Kerjakan tesnya di web, atau minta"
        " koordinator lain."
    ]
    assert attempts_of(boss) == []
