"""The indicator's pages in a real browser: the menu on a phone, and every page on paper."""

import io
import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from neutrality_course.domain.terms import Role
from neutrality_course.models import Person
from neutrality_course.web.clock import WIB
from tests.browser.checks import check_page
from tests.browser.conftest import Browse, Site
from tests.builders import a_person, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle

TARGET = 48
AGENCIES = 30
PAGES = {
    "": "Indikator pemahaman",
    "/perbandingan": "Perbandingan instansi",
    "/irisan": "Irisan",
    "/irisan?irisan=jenis&silang=kepegawaian": "Irisan",
    "/provinsi": "Provinsi",
    "/tujuan": "Tujuan belajar",
    "/miskonsepsi": "Miskonsepsi",
    "/soal": "Soal",
    "/mutu": "Mutu data",
}
ABOUT_PEOPLE = {path for path in PAGES if not re.match("/(tujuan|miskonsepsi|soal|mutu)", path)}
FOR_THE_SCREEN = {"Saring", "Unduh", "Bentuk berkas", "Halaman indikator", "Keluar"}


@pytest.fixture
def admin(site: Site) -> Person:
    """An admin, after a wave in which so many agencies took part that their table fills several sheets."""
    wave = a_wave(title="Gelombang Uji", today=datetime.now(WIB).date())
    for number in range(AGENCIES):
        agency = an_agency(name=f"Dinas {number}", staff_count=900)
        counted(agency, wave, [Taken(6 + number % 9, 4, 9), Taken(5, 5, 6)])
    settle()
    return an_admin()


def sheets(page: Page) -> list[str]:
    """The words of every sheet of A4, one line each."""
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    return [" ".join(sheet.extract_text().split()) for sheet in paper.pages]


def menu_button(page: Page, name: str = "Menu") -> None:
    button = page.get_by_role("button", name=name, exact=True)
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= TARGET
    button.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("role", [Role.ADMIN, Role.COORDINATOR])
def test_a_phone_folds_a_long_menu_without_javascript(browse: Browse, role: Role) -> None:
    page = browse(a_person(role=role), javascript=False)
    page.goto("/akun")
    link = page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Modul")
    if browse.width == 360:
        bar = page.locator(".site-nav").bounding_box()
        assert bar is not None
        assert bar["height"] < TARGET * 1.5
        expect(link).to_be_hidden()
        menu_button(page)
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= TARGET
        page.keyboard.press("Escape")
        expect(link).to_be_hidden()
        menu_button(page)
    else:
        expect(page.get_by_role("button", name="Menu", exact=True)).to_be_hidden()
    link.click()
    expect(page).to_have_url(re.compile("/modul$"))


def test_the_open_menu_is_for_everybody(browse: Browse, admin: Person) -> None:
    page = browse(admin)
    page.goto("/admin/indikator")
    check_page(page)
    if browse.width == 360:
        for name in ("Menu", "Halaman indikator"):
            menu_button(page, name)
            check_page(page)
            page.get_by_role("button", name="Tutup").click()
    expect(page.locator(".subnav [aria-current]")).to_have_text("Ringkasan nasional")


def test_every_page_says_on_paper_what_its_figures_stand_on(browse: Browse, admin: Person) -> None:
    page = browse(admin)
    for path, heading in PAGES.items():
        page.goto(f"/admin/indikator{path}")
        words = sheets(page)
        assert heading in words[0], path
        assert "Gelombang Uji, " in words[0], path
        assert "Data sampai" in words[0], path
        assert (path in ABOUT_PEOPLE) == ("aling sedikit" in words[0]), path
        printed = {word for word in FOR_THE_SCREEN if word in " ".join(words)}
        assert printed == set(), path


def test_a_table_on_paper_is_a_table_with_its_headings_on_every_sheet(
    browse: Browse, admin: Person
) -> None:
    page = browse(admin)
    page.goto("/admin/indikator")
    with_rows = [words for words in sheets(page) if "Dinas " in words]
    assert len(with_rows) > 1
    assert all("Dibanding instansi lain" in words for words in with_rows)
    page.emulate_media(media="print")
    cell = page.locator("#indikator tbody td").first
    expect(cell).to_have_css("display", "table-cell")


def test_a_drawing_stays_on_one_sheet_with_its_words(browse: Browse, admin: Person) -> None:
    page = browse(admin)
    page.goto("/admin/indikator/perbandingan")
    (sheet,) = [words for words in sheets(page) if "Satu tanda satu instansi" in words]
    assert "Yang benar-benar berbeda" in sheet
    page.emulate_media(media="print")
    for drawing in page.locator(".chart img").all():
        drawing.scroll_into_view_if_needed()
        expect(drawing).to_have_js_property("complete", True)
        assert drawing.evaluate(
            "i => i.naturalWidth > 0 && i.clientWidth <= i.parentElement.clientWidth"
        )


def test_a_long_list_is_printed_by_those_who_opened_it(browse: Browse, admin: Person) -> None:
    page = browse(admin)
    page.goto("/admin/indikator/mutu")
    closed = " ".join(sheets(page))
    assert "Dinas " not in closed
    page.get_by_text("Instansi dengan cakupan di bawah 10%").first.click()
    opened = " ".join(sheets(page))
    assert "Dinas " in opened
    assert closed.count("tidak ikut dicetak") - opened.count("tidak ikut dicetak") == 1
