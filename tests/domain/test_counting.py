"""What one person's counted attempts add to the cells."""

from datetime import UTC, datetime, timedelta

from neutrality_course.domain.counting import (
    CellKey,
    PairKey,
    Place,
    Result,
    added,
    cell_counts,
    pair_counts,
    with_course,
)
from neutrality_course.domain.levels import Cuts
from neutrality_course.domain.scoring import Score
from neutrality_course.domain.terms import COURSE, Employment, JobLevel, Phase

HERE = Place("a" * 16, JobLevel.PELAKSANA, Employment.PNS)
THERE = Place("b" * 16, JobLevel.PENGAWAS, Employment.PNS)
BEGAN_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def result(module: str, phase: Phase, points: int, place: Place = HERE, minute: int = 0) -> Result:
    at = BEGAN_AT + timedelta(minutes=minute)
    return Result(module, phase, place, Score(points, 10), at, f"{module} {phase}")


def test_a_course_is_there_once_all_its_modules_are_and_filed_under_the_last() -> None:
    first = result("satu", Phase.PRE_TEST, 8, HERE, minute=1)
    second = result("dua", Phase.PRE_TEST, 4, THERE, minute=2)
    assert with_course([first], ["satu", "dua"]) == [first]
    assert with_course([second, first], ["satu", "dua"]) == [
        second,
        first,
        Result(COURSE, Phase.PRE_TEST, THERE, Score(12, 20), second.graded_at, second.attempt_id),
    ]


def test_phases_do_not_complete_each_other() -> None:
    results = [result("satu", Phase.PRE_TEST, 8), result("dua", Phase.POST_TEST, 4)]
    assert with_course(results, ["satu", "dua"]) == results


def test_a_module_that_is_not_of_the_wave_is_not_of_the_course() -> None:
    results = [result("satu", Phase.PRE_TEST, 8), result("lain", Phase.PRE_TEST, 4)]
    course = with_course(results, ["satu"])[-1]
    assert (course.module_slug, course.score) == (COURSE, Score(8, 10))


def test_a_cell_counts_people_levels_and_sums() -> None:
    results = [result("satu", Phase.PRE_TEST, points) for points in (8, 7, 5)]
    assert cell_counts(results, Cuts()) == {
        CellKey("satu", Phase.PRE_TEST, HERE): {
            "people": 3,
            "good": 1,
            "fair": 1,
            "poor": 1,
            "points": 20,
            "points_squared": 138,
            "possible": 30,
        }
    }


def test_a_pair_is_filed_under_the_test_after() -> None:
    results = [
        result("satu", Phase.PRE_TEST, 5, HERE),
        result("satu", Phase.POST_TEST, 9, THERE),
        result("dua", Phase.PRE_TEST, 5),
    ]
    assert pair_counts(results, Cuts()) == {
        PairKey("satu", THERE): {
            "pairs": 1,
            "gained": 1,
            "gain_sum": 40,
            "gain_squared_sum": 1600,
            "scale_sum": 100,
        }
    }


def test_what_is_added_may_be_negative() -> None:
    """Who knew less after the module than before: the loss is a sum of gains below zero."""
    before = [result("satu", Phase.PRE_TEST, 8)]
    after = [*before, result("satu", Phase.POST_TEST, 5)]
    assert added(pair_counts(after, Cuts()), pair_counts(before, Cuts())) == {
        PairKey("satu", HERE): {
            "pairs": 1,
            "lost": 1,
            "gain_sum": -30,
            "gain_squared_sum": 900,
            "scale_sum": 100,
        }
    }


def test_cells_that_stay_as_they_are_are_left_out() -> None:
    before = [result("satu", Phase.PRE_TEST, 8)]
    after = [*before, result("dua", Phase.PRE_TEST, 5)]
    more = added(cell_counts(after, Cuts()), cell_counts(before, Cuts()))
    assert list(more) == [CellKey("dua", Phase.PRE_TEST, HERE)]
