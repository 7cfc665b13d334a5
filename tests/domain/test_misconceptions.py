from dataclasses import replace

from neutrality_course.domain.misconceptions import Answered, Held, misconceptions
from neutrality_course.domain.quiz import Question
from tests.domain.quiz_builders import a_form, a_question


def question(question_id: str, **named: str | None) -> Question:
    """A question whose option a is right and whose wrong options name these misconceptions."""
    plain = a_question(question_id)
    choices = tuple(replace(c, misconception=named.get(c.id)) for c in plain.choices)
    return replace(plain, choices=choices)


FIRST = a_form(question("q1", b="jam-kerja", c="diam"), question("q2", b="jam-kerja"))
SECOND = a_form(question("q3", d="keluarga"), letter="B")


def test_people_count_once_however_often_they_chose_it() -> None:
    found = misconceptions(
        [
            Answered("ani", FIRST, {"q1": ["b"], "q2": ["b"]}),
            Answered("ani", SECOND, {"q3": ["d"]}),
            Answered("budi", FIRST, {"q1": ["a"], "q2": ["b"]}),
            Answered("citra", FIRST, {"q1": ["c"], "q2": ["a"]}),
            Answered("dedi", SECOND, {"q3": ["a"]}),
        ]
    )
    assert found == {
        "diam": Held(people=1, met=3),
        "jam-kerja": Held(people=2, met=3),
        "keluarga": Held(people=1, met=2),
    }
    assert found["keluarga"].share == 0.5


def test_a_blank_is_met_and_not_chosen() -> None:
    found = misconceptions([Answered("ani", FIRST, {}), Answered("budi", FIRST, {"q1": []})])
    assert found == {"diam": Held(0, 2), "jam-kerja": Held(0, 2)}


def test_the_right_option_and_unnamed_ones_hold_none() -> None:
    odd = a_form(question("q1", a="jam-kerja"))
    assert misconceptions([Answered("ani", odd, {"q1": ["a"]})]) == {}
    assert misconceptions([]) == {}


def test_of_several_options_chosen_each_counts() -> None:
    found = misconceptions([Answered("ani", FIRST, {"q1": ["b", "c"]})])
    assert found == {"diam": Held(1, 1), "jam-kerja": Held(1, 1)}
