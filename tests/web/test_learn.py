"""The learner's journey through the real pages: what opens when, what is kept, what is never told too early."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest
from bs4 import Tag
from flask import Flask
from werkzeug.datastructures import MultiDict

from neutrality_course.actions.attempts import _drawn_layout
from neutrality_course.actions.waves import close_wave
from neutrality_course.catalog import Module
from neutrality_course.database import db
from neutrality_course.domain.quiz import Question, QuizForm
from neutrality_course.domain.terms import AttemptSource, KeyShown, Phase, Role, TimeZone
from neutrality_course.models import Attempt, Cell, PageSeen, Person, Wave
from neutrality_course.passwords import hash_password
from tests import builders
from tests.pages import Client, Page
from tests.support.apps import Clock

SignedIn = Callable[[Person], Client]

MODULE = "pasal-5-huruf-n"
ROOT = f"/modul/{MODULE}"


@pytest.fixture
def wave(app: Flask) -> Wave:
    return builders.a_wave()


@pytest.fixture
def learner(app: Flask) -> Person:
    return builders.a_person(builders.an_agency(zone=TimeZone.WIT))


@pytest.fixture
def browser(signed_in: SignedIn, learner: Person) -> Client:
    return signed_in(learner)


@pytest.fixture
def module(app: Flask) -> Module:
    return app.extensions["catalog"].module(MODULE)


def begin(browser: Client, phase: str) -> Page:
    """The test page of a phase, begun on its start page."""
    return browser.follow(browser.send(browser.get(f"{ROOT}/tes-{phase}")))


def body_of(attempt_id: str) -> dict[str, Any]:
    version = db.session.get_one(Attempt, attempt_id).form_version
    assert version is not None
    return version.body


def key_of(attempt_id: str) -> dict[str, str]:
    body = body_of(attempt_id)
    return {
        f"j-{q['id']}": choice["id"]
        for q in body["questions"]
        for choice in q["choices"]
        if choice["right"]
    }


def wrong_of(attempt_id: str) -> dict[str, str]:
    body = body_of(attempt_id)
    return {
        f"j-{q['id']}": next(c["id"] for c in q["choices"] if not c["right"])
        for q in body["questions"]
    }


def attempt_on(page: Page) -> str:
    return str(page.one("form.tes")["data-attempt"])


def take(browser: Client, phase: str, right: int) -> Page:
    """Begin and send a test with so many right answers; the result page."""
    page = begin(browser, phase)
    attempt_id = attempt_on(page)
    answers = wrong_of(attempt_id)
    for name, choice in list(key_of(attempt_id).items())[:right]:
        answers[name] = choice
    return browser.follow(browser.send(page, answers))


def read_all(browser: Client, module: Module) -> None:
    for page in module.pages:
        browser.send(browser.get(f"{ROOT}/{page.slug}"), action=f"{ROOT}/{page.slug}")


def test_the_whole_journey(browser: Client, learner: Person, module: Module, wave: Wave) -> None:
    home = browser.get("/beranda")
    assert "Mulai tes awal" in home.main

    result = take(browser, "awal", right=5)
    assert result.texts(".figure-value") == ["5 dari 10 benar"]
    assert "Pembahasan belum ditampilkan" in result.main

    assert "Tes akhir terbuka setelah semua halaman dibaca" in browser.get(f"{ROOT}/tes-akhir").main
    read_all(browser, module)
    result = take(browser, "akhir", right=8)
    assert result.texts(".figure-value") == ["8 dari 10 benar"]
    assert "Tingkat pemahaman: Baik" in result.main
    assert len(result.soup.select(".soal-answered")) == 10
    assert sorted(
        (c.phase, c.people, c.good, c.fair, c.poor, c.points) for c in db.session.query(Cell)
    ) == [(Phase.POST_TEST, 1, 1, 0, 0, 8), (Phase.PRE_TEST, 1, 0, 0, 1, 5)]
    assert "Selesai" in browser.get("/beranda").main


def test_the_pre_test_keeps_its_key_until_the_post_test(
    browser: Client, module: Module, wave: Wave
) -> None:
    first = take(browser, "awal", right=3)
    assert first.soup.select(".soal-answered") == []
    assert "Benar." not in first.body.decode()
    read_all(browser, module)
    take(browser, "akhir", right=3)
    assert len(browser.get(first.url).soup.select(".soal-answered")) == 10


def test_a_misbelief_chosen_leads_to_its_page_once_the_key_is_shown(
    browser: Client, module: Module, wave: Wave, app: Flask
) -> None:
    page = begin(browser, "awal")
    answers = wrong_of(attempt_on(page))
    chosen = misbeliefs_of(attempt_on(page))
    first = browser.follow(browser.send(page, {**answers, **chosen}))
    assert links_to_read(first) == []
    read_all(browser, module)
    take(browser, "akhir", right=10)
    known = app.extensions["catalog"].misconceptions
    body = body_of(first.url.rsplit("/", 1)[1])
    named = {
        choice["misconception"]
        for question in body["questions"]
        for choice in question["choices"]
        if chosen.get(f"j-{question['id']}") == choice["id"]
    }
    pages = {(known[name].page.module_slug, known[name].page.page_slug) for name in named}
    shown = {link["href"] for link in links_to_read(browser.get(first.url))}
    assert shown >= {f"/modul/{slug}/{page_slug}" for slug, page_slug in pages}
    assert pages


def misbeliefs_of(attempt_id: str) -> dict[str, str]:
    """For each question that has one, a wrong option that names a misconception."""
    body = body_of(attempt_id)
    return {
        f"j-{q['id']}": choice["id"]
        for q in body["questions"]
        for choice in q["choices"]
        if choice["misconception"]
    }


def links_to_read(page: Page) -> list[Tag]:
    return page.soup.select(".answer-bases a")


def test_a_wave_may_keep_the_key_until_nothing_counts_any_more(
    browser: Client, signed_in: SignedIn, learner: Person, module: Module, app: Flask, clock: Clock
) -> None:
    builders.a_wave(key_shown=KeyShown.AFTER_WAVE)
    take(browser, "awal", right=3)
    read_all(browser, module)
    result = take(browser, "akhir", right=3)
    assert result.soup.select(".soal-answered") == []
    assert "setelah gelombang ditutup" in result.main
    close_wave(None, clock())
    assert browser.get(result.url).soup.select(".soal-answered") == []
    clock.forward(hours=72, seconds=1)
    browser = signed_in(db.session.get_one(Person, learner.id))
    assert len(browser.get(result.url).soup.select(".soal-answered")) == 10


def test_nothing_tells_the_answer_before_it_is_sent(
    browser: Client, app: Flask, wave: Wave, module: Module
) -> None:
    """Trust Q1: reasons and the key appear in no byte of the test page, and order follows no rightness."""
    page = begin(browser, "awal")
    attempt = db.session.get_one(Attempt, attempt_on(page))
    text = page.body.decode()
    for question in body_of(attempt.id)["questions"]:
        for choice in question["choices"]:
            reason = re.sub(r"<[^>]+>", "", choice["reason_html"]).strip()
            assert reason not in text
            assert reason[:40] not in text
    assert "is_right" not in text
    assert [q[0] for q in attempt.layout] == [
        str(f["data-question"]) for f in page.soup.select("fieldset.soal")
    ]


def test_the_place_of_the_right_option_is_drawn(app: Flask, wave: Wave, module: Module) -> None:
    form = module.forms["A"]
    places = [0, 0, 0, 0]
    for _ in range(100):
        for question_id, order in _drawn_layout(form):
            right = next(iter(form.question(question_id).right_ids))
            places[order.index(right)] += 1
    assert sum(places) == 1000
    assert all(180 < count < 320 for count in places)


def test_order_stays_the_same_when_the_page_is_opened_again(browser: Client, wave: Wave) -> None:
    first, second = begin(browser, "awal"), browser.get(f"{ROOT}/tes-awal")
    assert first.texts(".choice") == second.texts(".choice")


@pytest.mark.parametrize("path", ["tes-akhir", "kirim", "simpan"])
def test_the_post_test_does_not_open_before_the_pre_test(
    browser: Client, learner: Person, wave: Wave, path: str
) -> None:
    """Trust Q2: no attempt row comes to be."""
    if path == "tes-akhir":
        page = browser.get(f"{ROOT}/tes-akhir")
        assert "Tes akhir terbuka setelah tes awal dikirim" in page.main
        data = {"csrf_token": browser.token()}
        browser.post(f"{ROOT}/tes-akhir", data)
    else:
        browser.post(f"/tes/0123456789abcdef/{path}", {"csrf_token": browser.token()}, 404)
    assert db.session.query(Attempt).count() == 0


def test_pages_wait_for_the_pre_test_and_count_only_after_it(
    browser: Client, module: Module, wave: Wave
) -> None:
    page = module.pages[0].slug
    assert browser.get(f"{ROOT}/{page}", 303).location == f"{ROOT}/tes-awal"
    browser.post(f"{ROOT}/{page}", {"csrf_token": browser.token()})
    assert db.session.query(PageSeen).count() == 0


def test_unanswered_questions_are_named_and_nothing_is_lost(browser: Client, wave: Wave) -> None:
    page = begin(browser, "awal")
    attempt_id = attempt_on(page)
    answers = dict(list(key_of(attempt_id).items())[:7])
    again = browser.send(page, answers, status=422)
    assert len(again.errors) == 3
    assert all(re.fullmatch(r"Soal \d+ belum dijawab", line) for line in again.errors)
    assert len(again.soup.select("fieldset.soal input[checked]")) == 7
    assert db.session.get_one(Attempt, attempt_id).graded_at is None
    result = browser.follow(browser.send(again, {"kosong": "ya"}))
    assert result.texts(".figure-value") == ["7 dari 10 benar"]


def test_two_tabs_the_first_sent_stands(browser: Client, wave: Wave) -> None:
    """Trust Q5, Q6: a repeat gives the stored result, and says so."""
    tab_1, tab_2 = begin(browser, "awal"), browser.get(f"{ROOT}/tes-awal")
    attempt_id = attempt_on(tab_1)
    key, wrong = key_of(attempt_id), wrong_of(attempt_id)
    browser.follow(browser.send(tab_2, key))
    result = browser.follow(browser.send(tab_1, wrong))
    assert result.texts(".figure-value") == ["10 dari 10 benar"]
    assert "sudah dikirim sebelumnya" in result.soup.get_text()
    assert [c.people for c in db.session.query(Cell)] == [1]


def test_drafts_are_kept_and_an_older_tab_cannot_overwrite(browser: Client, wave: Wave) -> None:
    page = begin(browser, "awal")
    attempt_id = attempt_on(page)
    (name, right), *_ = key_of(attempt_id).items()
    question = name.removeprefix("j-")

    def save(revision: object, answers: object, status: int) -> dict[str, Any]:
        token = browser.token()
        answer = browser.open(
            "POST",
            f"/tes/{attempt_id}/simpan",
            status,
            json={"revision": revision, "answers": answers},
            headers={"X-CSRFToken": token},
        )
        return dict(json.loads(answer.body))

    assert save(0, {question: [right]}, 200) == {"revision": 1, "saved": True}
    assert save(0, {question: ["xxxx"]}, 409) == {"revision": 1, "saved": False}
    assert db.session.get_one(Attempt, attempt_id).answers == {question: [right]}
    for bad in ("text", {question: "x"}, {question: [1]}, [1]):
        save(1, bad, 400)
    save("1", {}, 400)
    assert len(browser.get(f"{ROOT}/tes-awal").soup.select("input[checked]")) == 1
    browser.post(f"/tes/{attempt_id}/kirim", {"csrf_token": browser.token(), "kosong": "ya"})
    assert save(1, {question: [right]}, 410)["result"] == f"/hasil/{attempt_id}"


def test_tampered_answers_are_never_more_than_the_form_offers(browser: Client, wave: Wave) -> None:
    """Trust Q9."""
    page = begin(browser, "awal")
    attempt_id = attempt_on(page)
    key = key_of(attempt_id)
    names = list(key)
    data = [("csrf_token", browser.token()), ("kosong", "ya"), ("points", "10"), ("score", "10")]
    data += [(name, choice) for name, choice in key.items()]  # right ones ...
    data += [(name, wrong) for name, wrong in wrong_of(attempt_id).items()]  # ... and wrong ones
    data += [(names[0], key[names[1]]), (names[0], "unknown"), ("j-NOBODY", "x")]
    data += [(f"j-X{n}", "y") for n in range(500)]
    browser.post(f"/tes/{attempt_id}/kirim", MultiDict(data))
    attempt = db.session.get_one(Attempt, attempt_id)
    assert (attempt.points, attempt.possible) == (0, 10)
    assert set(attempt.answers) <= {q for q, _ in attempt.layout}


def test_ten_thousand_fields_are_refused_and_nothing_is_graded(browser: Client, wave: Wave) -> None:
    page = begin(browser, "awal")
    attempt_id = attempt_on(page)
    fields = {"csrf_token": browser.token(), **{f"j-{n}": "x" for n in range(10_000)}}
    browser.post(f"/tes/{attempt_id}/kirim", fields, None)
    assert db.session.get_one(Attempt, attempt_id).graded_at is None


def test_an_attempt_is_nobody_elses(
    browser: Client, signed_in: SignedIn, learner: Person, wave: Wave
) -> None:
    """Trust A8: foreign and missing look the same, to a colleague, the coordinator and an admin."""
    result = take(browser, "awal", right=5)
    attempt_id = result.url.rpartition("/")[2]
    agency = db.session.get_one(Person, learner.id).agency
    others = [
        builders.a_person(agency),
        builders.a_coordinator(agency),
        builders.an_admin(),
    ]
    for other in others:
        stranger = signed_in(other)
        foreign = stranger.get(f"/hasil/{attempt_id}", 404)
        assert foreign.main == stranger.get("/hasil/ffffffffffffffff", 404).main
        assert b"5 dari 10" not in foreign.body
        token = {"csrf_token": stranger.token(), "kosong": "ya"}
        stranger.post(f"/tes/{attempt_id}/kirim", token, 404)


def test_a_version_stays_with_its_attempt(
    browser: Client, app: Flask, wave: Wave, module: Module, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trust Q7: the file changes while the attempt is open; it is scored and shown as it was met."""
    page = begin(browser, "awal")
    attempt_id = attempt_on(page)
    answers = key_of(attempt_id)

    def turned(form: QuizForm) -> QuizForm:
        return replace(
            form,
            questions=tuple(
                replace(
                    q,
                    stem_html="<p>DIUBAH</p>",
                    choices=tuple(replace(c, is_right=not c.is_right) for c in q.choices),
                )
                for q in form.questions
            ),
        )

    changed = replace(
        module, forms=MappingProxyType({k: turned(f) for k, f in module.forms.items()})
    )
    catalog = app.extensions["catalog"]
    others = tuple(changed if m.slug == MODULE else m for m in catalog.modules)
    monkeypatch.setitem(app.extensions, "catalog", replace(catalog, modules=others))
    assert "DIUBAH" not in browser.get(f"{ROOT}/tes-awal").main
    result = browser.follow(browser.send(page, answers))
    assert result.texts(".figure-value") == ["10 dari 10 benar"]


