"""What answers say: questions, misconceptions and objectives, over the forms of the course on both databases."""

import csv
import io
import json
import random
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import Result
from flask import Flask
from scipy import stats
from sqlalchemy import delete, select
from statsmodels.stats.proportion import proportion_confint

from neutrality_course.actions.attempts import stored_version
from neutrality_course.catalog import Module
from neutrality_course.database import db
from neutrality_course.domain.quiz import Question, form_letter, form_order
from neutrality_course.domain.scoring import score_answers
from neutrality_course.domain.terms import Phase
from neutrality_course.models import Agency, Attempt, Person, Wave
from neutrality_course.queries.answer_tally import answer_tally, form_lines
from neutrality_course.queries.items import item_report
from neutrality_course.reports.report import two_decimals
from tests.answered import answered
from tests.builders import LONG_AGO, a_coordinator, a_person, a_wave, an_admin, an_agency
from tests.counted import graded, settle
from tests.pages import Client
from tests.reports.spreadsheets import from_ods, from_xlsx
from tests.support.apps import sqlite_only

Browser = Callable[[Person], Client]
Command = Callable[..., Result]
SLUG = "pasal-5-huruf-n"
LARGE, SMALL = 10, 3


@pytest.fixture
def wave(app: Flask) -> Wave:
    return a_wave(modules=(SLUG,))


@pytest.fixture
def module(app: Flask) -> Module:
    found: Module = app.extensions["catalog"].module(SLUG)
    return found


def choose(question: Question, errs: bool) -> list[str]:
    """The right option, or the wrong one that names a misconception where there is one."""
    if not errs:
        return sorted(question.right_ids)
    wrong = [c for c in question.choices if not c.is_right]
    return [next((c.id for c in wrong if c.misconception), wrong[0].id)]


def sat(person: Person, wave: Wave, module: Module, errs: Callable[[Question], bool]) -> None:
    """Both tests, sent and counted; before, all is right, so that only the test after tells of beliefs."""
    order = form_order(module.letters, person.id, SLUG, wave.id)
    for attempt in graded(person, wave, SLUG, dict.fromkeys(Phase, 0)):
        form = module.forms[form_letter(order, attempt.phase, 1)]
        is_after = attempt.phase is Phase.POST_TEST
        attempt.answers = {q.id: choose(q, is_after and errs(q)) for q in form.questions}
        score = score_answers(form, attempt.answers)
        attempt.points, attempt.possible = score.points, score.possible
        attempt.form_order, attempt.form_letter = order, form.letter
        attempt.form_version_id = stored_version(form, LONG_AGO).id
        db.session.add(attempt)


@pytest.fixture
def agencies(wave: Wave, module: Module) -> tuple[Agency, Agency, Agency]:
    """Two large agencies, of which one errs at objective T1, and a small one that errs at everything."""
    good, weak = an_agency(name="Teliti", province="Bali"), an_agency(name="Ragu", province="Aceh")
    small = an_agency(name="Mungil", province="Riau")
    for agency, size, errs in (
        (good, LARGE, lambda q: q.objective == "T5"),
        (weak, LARGE, lambda q: q.objective in ("T1", "T5")),
        (small, SMALL, lambda q: True),
    ):
        for person in [a_person(agency) for _ in range(size)]:
            sat(person, wave, module, errs)
        db.session.commit()
    settle()
    return good, weak, small


Three = tuple[Agency, Agency, Agency]


def test_objectives_are_points_of_their_questions(wave: Wave, agencies: Three) -> None:
    good, weak, small = agencies
    tallies = answer_tally(wave).objectives
    shares = {
        (key.agency_id, key.objective): (t.people, t.right, t.possible)
        for key, t in tallies.items()
    }
    assert shares[good.id, "T1"] == (LARGE, 2 * LARGE, 2 * LARGE)
    assert shares[weak.id, "T1"] == (LARGE, 0, 2 * LARGE)
    assert shares[small.id, "T3"] == (SMALL, 0, 2 * SMALL)


