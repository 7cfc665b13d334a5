import pytest

from neutrality_course.domain.scoring import Score, is_right, score_answers, score_by_objective
from tests.domain.quiz_builders import a_form, a_question

FORM = a_form(
    a_question("Q1", right="a", objective="T2"),
    a_question("Q2", right="b", objective="T1"),
    a_question("Q3", right="ac", objective="T2", is_multiple=True),
)


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        ({"Q1": ["a"], "Q2": ["b"], "Q3": ["a", "c"]}, 3),
        ({"Q1": ["a"], "Q2": ["b"], "Q3": ["c", "a", "c"]}, 3),
        ({"Q1": ["b"], "Q2": ["b"], "Q3": ["a"]}, 1),
        ({"Q1": ["a", "b"], "Q2": ["a", "b", "c", "d"], "Q3": ["a", "b", "c"]}, 0),
        ({"Q1": [], "Q3": ["a", "c"]}, 1),
        ({}, 0),
        ({"Q9": ["a"], "score": ["3"], "Q1": ["a"]}, 1),
        ({"Q1": ["a", "zz"], "Q2": ["Q2"], "Q3": [""]}, 0),
    ],
)
def test_a_question_is_right_when_exactly_its_right_options_are_chosen(
    chosen: dict[str, list[str]], points: int
) -> None:
    assert score_answers(FORM, chosen) == Score(points=points, possible=3)


def test_the_score_by_objective_is_in_the_order_of_the_form() -> None:
    by_objective = score_by_objective(FORM, {"Q1": ["a"], "Q2": ["c"], "Q9": ["a"]})
    assert list(by_objective.items()) == [("T2", Score(1, 2)), ("T1", Score(0, 1))]


def test_a_blank_answer_is_never_right_even_where_nothing_is() -> None:
    assert not is_right(a_question("Q1", right=""), [])


@pytest.mark.parametrize(("points", "possible"), [(-1, 10), (11, 10), (1, 0), (0, -1)])
def test_impossible_scores_are_refused(points: int, possible: int) -> None:
    with pytest.raises(ValueError, match="points of"):
        Score(points=points, possible=possible)


def test_a_form_without_questions_gives_nothing_of_nothing() -> None:
    assert score_answers(a_form(), {"Q1": ["a"]}) == Score(points=0, possible=0)
    assert score_by_objective(a_form(), {}) == {}
