"""How people changed between the tests: the page, its files and the command say the same, from the attempts."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable
from statistics import fmean, stdev
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from scipy import stats
from sqlalchemy import select

from neutrality_course.database import db
from neutrality_course.domain.terms import Phase
from neutrality_course.models import Attempt, Person, Wave
from tests.builders import MODULES, a_wave, an_admin, an_agency
from tests.counted import Taken, counted, settle
from tests.pages import Client
from tests.reports.spreadsheets import from_ods, from_xlsx

Browser = Callable[[Person], Client]
Command = Callable[..., Result]
FILE = "/admin/indikator/perubahan"


@pytest.fixture
def wave(app: Flask) -> Wave:
    """Two agencies; some people lack the test before, and some have one module alone."""
    wave = a_wave(title="Gelombang Uji")
    one, other = an_agency(code="A"), an_agency(code="B")
    counted(one, wave, [Taken(14, 4, 9), Taken(6, 8, 6), Taken(5, 9, 9), Taken(7, None, 10)])
    counted(other, wave, [Taken(13, 2, 5), Taken(11, 7, 8)])
    counted(other, wave, [Taken(4, 3, 8)], MODULES[:1])
    settle()
    return wave


def pairs_by_module(wave: Wave) -> dict[str, list[tuple[int, int, int]]]:
    """(points before, points after, possible) of everybody with both tests; `kursus` sums all modules."""
    taken: dict[str, dict[tuple[str, Phase], int]] = defaultdict(dict)
    for attempt in db.session.scalars(select(Attempt).where(Attempt.wave_id == wave.id)):
        taken[attempt.person_id][attempt.module_slug, attempt.phase] = attempt.points or 0
    found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for own in taken.values():
        for slug in MODULES:
            if {(slug, phase) for phase in Phase} <= own.keys():
                found[slug].append(
                    (own[slug, Phase.PRE_TEST], own[slug, Phase.POST_TEST], 10),
                )
        if len(own) == 2 * len(MODULES):
            before, after = (sum(own[slug, phase] for slug in MODULES) for phase in Phase)
            found["kursus"].append((before, after, 10 * len(MODULES)))
    return found


def expected_of(pairs: list[tuple[int, int, int]]) -> dict[str, Any]:
    before, after = ([100 * pair[n] / pair[2] for pair in pairs] for n in (0, 1))
    was, became = ([share >= 76 for share in test] for test in (before, after))
    gained = sum(not w and b for w, b in zip(was, became, strict=True))
    lost = sum(w and not b for w, b in zip(was, became, strict=True))
    gains = [b - a for a, b in zip(before, after, strict=True)]
    return {
        "n_pasangan": len(pairs),
        "menjadi_baik": gained,
        "berubah_kelas": lost,
        "pct_baik_awal": 100 * fmean(was),
        "pct_baik_akhir": 100 * fmean(became),
        "perubahan_pp": 100 * (gained - lost) / len(pairs),
        "p_mcnemar": stats.binomtest(gained, gained + lost).pvalue,
        "nilai_awal_pct": fmean(before),
        "nilai_akhir_pct": fmean(after),
        "gain_kelas": (fmean(after) - fmean(before)) / (100 - fmean(before)),
        "d_z": fmean(gains) / stdev(gains),
        "d_av": fmean(gains) / ((stdev(before) + stdev(after)) / 2),
    }


def test_every_figure_is_that_of_the_pairs(signed_in: Browser, wave: Wave) -> None:
    answer = signed_in(an_admin()).get(f"{FILE}.json", gelombang=wave.id)
    rows = {row["modul"]: row for row in json.loads(answer.body)["perubahan"]}
    pairs = pairs_by_module(wave)
    assert list(rows) == ["kursus", *MODULES]
    assert [rows[slug]["n_pasangan"] for slug in rows] == [49, 53, *[49] * (len(MODULES) - 1)]
    for slug, row in rows.items():
        expected = expected_of(pairs[slug])
        assert {name: row[name] for name in expected} == pytest.approx(expected), slug


def test_the_page_every_file_and_the_command_say_the_same(
    signed_in: Browser, command: Command, wave: Wave
) -> None:
    admin = signed_in(an_admin())
    files = {
        form: admin.get(f"{FILE}.{form}", gelombang=wave.id).body
        for form in ("csv", "json", "xlsx", "ods", "pdf")
    }
    records = json.loads(files["json"])["perubahan"]
    for form, body in files.items():
        assert command("report", "gain", "--format", form).stdout_bytes == body, form
    assert [row["n_pasangan"] for row in from_xlsx(files["xlsx"])] == [
        row["n_pasangan"] for row in records
    ]
    assert [row["modul"] for row in from_ods(files["ods"])] == [row["modul"] for row in records]
    plain = list(csv.DictReader(io.StringIO(files["csv"].decode())))
    assert [float(row["d_av"]) for row in plain] == [row["d_av"] for row in records]
    page = admin.get("/admin/indikator")
    for cells, row in zip(page.rows("#perubahan"), records, strict=True):
        assert cells[0].endswith(f"{row['n_pasangan']} pasangan")
        assert cells[1] == f"{row['menjadi_baik']} {row['berubah_kelas']} berubah kelas"
        assert cells[4] == f"{row['gain_kelas']:.2f} {row['golongan_gain']}".replace(".", ",")
    links = [str(link["href"]) for link in page.soup.select("#unduhan-perubahan a")]
    assert len(links) == 6
    assert all(admin.get(link).status == 200 for link in links)


def test_one_module_can_be_asked_for(command: Command, wave: Wave) -> None:
    lines = command("report", "gain", "--format", "csv", "--module", MODULES[1]).stdout.splitlines()
    assert [line.split(",")[1] for line in lines] == ["modul", MODULES[1]]


def test_few_pairs_are_nobodys_business(signed_in: Browser, command: Command, app: Flask) -> None:
    wave = a_wave()
    counted(an_agency(code="A"), wave, [Taken(7, 4, 9), Taken(30, None, 9)])
    settle()
    admin = signed_in(an_admin())
    rows = json.loads(admin.get(f"{FILE}.json", gelombang=wave.id).body)["perubahan"]
    shown = {name for row in rows for name, value in row.items() if value not in (None, True)}
    assert shown == {"gelombang", "modul", "batas_baik", "n_pasangan", "dihitung_pada"}
    assert {row["n_pasangan"] for row in rows} == {7}
    assert admin.get("/admin/indikator").rows("#perubahan")[0][1:] == ["n<10"] * 5
    unhidden = command("report", "gain", "--format", "json", "--tanpa-sembunyi").stdout
    assert json.loads(unhidden)["perubahan"][0]["menjadi_baik"] == 7


def test_a_wave_without_results_says_so(signed_in: Browser, app: Flask) -> None:
    wave = a_wave()
    admin = signed_in(an_admin())
    assert admin.get("/admin/indikator").rows("#perubahan")[0][1:] == ["—"] * 5
    row = json.loads(admin.get(f"{FILE}.json", gelombang=wave.id).body)["perubahan"][0]
    assert (row["n_pasangan"], row["perubahan_pp"], row["disembunyikan"]) == (0, None, False)