def test_forms_are_crossed_and_never_the_same_twice_running(
    browser: Client, wave: Wave, module: Module, clock: Clock
) -> None:
    take(browser, "awal", right=1)
    read_all(browser, module)
    for _ in range(2 * len(module.letters) - 1):
        clock.forward(minutes=1)
        take(browser, "akhir", right=1)
    met = [a.form_letter for a in db.session.query(Attempt).order_by(Attempt.started_at)]
    order = db.session.query(Attempt.form_order).distinct().one()[0]
    assert met == [*order, *order]


def test_only_the_first_post_test_counts(browser: Client, wave: Wave, module: Module) -> None:
    take(browser, "awal", right=1)
    read_all(browser, module)
    take(browser, "akhir", right=2)
    second = take(browser, "akhir", right=10)
    assert "Tidak dihitung" in second.main
    post = db.session.query(Cell).filter_by(phase=Phase.POST_TEST, module_slug=MODULE).one()
    assert (post.people, post.points) == (1, 2)
    assert "percobaan ke-2" in browser.get(ROOT).main


def test_an_admins_attempts_are_previews(signed_in: SignedIn, wave: Wave, module: Module) -> None:
    browser = signed_in(builders.an_admin())
    result = take(browser, "awal", right=10)
    assert "Pratinjau" in result.main
    assert [a.source for a in db.session.query(Attempt)] == [AttemptSource.PREVIEW]
    assert db.session.query(Cell).count() == 0


