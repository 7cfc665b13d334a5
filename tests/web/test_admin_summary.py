"""The national summary and the comparison: drawings with their tables, nothing hidden, kept per data version."""

import json
from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from click.testing import Result
from flask import Flask

from neutrality_course.database import db
from neutrality_course.domain.terms import AgencyKind
from neutrality_course.models import Agency, Attempt, Person, Wave
from tests.builders import MODULES, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.pages import Client, Page

Browser = Callable[[Person], Client]
SECRET = "42,86"


@pytest.fixture
def wave(app: Flask) -> Wave:
    """Six agencies at 75%, one far below, one far above, one small one whose 3 of 7 are its own business."""
    wave = a_wave(title="Gelombang Uji")
    for number in range(6):
        agency = an_agency(code=f"R{number:02}", name=f"Kota {number:02}", kind=AgencyKind.CITY)
        counted(agency, wave, [Taken(15, 4, 9), Taken(5, 4, 6)])
    counted(an_agency(code="LOW", name="Rendah"), wave, [Taken(2, 4, 9), Taken(28, 4, 6)])
    counted(an_agency(code="HIGH", name="Tinggi"), wave, [Taken(30, 4, 10)])
    counted(an_agency(code="S1", name="Kecil"), wave, [Taken(3, 4, 9), Taken(4, 4, 5)])
    counted(an_agency(code="S2", name="Kecil juga"), wave, [Taken(6, 4, 9), Taken(4, 4, 5)])
    settle()
    return wave


def image(browser: Client, page: Page, number: int) -> ElementTree.Element:
    return ElementTree.fromstring(
        browser.get(str(page.soup.select("main img")[number]["src"])).body
    )


def texts(drawing: ElementTree.Element) -> list[str]:
    return [
        "".join(element.itertext()) for element in drawing.iter() if element.tag.endswith("text")
    ]


def test_modules_explain_the_course(signed_in: Browser, wave: Wave) -> None:
    page = signed_in(an_admin()).get("/admin/indikator")
    rows = page.rows("#menurut-modul")
    assert rows[0][0].startswith("Seluruh kursus baik:")
    assert len(rows) == 1 + len(MODULES)
    assert rows[1][1] == "197 dari 197; 100,00%"
    assert rows[1][2].startswith("66,50% ")


def test_days_have_a_drawing_and_a_table(signed_in: Browser, wave: Wave) -> None:
    late = db.session.query(Attempt).filter(Attempt.phase == "akhir").limit(150).all()
    for attempt in late:
        attempt.graded_at = attempt.graded_at + timedelta(days=2) if attempt.graded_at else None
    db.session.commit()
    settle()
    browser = signed_in(an_admin())
    page = browser.get("/admin/indikator")
    rows = page.rows("#menurut-hari")
    assert [row[0] for row in rows] == ["10 November 2026", "12 November 2026"]
    assert sum(int(row[1]) for row in rows) == 197
    drawing = image(browser, page, 0)
    assert {"10/11", "12/11"} <= set(texts(drawing))
    assert drawing.get("role") == "img"


def test_days_leave_as_the_page_shows_them(
    signed_in: Browser, wave: Wave, command: Callable[..., Result]
) -> None:
    taken = db.session.query(Attempt).filter(Attempt.phase == "akhir").all()
    late = {attempt.person_id for attempt in taken[:20]}
    for attempt in taken:
        if attempt.person_id in late and attempt.graded_at:
            attempt.graded_at += timedelta(days=2)
    db.session.commit()
    settle()
    browser = signed_in(an_admin())
    page = browser.get("/admin/indikator")
    links = [str(a["href"]) for a in page.soup.select("#unduhan-hari a")]
    files = [browser.get(link).body for link in links]
    forms = ("xlsx", "ods", "excel", "csv", "json", "pdf")
    words = ("report", "days", "--format")
    assert files == [command(*words, form).stdout_bytes for form in forms]
    records = json.loads(files[4])["hari"]
    for cells, row in zip(page.rows("#menurut-hari"), records, strict=True):
        share = row["pct_baik"]
        said = "n<10" if share is None else f"{share:.2f}%".replace(".", ",")
        assert cells[1:] == [str(row["n_responden"]), said]
    everything = json.loads(command(*words, "json", "--tanpa-sembunyi").stdout)["hari"]
    assert sum(row["n_baik"] for row in everything) == 6 * 15 + 2 + 30 + 3 + 6


def test_a_day_of_few_people_is_hidden_with_another(signed_in: Browser, wave: Wave) -> None:
    few = (
        db.session.query(Attempt)
        .join(Person, Person.id == Attempt.person_id)
        .filter(Attempt.agency_id == db.session.query(Person.agency_id).limit(1).scalar_subquery())
        .all()
    )
    people = {attempt.person_id for attempt in few}
    chosen = sorted(people)[:5]
    for attempt in few:
        if attempt.person_id in chosen and attempt.graded_at:
            attempt.graded_at += timedelta(days=1)
    db.session.commit()
    settle()
    rows = signed_in(an_admin()).get("/admin/indikator").rows("#menurut-hari")
    assert [(row[1], row[2]) for row in rows] == [("192", "n<10"), ("5", "n<10")]


