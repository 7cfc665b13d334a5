"""Sentences, syllables, the Indeks baca and the word list."""

import pytest

from neutrality_course.catalog import language, prose
from neutrality_course.catalog.prose import Passage
from neutrality_course.catalog.word_list import word_faults


def passages(text: str) -> list[tuple[int, str, str]]:
    found = prose.passages(list(enumerate(text.split("\n"), 1)))
    return [(passage.line, passage.kind, passage.text) for passage in found]


def test_passages() -> None:
    text = """\
Satu *paragraf* dengan [tautan](modul:a/b)
dua baris.[^1]

### Judul kecil
- butir **satu**
- butir dua
  lanjutannya

> Kutipan pasal

!!! kutipan "Pasal 5 huruf n"
    Bunyi pasal.

    Bunyi lagi.

!!! note "Catatan"
    Isi catatan.

Istilah
:   artinya begini.

| Kolom | Lain |
|:---|---:|
| isi | `kode` |

![Gambar alur](alur.svg)

[[soal: P5N-101]]

*[PPK]: Pejabat Pembina
[^1]: Isi catatan kaki."""
    assert passages(text) == [
        (1, "prose", "Satu paragraf dengan tautan\ndua baris."),
        (4, "heading", "Judul kecil"),
        (5, "prose", "butir satu"),
        (6, "prose", "butir dua\nlanjutannya"),
        (9, "quote", "Kutipan pasal"),
        (11, "heading", "Pasal 5 huruf n"),
        (12, "quote", "Bunyi pasal."),
        (14, "quote", "Bunyi lagi."),
        (16, "heading", "Catatan"),
        (17, "prose", "Isi catatan."),
        (19, "heading", "Istilah"),
        (20, "prose", "artinya begini."),
        (22, "table", "| Kolom | Lain |"),
        (24, "table", "| isi | kode |"),
        (26, "heading", "Gambar alur"),
        (31, "prose", "Isi catatan kaki."),
    ]


def test_terms() -> None:
    lines = list(enumerate(["*[CLTN]: cuti", "", "**Upaya administratif**", ":   keberatan"], 1))
    assert prose.terms(lines) == {"cltn", "upaya", "administratif"}


def test_sentences_and_their_lines() -> None:
    text = 'Satu.\nDua ada di Ps. 5 dan\nNo. 7! "Tiga?" Empat, dst. Lima (6,5%). 7 lagi… b. c'
    found = language.sentences(Passage(10, text, "prose"))
    assert [(sentence.line, sentence.text) for sentence in found] == [
        (10, "Satu."),
        (11, "Dua ada di Ps. 5 dan No. 7!"),
        (12, '"Tiga?"'),
        (12, "Empat, dst. Lima (6,5%)."),
        (12, "7 lagi… b. c"),
    ]


@pytest.mark.parametrize(
    ("word", "count"),
    [("netral", 2), ("pantai", 2), ("pulau", 2), ("amboi", 2), ("pakaian", 4), ("pegawai", 3)],
)
def test_syllables(word: str, count: int) -> None:
    assert language.syllables(word) == count


def test_reading_index() -> None:
    citations = language.Citations(["PP 94/2021"])
    short = "Ia baca buku di meja itu lagi kini juga. "  # nine words, none long
    long = "Kewajiban itu ada dalam PP 94/2021 Pasal 5 huruf n angka 2 buku itu juga. "  # 7 words, 1 long
    prose_only = [Passage(1, short * 4 + long * 2, "prose")]
    assert language.reading_index(prose_only, citations, ()) == 50 / 6 + 100 * 2 / 50
    quoted = [*prose_only, Passage(9, "Penyelenggaraan pemerintahan. " * 90, "quote")]
    assert language.reading_index(quoted, citations, {"kewajiban"}) == 50 / 6
    assert language.reading_index([Passage(1, short * 5, "prose")], citations, ()) is None


def test_citations() -> None:
    citations = language.Citations(["PP 94/2021", "SKB 22 September 2022"])
    text = "Baca PP\n94/2021 Pasal 14 huruf i angka 1–5 jo. Pasal 5 dan SKB 22 September 2022 ini."
    assert citations.removed_from(text).split() == ["Baca", "dan", "ini."]
    assert citations.removed_from("huruf kecil pada angka itu") == "huruf kecil pada angka itu"


FORBIDDEN = [
    "Aturan yang mana berlaku.",
    "Kantor di mana ia bekerja.",
    "Kantor dimana ia bekerja.",
    "Itu adalah merupakan aturan.",
    "Agar supaya jelas.",
    "Demi untuk negara.",
    "Disebabkan karena lupa.",
    "Para pegawai-pegawai hadir.",
    "Itu sangat penting sekali.",
    "Jaga netralisasi ASN.",
    "Kementrian itu.",
    "Surat KemenpanRB itu.",
    "Sebuah himbauan.",
]
REPLACED = [
    *("Dalam rangka tertib.", "Guna tertib.", "Apabila ragu.", "Dikarenakan ragu."),
    *("Terkait dengan itu.", "Berkenaan dengan itu.", "Sehubungan dengan itu."),
    *("Pegawai yang bersangkutan.", "Ia melakukan pemeriksaan.", "Ia melakukan pemanggilan."),
    *("Ia memberikan dukungan.", "Ia melakukan pelanggaran.", "Hukuman dilakukan penjatuhan."),
    *("Ia mempunyai kewajiban untuk netral.", "Itu tidak diperkenankan.", "Itu diperkenankan."),
    *("Ia senantiasa netral.", "Sebagaimana dimaksud itu.", "Lisan dan/atau tertulis."),
]
SPELLED = [
    *("Praktek.", "Minta ijin.", "Ada resiko.", "Beri nasehat.", "Ia merubah.", "Sekedar tahu."),
    *("Obyek itu.", "Subyek itu.", "Sebuah analisa.", "Fotocopy KTP.", "Hari Jum'at."),
    *("Kerja antar lembaga.", "Masa pasca pemilu.", "Pegawai non ASN."),
]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        *((sentence, "B03") for sentence in FORBIDDEN),
        *((sentence, "B53") for sentence in REPLACED),
        *((sentence, "B54") for sentence in SPELLED),
    ],
)
def test_listed_words(sentence: str, code: str) -> None:
    assert [found for found, _ in word_faults(sentence)] == [code]


@pytest.mark.parametrize(
    "sentence",
    [
        "Di mana Anda melapor?",
        "Tahukah Anda di mana laporan itu?",
        "Larangan berlaku di mana pun Anda berada.",
        "Yang mana saja boleh.",
        'Jangan tulis “himbauan” atau "ijin".',
        "KemenPANRB dan Kementerian PANRB.",
        "Izinnya, praktiknya, risikonya, dan tidak sekadarnya.",
        "Anak-anak para pegawai.",
        "Sangat jarang, sekali lagi.",
        "Pegawai non-ASN antarlembaga pascapemilu.",
        "Pengguna berguna.",
    ],
)
def test_words_that_are_fine(sentence: str) -> None:
    assert list(word_faults(sentence)) == []
