"""The written reference data against what the facts allow: acts, stage cards, survey, misconceptions.

`golden/acts.csv` holds, for each act of the facts' table of prohibited acts: how certain it is (the
first words of its mark: verified is pasti, verified-partial is perlu-dicek, the rest belum-pasti),
what its sanction may say (nothing where the table names none that may be printed), its track
(belum-pasti where the table leaves it open or names two), its kind, and whom it binds.
"""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from neutrality_course.domain.terms import Stage

CONTENT = Path(__file__).parents[2] / "content"
with (Path(__file__).parent / "golden" / "acts.csv").open(encoding="utf-8", newline="") as table:
    GOLDEN = {row["id"]: row for row in csv.DictReader(table)}

BINDS = {
    "ASN-semua": r"(Atasan langsung berstatus )?PNS; PPPK menurut UU 20/2023 Pasal 24 ayat \(1\)"
    r" huruf d dan aturan instansinya",
    "PNS": r"PNS(; CPNS dengan penyesuaian seperlunya)?",
    "PPPK": r"PPPK",
    "ASN": r"ASN.*",
    "bukan-ASN": r".+, bukan ASN",
}
TIERS = re.compile(r"\b(ringan|berat|sedang(?! cuti))\b|hormat|moral|dipecat", re.IGNORECASE)
AMOUNTS = re.compile(r"Rp|denda|kurungan|penjara|\d+ ?%|\b(tahun|bulan)\b", re.IGNORECASE)
CARD_WORDS = 230
ANSWER_TYPES = {
    "satu-jawaban",
    "beberapa-jawaban",
    "setuju-tidak",
    "ya-tidak",
    "tidak-diketahui",
}


@cache
def written(name: str) -> Any:
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


@cache
def acts() -> dict[str, dict[str, Any]]:
    return {act["id"]: act for act in written("perbuatan.yml")}


@cache
def page_addresses() -> frozenset[str]:
    found = set()
    for path in CONTENT.glob("*/module.md"):
        heads = re.findall(r"(?m)^## .*\{#([a-z0-9-]+)\}$", path.read_text(encoding="utf-8"))
        found |= {f"{path.parent.name}/{slug}" for slug in heads}
    return frozenset(found)


def basis_of(citation: str) -> dict[str, Any]:
    """The entry of bases.yml that a citation begins with."""
    found = [
        basis
        for basis in written("bases.yml")
        if re.match(rf"{re.escape(basis['short'])}(?![\w/])", citation)
    ]
    assert found, f"no basis for {citation}"
    return max(found, key=lambda basis: len(basis["short"]))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def test_every_act_once_and_in_order() -> None:
    ids = [act["id"] for act in written("perbuatan.yml")]
    assert ids == [f"NA{number:03}" for number in range(1, 58)]
    assert ids == list(GOLDEN)


@pytest.mark.parametrize("act_id", list(GOLDEN))
def test_an_act_says_what_the_facts_allow(act_id: str) -> None:
    act, golden = acts()[act_id], GOLDEN[act_id]
    assert list(act) == [
        *("id", "act", "stages", "when", "kind", "certainty", "rule_family", "sanction"),
        *("binds", "bases", "instead", "doubt", "page"),
    ]
    assert [act[name] for name in ("certainty", "rule_family", "kind")] == [
        golden[name] for name in ("certainty", "rule_family", "kind")
    ]
    assert re.fullmatch(BINDS[golden["binds"]], act["binds"])
    assert act["page"] in page_addresses()
    assert act["stages"]
    assert [Stage(stage) for stage in act["stages"]] == sorted(
        map(Stage, act["stages"]), key=list(Stage).index
    )


@pytest.mark.parametrize("act_id", list(GOLDEN))
def test_a_sanction_stands_only_where_it_may(act_id: str) -> None:
    act, allowed = acts()[act_id], GOLDEN[act_id]["sanction_may_say"]
    if allowed:
        assert allowed in act["sanction"].lower()
        assert act["certainty"] == "pasti"
    else:
        assert act["sanction"] is None
        assert not any(TIERS.search(act[name] or "") for name in ("act", "instead", "doubt"))
    assert not any(AMOUNTS.search(text) for text in texts([act["sanction"], act["instead"]]))
    if act["certainty"] != "pasti" or act["rule_family"] == "belum-pasti":
        assert act["doubt"]


def test_a_criminal_threat_refers_to_the_adjusting_act() -> None:
    crimes = [act for act in acts().values() if act["rule_family"] == "pidana"]
    assert [act["id"] for act in crimes] == ["NA043", "NA044", "NA047", "NA048"]
    for act in crimes:
        assert "UU 1/2026" in act["bases"]
        assert "ancamannya disesuaikan UU 1/2026" in (act["sanction"] or act["doubt"])


