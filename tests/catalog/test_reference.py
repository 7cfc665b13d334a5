"""The reference files: what they become, and each of their rules broken once, named where it is broken."""

from datetime import date
from pathlib import Path

import pytest

from neutrality_course.catalog import RULES, PageRef, SurveyGroup, check_content, load_catalog
from neutrality_course.catalog.types import Catalog
from neutrality_course.domain.reference import Certainty, Permission, Track
from neutrality_course.domain.terms import Stage
from tests.catalog import course, reference_course
from tests.catalog.reference_course import stage
from tests.catalog.test_rules import WORDS_31, faults_in

ACTS, SITUATIONS = "perbuatan.yml", "situasi.yml"
CARDS, SURVEY, PAGE = "tahapan.yml", "survei-2021.yml", "uji/module.md"

BROKEN = [
    # the schema
    (ACTS, "  when: Masa kampanye\n", "", ["perbuatan.yml:1 K02"]),
    (ACTS, "kind: alat-peraga", "kind: spanduk", ["perbuatan.yml:5 K04"]),
    (ACTS, "[pencalonan, kampanye]", "[pencalonan, pilkada]", ["perbuatan.yml:3 K04"]),
    (SITUATIONS, "answer: hati-hati", "answer: mungkin", ["situasi.yml:6 K04"]),
    (SITUATIONS, "  words", "  kata: []\n  words", ["situasi.yml:3 K03"]),
    (CARDS, "title: Tahap ini", "title: ''", ["tahapan.yml:2 K04"]),
    (SURVEY, 'percent: "50.76"', "percent: 50.76", ["survei-2021.yml:23 K04"]),
    (SURVEY, 'percent: "50.76"', 'percent: "500.76"', ["survei-2021.yml:23 K04"]),
    (SURVEY, 'percent: "50.76"', 'percent: "50,76"', ["survei-2021.yml:23 K04"]),
    # ids, and what is named elsewhere
    (ACTS, "- id: NA003", "- id: NA001", ["perbuatan.yml:27 K05"]),
    (SITUATIONS, "acts: [NA002]", "acts: [NA009]", ["situasi.yml:1 K06"]),
    (CARDS, "acts: [NA001]", "acts: [NA009]", ["tahapan.yml:1 K06"]),
    (SURVEY, "    group: penyebab", "    group: sebab", ["survei-2021.yml:13 R07", "survei-2021.yml:19 K06"]),
    (ACTS, "page: uji/awal", "page: uji/tamat", ["perbuatan.yml:1 M07"]),
    (ACTS, "page: uji/awal", "page: lain/awal", ["perbuatan.yml:1 M07"]),
    (SITUATIONS, "page: uji/awal", "page: uji/tamat", ["situasi.yml:1 M07"]),
    (CARDS, "page: uji/ringkasan", "page: uji/tamat", ["tahapan.yml:1 M07"]),
    ("miskonsepsi.yml", "page: uji/ringkasan", "page: uji/tamat", ["miskonsepsi.yml:1 M07"]),
    # legal bases and language
    (ACTS, "[PP 94/2021 Pasal 5]", "[PP 1/2030]", ["perbuatan.yml:1 Q16"]),
    (ACTS, "[PP 94/2021 Pasal 5]", "[PP 53/2010]", ["perbuatan.yml:1 Q17"]),
    (SITUATIONS, "[UU 20/2023 Pasal 24]", "[PP 53/2010]", ["situasi.yml:1 Q17"]),
    (CARDS, "[PP 94/2021 Pasal 5]", "[PP 53/2010]", ["tahapan.yml:1 Q17"]),
    (ACTS, "Pasang pengumuman", "Praktek: pasang pengumuman", ["perbuatan.yml:11 K01"]),
    (ACTS, "Pasang pengumuman", "Praktek pasang pengumuman", ["perbuatan.yml:1 B54"]),
    (SITUATIONS, "Batalkan suka itu.", WORDS_31, ["situasi.yml:1 B02"]),
    (CARDS, "Tetap netral.", "Agar supaya netral.", ["tahapan.yml:1 B03"]),
    (SURVEY, "Kuesionernya tidak", "Kuesionernya guna tidak", ["survei-2021.yml:11 B53"]),
    # what is certain, and what is said of it
    (ACTS, "certainty: pasti", "certainty: perlu-dicek", ["perbuatan.yml:1 R01", "perbuatan.yml:1 R02"]),
    (ACTS, "rule_family: disiplin", "rule_family: belum-pasti", ["perbuatan.yml:1 R01", "perbuatan.yml:1 R02"]),
    (ACTS, "doubt: Jalur dan sanksinya belum kami temukan.", "doubt: null", ["perbuatan.yml:14 R02"]),
    (ACTS, "Hukuman disiplin berat bagi PNS.", "Penjara 6 bulan.", ["perbuatan.yml:1 R06"]),
    (ACTS, "Hukuman disiplin berat bagi PNS.", "Denda Rp6.000.000.", ["perbuatan.yml:1 R06"]),
    (SITUATIONS, "  step: Batalkan suka itu.\n", "", ["situasi.yml:1 R04"]),
    (SITUATIONS, "question: menyukai", "question: Menyukai", ["situasi.yml:1 R05"]),
    (SITUATIONS, "tim calon?", "tim calon", ["situasi.yml:1 R05"]),
    # cards
    (CARDS, stage("masa-tenang"), "", ["tahapan.yml:1 R03"]),
    (CARDS, stage("sesudah"), stage("umum"), ["tahapan.yml:1 R03"]),
    (CARDS, "e: kampanye", "e: pencalonan", ["tahapan.yml:1 R03", "tahapan.yml:21 K05", "uji/module.md:32 M07"]),
    (CARDS, "bases: [], advice: true", "bases: [], advice: false", ["tahapan.yml:1 R08"]),
    (CARDS, "reminder: Tanya dahulu.", "reminder: Tanya. " + "Catat. " * 80, ["tahapan.yml:9 K04"]),
    # links and charts on a module page
    (PAGE, "perbuatan:NA002", "perbuatan:NA009", ["uji/module.md:32 M07"]),
    (PAGE, "bolehkah:suka-unggahan", "bolehkah:lain", ["uji/module.md:32 M07"]),
    (PAGE, "tahapan:kampanye", "tahapan:umum", ["uji/module.md:32 M07"]),
    (PAGE, "tahapan:kampanye", "tahap:kampanye", ["uji/module.md:32 M08"]),
    (PAGE, "[[survei: penyebab]]", "[[survei: sebab]]", ["uji/module.md:34 M15"]),
    (PAGE, "[[survei: penyebab]]", "Lihat [[survei: penyebab]]", ["uji/module.md:34 M15"]),
]  # fmt: skip