def test_a_person_holds_a_belief_once(wave: Wave, agencies: Three, module: Module) -> None:
    """However many options name it; those who met none of its options are not among its people."""
    _, _, small = agencies
    held = {
        key.misconception: one
        for key, one in answer_tally(wave).misconceptions.items()
        if key.agency_id == small.id
    }
    assert held
    assert all(0 <= one.good <= one.people <= SMALL for one in held.values())
    assert any(one.good == SMALL for one in held.values())


@sqlite_only
def test_the_pages_agree_with_the_tallies_and_hide_the_small(
    signed_in: Browser, wave: Wave, agencies: Three
) -> None:
    browser = signed_in(an_admin())
    page = browser.get("/admin/indikator/tujuan", modul=SLUG)
    rows = {row[0]: row[1:] for row in page.rows("#tujuan")}
    assert rows["Mungil"] == ["3", *["n<10"] * 5]
    assert {rows["Ragu"][1], rows["Teliti"][1]} <= {"0,00%", "100,00%", "n<10"}
    assert rows["Seluruh instansi"][0] == str(2 * LARGE + SMALL)
    drawing = ElementTree.fromstring(browser.get(str(page.one("main img")["src"])).body)
    texts = {"".join(e.itertext()) for e in drawing.iter() if e.tag.endswith("text")}
    assert {"Mungil", "Ragu", "T1", "T5"} <= texts


@sqlite_only
def test_misconceptions_lead_to_where_and_to_their_page(
    signed_in: Browser, wave: Wave, agencies: Three
) -> None:
    browser = signed_in(an_admin())
    page = browser.get("/admin/indikator/miskonsepsi")
    rows = page.rows("#anggapan")
    assert rows
    shares = [row[2] for row in rows]
    assert any(share.endswith("%") for share in shares)
    first = browser.get(str(page.soup.select("#anggapan tbody a")[0]["href"]))
    places = {row[0]: row[1:] for row in first.rows("#menurut-provinsi")}
    assert set(places) <= {"Aceh", "Bali", "Riau"}
    assert all(cells[1].startswith("n<10") for name, cells in places.items() if name == "Riau")
    browser.get("/admin/indikator/miskonsepsi", 404, anggapan="tidak-ada")


def test_every_question_has_its_options_and_what_needs_a_look_comes_first(
    signed_in: Browser, wave: Wave, agencies: Three, module: Module
) -> None:
    reports = item_report(wave, SLUG)
    sittings = 2 * (2 * LARGE + SMALL)
    assert sum(report.figures.people for report in reports) == sittings
    for report in reports:
        for question in report.questions:
            assert sum(option.people for option in question.options) == report.figures.people
    page = signed_in(an_admin()).get("/admin/indikator/soal", modul=SLUG)
    rows = page.rows("#soal")
    assert len(rows) == 10 * len(reports)
    flags = [row[5] != "—" for row in rows]
    assert flags == sorted(flags, reverse=True)
    assert [row[0].split(" ")[0] for row in page.rows("#paket")] == ["Paket"] * len(reports)


def test_forms_and_questions_of_few_people_say_only_how_many(
    signed_in: Browser, wave: Wave, module: Module
) -> None:
    """Nine people of one agency, all of whose figures the indicator hides."""
    agency = an_agency()
    for person in [a_person(agency) for _ in range(9)]:
        sat(person, wave, module, lambda q: q.objective == "T1")
    db.session.commit()
    settle()
    page = signed_in(an_admin()).get("/admin/indikator/soal", modul=SLUG)
    assert {c.split(",")[0] for row in page.rows("#paket") for c in row[-2:]} <= {"n<10", "—"}
    assert "%" not in "".join(cell for row in page.rows("#soal") for cell in row)
    assert "%" not in "".join(page.texts("section td"))


