"""Looking things up: the acts, "Bolehkah saya?", the stage cards, and the survey beside a lesson."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from neutrality_course.catalog import Catalog, load_catalog
from neutrality_course.domain.terms import Stage
from tests.catalog import course, reference_course
from tests.pages import Client, Page
from tests.support.apps import sqlite_only

pytestmark = sqlite_only


@pytest.fixture
def small(app: Flask, tmp_path: Path) -> Iterator[Catalog]:
    """The small course of tests/catalog in the place of the real one."""
    real = app.extensions["catalog"]
    app.extensions["catalog"] = load_catalog(course.write(tmp_path, reference_course.files()))
    yield app.extensions["catalog"]
    app.extensions["catalog"] = real


def acts(page: Page) -> list[str]:
    return [str(tag["id"]) for tag in page.soup.select("article.act")]


def questions(page: Page) -> list[str]:
    return [str(tag["href"]) for tag in page.soup.select(".situation-question a")]


# ------------------------------------------------------------------------------------------- acts


def test_the_list_says_what_is_certain_and_what_is_not(client: Client, small: Catalog) -> None:
    page = client.get("/perbuatan")
    assert acts(page) == ["NA001", "NA002", "NA003"]
    assert page.texts("main > h2") == ["Dilarang", "Perlu dicek", "Belum pasti"]
    assert page.texts(".act-state .status") == ["Dilarang", "Perlu dicek", "Belum pasti"]
    assert "Daftar yang kami baca tidak menyebutnya." in page.texts("#NA003 > p")
    assert "Nomor itu sama dengan angka 3 sampai 7 dalam Pasal 5 huruf n." in page.main


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"tahap": "kampanye"}, ["NA001", "NA002"]),  # "umum" is forbidden in every stage
        ({"tahap": "sesudah"}, ["NA002", "NA003"]),
        ({"jenis": "media-sosial"}, ["NA002"]),
        ({"cari": "SPANDUK"}, ["NA001"]),
        ({"cari": "sepanduk"}, ["NA001"]),
        ({"cari": "na003"}, ["NA003"]),
        ({"tahap": "kampanye", "jenis": "media-sosial", "cari": "suka"}, ["NA002"]),
        ({"tahap": "kemarin", "jenis": "<b>", "cari": "  "}, ["NA001", "NA002", "NA003"]),
    ],
)
def test_filters(client: Client, small: Catalog, query: dict[str, str], found: list[str]) -> None:
    assert acts(client.get("/perbuatan", **query)) == found


def test_nothing_found_is_no_permission(client: Client, small: Catalog) -> None:
    page = client.get("/perbuatan", cari="zzzz")
    assert acts(page) == []
    assert "Tidak tercantum di sini bukan berarti boleh." in page.main
    assert page.one("#cari")["value"] == "zzzz"


def facts(page: Page) -> dict[str, str]:
    return dict(zip(page.texts("main dt"), page.texts("main dd"), strict=True))


def test_an_act_with_its_sanction(client: Client, small: Catalog) -> None:
    page = client.get("/perbuatan/NA001")
    assert page.h1 == "Perbuatan NA001 Memasang spanduk calon"
    assert facts(page) == {
        "Kapan": "Masa kampanye",
        "Jenis": "Alat peraga",
        "Mengikat": "PNS",
        "Jalur": "Disiplin",
        "Sanksi": "Hukuman disiplin berat bagi PNS.",
        "Yang boleh": "Pasang pengumuman dari KPU.",
        "Dasar hukum": "PP 94/2021 Pasal 5",
    }
    assert page.one(f'a[href="{"/modul/uji/awal"}"]').get_text() == "Baca: Awal yang jelas"
    assert page.texts(".address code") == ["http://localhost/perbuatan/NA001"]


def test_an_act_that_is_not_certain_shows_no_track(client: Client, small: Catalog) -> None:
    page = client.get("/perbuatan/NA002")
    assert facts(page)["Jalur dan sanksi"] == "Belum pasti, jadi tidak dicantumkan"
    assert facts(page)["Yang belum pasti"] == "Jalur dan sanksinya belum kami temukan."
    assert "Disiplin" not in page.main
    assert page.texts("main .plain-list a") == [
        "Bolehkah saya menyukai unggahan tim calon?",
        "Bolehkah saya tetap di grup WhatsApp warga?",
    ]


def test_an_act_has_one_address(client: Client, small: Catalog) -> None:
    assert client.get("/perbuatan/na001", 301).location == "/perbuatan/NA001"
    client.get("/perbuatan/NA009", 404)


# ------------------------------------------------------------------------------------- situations


def test_all_questions_by_topic(client: Client, small: Catalog) -> None:
    page = client.get("/bolehkah")
    assert page.texts("main > h2") == ["Media sosial", "Grup pesan", "Keluarga"]
    assert page.texts(".situation-question .status") == ["Hati-hati", "Jangan", "Boleh"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"cari": "nge-like status"}, ["suka-unggahan"]),
        ({"cari": "foto keluarga calon"}, ["foto-keluarga"]),
        ({"cari": "grup wa"}, ["grup-warga"]),
        ({"cari": "WA grup"}, ["grup-warga"]),
        ({"cari": "grub wa"}, ["grup-warga"]),
        ({"topik": "keluarga"}, ["foto-keluarga"]),
        ({"jawaban": "jangan"}, ["grup-warga"]),
        ({"jawaban": "boleh", "cari": "grup wa"}, []),
        ({"topik": "cuaca", "jawaban": "ya", "cari": "arisan"}, ["grup-warga"]),
    ],
)
def test_search(client: Client, small: Catalog, query: dict[str, str], found: list[str]) -> None:
    page = client.get("/bolehkah", **query)
    assert questions(page) == [f"/bolehkah/{situation_id}" for situation_id in found]


def test_nothing_found_leads_on(client: Client, small: Catalog) -> None:
    page = client.get("/bolehkah", cari='"><script>alert(1)</script>')
    assert "Tidak tercantum di sini bukan berarti boleh." in page.main
    assert [tag["href"] for tag in page.soup.select("main > .plain-list a")] == [
        "/bolehkah?topik=media-sosial",
        "/bolehkah?topik=grup-pesan",
        "/bolehkah?topik=keluarga",
    ]


def test_a_situation(client: Client, small: Catalog) -> None:
    page = client.get("/bolehkah/suka-unggahan")
    assert page.h1 == "Bolehkah saya menyukai unggahan tim calon?"
    assert page.texts(".notice-title") == ["Hati-hati"]
    assert "Langkah Anda Batalkan suka itu." in page.main
    assert "UU 20/2023 Pasal 24" in page.texts("main li")
    assert page.one('main a[href="/perbuatan/NA002"]').get_text() == "Menyukai unggahan calon"
    assert page.one('main a[href="/modul/uji/awal"]').get_text() == "Baca: Awal yang jelas"
    assert page.texts(".address code") == ["http://localhost/bolehkah/suka-unggahan"]


def test_no_step_no_heading_for_it(client: Client, small: Catalog) -> None:
    assert "Langkah Anda" not in client.get("/bolehkah/foto-keluarga").main
    client.get("/bolehkah/tidak-ada", 404)


# ------------------------------------------------------------------------------------------ cards


def test_cards_in_order(client: Client, small: Catalog) -> None:
    links = [tag["href"] for tag in client.get("/tahapan").soup.select("main h2 a")]
    assert links == [f"/tahapan/{stage}" for stage in Stage if stage is not Stage.GENERAL]


def test_a_card(client: Client, small: Catalog) -> None:
    page = client.get("/tahapan/kampanye")
    assert page.texts(".stage-card > h1 .caption") == ["Tahap 3 dari 6"]
    assert page.texts(".stage-card > ul > li") == [
        "Memasang spanduk calon. (PP 94/2021 Pasal 5) Perbuatan NA001",
        "Tanya dahulu. (saran kami)",
        "Tetap netral. (UU 20/2023 Pasal 24)",
    ]
    assert page.texts(".stage-reminder") == ["Ingat: Tanya dahulu."]


@pytest.mark.parametrize("name", ["umum", "kemarin", "KAMPANYE"])
def test_no_such_card(client: Client, small: Catalog, name: str) -> None:
    client.get(f"/tahapan/{name}", 404)


# ------------------------------------------------------------------------- beside the modules


def test_the_survey_on_a_module_page(client: Client, small: Catalog) -> None:
    page = client.get("/modul/uji/awal")
    svg = page.one(".survey svg")
    assert svg["aria-label"] == "Penyebab: Hubungan keluarga 50,76%"
    assert page.rows(".survey table") == [["Hubungan keluarga", "50,76%"]]
    assert facts_of_survey(page) == {
        "Sumber": "Survei uji, Lembaga uji, dirilis 16 Desember 2021",
        "Dikumpulkan": "1 Juli 2021 sampai 30 Juli 2021",
        "Responden": "1.200 orang, ASN di dua daerah",
        "Penjawab pertanyaan ini": "Tidak dipublikasikan",
        "Pertanyaan": "Apa penyebabnya.",
        "Cara menjawab": "Boleh beberapa jawaban",
        "Margin": "2,5%",
    }
    assert page.texts(".survey .details li") == ["Kuesionernya tidak dibagikan."]


def facts_of_survey(page: Page) -> dict[str, str]:
    return dict(zip(page.texts(".survey dt"), page.texts(".survey dd"), strict=True))


def test_a_course_without_reference_files_says_so(
    client: Client, app: Flask, tmp_path: Path
) -> None:
    real = app.extensions["catalog"]
    app.extensions["catalog"] = load_catalog(course.write(tmp_path, course.files()))
    try:
        for path in ("/perbuatan", "/bolehkah", "/tahapan"):
            client.get(path)
    finally:
        app.extensions["catalog"] = real


def test_every_real_page_opens(client: Client, app: Flask) -> None:
    reference = app.extensions["catalog"].reference
    for act_id in reference.acts:
        client.get(f"/perbuatan/{act_id}")
    for situation_id in reference.situations:
        client.get(f"/bolehkah/{situation_id}")
    for stage in reference.cards:
        client.get(f"/tahapan/{stage}")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("nge-like status", "suka-unggahan"),
        ("foto keluarga calon", "foto-keluarga-calon"),
        ("grup wa", "grup-pemenangan"),
    ],
)
def test_what_people_type_finds_the_real_answer_first(
    client: Client, asked: str, first: str
) -> None:
    assert questions(client.get("/bolehkah", cari=asked))[0] == f"/bolehkah/{first}"


@pytest.mark.parametrize("path", ["/", "/perbuatan", "/bolehkah", "/tahapan/kampanye"])
def test_the_first_load_is_at_most_50_kb(client: Client, path: str) -> None:
    page = client.get(path)
    links = [tag["href"] for tag in page.soup.select('link[rel="stylesheet"], link[rel="icon"]')]
    scripts = [tag["src"] for tag in page.soup.select("script[src]")]
    bodies = [page.body, *(client.get(str(address)).body for address in (*links, *scripts))]
    assert sum(len(gzip.compress(body)) for body in bodies) <= 50_000
    assert len(bodies) <= 6


def test_the_way_there(client: Client) -> None:
    page = client.get("/")
    assert page.one("form.look-up")["action"] == "/bolehkah"
    assert "Bolehkah saya?" in page.texts(".site-nav a")
    assert page.texts(".site-footer a") == [
        *("Bantuan", "Bolehkah saya?", "Perbuatan terlarang", "Kartu tahapan"),
    ]