def test_a_discipline_tier_is_read_from_its_own_number() -> None:
    tiers = {
        act["id"]: (act["bases"][0].rpartition(" ")[2], act["sanction"].split()[2])
        for act in acts().values()
        if act["sanction"] and act["rule_family"] == "disiplin"
    }
    assert tiers == {
        "NA028": ("7", "berat"),
        "NA030": ("5", "berat"),
        "NA032": ("2", "sedang"),
        "NA033": ("2", "sedang"),
        "NA034": ("3", "berat"),
        "NA035": ("4", "berat"),
    }


def test_the_other_numbering_of_pasal_14_never_reaches_a_reader() -> None:
    for name in ("perbuatan.yml", "tahapan.yml", "miskonsepsi.yml"):
        for text in texts(written(name)):
            assert not re.search(r"Pasal 14 huruf i angka", text)


def test_a_misconception_names_the_page_that_answers_it() -> None:
    for belief in written("miskonsepsi.yml"):
        assert list(belief) == ["id", "belief", "fact", "bases", "page"]
        assert belief["page"] in page_addresses(), belief["id"]


def test_every_basis_is_known_and_in_force() -> None:
    cited = [citation for act in acts().values() for citation in act["bases"]]
    for card in written("tahapan.yml"):
        cited += [citation for item in card["risks"] + card["dos"] for citation in item["bases"]]
    assert all(act["bases"] for act in acts().values())
    for citation in cited:
        assert basis_of(citation)["in_force_until"] is None, citation


def test_six_cards_in_the_order_of_an_election() -> None:
    cards = written("tahapan.yml")
    assert [card["stage"] for card in cards] == [*Stage][1:]
    for card in cards:
        assert list(card) == ["stage", "title", "when", "risks", "dos", "reminder", "page"]
        assert card["page"] in page_addresses()
        assert 4 <= len(card["risks"]) <= 6
        assert 4 <= len(card["dos"]) <= 6
        assert sum(len(text.split()) for text in texts(card)) <= CARD_WORDS


def test_a_risk_names_its_basis_and_acts_of_its_stage() -> None:
    for card in written("tahapan.yml"):
        for risk in card["risks"]:
            assert risk["bases"]
            assert risk["acts"]
            for act_id in risk["acts"]:
                act = acts()[act_id]
                assert card["stage"] in act["stages"], (card["stage"], act_id)
                assert set(risk["bases"]) & set(act["bases"]), (card["stage"], act_id)


def test_what_to_do_is_law_with_a_basis_or_marked_as_advice() -> None:
    for card in written("tahapan.yml"):
        for item in card["dos"]:
            assert item["bases"] or item["advice"]


def test_survey_figures_are_texts_in_known_groups() -> None:
    survey = written("survei-2021.yml")
    groups = {group["id"]: group for group in survey["groups"]}
    ids = [figure["id"] for figure in survey["figures"]]
    assert len(set(ids)) == len(ids) == 22
    assert {figure["group"] for figure in survey["figures"]} == set(groups)
    for figure in survey["figures"]:
        assert re.fullmatch(r"\d{1,2}\.\d{1,2}", figure["percent"])
        assert figure["answer_type"] == groups[figure["group"]]["answer_type"]
        assert figure["answer_type"] in ANSWER_TYPES
        assert figure["certainty"] in ("pasti", "menurut-rilis")
    assert (survey["people"], survey["agencies"]) == (10617, 270)


@pytest.mark.parametrize(
    ("group", "total"),
    [("pemengaruh", "100.00"), ("penyebab", "134.30"), ("hak-pilih", "100.00")],
)
def test_survey_groups_sum_as_published(group: str, total: str) -> None:
    figures = written("survei-2021.yml")["figures"]
    shares = [Decimal(figure["percent"]) for figure in figures if figure["group"] == group]
    assert sum(shares) == Decimal(total)


@pytest.mark.parametrize(
    ("figure_id", "percent", "certainty"),
    [
        ("pemahaman-baik", "93.35", "menurut-rilis"),
        ("paparan-sosialisasi", "96.49", "pasti"),
        ("sanksi-tidak-jera", "78.73", "menurut-rilis"),
        ("sanksi-calon-lemah", "85.36", "menurut-rilis"),
        ("hak-pilih-setuju", "51.16", "pasti"),
        ("peran-ppk-menyulitkan", "72.3", "pasti"),
        ("penyebab-kekerabatan", "50.76", "pasti"),
        ("penyebab-karier", "49.72", "pasti"),
        ("pemengaruh-tim-sukses", "31.96", "pasti"),
        ("pemengaruh-atasan", "27.99", "pasti"),
        ("hak-pilih-jpt-pratama", "57.1", "pasti"),
    ],
)
def test_a_published_figure(figure_id: str, percent: str, certainty: str) -> None:
    figure = next(f for f in written("survei-2021.yml")["figures"] if f["id"] == figure_id)
    assert (figure["percent"], figure["certainty"]) == (percent, certainty)
