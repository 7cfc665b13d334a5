"""Item analysis: the golden matrices, a slow reading of the formulas, and sums against rows."""

import math
from statistics import covariance, fmean, stdev, variance
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from neutrality_course.domain.item_rows import (
    TotalFigures,
    efficiency,
    sums_of,
    total_figures,
    upper_lower,
)
from neutrality_course.domain.items import (
    FormFigures,
    ItemFlag,
    ItemSums,
    effective_weights,
    form_figures,
    item_flags,
    items_needed,
    kr21,
)
from tests.domain.golden_cases import TOLERANCE, golden, golden_case

Matrix = list[list[int]]


def matrices(least_people: int = 1, most_people: int = 40) -> st.SearchStrategy[Matrix]:
    return st.integers(1, 8).flatmap(
        lambda items: st.lists(
            st.lists(st.integers(0, 1), min_size=items, max_size=items),
            min_size=least_people,
            max_size=most_people,
        )
    )


def scaled(item: ItemSums, value: int) -> float:
    return value / (item.people * (item.people - 1))


def figures(matrix: Matrix, number: int) -> dict[str, float | None]:
    """Under Moodle's names."""
    items = sums_of(matrix)
    item = items[number]
    right = sorted(row[number] for row in matrix)
    rests = sorted(sum(row) - row[number] for row in matrix)
    corrected, uncorrected = item.discrimination, item.uncorrected
    return {
        "facility": item.facility,
        "sd": item.sd,
        "effectiveweight": effective_weights(items)[number],
        "covariance": scaled(item, item.covariance - item.variance),
        "markvariance": scaled(item, item.variance),
        "othermarkvariance": scaled(item, item.rest_variance),
        "discriminationindex": corrected,
        "covariancemax": covariance(right, rests),
        "discriminativeefficiency": efficiency(matrix, number),
        "point_biserial_item_total_uncorrected": uncorrected,
        "point_biserial_item_rest_corrected": None if corrected is None else corrected / 100,
    }


def near(expected: dict[str, Any]) -> Any:
    return pytest.approx(expected, abs=TOLERANCE)


def test_the_golden_questions() -> None:
    given, expected = golden_case("H01")
    matrix = given["matrix"]
    assert len(expected["items"]) == 4
    for number, item in enumerate(expected["items"]):
        assert figures(matrix, number) == near(item)


def test_the_golden_form() -> None:
    given, expected = golden_case("H01")
    items = sums_of(given["matrix"])
    form, totals = form_figures(items), total_figures(given["matrix"])
    assert {
        "n": form.people,
        "k": form.items,
        "mean": form.mean,
        "median": totals.median,
        "standarddeviation": form.sd,
        "skewness": totals.skewness,
        "kurtosis": totals.kurtosis,
        "cic": form.consistency,
        "errorratio": form.error_ratio,
        "standarderror": form.standard_error,
    } == near(expected["quiz"])
    assert form.consistency == pytest.approx(100 * expected["kr20"], abs=TOLERANCE * 100)
    assert kr21(items) == pytest.approx(expected["kr21"], abs=TOLERANCE)
    wrong = expected["kr20_wrong_mixed_ddof_for_contrast"]
    assert form.consistency != pytest.approx(100 * wrong, abs=1)


def test_what_everybody_gets_right_tells_nobody_apart() -> None:
    given, expected = golden_case("H02")
    found = figures(given["matrix"], 0)
    assert {key: found[key] for key in expected["item1"]} == near(expected["item1"])
    consistency = form_figures(sums_of(given["matrix"])).consistency
    assert consistency == pytest.approx(expected["quiz_cic"], abs=TOLERANCE)


def test_one_person_has_a_facility_and_nothing_else() -> None:
    given, expected = golden_case("H04")
    items = sums_of(given["matrix"])
    assert [item.facility for item in items] == expected["facility"]
    for number, item in enumerate(items):
        assert item.sd is expected["sd"] is None
        assert item.discrimination is item.uncorrected is expected["discriminationindex"] is None
        assert efficiency(given["matrix"], number) is None
    assert form_figures(items).consistency is expected["cic"] is None
    assert effective_weights(items) == [None] * 3


@pytest.mark.parametrize(("given", "expected"), golden("item_analysis", "items_needed"))
def test_questions_needed(given: dict[str, Any], expected: dict[str, Any]) -> None:
    found = items_needed(given["reliability"], given["items"], given["target"])
    assert found == expected["items_needed"]


def test_questions_needed_only_between_nothing_and_certainty() -> None:
    assert items_needed(0.5, 10, 0.75) == 30
    assert items_needed(0, 10, 0.8) is items_needed(1, 10, 0.8) is items_needed(0.5, 10, 1) is None


@given(matrices(least_people=2))
@settings(deadline=None)
def test_each_figure_is_what_its_formula_says(matrix: Matrix) -> None:
    totals = [sum(row) for row in matrix]
    items = sums_of(matrix)
    for number, item in enumerate(items):
        x = [row[number] for row in matrix]
        rest = [t - point for t, point in zip(totals, x, strict=True)]
        assert item.facility == pytest.approx(fmean(x), abs=1e-9)
        assert item.sd == pytest.approx(stdev(x), abs=1e-9)
        if len(set(x)) > 1 and len(set(rest)) > 1:
            assert item.discrimination == pytest.approx(
                100 * stats.pearsonr(x, rest).statistic, abs=1e-9
            )
            best = covariance(sorted(x), sorted(rest))
            assert efficiency(matrix, number) == pytest.approx(
                100 * covariance(x, rest) / best, abs=1e-9
            )
        else:
            assert item.discrimination is efficiency(matrix, number) is None
        if len(set(x)) > 1 and len(set(totals)) > 1:
            assert item.uncorrected == pytest.approx(stats.pearsonr(x, totals).statistic, abs=1e-9)
        else:
            assert item.uncorrected is None