def test_a_day_of_a_shown_agency_does_not_tell_of_a_hidden_one(
    signed_in: Browser, app: Flask
) -> None:
    """19 good of Monday's 30 less the large agency's 15 of 21 would be the small one's 4 of 9."""
    wave = a_wave()
    small = [Taken(4, 4, 9), Taken(5, 4, 5)]
    counted(an_agency(code="A"), wave, [Taken(15, 4, 9), Taken(6, 4, 5)])
    counted(an_agency(code="B"), wave, small)
    db.session.query(Attempt).update({Attempt.graded_at: Attempt.started_at})
    for code in ("C", "D"):
        counted(an_agency(code=code), wave, [Taken(6, 4, 9), Taken(4, 4, 5)])
    late = db.session.query(Attempt).join(Agency, Agency.id == Attempt.agency_id)
    for attempt in late.filter(Agency.code.in_(("C", "D"))):
        attempt.graded_at = attempt.started_at + timedelta(days=1)
    db.session.commit()
    settle()
    rows = signed_in(an_admin()).get("/admin/indikator").rows("#menurut-hari")
    assert [(row[1], row[2]) for row in rows] == [("30", "n<10"), ("20", "n<10")]


def test_who_really_differs_is_told_and_the_small_are_never(signed_in: Browser, wave: Wave) -> None:
    page = signed_in(an_admin()).get("/admin/indikator/perbandingan")
    rows = page.rows("#menonjol")
    assert [(row[0], row[3], row[4]) for row in rows] == [
        ("Rendah", "di bawah batas 99,8%", "ya"),
        ("Tinggi", "di atas batas 99,8%", "ya"),
    ]
    assert SECRET not in page.body.decode()


def test_the_comparison_draws_what_its_table_says(signed_in: Browser, wave: Wave) -> None:
    browser = signed_in(an_admin())
    page = browser.get("/admin/indikator/perbandingan")
    bells, cone = image(browser, page, 0), image(browser, page, 1)
    assert {"Kota 03", "Rendah", "Kecil"} <= set(texts(bells))
    table = page.rows("#perbandingan")
    assert len(table) == 11, "the admin's own agency too"
    assert [row[2] for row in table if row[0].startswith("Kecil ")] == ["n<10", "n<10"]
    assert "di luar 99,8%" in texts(cone)
    points = [
        e for e in cone.iter() if e.tag.endswith("path") and "mark-symbol" in (e.get("class") or "")
    ]
    assert points == [] or len(points) <= 8


def test_what_is_hidden_is_in_no_drawing(signed_in: Browser, wave: Wave) -> None:
    """The small agency has neither a mark of its own nor a band: only its name."""
    browser = signed_in(an_admin())
    page = browser.get("/admin/indikator/perbandingan")
    drawing = browser.get(str(page.soup.select("main img")[0]["src"])).body.decode()
    assert drawing.count('transform="translate(') > 0
    assert "42.857" not in drawing


def test_kept_until_the_data_change(signed_in: Browser, wave: Wave) -> None:
    browser = signed_in(an_admin())
    first = browser.get("/admin/indikator")
    again = browser.get("/admin/indikator")
    assert again.main == first.main
    assert again.queries < first.queries / 2
    counted(an_agency(code="NEW", name="Baru"), wave, [Taken(50, 4, 9)])
    settle()
    changed = browser.get("/admin/indikator")
    assert "247 dihitung" in changed.main
    assert "247 dihitung" not in first.main


def test_the_benchmark_line_is_no_comparison(signed_in: Browser, wave: Wave) -> None:
    page = signed_in(an_admin()).get("/admin/indikator/perbandingan")
    assert "acuan dari luar yang tidak dapat dibandingkan dengan hasil tes" in page.main


@pytest.mark.parametrize(
    "path",
    [
        "/admin/indikator/hari.svg",
        "/admin/indikator/perbandingan.svg",
        "/admin/indikator/corong.svg",
    ],
)
def test_drawings_of_unknown_waves_are_not_found(signed_in: Browser, wave: Wave, path: str) -> None:
    browser = signed_in(an_admin())
    assert browser.get(path, 404, gelombang="0123456789abcdef").status == 404


def test_before_anybody_is_counted(signed_in: Browser) -> None:
    a_wave()
    browser = signed_in(an_admin())
    assert "Belum ada hari" in browser.get("/admin/indikator").main
    assert "Belum ada instansi" in browser.get("/admin/indikator/perbandingan").main
