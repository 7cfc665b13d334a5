"""The whole story by hand in a browser: an empty database, its first admin, an agency, its coordinator, the
members, an activation, a module with both tests, and the figure at the end. Every page on the way is checked.
"""

import csv
import io
from datetime import datetime, timedelta

from playwright.sync_api import Download, Page, expect

from neutrality_course.actions.setup import set_setup_key
from neutrality_course.database import db
from neutrality_course.models import Attempt
from neutrality_course.web.clock import WIB
from tests.browser.checks import check_page
from tests.browser.conftest import Browse, Site

ADMIN = "198001012005011001"
COORDINATOR = "198502022009012002"
LEARNER = "199003032015031003"
PASSWORD = "empat kata yang panjang"
MODULE = "Pasal 5 huruf n: larangan mendukung calon"


def press(page: Page, name: str) -> None:
    check_page(page)
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    check_page(page)
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).first.click()


def go_to(page: Page, name: str) -> None:
    """A page of the main menu, which a phone folds."""
    menu = page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()
    follow(page, name)


def choose_password(page: Page) -> None:
    page.get_by_label("Kata sandi", exact=True).or_(
        page.get_by_label("Kata sandi baru", exact=True)
    ).fill(PASSWORD)
    page.locator("[name=password_again]").fill(PASSWORD)


def set_up(page: Page, key: str) -> None:
    page.goto(f"/siapkan/{key}")
    page.get_by_label("NIP").fill(ADMIN)
    page.get_by_label("Nama", exact=True).fill("Ayu Admin")
    choose_password(page)
    page.get_by_label("Kode instansi").fill("K01")
    page.get_by_label("Nama instansi").fill("Kabupaten Contoh Utara")
    page.get_by_label("Jenis instansi").select_option("kabupaten")
    page.get_by_label("Provinsi").select_option("Papua")
    press(page, "Buat dan masuk")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Indikator pemahaman")
    check_page(page)


def make_coordinator(page: Page) -> str:
    """The activation code of the agency's coordinator."""
    go_to(page, "Akun")
    follow(page, "Tambah akun")
    page.get_by_label("NIP").fill(COORDINATOR)
    page.get_by_label("Nama", exact=True).fill("Budi Koordinator")
    page.get_by_label("Instansi", exact=True).select_option(label="Kabupaten Contoh Utara (K01)")
    page.get_by_text("Koordinator KORPRI", exact=True).click()
    press(page, "Buat akun dan kode")
    return code_on(page)


def code_on(page: Page) -> str:
    check_page(page)
    return (
        page.locator("dt", has_text="Kode")
        .locator("xpath=following-sibling::dd")
        .first.inner_text()
    )


def activate(page: Page, nip: str, code: str) -> None:
    page.goto("/aktivasi")
    page.get_by_label("NIP").fill(nip)
    page.get_by_label("Kode sekali pakai").fill(code)
    choose_password(page)
    press(page, "Simpan dan masuk")
    check_page(page)


def bring_in_members(page: Page) -> str:
    """Upload the roster, make the codes, assign the module; the learner's activation code."""
    page.goto("/koordinator")
    check_page(page)
    page.goto("/koordinator/anggota")
    follow(page, "Unggah anggota")
    roster = (
        f"NIP;nama;unit;jenjang;jenis\r\n{LEARNER};Citra Peserta;Sekretariat;Pelaksana;PPPK\r\n"
    )
    page.get_by_label("Berkas CSV anggota").set_input_files(
        {"name": "anggota.csv", "mimeType": "text/csv", "buffer": roster.encode("utf-16")}
    )
    press(page, "Periksa berkas")
    press(page, "Simpan 1 anggota")
    check_page(page)
    page.goto("/koordinator/anggota/kode")
    press(page, "Lanjutkan")
    press(page, "Buat 1 kode")
    check_page(page)
    code = page.get_by_role("row", name="Citra Peserta").locator("code").inner_text()
    page.goto("/koordinator/penugasan")
    follow(page, "Tugaskan modul")
    page.get_by_text(MODULE, exact=True).click()
    press(page, "Lanjutkan")
    page.get_by_text("Semua anggota", exact=True).click()
    press(page, "Lanjutkan")
    page.get_by_label("Tenggat").fill((datetime.now(WIB).date() + timedelta(days=7)).isoformat())
    press(page, "Lanjutkan")
    press(page, "Tugaskan kepada 2 orang")
    check_page(page)
    return code


def take_test(page: Page, begin: str, right: int) -> None:
    page.get_by_role("link", name=begin, exact=True).click()
    press(page, begin)
    db.session.rollback()
    attempt = db.session.query(Attempt).filter(Attempt.graded_at.is_(None)).one()
    assert attempt.form_version is not None
    questions = {q["id"]: q for q in attempt.form_version.body["questions"]}
    for number, (question_id, _) in enumerate(attempt.layout):
        chosen = next(
            c["id"] for c in questions[question_id]["choices"] if c["right"] is (number < right)
        )
        page.locator(f'label:has(input[value="{chosen}"])').click()
        last = number == len(attempt.layout) - 1
        name = "Periksa jawaban" if last else "Lanjutkan"
        page.get_by_role("button", name=name, exact=True).click()
    press(page, "Kirim tes")
    check_page(page)


def rows_of(download: Download) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(download.path().read_text())))


def test_the_whole_story(site: Site, browse: Browse, module_pages: list[str]) -> None:
    key = set_setup_key()
    admin = browse()
    set_up(admin, key)
    code = make_coordinator(admin)

    coordinator = browse()
    activate(coordinator, COORDINATOR, code)
    code = bring_in_members(coordinator)

    learner = browse()
    activate(learner, LEARNER, code)
    expect(learner.get_by_text("pukul 23.59 WIT")).to_be_visible()
    learner.get_by_role("link", name=MODULE).click()
    take_test(learner, "Mulai tes awal", right=4)
    learner.get_by_role("link", name="Mulai membaca").click()
    for title in module_pages:
        expect(learner.get_by_role("heading", level=1)).to_have_text(title)
        learner.get_by_role("button", name="Lanjutkan", exact=True).click()
    take_test(learner, "Mulai tes akhir", right=9)
    expect(learner.get_by_text("9 dari 10 benar")).to_be_visible()
    expect(learner.get_by_text("Tingkat pemahaman: Baik")).to_be_visible()

    coordinator.goto("/koordinator/kemajuan")
    check_page(coordinator)
    expect(coordinator.get_by_role("row", name="Citra Peserta")).to_contain_text("9 dari 10")
    coordinator.goto("/koordinator")
    check_page(coordinator)

    admin.goto("/admin/indikator?modul=pasal-5-huruf-n")
    check_page(admin)
    row = admin.get_by_role("row", name="Kabupaten Contoh Utara")
    expect(row).to_contain_text("n<10")
    assert "100,00%" not in admin.locator("#indikator").inner_text()
    with admin.expect_download() as download:
        admin.get_by_role("link", name="CSV", exact=True).click()
    agency, total = rows_of(download.value)
    assert (agency["kode_instansi"], agency["n_responden"], agency["pct_baik"]) == ("K01", "1", "")
    assert (total["kode_instansi"], total["disembunyikan"]) == ("nasional", "true")
    for path in ("gelombang", "instansi", "akun", "catatan", "pola"):
        admin.goto(f"/admin/{path}")
        check_page(admin)
