import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from neutrality_course.domain.nip import NipError, NipFault, is_demo_nip, mask_nip, parse_nip

NIP = "190001152019031005"
"""Of nobody: nobody at work was born in 1900."""
DAMAGED_MESSAGE = "NIP rusak oleh Excel, format kolom sebagai Teks"

nips = st.builds(
    lambda born, middle, sex, serial: f"{born:%Y%m%d}{middle:06d}{sex}{serial:03d}",
    st.dates(date(1900, 1, 1), date(2010, 12, 31)),
    st.integers(0, 999_999),
    st.sampled_from("12"),
    st.integers(1, 999),
)
foreign_digits = st.characters(categories=["Nd", "Nl", "No"], exclude_characters="0123456789")


def fault_of(text: str) -> NipFault:
    with pytest.raises(NipError) as caught:
        parse_nip(text)
    return caught.value.fault


@given(nips, st.lists(st.tuples(st.integers(0, 18), st.sampled_from(" .")), max_size=8))
def test_spaces_and_dots_are_taken_out(nip: str, marks: list[tuple[int, str]]) -> None:
    written = nip
    for place, mark in sorted(marks, reverse=True):
        written = written[:place] + mark + written[place:]
    assert parse_nip(written) == nip


@given(nips)
def test_one_leading_apostrophe_is_taken_out(nip: str) -> None:
    assert parse_nip("'" + nip) == parse_nip(" '" + nip) == nip
    assert fault_of("''" + nip) is NipFault.CHARACTER
    assert fault_of(nip + "'") is NipFault.CHARACTER


@given(nips, st.integers(0, 17), foreign_digits)
@example(NIP, 0, "１")
@example(NIP, 5, "٣")
@example(NIP, 17, "²")
def test_digits_of_other_scripts_are_refused(nip: str, place: int, digit: str) -> None:
    assert fault_of(nip[:place] + digit + nip[place + 1 :]) is NipFault.CHARACTER


@given(st.text(alphabet=foreign_digits, min_size=18, max_size=18))
def test_eighteen_digits_of_other_scripts_are_refused(text: str) -> None:
    assert fault_of(text) is NipFault.CHARACTER


def test_what_isdigit_and_int_let_through_is_refused() -> None:
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in NIP)
    arabic = "".join(chr(ord(digit) - ord("0") + 0x0660) for digit in NIP)
    for text in (full_width, arabic):
        assert text.isdigit()
        assert int(text) == int(NIP)
        assert unicodedata.normalize("NFKC", full_width) == NIP
        assert fault_of(text) is NipFault.CHARACTER


@pytest.mark.parametrize("mark", ["\u00a0", "\u2009", "\t", "\n", "\r", "-", "_", "\u200b", "\x00"])
@pytest.mark.parametrize("place", [0, 8, 18])
def test_other_marks_are_refused(mark: str, place: int) -> None:
    assert fault_of(NIP[:place] + mark + NIP[place:]) is NipFault.CHARACTER


@pytest.mark.parametrize("text", ["", " ", "'", " . ", "' "])
def test_nothing_is_no_nip(text: str) -> None:
    assert fault_of(text) is NipFault.EMPTY


@pytest.mark.parametrize("text", [NIP[:17], NIP + "1", "1", "19 000115", f"{NIP}.0"])
def test_another_length_is_refused(text: str) -> None:
    assert fault_of(text) is NipFault.LENGTH


@pytest.mark.parametrize(
    "text",
    [
        "1.98609E+17",
        "1,98609E+17",
        "1.98609e+17",
        "1E17",
        "'1.98609E+17",
        " 1.98609E+17 ",
        "1.90001152019031E17",
        "190001152019031000",
        "'1900 0115 2019 0310 00",
    ],
)
def test_a_number_damaged_by_a_spreadsheet_is_never_guessed(text: str) -> None:
    with pytest.raises(NipError, match=f"^{DAMAGED_MESSAGE}$") as caught:
        parse_nip(text)
    assert caught.value.fault is NipFault.DAMAGED


@given(nips)
def test_what_a_spreadsheet_makes_of_a_nip_is_refused(nip: str) -> None:
    kept = nip[:15] + "000"
    for text in (kept, f"{int(nip):.5E}", f"{float(nip):.5e}".replace(".", ",")):
        assert fault_of(text) is NipFault.DAMAGED


@pytest.mark.parametrize(
    "born", ["19000229", "18991231", "00000101", "19001301", "19000100", "19000431", "99999999"]
)
def test_the_first_eight_digits_are_a_date_from_1900(born: str) -> None:
    assert fault_of(born + NIP[8:]) is NipFault.BIRTH_DATE


@pytest.mark.parametrize("born", ["19000101", "20000229", "19991231"])
def test_any_date_from_1900_will_do(born: str) -> None:
    assert parse_nip(born + NIP[8:]) == born + NIP[8:]


@pytest.mark.parametrize("digit", "03456789")
def test_digit_15_is_1_or_2(digit: str) -> None:
    assert fault_of(NIP[:14] + digit + NIP[15:]) is NipFault.SEX_DIGIT


def test_a_pppk_number_is_a_nip_whatever_its_digits_13_and_14() -> None:
    assert parse_nip("190001152023211005") == "190001152023211005"
    assert parse_nip("190001159999992999") == "190001159999992999"


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_without_repeating_it(text: str) -> None:
    try:
        nip = parse_nip(text)
    except NipError as error:
        is_repeated = len(text) > 3 and text in str(error)
    else:
        is_repeated = False
        assert len(nip) == 18
        assert nip.isascii()
        assert nip.isdigit()
    assert not is_repeated


def test_every_fault_has_its_own_words() -> None:
    messages = [str(NipError(fault)) for fault in NipFault]
    assert len(set(messages)) == len(NipFault)


@pytest.mark.parametrize(
    ("born", "is_demo"), [("19000101", True), ("19291231", True), ("19300101", False)]
)
def test_demo_people_are_born_before_1930(born: str, is_demo: bool) -> None:
    assert is_demo_nip(born + NIP[8:]) is is_demo


def test_a_log_shows_neither_birth_date_nor_sex() -> None:
    assert mask_nip(NIP) == "***************005"


@pytest.mark.parametrize("text", ["", "rahasia", NIP[:17], "kata-sandi-panjang", NIP[:15] + "٠٠٥"])
def test_a_log_shows_nothing_of_what_is_no_nip(text: str) -> None:
    assert mask_nip(text) == "******************"
