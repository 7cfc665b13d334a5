"""Looking things up in a real browser: search, filter, cards on paper."""

import re

import pytest
from playwright.sync_api import expect

from neutrality_course.domain.terms import Stage
from tests import builders
from tests.browser.checks import check_page, no_sideways_scroll
from tests.browser.conftest import Browse

TARGET = 48
CARDS = [stage.value for stage in Stage if stage is not Stage.GENERAL]


def test_a_question_is_found_and_its_answer_opened(browse: Browse) -> None:
    page = browse()
    page.goto("/")
    page.get_by_role("searchbox").fill("nge-like status")
    page.get_by_role("button", name="Cari").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bolehkah saya?")
    check_page(page)
    first = page.locator(".situation-question a").first
    box = first.bounding_box()
    assert box is not None
    assert box["height"] >= TARGET
    question = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(question)
    check_page(page)


def test_nothing_found_leads_on(browse: Browse) -> None:
    page = browse()
    page.goto("/bolehkah?cari=zzzz")
    expect(page.get_by_text("Tidak ada situasi yang cocok")).to_be_visible()
    check_page(page)
    page.locator("main > .plain-list a").first.click()
    expect(page.locator(".situation").first).to_be_visible()


def test_acts_are_filtered_without_javascript(browse: Browse) -> None:
    page = browse(javascript=False)
    page.goto("/perbuatan")
    everything = page.locator("article.act").count()
    page.get_by_label("Jenis perbuatan").select_option("Media sosial")
    page.get_by_role("button", name="Saring").click()
    assert 0 < page.locator("article.act").count() < everything
    no_sideways_scroll(page)
    page.locator("article.act summary").first.click()
    expect(page.locator("article.act dt").first).to_be_visible()


def test_acts_and_cards_for_everybody(browse: Browse) -> None:
    page = browse()
    for path in ("/perbuatan", "/perbuatan/NA007", "/tahapan", "/tahapan/kampanye"):
        page.goto(path)
        check_page(page)


def test_an_address_with_an_anchor_leads_to_the_act(browse: Browse) -> None:
    page = browse()
    page.goto("/perbuatan#NA021")
    expect(page.locator("#NA021 a").first).to_be_in_viewport()


@pytest.mark.parametrize("stage", CARDS)
def test_a_card_is_one_printed_page(browse: Browse, stage: str) -> None:
    page = browse()
    page.goto(f"/tahapan/{stage}")
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_the_survey_chart_is_as_wide_as_the_window_lets_it(browse: Browse) -> None:
    page = browse(builders.an_admin())
    page.goto("/admin/pola")
    page.set_viewport_size({"width": 320, "height": 740})
    check_page(page)
    bar, track = page.locator(".bars-bar"), page.locator(".bars-track")
    widths = [shape.bounding_box() for shape in (bar, track)]
    assert widths[0] is not None
    assert widths[1] is not None
    assert round(widths[0]["width"] / widths[1]["width"], 2) == 0.6
