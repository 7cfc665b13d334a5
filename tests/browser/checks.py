"""What holds for every page in a browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


def axe(page: Page) -> None:
    """WCAG 2.2 AA as far as axe can see it: no violation. With JavaScript off it would wait for ever."""
    results = Axe().run(page, options=RULES)
    assert not results.violations_count, f"{page.url}:\n{results.generate_report()}"


def no_sideways_scroll(page: Page) -> None:
    """The page is no wider than the window; a wide table scrolls in its own box."""
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1], f"{page.url} is {widths[0]} px wide in a window of {widths[1]}"


def check_page(page: Page) -> None:
    axe(page)
    no_sideways_scroll(page)