def test_who_has_become_an_admin_since_the_start_sends_a_preview(
    browser: Client, signed_in: SignedIn, learner: Person, wave: Wave
) -> None:
    key = key_of(attempt_on(begin(browser, "awal")))
    person = db.session.get_one(Person, learner.id)
    person.role = Role.ADMIN
    db.session.commit()
    browser = signed_in(person)
    result = browser.follow(browser.send(browser.get(f"{ROOT}/tes-awal"), key))
    assert "Pratinjau" in result.main
    assert db.session.query(Attempt.source, Attempt.counted).one() == (AttemptSource.PREVIEW, False)
    assert db.session.query(Cell).count() == 0


def test_a_session_that_ended_loses_no_answer(
    browser: Client, client: Client, learner: Person, wave: Wave, app: Flask, clock: Clock
) -> None:
    """Trust Q11: the same person finds the answers after signing in again; another finds none."""
    person = db.session.get_one(Person, learner.id)
    person.password_hash = hash_password("kata sandi panjang sekali")
    nip = person.nip
    db.session.commit()
    page = begin(browser, "awal")
    attempt_id = attempt_on(page)
    answers = dict(list(key_of(attempt_id).items())[:7])
    clock.forward(hours=13)
    door = browser.send(page, answers, status=401)
    assert "Sesi Anda habis" in door.soup.get_text()
    back = browser.send(
        door, {"nip": nip, "password": "kata sandi panjang sekali"}, action="/masuk"
    )
    test_page = browser.follow(browser.follow(back, 303))
    assert len(test_page.soup.select("input[checked]")) == 7

    other = builders.a_person(password_hash=hash_password("kata sandi panjang sekali"))
    other_nip = other.nip
    answer = client.send(
        door,
        {"nip": other_nip, "password": "kata sandi panjang sekali"},
        action="/masuk",
        status=None,
    )
    assert answer.status in (303, 400)
    assert db.session.query(Attempt).filter_by(person_id=other.id).count() == 0


