"""The self-rating: asked once, after the last module, never graded, counted as a share."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from neutrality_course.actions.attempts import start_attempt, submit_attempt
from neutrality_course.actions.self_rating import NotAsked, rate_self
from neutrality_course.actions.waves import close_wave
from neutrality_course.database import db
from neutrality_course.domain.terms import COURSE, Phase, SelfRating, Verdict
from neutrality_course.models import PageSeen, Person, SelfRatingAnswer, SelfRatingCell, Wave
from neutrality_course.queries.cells import cell_differences
from neutrality_course.queries.indicator import indicator
from neutrality_course.web.clock import today_wib
from tests import builders
from tests.pages import Client
from tests.support.apps import Clock

SignedIn = Callable[[Person], Client]
SLUGS = ("pp-94-2021", "pasal-5-huruf-n")
ADDRESS = "/penilaian-diri"
QUESTION = "Satu pertanyaan terakhir"


@pytest.fixture
def wave(app: Flask) -> Wave:
    return builders.a_wave(modules=SLUGS)


def finish(
    app: Flask, person: Person, wave: Wave, clock: Clock, slugs: tuple[str, ...] = SLUGS
) -> None:
    """Both tests of these modules, sent with no answer at all."""
    person_id, wave_id = person.id, wave.id
    for slug in slugs:
        module = app.extensions["catalog"].module(slug)
        for phase in Phase:
            attempt_id = start_attempt(person_id, module, phase, clock(), today_wib())
            submit_attempt(attempt_id, person_id, {}, clock())
            if phase is Phase.PRE_TEST:
                for page in module.pages:
                    key = {"wave_id": wave_id, "module_slug": slug, "page_slug": page.slug}
                    db.session.add(PageSeen(person_id=person_id, seen_at=clock(), **key))
                db.session.commit()


def stored() -> list[tuple[str, SelfRating]]:
    return [(a.person_id, a.rating) for a in db.session.scalars(select(SelfRatingAnswer))]


def test_asked_after_the_last_module_and_answered_once(
    app: Flask, signed_in: SignedIn, wave: Wave, clock: Clock
) -> None:
    person = builders.a_person()
    browser = signed_in(person)
    finish(app, person, wave, clock, SLUGS[:1])
    assert QUESTION not in browser.get("/beranda").main
    assert browser.get(ADDRESS).soup.select("main form") == []
    finish(app, person, wave, clock, SLUGS[1:])
    assert QUESTION in browser.get("/beranda").main
    page = browser.get(ADDRESS)
    assert page.texts(".choice-text") == ["Sangat baik", "Baik", "Cukup", "Kurang"]
    assert page.soup.select("input[checked]") == []
    thanks = browser.follow(browser.send(page, {"nilai": "baik"}))
    assert thanks.flashes == ["Terima kasih. Jawaban Anda tersimpan."]
    assert "Anda menjawab: Baik" in thanks.main
    assert QUESTION not in browser.get("/beranda").main
    browser.post(ADDRESS, {"csrf_token": browser.token(), "nilai": "kurang"})
    assert stored() == [(person.id, SelfRating.GOOD)]


def test_without_a_choice_it_says_so_and_keeps_nothing(
    app: Flask, signed_in: SignedIn, wave: Wave, clock: Clock
) -> None:
    person = builders.a_person()
    browser = signed_in(person)
    finish(app, person, wave, clock)
    page = browser.send(browser.get(ADDRESS), status=422)
    assert page.errors == ["Pilih satu jawaban"]
    browser.post(ADDRESS, {"csrf_token": browser.token(), "nilai": "hebat"}, 422)
    assert stored() == []


def test_nobody_answers_before_the_end_or_after_the_72_hours(
    app: Flask, wave: Wave, clock: Clock
) -> None:
    person = builders.a_person()
    person_id, wave_id = person.id, wave.id
    with pytest.raises(NotAsked):
        rate_self(person_id, wave_id, SelfRating.GOOD, clock())
    finish(app, person, wave, clock)
    close_wave(None, clock())
    clock.forward(hours=72)
    assert rate_self(person_id, wave_id, SelfRating.GOOD, clock())
    other = builders.a_person()
    with pytest.raises(NotAsked):
        rate_self(other.id, wave_id, SelfRating.GOOD, clock() + timedelta(seconds=1))


def test_an_admin_is_not_asked_and_never_stored(
    app: Flask, signed_in: SignedIn, wave: Wave, clock: Clock
) -> None:
    admin = builders.an_admin()
    finish(app, admin, wave, clock)
    page = signed_in(admin).get(ADDRESS)
    assert "Pratinjau" in page.main
    assert not rate_self(admin.id, wave.id, SelfRating.GOOD, clock())
    assert stored() == []


def test_the_share_stands_in_its_own_columns_with_its_own_n(
    app: Flask, wave: Wave, clock: Clock
) -> None:
    agency = builders.an_agency()
    people = [builders.a_person(agency) for _ in range(12)]
    ratings = (
        [SelfRating.VERY_GOOD] * 4 + [SelfRating.GOOD] * 5 + [SelfRating.FAIR, SelfRating.POOR]
    )
    for person in people:
        finish(app, person, wave, clock)
    for person, rating in zip(people, ratings, strict=False):
        assert rate_self(person.id, wave.id, rating, clock())
    assert list(cell_differences()) == []
    rows = indicator(wave, COURSE).table.agencies
    row = next(row for row in rows if row.code == agency.code)
    assert (row.rated, row.rated_good, row.rated_share) == (11, 9, 100 * 9 / 11)
    assert row.rated_verdict is Verdict.TOO_FEW
    assert indicator(wave, SLUGS[0]).table.national.rated == 0


def test_few_answers_are_hidden_although_the_test_result_is_shown(
    app: Flask, wave: Wave, clock: Clock
) -> None:
    agency = builders.an_agency()
    people = [builders.a_person(agency) for _ in range(30)]
    for person in people:
        finish(app, person, wave, clock)
    for person in people[:9]:
        rate_self(person.id, wave.id, SelfRating.GOOD, clock())
    row = next(r for r in indicator(wave, COURSE).table.agencies if r.code == agency.code)
    assert (row.is_hidden, row.good) == (False, 0)
    assert (row.rated, row.rated_good, row.rated_share) == (9, None, None)
    assert row.rated_verdict is Verdict.HIDDEN


def test_cells_are_checked_and_made_anew(
    app: Flask, wave: Wave, clock: Clock, command: Callable[..., Result]
) -> None:
    person = builders.a_person()
    finish(app, person, wave, clock)
    rate_self(person.id, wave.id, SelfRating.POOR, clock())
    cell = db.session.scalars(select(SelfRatingCell)).one()
    cell.poor, cell.good = 0, 1
    db.session.commit()
    broken = command("cells", "check")
    assert broken.exit_code == 1
    assert broken.stdout.count("self_rating_cell") == 1
    assert command("cells", "rebuild").exit_code == 0
    assert command("cells", "check").exit_code == 0
