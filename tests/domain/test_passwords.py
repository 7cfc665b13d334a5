"""A password is long enough and not guessable; nothing else is asked of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.passwords import (
    LONGEST,
    PasswordFault,
    normal_form,
    password_fault,
    personal_words,
)
from neutrality_course.passwords import common_passwords

NIP = "198503172010011007"
COMMON = frozenset({"iloveyou", "qwertyuiop"})
PERSONAL = personal_words(NIP, ["Dewi Lestari Ningrum", "Pemerintah Kota Bandung", "3273"])


def fault(password: str) -> PasswordFault | None:
    return password_fault(password, COMMON, PERSONAL)


@pytest.mark.parametrize(
    "password",
    [
        "sungai jernih",
        "12 ekor kambing",
        "gunung-biru-7",
        "ヴィクトリア・パーク",
        "Dewi suka sungai jernih",
        "korpri punya sungai jernih",
        "pvwkzmqt",
        "x" * 50 + "yzab",
    ],
)
def test_good_ones_need_no_kinds_of_characters(password: str) -> None:
    assert fault(password) is None


def test_length() -> None:
    assert fault("pvwkzmq") is PasswordFault.SHORT
    assert fault("pvwkzmqt" * (LONGEST // 8)) is None
    assert fault("pvwkzmqt" * (LONGEST // 8) + "a") is PasswordFault.LONG
    assert LONGEST >= 128


@pytest.mark.parametrize(
    "password", ["iloveyou", "ILoveYou", "QWERTYUIOP", "aaaaaaaaaa", "abcabcabcabc"]
)
def test_what_many_choose_is_refused(password: str) -> None:
    assert fault(password) is PasswordFault.COMMON


@pytest.mark.parametrize(
    "password",
    [
        NIP,
        "'198503172010011007",
        "17031985",
        "17-03-1985",
        "1985.03.17",
        "170385170385",
        "dewi1985",
        "DewiLestari",
        "Ningrum17!",
        "lestari.17/03/85",
        "korpri123",
        "KORPRI-2026",
        "K0rpr1-2026",
        "asn-netral",
        "netralitas2026",
        "bandung3273",
        "ＫＯＲＰＲＩ１２３",
        "n3tr4l!t45",
    ],
)
def test_what_others_know_does_not_count(password: str) -> None:
    assert fault(password) is PasswordFault.PERSONAL


def test_runs_of_the_nip_do_not_count() -> None:
    assert fault("aku 2010011007") is PasswordFault.PERSONAL
    assert fault("aku 201001 sungai") is None


def test_nothing_personal_is_known_of_nobody() -> None:
    assert password_fault("dewi1985", COMMON) is None


@given(st.text(max_size=300))
def test_any_text_has_an_answer(password: str) -> None:
    assert fault(password) in (None, *PasswordFault)


def test_the_same_letters_have_the_same_normal_form() -> None:
    assert normal_form("cafe\u0301 ｋｏｐｉ") == normal_form("café kopi")


def test_the_list_holds_the_3000_most_chosen_of_those_long_enough() -> None:
    common = common_passwords()

    assert 2990 <= len(common) <= 3000
    assert {"password", "12345678", "qwertyuiop", "iloveyou"} <= common
    assert min(len(word) for word in common) == 8
