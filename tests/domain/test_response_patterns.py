from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from neutrality_course.domain.response_patterns import (
    Patterns,
    Sending,
    is_fast,
    patterns,
    to_review_by_agency,
)

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TEN = tuple("abcdabcdab")


def sent(
    name: str,
    second: float = 0,
    agency: str = "A",
    answers: tuple[str, ...] = TEN,
    took: float | None = 300,
) -> Sending:
    duration = None if took is None else timedelta(seconds=took)
    return Sending(name, agency, AT + timedelta(seconds=second), duration, answers)


def test_ten_questions_in_less_than_twenty_seconds_are_fast() -> None:
    assert is_fast(sent("x", took=19.9))
    assert not is_fast(sent("x", took=20))
    assert is_fast(sent("x", answers=TEN * 3, took=59))
    assert not is_fast(sent("x", answers=TEN * 3, took=60))


def test_what_was_not_timed_or_has_no_answers_is_not_fast() -> None:
    assert not is_fast(sent("x", took=None))
    assert not is_fast(sent("x", answers=(), took=0))


def test_five_alike_within_two_minutes() -> None:
    five = [sent(f"p{i}", second=30 * i) for i in range(5)]
    assert patterns(five) == Patterns(frozenset(), frozenset({"p0", "p1", "p2", "p3", "p4"}))
    assert patterns(five[:4]) == Patterns(frozenset(), frozenset())


def test_a_second_too_late_another_agency_or_another_answer_is_not_alike() -> None:
    four = [sent(f"p{i}", second=i) for i in range(4)]
    assert patterns([*four, sent("x", second=121)]).alike == frozenset()
    assert patterns([*four, sent("x", agency="B")]).alike == frozenset()
    assert patterns([*four, sent("x", answers=(*TEN[:9], "d"))]).alike == frozenset()


def test_results_without_answers_are_not_alike() -> None:
    assert patterns([sent(f"p{i}", answers=()) for i in range(9)]).alike == frozenset()


def test_only_the_crowded_stretch_is_found() -> None:
    crowd = [sent(f"p{i}", second=600 + 10 * i) for i in range(6)]
    early, late = sent("early", second=400), sent("late", second=900)
    assert patterns([late, *crowd, early]).alike == {s.id for s in crowd}


def test_each_agency_is_told_how_many_to_look_at() -> None:
    alike = [sent(f"a{i}", took=15 if i == 0 else 300) for i in range(5)]
    fast = sent("b", agency="B", took=5)
    assert patterns([*alike, fast]).to_review == {"a0", "a1", "a2", "a3", "a4", "b"}
    assert to_review_by_agency([*alike, fast, sent("c", agency="C")]) == {"A": 5, "B": 1}
    assert to_review_by_agency([]) == {}


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), st.integers(0, 400))))
@settings(deadline=None)
def test_alike_is_what_looking_at_every_pair_finds(rows: list[tuple[str, str, int]]) -> None:
    sendings = [
        sent(str(i), second=second, agency=agency, answers=(answer,))
        for i, (agency, answer, second) in enumerate(rows)
    ]
    expected = set()
    for start in sendings:
        near = [
            s.id
            for s in sendings
            if (s.agency_id, s.answers) == (start.agency_id, start.answers)
            and timedelta(0) <= s.finished_at - start.finished_at <= timedelta(minutes=2)
        ]
        if len(near) >= 5:
            expected.update(near)
    assert patterns(sendings).alike == expected