@sqlite_only
def test_the_key_separates_people_as_its_question_does(
    signed_in: Browser, app: Flask, command: Callable[..., Result]
) -> None:
    """One measure under one name: on the page, and in the file of the command."""
    answered(app, 60)
    settle()
    page = signed_in(an_admin()).get("/admin/indikator/soal", modul="pp-94-2021")
    own = {row[0].split()[0]: row[3] for row in page.rows("#soal")}
    of_keys = {}
    for section in page.soup.select("main section[id^=soal-]"):
        rows = page.rows(f"#{section['id']} table")
        (key,) = [row for row in rows if row[0].endswith("Kunci")]
        of_keys[section.h3.text.split(",")[0]] = key[3]  # type: ignore[union-attr]  # it has one
    assert of_keys == own
    assert len({value for value in own.values() if value != "—"}) > 5
    rows = json.loads(command("report", "items", "--format", "json").stdout)["soal"]
    for row in rows:
        if row["kunci"]:
            assert row["daya_beda_pilihan"] == row["daya_beda"]


def test_forms_leave_as_the_page_shows_them(
    signed_in: Browser, wave: Wave, agencies: Three, command: Command
) -> None:
    browser = signed_in(an_admin())
    page = browser.get("/admin/indikator/soal", modul=SLUG)
    links = [str(a["href"]) for a in page.soup.select("#unduhan-paket a")]
    files = [browser.get(link).body for link in links]
    words = ("report", "forms", "--module", SLUG, "--format")
    forms = ("xlsx", "ods", "excel", "csv", "json", "pdf")
    assert files == [command(*words, form).stdout_bytes for form in forms]
    records = json.loads(files[4])["paket"]
    # A spreadsheet keeps fifteen digits, and who meets which form is drawn anew in every run.
    means = [r["rata_rata"] for r in from_xlsx(files[0])]
    assert means == [pytest.approx(r["rata_rata"]) for r in records]
    assert [r["versi_tes"] for r in from_ods(files[1])] == [r["versi_tes"] for r in records]
    for cells, row in zip(page.rows("#paket"), records, strict=True):
        assert cells[0] == f"Paket {row['paket']} versi {row['versi_tes']}"
        assert cells[1] == str(row["n_tes"]) == str(row["n_awal"] + row["n_akhir"])
        mean = row["rata_rata"]
        assert cells[2] == ("n<10" if mean is None else f"{mean:.2f}".replace(".", ","))
        for cell, phase in ((cells[6], "awal"), (cells[7], "akhir")):
            share, n = row[f"pct_baik_{phase}"], row[f"n_{phase}"]
            said = "n<10" if share is None else f"{two_decimals(share)}%"
            assert cell in (f"{said}, n {n}", "—")
    assert {row["konsistensi"] for row in records} == {None}, "fewer than fifty tests of each form"
    everything = json.loads(command("report", "forms", "--format", "json").stdout)["paket"]
    assert everything == records, "the wave has one module"


def erring(draw: random.Random, often: float) -> Callable[[Question], bool]:
    return lambda question: draw.random() < often


def test_what_a_test_of_few_says_does_not_follow_from_the_other_and_their_mean(
    signed_in: Browser, wave: Wave, module: Module, command: Command
) -> None:
    """Five took a form before, and many after: the mean of all less that of the many would be the five's."""
    agency, first = an_agency(), 0
    for person in [a_person(agency) for _ in range(60)]:
        sat(person, wave, module, lambda q: q.objective == "T1")
        letter = db.session.scalars(
            select(Attempt.form_letter).filter_by(person_id=person.id, phase=Phase.PRE_TEST)
        ).one()
        first += letter == "A"
        if letter == "A" and first > 5:
            db.session.execute(delete(Attempt).filter_by(person_id=person.id))
    db.session.commit()
    settle()
    records = json.loads(command("report", "forms", "--format", "json").stdout)["paket"]
    few = [row for row in records if row["n_awal"] < 10]
    assert few
    assert all(row["n_tes"] >= 10 and row["rata_rata"] is not None for row in few)
    assert {(row["benar_awal_pct"], row["benar_akhir_pct"]) for row in few} == {(None, None)}