def test_a_test_page_from_an_older_session_is_shown_again_with_its_answers(
    browser: Client, signed_in: SignedIn, learner: Person, wave: Wave
) -> None:
    page = begin(browser, "awal")
    answers = dict(list(key_of(attempt_on(page)).items())[:4])
    newer = signed_in(db.session.get_one(Person, learner.id))
    again = newer.send(page, answers, status=400)
    assert len(again.soup.select("input[checked]")) == 4
    assert db.session.query(Attempt).one().graded_at is None


def test_a_test_begun_before_the_close_counts_for_72_hours(
    browser: Client, signed_in: SignedIn, learner: Person, wave: Wave, clock: Clock
) -> None:
    key = key_of(attempt_on(begin(browser, "awal")))
    close_wave(None, clock.forward(hours=1))
    clock.forward(hours=71)
    browser = signed_in(db.session.get_one(Person, learner.id))
    page = browser.get(f"{ROOT}/tes-awal")
    assert "Gelombang sudah ditutup" in page.main
    result = browser.follow(browser.send(page, key))
    assert "dikirim setelah gelombang ditutup" in result.main
    attempt = db.session.query(Attempt).one()
    assert (attempt.counted, attempt.is_late) == (True, True)


def test_later_it_is_graded_and_shown_but_not_counted(
    browser: Client, signed_in: SignedIn, learner: Person, wave: Wave, clock: Clock
) -> None:
    key = key_of(attempt_on(begin(browser, "awal")))
    close_wave(None, clock.forward(hours=1))
    clock.forward(hours=73)
    browser = signed_in(db.session.get_one(Person, learner.id))
    page = browser.get(f"{ROOT}/tes-awal")
    result = browser.follow(browser.send(page, key))
    assert result.texts(".figure-value") == ["10 dari 10 benar"]
    assert "Tidak dihitung" in result.main
    assert db.session.query(Cell).count() == 0


