"""Options: the golden ones, and the sums that answer cells keep against the rows they come from."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from neutrality_course.domain.distractors import (
    OptionSums,
    distractor_efficiency,
    item_sums,
    option_figures,
    options_of,
    with_total,
)
from neutrality_course.domain.item_rows import sums_of
from neutrality_course.domain.items import form_figures
from tests.domain.golden_cases import TOLERANCE, golden_case
from tests.domain.quiz_builders import a_question

Sheet = list[str]
"""One person's options, one for each question; "a" is right and "-" is blank."""
OPTIONS = "abcd"

sheets = st.integers(1, 6).flatmap(
    lambda items: st.lists(
        st.lists(st.sampled_from([*OPTIONS, "-"]), min_size=items, max_size=items),
        min_size=1,
        max_size=40,
    )
)


def options_from(selected: list[str], totals: list[int], key: str) -> list[OptionSums]:
    names = sorted({*selected, *OPTIONS.upper()}) if key.isupper() else [*OPTIONS, "-"]
    return [
        OptionSums(
            name,
            name == key,
            people=selected.count(name),
            total=sum(t for s, t in zip(selected, totals, strict=True) if s == name),
            total_squared=sum(t * t for s, t in zip(selected, totals, strict=True) if s == name),
        )
        for name in names
    ]


def alone(is_right: bool, people: int) -> tuple[int, int]:
    """Σ T and Σ T² of those who chose an option of a test of one question: nothing correlates with its rest."""
    return (people, people) if is_right else (0, 0)


def test_the_golden_distractors() -> None:
    given, expected = golden_case("H07")
    options = [
        OptionSums(name, name == given["key"], people, *alone(name == given["key"], people))
        for name, people in given["counts"].items()
    ]
    found = option_figures(options)
    idle = [f.choice_id for f in found if f.is_functional is False]
    assert idle == expected["nonfunctional"]
    assert sum(f.is_functional is True for f in found) == expected["functional"]
    assert [f.share for f in found] == [n / given["n"] for n in given["counts"].values()]
    assert distractor_efficiency(found) == pytest.approx(
        expected["distractor_efficiency"], abs=TOLERANCE
    )


def test_the_golden_option_discriminations() -> None:
    """The case asks for the correlation with the whole total, which no page shows."""
    given, expected = golden_case("H08")
    options = options_from(given["selected"], given["totals"], given["key"])
    item = item_sums(options)
    assert {option.choice_id: with_total(option, item) for option in options} == pytest.approx(
        expected["point_biserial"], abs=TOLERANCE
    )


def test_one_in_twenty_is_enough() -> None:
    people = (("a", 910), ("b", 50), ("c", 40))
    options = [OptionSums(n, n == "a", p, *alone(n == "a", p)) for n, p in people]
    assert [f.is_functional for f in option_figures(options)] == [None, True, False]


def test_a_distractor_that_those_who_know_more_choose_does_not_function() -> None:
    options = [
        OptionSums("a", True, 60, 420, 3000),
        OptionSums("b", False, 20, 180, 1620),
        OptionSums("c", False, 20, 60, 200),
    ]
    found = {f.choice_id: f for f in option_figures(options)}
    assert (found["b"].discrimination or 0) > 0 > (found["c"].discrimination or 0)
    assert [found[name].is_functional for name in "abc"] == [None, False, True]


@given(sheets)
@settings(deadline=None)
def test_figures_from_answer_cells_are_those_from_the_rows(people: list[Sheet]) -> None:
    matrix = [[int(option == "a") for option in sheet] for sheet in people]
    totals = [sum(row) for row in matrix]
    from_rows = sums_of(matrix)
    from_cells = []
    for number, item in enumerate(from_rows):
        selected = [sheet[number] for sheet in people]
        options = options_from(selected, totals, "a")
        from_cells.append(item_sums(options))
        for option in option_figures(options):
            chosen = [int(name == option.choice_id) for name in selected]
            assert option.share == pytest.approx(sum(chosen) / len(people), abs=1e-12)
            rests = [total - row[number] for total, row in zip(totals, matrix, strict=True)]
            if len(set(chosen)) > 1 and len(set(rests)) > 1:
                assert option.discrimination == pytest.approx(
                    100 * stats.pearsonr(chosen, rests).statistic, abs=1e-7
                )
            else:
                assert option.discrimination is None
            if option.is_right:
                assert option.discrimination == item.discrimination
        assert from_cells[-1] == item
    assert form_figures(from_cells) == form_figures(from_rows)


def test_options_nobody_chose_are_still_there() -> None:
    question = a_question("P5N-001")
    first, *others = [choice.id for choice in question.choices]
    options = options_of(question, {first: (3, 20, 140), "-": (1, 4, 16)})
    assert [o.choice_id for o in options] == [first, *others, "-"]
    assert Counter(o.is_right for o in options)[True] == 1
    assert options[0].people == 3
    assert options[-1] == OptionSums("-", False, 1, 4, 16)
    figures = option_figures(options)
    assert figures[-1].is_functional is None, "no answer is no distractor"
    assert sum(f.is_functional is not None for f in figures) == len(question.choices) - 1


def test_before_anybody_answered_nothing_is_judged() -> None:
    figures = option_figures(options_of(a_question("P5N-001"), {}))
    assert {(f.share, f.discrimination, f.is_functional) for f in figures} == {(None, None, None)}
    assert distractor_efficiency(figures) is None


@pytest.mark.parametrize("right", ["", "ab"])
def test_several_right_options_cannot_be_added_up(right: str) -> None:
    options: list[Any] = [OptionSums(name, name in right, 5, 5, 5) for name in "abc"]
    with pytest.raises(ValueError, match="right options"):
        item_sums(options)