def loaded(folder: Path) -> Catalog:
    return load_catalog(course.write(folder, reference_course.files()))


def test_the_sound_course_has_no_fault(tmp_path: Path) -> None:
    assert check_content(course.write(tmp_path, reference_course.files())) == []


@pytest.mark.parametrize(("file", "old", "new", "expected"), BROKEN)
def test_a_broken_rule_is_named_where_it_is_broken(
    tmp_path: Path, file: str, old: str, new: str, expected: list[str]
) -> None:
    files = reference_course.changed(file, old, new)
    assert faults_in(tmp_path, files) == set(expected)


def test_a_card_too_long_for_a_page_is_a_warning(tmp_path: Path) -> None:
    files = reference_course.files()
    card = stage("pra-pencalonan")
    long = card.replace("Sesuatu sedang terjadi.", "Lihat dahulu. " * 30)
    long = long.replace("{text: Memasang spanduk calon.", "{text: " + "Tanya dahulu. " * 30)
    long = long.replace("{text: Tetap netral.", "{text: " + "Catat dahulu. " * 30)
    long = long.replace("reminder: Tanya dahulu.", "reminder: " + "Tunda dahulu. " * 30)
    files[CARDS] = reference_course.STAGES.replace(card, long)
    assert faults_in(tmp_path, files) == {"tahapan.yml:1 R51"}


def test_every_rule_of_the_reference_is_broken_here() -> None:
    here = {fault.split()[1] for *_, faults in BROKEN for fault in faults} | {"R51"}
    assert {code for code in RULES if code.startswith("R")} | {"M15"} <= here


def test_a_course_without_the_files_has_an_empty_reference(tmp_path: Path) -> None:
    reference = load_catalog(course.write(tmp_path, course.files())).reference
    assert (
        dict(reference.acts),
        dict(reference.situations),
        dict(reference.cards),
        dict(reference.surveys),
    ) == ({}, {}, {}, {})


def test_a_file_that_cannot_be_read_is_one_fault_not_one_at_every_mention(tmp_path: Path) -> None:
    files = reference_course.changed(ACTS, "- id: NA001", "- id: 'NA001")
    assert faults_in(tmp_path, files) == {"perbuatan.yml:1 K01"}


def test_what_an_act_becomes(tmp_path: Path) -> None:
    act = loaded(tmp_path).reference.acts["NA001"]
    assert (act.certainty, act.track) == (Certainty.CERTAIN, Track.DISCIPLINE)
    assert act.sanction == "Hukuman disiplin berat bagi PNS."
    assert act.stages == (Stage.CANDIDACY, Stage.CAMPAIGN)
    assert act.page == PageRef("uji", "awal")


def test_what_a_situation_and_a_card_become(tmp_path: Path) -> None:
    reference = loaded(tmp_path).reference
    situation = reference.situations["suka-unggahan"]
    assert situation.answer is Permission.CAREFUL
    assert situation.acts == ("NA002",)
    card = reference.cards[Stage.CAMPAIGN]
    assert [todo.is_advice for todo in card.dos] == [True, False]
    assert list(reference.cards) == [stage for stage in Stage if stage is not Stage.GENERAL]


def test_links_lead_to_the_reference_and_the_chart_stands_between_texts(tmp_path: Path) -> None:
    catalog = loaded(tmp_path)
    parts = catalog.module("uji").page("awal").parts
    group = parts[-2]
    assert isinstance(group, SurveyGroup)
    assert group is catalog.reference.surveys["penyebab"]
    assert group.survey.released_on == date(2021, 12, 16)
    assert [figure.percent for figure in group.figures] == ["50.76"]
    assert str(parts[-3]) == (
        '<p>Lihat <a href="/perbuatan/NA002">suka</a>, <a href="/bolehkah/suka-unggahan">boleh</a>, '
        '<a href="/tahapan/kampanye">kartu</a>.</p>'
    )


def test_a_misconception_names_its_page(tmp_path: Path) -> None:
    belief = loaded(tmp_path).misconceptions["jam-kerja"]
    assert belief.page == PageRef("uji", "ringkasan")
