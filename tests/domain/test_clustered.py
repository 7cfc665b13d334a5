"""The interval of answers that hang together in people: against numpy, statsmodels and a bootstrap."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from neutrality_course.domain.clustered import ClusteredPoints, clustered_interval
from neutrality_course.domain.interval import wilson

Person = tuple[int, int]
"""Right answers, of how many questions."""


def sums(people: Sequence[Person]) -> ClusteredPoints:
    return ClusteredPoints(
        people=len(people),
        right=sum(y for y, _ in people),
        possible=sum(x for _, x in people),
        right_squared=sum(y * y for y, _ in people),
        right_possible=sum(y * x for y, x in people),
        possible_squared=sum(x * x for _, x in people),
    )


persons = st.lists(
    st.integers(1, 4).flatmap(lambda x: st.tuples(st.integers(0, x), st.just(x))),
    min_size=2,
    max_size=60,
)


@given(persons)
def test_the_variance_is_that_of_the_residuals(people: list[Person]) -> None:
    y, x = (np.array(column, dtype=float) for column in zip(*people, strict=True))
    ratio = y.sum() / x.sum()
    n = len(people)
    brute = n / (n - 1) * ((y - ratio * x) ** 2).sum() / x.sum() ** 2
    assert sums(people).variance == pytest.approx(brute, abs=1e-12)
    ends = clustered_interval(sums(people))
    assert ends is not None
    if brute > 1e-12:
        t = stats.t.ppf(0.975, n - 1)
        alike = ratio * (1 - ratio) / brute * (stats.norm.ppf(0.975) / t) ** 2
        alike = min(alike, x.sum())
        expected = proportion_confint(ratio * alike, alike, method="wilson")
        assert ends == pytest.approx(expected, abs=1e-9)
    assert 0 <= ends.low <= ratio + 1e-12
    assert ratio - 1e-12 <= ends.high <= 1


@given(persons, persons)
def test_sums_of_groups_add_up(some: list[Person], others: list[Person]) -> None:
    assert sums(some) + sums(others) == sums([*some, *others])


@pytest.mark.parametrize("share", [0.3, 0.7, 0.93])
def test_it_is_what_drawing_people_again_gives(share: float) -> None:
    """People differ in what they know, so their two answers agree more often than chance."""
    draw = np.random.default_rng(7)
    knows = draw.beta(2 * share, 2 * (1 - share), size=400)
    met = draw.choice([2, 2, 2, 3], size=400)
    right = draw.binomial(met, knows)
    found = clustered_interval(sums(list(zip(right.tolist(), met.tolist(), strict=True))))
    again = draw.integers(0, 400, size=(4000, 400))
    shares = right[again].sum(axis=1) / met[again].sum(axis=1)
    assert found == pytest.approx(tuple(np.quantile(shares, [0.025, 0.975])), abs=0.006)
    naive = wilson(int(right.sum()), int(met.sum()))
    assert found is not None
    assert naive is not None
    assert found.high - found.low > 1.1 * (naive.high - naive.low)


def test_it_holds_the_true_share_as_often_as_it_says() -> None:
    draw = np.random.default_rng(11)
    held = 0
    for _ in range(1000):
        knows = draw.beta(4.5, 0.5, size=40)
        right = draw.binomial(2, knows)
        ends = clustered_interval(sums([(int(y), 2) for y in right]))
        assert ends is not None
        held += ends.low <= 0.9 <= ends.high
    assert 925 <= held <= 985


@pytest.mark.parametrize(
    ("people", "alike"),
    [
        ([(2, 2)] * 12, (12, 12)),
        ([(0, 2)] * 12, (0, 12)),
        ([(1, 2)] * 12, (6, 12)),
        ([(1, 2)], (0.5, 1)),
    ],
)
def test_people_who_are_all_alike_count_as_one_answer_each(
    people: list[Person], alike: tuple[float, float]
) -> None:
    assert clustered_interval(sums(people)) == wilson(*alike)


def test_it_never_counts_more_answers_than_there_are() -> None:
    """Of two answers one is nearly always right: people are alike, which must not make a narrow interval."""
    people = [(1, 2)] * 30 + [(2, 2)]
    assert sums(people).independent == 62


def test_nobody_says_nothing() -> None:
    assert clustered_interval(ClusteredPoints()) is None
