"""Codes as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.activation import ALPHABET, LENGTH, display_code, read_code

codes = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def test_a_code_has_eighty_bits() -> None:
    assert len(set(ALPHABET)) == 32
    assert 32**LENGTH == 2**80


def test_shown_in_groups_of_four() -> None:
    assert display_code("ABCD1234EFGH5678") == "ABCD-1234-EFGH-5678"


@given(codes)
def test_a_shown_code_is_read(code: str) -> None:
    assert read_code(display_code(code)) == code


@given(codes)
def test_case_and_hyphens_do_not_matter(code: str) -> None:
    assert read_code(f"  {code.lower()} ") == code
    assert read_code(" ".join(code)) == code


def test_letters_that_look_like_digits() -> None:
    assert read_code("oOiI-lL00-1111-2222") == "0011110011112222"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ABCD-1234-EFGH-567",
        "ABCD-1234-EFGH-56789",
        "UBCD-1234-EFGH-5678",
        "１BCD-1234-EFGH-5678",
        "\x00" * 16,
    ],
)
def test_what_is_no_code(text: str) -> None:
    assert read_code(text) is None