def test_a_form_is_judged_by_what_numpy_says(
    signed_in: Browser, wave: Wave, module: Module, command: Command
) -> None:
    """Mean, deviation, consistency and error over the people who took both tests of it."""
    agency = an_agency()
    draw = random.Random(3)
    for person in [a_person(agency) for _ in range(60)]:
        sat(person, wave, module, erring(draw, draw.random()))
    db.session.commit()
    settle()
    records = json.loads(command("report", "forms", "--format", "json").stdout)["paket"]
    rights: dict[str, list[list[int]]] = defaultdict(list)
    for attempt in db.session.scalars(select(Attempt).where(Attempt.counted)):
        form = module.forms[attempt.form_letter]
        rights[attempt.form_letter].append(
            [int(attempt.answers[q.id] == sorted(q.right_ids)) for q in form.questions]
        )
    judged = [row for row in records if row["n_tes"] >= 50]
    assert judged or max(map(len, rights.values())) < 50
    for row in records:
        matrix = np.array(rights[row["paket"]])
        totals = matrix.sum(axis=1)
        assert row["rata_rata"] == pytest.approx(totals.mean())
        assert row["simpangan_baku"] == pytest.approx(totals.std(ddof=1))
        if row in judged:
            alpha = 10 / 9 * (1 - matrix.var(axis=0, ddof=1).sum() / totals.var(ddof=1))
            assert row["konsistensi"] == pytest.approx(100 * alpha)
            assert row["galat_baku"] == pytest.approx(totals.std(ddof=1) * (1 - alpha) ** 0.5)


def test_forms_and_questions_of_few_people_are_in_no_file(
    signed_in: Browser, wave: Wave, module: Module, command: Command
) -> None:
    """Nine people take both tests: eighteen tests, and every figure of theirs is hidden."""
    agency = an_agency()
    for person in [a_person(agency) for _ in range(9)]:
        sat(person, wave, module, lambda q: q.objective == "T1")
    db.session.commit()
    settle()
    records = json.loads(command("report", "forms", "--format", "json").stdout)["paket"]
    figures = [
        name for name in records[0] if "pct" in name or name in ("rata_rata", "soal_ditandai")
    ]
    assert {row[name] for row in records for name in figures} == {None}
    assert {row["disembunyikan"] for row in records} == {True}
    assert sum(row["n_tes"] for row in records) == 18
    assert json.loads(command("report", "items", "--format", "json").stdout) == {"soal": []}
    unhidden = command("report", "forms", "--format", "json", "--tanpa-sembunyi").stdout
    assert all(row["rata_rata"] is not None for row in json.loads(unhidden)["paket"])


def test_forms_are_counted_by_phase(wave: Wave, agencies: Three) -> None:
    lines = form_lines(wave)
    for phase in Phase:
        assert sum(line.people for line in lines if line.phase is phase) == 2 * LARGE + SMALL
    before = [line for line in lines if line.phase is Phase.PRE_TEST]
    assert all((line.good, line.points) == (line.people, line.possible) for line in before)


@sqlite_only
@pytest.mark.parametrize("path", ["tujuan", "miskonsepsi", "soal"])
def test_before_anybody_has_answered(signed_in: Browser, path: str) -> None:
    browser = signed_in(an_admin())
    assert "Belum ada gelombang" in browser.get(f"/admin/indikator/{path}").main
    a_wave()
    browser.get(f"/admin/indikator/{path}")


@sqlite_only
def test_an_agencys_page_says_what_its_people_find_hard(
    signed_in: Browser, wave: Wave, agencies: Three
) -> None:
    _, weak, small = agencies
    page = signed_in(a_coordinator(weak)).get("/koordinator/indikator")
    objectives = {row[0].partition(":")[0]: row[1] for row in page.rows("#tujuan-1")}
    assert (objectives["T1"], objectives["T3"]) == ("0,00%, n 10", "100,00%, n 10")
    assert any(row[2] != "0,00%" for row in page.rows("#miskonsepsi"))
    hidden = signed_in(an_admin()).get(f"/admin/indikator/instansi/{small.id}")
    assert {row[1] for row in hidden.rows("#tujuan-1")} == {"n<10"}
    assert {row[2] for row in hidden.rows("#miskonsepsi")} == {"n<10"}