def test_tests_begin_only_on_the_days_of_the_wave(
    signed_in: SignedIn, learner: Person, wave: Wave, clock: Clock
) -> None:
    clock.moment = datetime(2026, 12, 23, 17, 0, tzinfo=UTC)  # 24 December in WIB
    browser = signed_in(learner)
    page = browser.get(f"{ROOT}/tes-awal")
    assert "Tidak ada gelombang tes yang dibuka hari ini" in page.main
    browser.post(f"{ROOT}/tes-awal", {"csrf_token": browser.token()})
    assert db.session.query(Attempt).count() == 0


def test_between_waves_modules_can_be_read(browser: Client, app: Flask, module: Module) -> None:
    assert "Belum ada gelombang tes yang dibuka" in browser.get("/beranda").main
    page = module.pages[0].slug
    browser.send(browser.get(f"{ROOT}/{page}"), action=f"{ROOT}/{page}")
    assert "Dibuka saat ada gelombang tes" in browser.get(ROOT).main


def test_an_old_open_attempt_does_not_stand_in_the_way_of_a_new_wave(
    browser: Client, signed_in: SignedIn, learner: Person, wave: Wave, clock: Clock
) -> None:
    old = attempt_on(begin(browser, "awal"))
    close_wave(None, clock.forward(hours=1))
    builders.a_wave(opened_at=clock.forward(days=2))
    browser = signed_in(db.session.get_one(Person, learner.id))
    assert attempt_on(begin(browser, "awal")) != old
    assert db.session.query(Wave).count() == 2