@given(matrices(least_people=3))
@settings(deadline=None)
def test_consistency_is_cronbachs_alpha(matrix: Matrix) -> None:
    totals, items = [sum(row) for row in matrix], len(matrix[0])
    form = form_figures(sums_of(matrix))
    if items == 1 or len(set(totals)) == 1:
        assert form.consistency is form.standard_error is None
        return
    of_items = sum(variance(column) for column in zip(*matrix, strict=True))
    alpha = items / (items - 1) * (1 - of_items / variance(totals))
    assert form.consistency == pytest.approx(100 * alpha, abs=1e-9)
    error = math.sqrt(max(0, 1 - alpha)) * stdev(totals)
    assert form.standard_error == pytest.approx(error, abs=1e-6)  # a root near 0 loses digits
    crude = kr21(sums_of(matrix))
    assert crude is not None
    assert crude <= alpha + 1e-9


@given(matrices(least_people=4))
@settings(deadline=None)
def test_the_shape_of_the_totals_agrees_with_scipy(matrix: Matrix) -> None:
    totals = [sum(row) for row in matrix]
    shape = total_figures(matrix)
    if len(set(totals)) == 1:
        assert shape == TotalFigures(totals[0], None, None)
        return
    assert shape.skewness == pytest.approx(
        stats.kstat(totals, 3) / stats.kstat(totals, 2) ** 1.5, abs=1e-9
    )
    assert shape.kurtosis == pytest.approx(
        stats.kstat(totals, 4) / stats.kstat(totals, 2) ** 2, abs=1e-9
    )


def test_few_people_have_no_shape() -> None:
    assert total_figures([]) == TotalFigures(None, None, None)
    assert total_figures([[1, 0], [1, 1]]) == TotalFigures(1.5, None, None)
    three = total_figures([[0, 0], [1, 0], [1, 1]])
    assert (three.skewness, three.kurtosis) == (0, None)


@given(matrices(least_people=2))
@settings(deadline=None)
def test_effective_weights_share_out_a_hundred(matrix: Matrix) -> None:
    items = sums_of(matrix)
    weights = effective_weights(items)
    known = [weight for weight in weights if weight is not None]
    if any(item.covariance > 0 for item in items):
        assert sum(known) == pytest.approx(100, abs=1e-9)
        assert [w is None for w in weights] == [item.covariance < 0 for item in items]
    else:
        assert known == []


def test_a_question_that_runs_against_the_rest_has_no_weight_and_its_key_is_checked() -> None:
    matrix = [[0, 1, 1]] * 30 + [[1, 0, 0]] * 29 + [[0, 1, 0]]
    items = sums_of(matrix)
    assert effective_weights(items)[0] is None
    assert item_flags(items[0], efficiency(matrix, 0)) == [ItemFlag.CHECK_KEY, ItemFlag.DUBIOUS]


def test_flags_wait_for_fifty_people() -> None:
    matrix = [[0, 1, 1]] * 25 + [[1, 0, 0]] * 24
    assert item_flags(sums_of(matrix)[0], efficiency(matrix, 0), idle_distractors=2) == []


def test_a_weak_question_is_flagged_unless_nearly_all_know_it() -> None:
    weak = [[1, 0], [0, 0], [1, 1], [0, 1]] * 13
    assert sums_of(weak)[0].discrimination == 0
    assert item_flags(sums_of(weak)[0]) == [ItemFlag.WEAK]
    easy = [[0, 1], [1, 0]] + [[1, 1]] * 48
    assert (sums_of(easy)[0].discrimination or 0) < 0
    spread = [[1, 0]] * 30 + [[1, 1]] * 30 + [[0, 1], [0, 0]]
    assert sums_of(spread)[0].facility == pytest.approx(60 / 62)
    assert item_flags(sums_of(spread)[0]) == []
    assert item_flags(sums_of(spread)[0], idle_distractors=1) == [ItemFlag.DISTRACTORS]


def test_the_best_less_the_worst() -> None:
    """27% of 11 people are three; those of equal totals keep their order."""
    matrix = [[0, 0, 0]] * 3 + [[1, 0, 0]] * 5 + [[1, 1, 0]] * 2 + [[0, 1, 1]]
    assert upper_lower(matrix, 0) == pytest.approx(2 / 3)
    assert upper_lower(matrix, 1) == 1
    assert upper_lower(matrix, 2) == pytest.approx(1 / 3)
    assert upper_lower([[1, 0]], 0) is None


def test_no_form_and_no_people() -> None:
    nothing = FormFigures(0, 0, None, None, None, None, None)
    assert form_figures([]) == nothing
    assert kr21([]) is None
    assert effective_weights([]) == sums_of([]) == []
    nobody = ItemSums(0, 0, 0, 0, 0)
    assert nobody.facility is nobody.sd is nobody.discrimination is None
    assert form_figures([nobody, nobody]) == FormFigures(0, 2, None, None, None, None, None)


def test_questions_of_different_people_are_not_one_form() -> None:
    one, two = sums_of([[1], [0]]), sums_of([[1], [0], [1]])
    with pytest.raises(ValueError, match="same people"):
        form_figures([*one, *two])
    with pytest.raises(ValueError, match="add up"):
        form_figures([*one, *one])


@pytest.mark.parametrize("matrix", [[[1, 0], [1]], [[1, 2]], [[-1]]])
def test_a_matrix_is_of_zeros_and_ones(matrix: Matrix) -> None:
    with pytest.raises(ValueError, match=r"rows of different|points other"):
        sums_of(matrix)