@sqlite_only
@pytest.mark.parametrize("page", ["soal", "miskonsepsi", "tujuan"])
def test_the_files_are_the_commands(
    signed_in: Browser, wave: Wave, agencies: Three, command: Callable[..., Result], page: str
) -> None:
    subjects = {"soal": "items", "miskonsepsi": "misconceptions", "tujuan": "objectives"}
    subject = subjects[page]
    browser = signed_in(an_admin())
    links = [
        str(a["href"]) for a in browser.get(f"/admin/indikator/{page}").soup.select("#unduhan a")
    ]
    assert len(links) == 6
    for ending in ("csv", "json"):
        words = ("report", subject, "--format", ending, "--module", SLUG)
        file = browser.get(f"/admin/indikator/{page}.{ending}", modul=SLUG)
        assert file.body == command(*words).stdout_bytes
    browser.get(f"/admin/indikator/{page}.exe", 404)


def objective_rows(data: bytes) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["instansi"], row["tujuan"]): row for row in json.loads(data)["tujuan"]}


def test_objectives_leave_as_the_page_shows_them(
    signed_in: Browser, wave: Wave, agencies: Three, command: Command
) -> None:
    """Every format, from one computation; what the page hides is in none of them."""
    browser = signed_in(an_admin())
    page = browser.get("/admin/indikator/tujuan", modul=SLUG)
    links = [str(a["href"]) for a in page.soup.select("#unduhan a")]
    files = [browser.get(link).body for link in links]
    words = ("report", "objectives", "--module", SLUG, "--format")
    forms = ("xlsx", "ods", "excel", "csv", "json", "pdf")
    assert files == [command(*words, form).stdout_bytes for form in forms]
    xlsx, ods, _, plain, content, _ = files
    rows = objective_rows(content)
    columns = page.texts("#tujuan thead th")[2:]
    for name, people, *shares in page.rows("#tujuan"):
        for objective, share in zip(columns, shares, strict=True):
            row = rows.pop((name, objective))
            assert people == str(row["n_responden"])
            assert share == shown_share(row)
    assert rows == {}
    hidden = [row for row in objective_rows(content).values() if row["disembunyikan"]]
    assert {row["instansi"] for row in hidden} >= {"Mungil"}
    assert {(row["benar"], row["pct_benar"]) for row in hidden} == {(None, None)}
    counts = [row["benar"] for row in objective_rows(content).values()]
    assert [row["benar"] for row in from_xlsx(xlsx)] == counts
    assert [row["benar"] for row in from_ods(ods)] == counts
    read = csv.DictReader(io.StringIO(plain.decode()))
    assert [row["benar"] for row in read] == ["" if n is None else str(n) for n in counts]


def shown_share(row: dict[str, Any]) -> str:
    if not row["mungkin"]:
        return "—"
    if row["disembunyikan"]:
        return "n<10"
    return f"{two_decimals(row['pct_benar'])}%"