def test_a_visitor_reads_and_practises_and_cannot_test(
    client: Client, wave: Wave, module: Module
) -> None:
    assert "Pasal 5 huruf n" in client.get("/").main
    page = next(p for p in module.pages if any(isinstance(part, Question) for part in p.parts))
    question = next(part for part in page.parts if isinstance(part, Question))
    right = next(c for c in question.choices if c.is_right)
    shown = client.get(f"{ROOT}/{page.slug}")
    assert right.reason_html not in shown.body.decode()
    answered = client.get(f"{ROOT}/{page.slug}", **{question.id: right.id})
    assert right.reason_html in answered.body.decode()
    client.get(f"{ROOT}/{page.slug}", **{question.id: "unknown"})
    assert client.get(f"{ROOT}/tes-awal", 302).location.startswith("/masuk")
    for other in module.pages:
        client.get(f"{ROOT}/{other.slug}")


def test_due_dates_are_shown_in_the_agencys_zone(
    browser: Client, learner: Person, wave: Wave
) -> None:
    person = db.session.get_one(Person, learner.id)
    coordinator = builders.a_coordinator(person.agency)
    due = datetime(2026, 11, 30, 14, 59, tzinfo=UTC)
    builders.an_assignment(
        db.session.get_one(Wave, wave.id), coordinator, [person], module_slug=MODULE, due_at=due
    )
    assert "Tenggat 30 November 2026, pukul 23.59 WIT" in browser.get("/beranda").main


@pytest.mark.parametrize(
    "slug", ["../../etc/passwd", "%2e%2e%2f", "..\\", "C:", "tidak-ada", "%00"]
)
def test_strange_addresses_are_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/modul/{slug}", None).status in (400, 404)
    assert client.get(f"/modul/{MODULE}/gambar/{slug}", None).status in (404, 308, 400)
