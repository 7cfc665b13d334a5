"""The first page that anybody meets, in a browser."""

from tests.browser.checks import check_page, no_sideways_scroll
from tests.browser.conftest import Browse


def test_the_sign_in_page_is_for_everybody(browse: Browse) -> None:
    page = browse()
    page.goto("/masuk")
    assert page.get_by_role("heading", level=1).inner_text() == "Masuk"
    check_page(page)


def test_the_sign_in_page_needs_no_javascript(browse: Browse) -> None:
    page = browse(javascript=False)
    page.goto("/masuk")
    assert page.get_by_role("heading", level=1).inner_text() == "Masuk"
    no_sideways_scroll(page)