def test_an_objective_of_all_agencies_has_n_of_N_coverage_and_an_interval_over_people(
    signed_in: Browser, wave: Wave, module: Module, command: Command
) -> None:
    """Against the attempts themselves, person by person."""
    draw = random.Random(5)
    for agency in (an_agency(staff_count=50), an_agency()):
        for person in [a_person(agency) for _ in range(20)]:
            sat(person, wave, module, erring(draw, draw.random()))
    db.session.commit()
    settle()
    page = signed_in(an_admin()).get("/admin/indikator/tujuan", modul=SLUG)
    lines = {row[0].split(" ")[0]: row[1:] for row in page.rows("#tujuan-nasional")}
    content = command("report", "objectives", "--module", SLUG, "--format", "json").stdout_bytes
    rows = objective_rows(content)
    tests = db.session.scalars(select(Attempt).filter_by(phase=Phase.POST_TEST, counted=True)).all()
    assert len(lines) == 5
    for name, words in lines.items():
        own = [
            [
                int(attempt.answers[q.id] == sorted(q.right_ids))
                for q in module.forms[attempt.form_letter].questions
                if q.objective == name
            ]
            for attempt in tests
        ]
        y, x = np.array([sum(one) for one in own]), np.array([len(one) for one in own])
        ratio = y.sum() / x.sum()
        variance = 40 / 39 * ((y - ratio * x) ** 2).sum() / x.sum() ** 2
        alike = ratio * (1 - ratio) / variance * (1.959964 / stats.t.ppf(0.975, 39)) ** 2
        alike = min(alike, x.sum())
        low, high = proportion_confint(ratio * alike, alike, method="wilson")
        row = rows["Seluruh instansi", name]
        assert (row["N_sasaran"], row["n_responden"], row["benar"]) == (70, 40, y.sum())
        assert (row["benar_bawah"], row["benar_atas"]) == pytest.approx((100 * low, 100 * high))
        percents = [f"{n:.2f}".replace(".", ",") for n in (100 * 40 / 70, 100 * ratio)]
        ends = [f"{row[end]:.2f}".replace(".", ",") for end in ("benar_bawah", "benar_atas")]
        assert words == ["40 dari 70", *(f"{p}%" for p in percents), f"{ends[0]}–{ends[1]}%"]
    agency_rows = [row for (name, _), row in rows.items() if name != "Seluruh instansi"]
    assert {(row["benar_bawah"], row["benar_atas"]) for row in agency_rows} == {(None, None)}


def test_objectives_of_few_people_have_no_interval(
    signed_in: Browser, wave: Wave, module: Module, command: Command
) -> None:
    for person in [a_person(an_agency()) for _ in range(9)]:
        sat(person, wave, module, lambda q: q.objective == "T1")
    db.session.commit()
    settle()
    page = signed_in(an_admin()).get("/admin/indikator/tujuan", modul=SLUG)
    assert {tuple(row[3:]) for row in page.rows("#tujuan-nasional")} == {("n<10", "—")}
    rows = objective_rows(command("report", "objectives", "--format", "json").stdout_bytes)
    hidden = ("benar", "pct_benar", "benar_bawah", "benar_atas")
    assert {row[name] for row in rows.values() if row["n_responden"] for name in hidden} == {None}


def test_a_filter_of_objectives_takes_rows_away_and_changes_none(
    signed_in: Browser, wave: Wave, agencies: Three, command: Command
) -> None:
    words = ("report", "objectives", "--format", "json")
    everything = objective_rows(command(*words).stdout_bytes)
    bali = objective_rows(command(*words, "--province", "Bali").stdout_bytes)
    assert {name for name, _ in bali} == {"Teliti", "Seluruh instansi"}
    assert all(everything[key] == row for key, row in bali.items())
    file = signed_in(an_admin()).get("/admin/indikator/tujuan.json", provinsi="Bali")
    assert objective_rows(file.body) == bali
    unhidden = objective_rows(command(*words, "--tanpa-sembunyi").stdout_bytes)
    assert unhidden["Mungil", "T3"]["benar"] == 0


def test_more_agencies_cost_the_objectives_no_more_queries(
    signed_in: Browser, wave: Wave, agencies: Three, module: Module
) -> None:
    browser = signed_in(an_admin())
    paths = ("tujuan", "tujuan.csv")
    before = [browser.get(f"/admin/indikator/{path}").queries for path in paths]
    for _ in range(3):
        sat(a_person(an_agency()), wave, module, lambda q: False)
    db.session.commit()
    settle()
    assert [browser.get(f"/admin/indikator/{path}").queries for path in paths] == before
