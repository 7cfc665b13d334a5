"""Sums over pairs say what the pairs themselves say."""

from hypothesis import given
from hypothesis import strategies as st

from neutrality_course.domain.levels import Cuts, level_of
from neutrality_course.domain.pair_sums import NO_PAIRS, GainRow, PairSums, pool_pairs
from neutrality_course.domain.score_gain import class_gain, paired_scores
from neutrality_course.domain.scoring import Score
from neutrality_course.domain.terms import ComprehensionLevel
from tests.domain.golden_cases import TOLERANCE, golden_case

CUTS = Cuts()
Pair = tuple[Score, Score]

scores = st.integers(0, 10).map(lambda points: Score(points, 10))
pair_lists = st.lists(st.tuples(scores, scores), max_size=40)


def sums_of(pairs: list[Pair]) -> PairSums:
    levels = [
        tuple(level_of(score, CUTS) is ComprehensionLevel.GOOD for score in pair) for pair in pairs
    ]
    sums = paired_scores(pairs)
    return PairSums(
        len(pairs),
        levels.count((True, True)),
        levels.count((False, True)),
        levels.count((True, False)),
        sums.gain.total,
        sums.gain.squares,
        sums.gain.scale,
        sums.before.points,
        sums.before.points_squared,
        sums.before.possible,
        sums.after.points,
        sums.after.points_squared,
        sums.after.possible,
    )


@given(pair_lists, pair_lists)
def test_pooled_sums_are_those_of_all_pairs(some: list[Pair], others: list[Pair]) -> None:
    pooled = pool_pairs([sums_of(some), sums_of(others)])
    assert pooled == sums_of([*some, *others])
    assert pooled.scores == paired_scores([*some, *others])
    assert pooled.change.n == len(some) + len(others)


def test_no_pairs_have_no_figure() -> None:
    assert pool_pairs([]) == NO_PAIRS
    assert (NO_PAIRS.change.change, NO_PAIRS.scores.gain.mean) == (None, None)
    assert class_gain(NO_PAIRS.scores.before, NO_PAIRS.scores.after) is None


def test_orders_of_forms_weigh_the_same() -> None:
    """G10, with ten pairs in one order and a hundred in the other."""
    given, expected = golden_case("G10")
    orders = {
        "AB": [(Score(given["group1"]["pre_A"], 100), Score(given["group1"]["post_B"], 100))] * 10,
        "BA": [(Score(given["group2"]["pre_B"], 100), Score(given["group2"]["post_A"], 100))] * 100,
    }
    by_order = {order: sums_of(pairs) for order, pairs in orders.items()}
    row = GainRow("m", pool_pairs(by_order.values()), by_order, is_hidden=False)
    assert row.balanced.mean is not None
    assert abs(100 * row.balanced.mean - expected["gain_balanced"]) < TOLERANCE
    assert row.balanced.pairs == row.sums.pairs == 110
