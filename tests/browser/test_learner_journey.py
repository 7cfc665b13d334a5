"""The learner's journey in a real browser: on a phone and on a desk, with JavaScript and without."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from neutrality_course.database import db
from neutrality_course.models import Attempt, Cell, Person
from neutrality_course.web.clock import WIB
from tests import builders
from tests.browser.checks import check_page
from tests.browser.conftest import Browse, Site

MODULE = "pasal-5-huruf-n"
ROOT = f"/modul/{MODULE}"


@pytest.fixture
def learner(site: Site) -> Person:
    today = datetime.now(WIB).date()
    builders.a_wave(first_on=today - timedelta(days=3), last_on=today + timedelta(days=30))
    return builders.a_person(name="Rina Contoh")


def right_choices() -> list[str]:
    db.session.rollback()
    attempt = db.session.query(Attempt).order_by(Attempt.started_at.desc()).first()
    assert attempt is not None
    assert attempt.form_version is not None
    body = attempt.form_version.body
    key = {q["id"]: c["id"] for q in body["questions"] for c in q["choices"] if c["right"]}
    return [key[question_id] for question_id, _ in attempt.layout]


def answer_stepwise(page: Page) -> None:
    """Question by question, as JavaScript shows them, then the check and the send."""
    for number, choice in enumerate(right_choices(), 1):
        expect(page.get_by_text(f"Soal {number} dari 10")).to_be_visible()
        page.locator(f'label:has(input[value="{choice}"])').click()
        name = "Lanjutkan" if number < 10 else "Periksa jawaban"
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text("Semua soal sudah dijawab.")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Kirim tes").click()


def test_with_javascript(
    browse: Browse, learner: Person, site: Site, module_pages: list[str]
) -> None:
    page = browse(learner)
    page.goto("/beranda")
    check_page(page)
    page.get_by_role("link", name="Pasal 5 huruf n: larangan mendukung calon").click()
    check_page(page)
    page.get_by_role("link", name="Mulai tes awal").click()
    check_page(page)
    page.get_by_role("button", name="Mulai tes awal").click()
    check_page(page)
    first = page.locator("fieldset.soal:visible label").first
    box = first.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    answer_stepwise(page)
    expect(page.get_by_text("10 dari 10 benar")).to_be_visible()
    expect(page.get_by_text("Pembahasan belum ditampilkan")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Mulai membaca").click()
    for title in module_pages:
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        check_page(page)
        page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("link", name="Mulai tes akhir").click()
    page.get_by_role("button", name="Mulai tes akhir").click()
    answer_stepwise(page)
    expect(page.get_by_text("Tingkat pemahaman: Baik")).to_be_visible()
    assert page.locator(".soal-answered").count() == 10
    check_page(page)
    db.session.rollback()
    assert [c.good for c in db.session.query(Cell)] == [1, 1]


def test_answers_are_saved_as_they_are_given_and_found_again(
    browse: Browse, learner: Person, site: Site
) -> None:
    page = browse(learner)
    page.goto(f"{ROOT}/tes-awal")
    page.get_by_role("button", name="Mulai tes awal").click()
    choices = right_choices()
    page.locator(f'label:has(input[value="{choices[0]}"])').click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan")
    other_device = browse(learner)
    other_device.goto(f"{ROOT}/tes-awal")
    assert other_device.locator("input:checked").input_value() == choices[0]
    expect(other_device.get_by_text("Soal 2 dari 10")).to_be_visible()


def test_without_javascript(
    browse: Browse, learner: Person, site: Site, module_pages: list[str]
) -> None:
    page = browse(learner, javascript=False, allow=("status of 422",))
    page.goto(f"{ROOT}/tes-awal")
    page.get_by_role("button", name="Mulai tes awal").click()
    choices = right_choices()
    for choice in choices[:9]:
        page.locator(f'label:has(input[value="{choice}"])').click()
    page.get_by_role("button", name="Kirim tes").click()
    expect(page.get_by_role("link", name="Soal 10 belum dijawab")).to_be_visible()
    assert page.locator("input:checked").count() == 9
    page.locator(f'label:has(input[value="{choices[9]}"])').click()
    page.get_by_role("button", name="Kirim tes").click()
    expect(page.get_by_text("10 dari 10 benar")).to_be_visible()
    page.get_by_role("link", name="Mulai membaca").click()
    for title in module_pages:
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_role("link", name="Mulai tes akhir").click()
    page.get_by_role("button", name="Mulai tes akhir").click()
    for choice in right_choices():
        page.locator(f'label:has(input[value="{choice}"])').click()
    page.get_by_role("button", name="Kirim tes").click()
    expect(page.get_by_text("Tingkat pemahaman: Baik")).to_be_visible()


def test_every_page_of_the_course_for_a_visitor(browse: Browse, site: Site) -> None:
    """Each is checked with axe and at its width; practice answers show their reason."""
    page = browse()
    page.goto("/")
    check_page(page)
    for module in site.app.extensions["catalog"].modules:
        for lesson in module.pages:
            page.goto(f"/modul/{module.slug}/{lesson.slug}")
            check_page(page)
    question = page.context.new_page()
    question.goto(f"{ROOT}/cara-membaca")
    question.locator("form.latihan label").first.click()
    question.get_by_role("button", name="Periksa").click()
    expect(question.locator(".answer-reason").first).to_have_text(re.compile("^(Benar|Keliru)"))
