"""What people type finds what they mean."""

import pytest

from neutrality_course.domain.search import Searchable, roots, search, words_of

TEXTS = [
    Searchable("suka", ((3, "menyukai unggahan akun tim pemenangan?"), (3, "like status jempol"))),
    Searchable("ikut", ((3, "mengikuti akun calon?"), (3, "follow"))),
    Searchable("foto", ((3, "berfoto dengan kerabat yang menjadi calon?"), (3, "foto keluarga"))),
    Searchable("grup", ((3, "tetap di grup WhatsApp warga?"), (3, "wa wag arisan"))),
    Searchable("mobil", ((3, "memakai kendaraan dinas ke rapat partai?"), (3, "mobil plat merah"))),
    Searchable("istri", ((3, "mendampingi istri yang menjadi calon?"), (3, "keluarga suami"))),
]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("nge-like status", "suka"),
        ("STATUS like", "suka"),
        ("foto keluarga calon", "foto"),
        ("calon keluarga foto", "foto"),
        ("grup wa", "grup"),
        ("wa", "grup"),
        ("memaki kendaran dinas", "mobil"),  # slips
        ("mobl dinas", "mobil"),
        ("suka", "suka"),  # the root of "menyukai"
        ("pakai mobil", "mobil"),  # of "memakai"
        ("kerabatnya berfoto", "foto"),
        ("kendara", "mobil"),  # a beginning
        ("Bolehkah saya follow akun?", "ikut"),
        ("fötö kèluarga", "foto"),
    ],
)
def test_the_best_answer_comes_first(query: str, first: str) -> None:
    assert search(query, TEXTS)[0] == first


def test_words_that_fit_nothing_find_nothing() -> None:
    assert search("zzzz", TEXTS) == []
    assert search("<script>", TEXTS) == []


def test_a_text_that_answers_too_little_is_left_out() -> None:
    assert search("arisan zebra gajah kuda sapi ayam bebek", TEXTS) == []
    assert search("foto arisan", TEXTS) == ["foto", "grup"]


@pytest.mark.parametrize("query", ["", "   ", "?!", "bolehkah saya di"])
def test_a_query_that_says_nothing_leaves_all_in_order(query: str) -> None:
    assert search(query, TEXTS) == [text.id for text in TEXTS]


def test_equal_answers_keep_their_order() -> None:
    twins = [Searchable(name, ((1, "spanduk"),)) for name in "cab"]
    assert search("spanduk", twins) == ["c", "a", "b"]


def test_a_part_that_counts_more_wins() -> None:
    texts = [
        Searchable("reason", ((1, "spanduk"), (3, "pagar"))),
        Searchable("title", ((1, "pagar"), (3, "spanduk"))),
    ]
    assert search("spanduk", texts) == ["title", "reason"]


def test_an_endless_query_is_cut() -> None:
    assert search("spanduk " * 100_000, [Searchable("a", ((1, "spanduk"),))]) == ["a"]


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("menyukai", "suka"),
        ("memakai", "pakai"),
        ("menonton", "tonton"),
        ("mengirimkan", "kirim"),
        ("mengikuti", "ikut"),
        ("membagikan", "bagi"),
        ("diunggah", "unggah"),
        ("berfoto", "foto"),
        ("suka", "suka"),
        ("kampanye", "kampanye"),
    ],
)
def test_roots_of_indonesian_words(word: str, root: str) -> None:
    assert root in roots(word)


def test_words_of() -> None:
    assert words_of("Bolehkah saya nge-like STATUS Café?") == ["like", "status", "cafe"]
