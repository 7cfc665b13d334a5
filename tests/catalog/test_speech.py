"""What a voice reads: sentences of a page, and words it would misread."""

from pathlib import Path

import pytest

from neutrality_course.catalog import Page, load_catalog
from neutrality_course.catalog.speech import phonemes, pronounced, spoken_sentences

WORDS = {"ASN": "a ès èn", "UU": "undang-undang", "SE": "ès é", "besar": "bêsar", "WIT": "waktu"}
CONTENT = Path(__file__).parents[2] / "content"


def a_page(*parts: str) -> Page:
    return Page(slug="awal", title="Awal yang jelas", parts=parts, words=1, minutes=1)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("bêsar", "[[b@s'aR]]"),
        ("média", "[[med'ia]]"),
        ("kampanyé", "[[kamp'an^e]]"),
        ("sêtêlah", "[[s@t@l'ah]]"),
        ("bang", "[[b'aN]]"),
        ("ès", "[['Es]]"),
    ],
)
def test_marked_words_become_phonemes(marked: str, expected: str) -> None:
    assert phonemes(marked) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Setiap ASN netral.", "Setiap a [['Es]] [['En]] netral."),
        ("Besar dan besarnya.", "[[b@s'aR]] dan besarnya."),
        ("Se dan SE.", "Se dan [['Es]] [['e]]."),
        ("UU 20/2023 Pasal 24 ayat (1)", "undang-undang 20 tahun 2023 Pasal 24 ayat 1"),
        ("Pukul 08.30 WIT.", "Pukul 08.30 waktu."),
        ("Mulai pukul 08.30 dan pukul 09.00.", "Mulai pukul 8 lewat 30 menit dan pukul 9."),
        ("Tanggal 14–15 Juli", "Tanggal 14 sampai 15 Juli"),
        ("PPK (Pejabat Pembina) itu", "PPK, Pejabat Pembina, itu"),
        ("Lihat (nanti).", "Lihat, nanti."),
    ],
)
def test_what_is_misread_is_said_otherwise(sentence: str, expected: str) -> None:
    assert pronounced(sentence, WORDS) == expected


def test_a_page_is_read_in_order_with_tables_and_drawings() -> None:
    page = a_page(
        "<p>Satu kalimat. Dua <strong>kata</strong> tebal</p><h2>Judul</h2>"
        '<p><img src="x.svg" alt="Dua kotak" /></p>',
        "<table><thead><tr><th>Angka</th><th>Isi</th></tr></thead>"
        "<tbody>\n<tr>\n<td>1</td>\n<td>ikut</td>\n</tr></tbody></table><ul><li>Butir</li></ul>",
    )
    assert spoken_sentences(page) == (
        "Awal yang jelas.",
        "Satu kalimat.",
        "Dua kata tebal.",
        "Judul.",
        "Gambar.",
        "Dua kotak.",
        "Angka, Isi.",
        "1, ikut.",
        "Butir.",
    )


def test_no_page_of_the_course_says_an_abbreviation_the_list_knows() -> None:
    catalog = load_catalog(CONTENT)
    for module in catalog.modules:
        for page in module.pages:
            script = [pronounced(s, catalog.pronunciations) for s in spoken_sentences(page)]
            assert script
            assert not [s for s in script if {"ASN", "UU", "PNS", "WIT"} & set(s.split())]
