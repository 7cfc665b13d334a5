from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.numbers import (
    NO_VALUE,
    display_change,
    display_count,
    display_percent,
    display_points,
    display_share,
    percent,
    round_percent,
)
from tests.domain.golden_cases import golden, golden_case

counts = st.integers(1, 10**9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("given", "expected"), golden("share_ci"))
def test_percents_of_the_golden_shares(given: dict[str, Any], expected: dict[str, Any]) -> None:
    good, n = given["good"], given["n"]
    assert round_percent(good, n) == expected["percent_2dp"]
    assert display_percent(good, n) == expected["display_id"]


@pytest.mark.parametrize(("given", "expected"), golden("rounding", "percent_2dp_half_up"))
def test_percents_are_rounded_half_up(given: dict[str, Any], expected: dict[str, Any]) -> None:
    good, n = given["good"], given["n"]
    assert round_percent(good, n) == expected["percent_2dp_half_up"]
    assert display_percent(good, n) == expected["display_id"]
    assert f"{round(percent(good, n) or 0, 2):.2f}" == expected["python_round_float"]


def test_three_thirds_are_not_forced_to_a_hundred() -> None:
    given, expected = golden_case("A25")
    assert [round_percent(part, 3) for part in given.values()] == expected["percent_2dp"]


@pytest.mark.parametrize(
    ("good", "n", "shown"),
    [
        (0, 0, "—"),
        (0, 30_000, "0,00%"),
        (1, 30_000, "<0,01%"),
        (1, 20_000, "0,01%"),
        (29_999, 30_000, ">99,99%"),
        (19_999, 20_000, ">99,99%"),
        (9_999, 10_000, "99,99%"),
        (30_000, 30_000, "100,00%"),
        (9_911, 10_617, "93,35%"),
    ],
)
def test_only_all_is_shown_as_all_and_none_as_none(good: int, n: int, shown: str) -> None:
    assert display_percent(good, n) == shown


@given(counts)
def test_rounding_is_half_up_on_the_exact_value(count: tuple[int, int]) -> None:
    good, n = count
    hundredths = floor(Fraction(10_000 * good, n) + Fraction(1, 2))
    assert round_percent(good, n) == f"{hundredths // 100}.{hundredths % 100:02d}"


@given(counts)
def test_the_unrounded_percent_is_the_nearest_float(count: tuple[int, int]) -> None:
    good, n = count
    assert percent(good, n) == float(Fraction(100 * good, n))


def test_nothing_to_compute_from_is_not_a_number() -> None:
    assert percent(0, 0) is None
    assert round_percent(0, 0) is None
    assert display_percent(0, 0) == display_change(0, 0) == display_share(None) == NO_VALUE == "—"


@pytest.mark.parametrize(
    ("difference", "n", "shown"),
    [
        (17, 100, "+17,00"),
        (-7, 200, "−3,50"),
        (0, 15, "0,00"),
        (1, 30_000, "0,00"),
        (-1, 800, "−0,13"),
        (1, 800, "+0,13"),
        (15, 15, "+100,00"),
    ],
)
def test_a_change_has_its_sign(difference: int, n: int, shown: str) -> None:
    assert display_change(difference, n) == shown


def test_numbers_are_written_in_indonesian() -> None:
    assert display_count(10_617) == "10.617"
    assert display_count(999) == "999"
    assert display_count(4_759_218) == "4.759.218"
    assert display_points(8, 10) == "8 dari 10"
    assert display_points(1_200, 1_500) == "1.200 dari 1.500"
    assert display_share(0.928605) == "92,86%"
    assert display_share(1.0) == "100,00%"
