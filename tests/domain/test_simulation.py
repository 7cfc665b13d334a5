"""People whose true level is known, tested: what the figures can and cannot say (contract.md section 4).

Assumptions, under which the quoted numbers hold: a person's true share of right answers follows a beta
distribution with mean 0,80 and deviation 0,14 (about what a course brings people to); given it, questions are
answered independently and are equally hard; the cuts are 76 and 56; class means one of the three levels.
"""

import random
from math import comb, sqrt
from statistics import fmean

import pytest

from neutrality_course.domain.gain import GainSums
from neutrality_course.domain.levels import Cuts, least_points, level_of
from neutrality_course.domain.score_gain import balanced_gains, paired_scores
from neutrality_course.domain.scoring import Score
from neutrality_course.domain.terms import ComprehensionLevel
from tests.domain.golden_cases import golden_case

MEAN, DEVIATION = 0.80, 0.14
PEOPLE = 20_000
CUTS = Cuts()
STRENGTH = MEAN * (1 - MEAN) / DEVIATION**2 - 1
SHAPE = (MEAN * STRENGTH, (1 - MEAN) * STRENGTH)


def true_shares(rng: random.Random, people: int) -> list[float]:
    return [rng.betavariate(*SHAPE) for _ in range(people)]


def points(rng: random.Random, share: float, questions: int) -> int:
    """Right answers: one draw from the binomial, by its distribution turned round."""
    draw, chance = rng.random(), (1 - share) ** questions
    if chance == 0:
        return questions
    odds, right = share / (1 - share), 0
    while draw > chance and right < questions:
        draw -= chance
        chance *= odds * (questions - right) / (right + 1)
        right += 1
    return right


def same_class(rng: random.Random, questions: int) -> float:
    """The share of people whom two parallel tests put into the same class."""
    levels = [
        {level_of(Score(points(rng, share, questions), questions), CUTS) for _ in range(2)}
        for share in true_shares(rng, PEOPLE)
    ]
    return fmean(len(both) == 1 for both in levels)


@pytest.mark.parametrize(("questions", "quoted"), [(30, 0.77), (10, 0.67)])
def test_how_many_two_parallel_tests_put_into_the_same_class(questions: int, quoted: float) -> None:
    rng = random.Random(20261122 + questions)
    assert same_class(rng, questions) == pytest.approx(quoted, abs=0.012)
    assert exactly_same_class(questions) == pytest.approx(quoted, abs=0.005)


def exactly_same_class(questions: int) -> float:
    """The same by integrating over the true shares instead of drawing them."""
    steps = [(i + 0.5) / 2_000 for i in range(2_000)]
    weights = [x ** (SHAPE[0] - 1) * (1 - x) ** (SHAPE[1] - 1) for x in steps]
    good, fair = (least_points(cut, questions) for cut in (CUTS.good, CUTS.fair))
    bounds = ((good, questions + 1), (fair, good), (0, fair))
    ways = [comb(questions, k) for k in range(questions + 1)]
    agree = 0.0
    for x, weight in zip(steps, weights, strict=True):
        chance = [w * x**k * (1 - x) ** (questions - k) for k, w in enumerate(ways)]
        agree += weight * sum(sum(chance[low:high]) ** 2 for low, high in bounds)
    return agree / sum(weights)


def test_a_score_at_the_cut_is_good_to_thirteen_and_a_half_points() -> None:
    """√(p(1 − p) / n) for ten questions and a true share at the cut of 76."""
    cut, questions = CUTS.good / 100, 10
    assert 100 * sqrt(cut * (1 - cut) / questions) == pytest.approx(13.5, abs=0.05)
    rng = random.Random(13)
    scores = [points(rng, cut, questions) for _ in range(PEOPLE)]
    spread = sqrt(fmean((score / questions - cut) ** 2 for score in scores))
    assert 100 * spread == pytest.approx(13.5, abs=0.3)
    assert least_points(CUTS.good, questions) / questions == 0.8


def test_the_course_knows_better_than_a_module_who_is_really_good() -> None:
    rng = random.Random(3)
    right = {}
    for questions in (10, 30):
        shares = true_shares(rng, PEOPLE)
        scores = [Score(points(rng, share, questions), questions) for share in shares]
        verdicts = [level_of(score, CUTS) is ComprehensionLevel.GOOD for score in scores]
        truth = [share >= CUTS.good / 100 for share in shares]
        right[questions] = fmean(v is t for v, t in zip(verdicts, truth, strict=True))
    assert right[30] > right[10] + 0.03


def gains(rng: random.Random, order: str, people: int, learned: float, easier: float) -> GainSums:
    """People on two forms of which B is easier, who learned the same between them."""
    pairs = []
    for _ in range(people):
        share = rng.uniform(0.3, 0.6)
        scores = [
            Score(points(rng, share + learned * is_after + easier * (form == "B"), 10), 10)
            for is_after, form in enumerate(order)
        ]
        pairs.append((scores[0], scores[1]))
    return paired_scores(pairs).gain


def test_crossing_takes_form_difficulty_out_of_the_gain() -> None:
    """Everybody learned 15 points; form B is 10 points easier, and few met it first."""
    rng = random.Random(11)
    one_way = gains(rng, "AB", 8_000, learned=0.15, easier=0.10)
    other_way = gains(rng, "BA", 2_000, learned=0.15, easier=0.10)
    crossed = balanced_gains({"AB": one_way, "BA": other_way})
    assert one_way.mean == pytest.approx(0.25, abs=0.01), "without crossing: learning and form"
    assert other_way.mean == pytest.approx(0.05, abs=0.015)
    assert crossed.mean == pytest.approx(0.15, abs=0.01)
    assert crossed.interval is not None
    assert crossed.interval.low < 0.15 < crossed.interval.high
    pooled = (one_way.total + other_way.total) / (one_way.scale + other_way.scale)
    assert pooled == pytest.approx(0.21, abs=0.01), "pooled over unequal orders it is biased too"


def test_the_balanced_interval_holds_the_truth_as_often_as_it_says() -> None:
    rng = random.Random(5)
    held = 0
    for _ in range(400):
        by_order = {o: gains(rng, o, n, 0.15, 0.10) for o, n in (("AB", 14), ("BA", 9))}
        interval = balanced_gains(by_order).interval
        assert interval is not None
        held += interval.low <= 0.15 <= interval.high
    assert 0.92 <= held / 400 <= 0.98


def test_who_did_badly_before_does_better_after_without_learning() -> None:
    """Regression to the mean, (1 − r)(μ − x): why a change is not an effect (measurement.md section 4)."""
    given, expected = golden_case("G08")
    mean, reliability, x = given["mean"], given["reliability"], given["x"]
    assert (1 - reliability) * (mean - x) == pytest.approx(expected["expected_rise"], abs=1e-9)
    rng = random.Random(8)
    true_sd, error_sd = 15 * sqrt(reliability), 15 * sqrt(1 - reliability)
    rises = []
    for _ in range(60_000):
        true = rng.gauss(mean, true_sd)
        before = rng.gauss(true, error_sd)
        if abs(before - x) < 2:
            rises.append(rng.gauss(true, error_sd) - before)
    assert fmean(rises) == pytest.approx(expected["expected_rise"], abs=1)
