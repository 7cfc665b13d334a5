from dataclasses import fields, replace

import pytest

from neutrality_course.domain.figures import AgencyCounts, FigureRow, figure_table
from neutrality_course.domain.interval import wilson
from neutrality_course.domain.terms import AgencyKind, Verdict

SHOWN_OF_THE_HIDDEN = {
    "code",
    "name",
    "kind",
    "province",
    "target",
    "people",
    "coverage",
    "verdict",
    "is_hidden",
}


def agency(code: str, people: int, good: int, **more: object) -> AgencyCounts:
    """An agency of a hundred members whose people were all poor before."""
    facts = {
        "code": code,
        "name": code,
        "kind": AgencyKind.CITY,
        "province": "Bali",
        "members": 100,
        "staff": 0,
    }
    counts = {"people": people, "good": good, "poor": people - good, "pre_people": people}
    pairs = {"pairs": people, "gained": good}
    return AgencyCounts(**{**facts, **counts, **pairs, **more})  # type: ignore[arg-type]  # fields by name


def world() -> list[AgencyCounts]:
    regency = AgencyKind.REGENCY
    return [
        agency("d", 0, 0),
        agency("c", 60, 30, kind=regency, province="Aceh"),
        agency("b", 200, 180),
        agency("a", 40, 8, kind=regency),
        agency("e", 4, 3),
        agency("f", 25, 20),
    ]


def test_a_row_says_what_its_counts_say() -> None:
    row = figure_table(world()).agencies[1]
    low, high = wilson(180, 200) or (0, 0)
    assert row == FigureRow(
        code="b",
        name="b",
        kind=AgencyKind.CITY,
        province="Bali",
        target=200,
        people=200,
        coverage=100.0,
        good=180,
        fair=0,
        poor=20,
        share=90.0,
        wilson_low=100 * low,
        wilson_high=100 * high,
        pre_people=200,
        pairs=200,
        pre_good=0,
        post_good=180,
        pre_share=0.0,
        post_share=90.0,
        change=90.0,
        verdict=Verdict.ABOVE,
        is_hidden=False,
        rated=0,
        rated_good=0,
        rated_share=None,
        rated_verdict=Verdict.NO_DATA,
    )


def test_the_total_is_over_people_and_has_no_verdict() -> None:
    total = figure_table(world()).national
    assert (total.code, total.people, total.good, total.target) == ("nasional", 329, 241, 700)
    assert (total.share, total.verdict) == (100 * 241 / 329, None)


@pytest.mark.parametrize(
    ("kind", "province", "codes"),
    [
        (None, None, ["a", "b", "c", "d", "e", "f"]),
        (AgencyKind.REGENCY, None, ["a", "c"]),
        (None, "Aceh", ["c"]),
        (AgencyKind.CITY, "Bali", ["b", "d", "e", "f"]),
        (AgencyKind.MINISTRY, None, []),
    ],
)
def test_a_filter_leaves_rows_out_and_changes_none(
    kind: AgencyKind | None, province: str | None, codes: list[str]
) -> None:
    """What is hidden, and the verdict against all others, are those of the whole wave."""
    everything = {row.code: row for row in figure_table(world()).agencies}
    found = figure_table(world(), kind, province)
    assert list(found.agencies) == [everything[code] for code in codes]
    assert found.national.people == sum(everything[code].people for code in codes)


def test_a_hidden_row_keeps_only_how_many_people_there_are() -> None:
    rows = {row.code: row for row in figure_table(world()).agencies}
    assert {code for code, row in rows.items() if row.is_hidden} == {"e", "f"}
    names = {field.name for field in fields(FigureRow) if not field.name.startswith("rated")}
    empty = {name for name in names if getattr(rows["e"], name) is None}
    assert empty == names - SHOWN_OF_THE_HIDDEN
    assert (rows["e"].people, rows["e"].coverage, rows["e"].verdict) == (4, 4.0, Verdict.HIDDEN)


def test_self_ratings_are_hidden_by_their_own_n() -> None:
    rated = {"a": (40, 39), "b": (9, 9), "c": (60, 57), "f": (25, 20)}
    counts = [
        replace(c, rated=rated.get(c.code, (0, 0))[0], rated_good=rated.get(c.code, (0, 0))[1])
        for c in world()
    ]
    rows = {row.code: row for row in figure_table(counts).agencies}
    assert {code for code, row in rows.items() if row.rated_share is None} == {"b", "d", "e", "f"}
    assert (rows["b"].is_hidden, rows["b"].rated, rows["b"].rated_good) == (False, 9, None)
    assert rows["b"].rated_verdict is Verdict.HIDDEN
    assert (rows["a"].rated_share, rows["a"].rated_verdict) == (97.5, Verdict.EQUAL)
    assert rows["d"].rated_verdict is Verdict.NO_DATA


def test_few_pairs_hide_the_change_and_what_would_tell_it() -> None:
    """b has 200 people but nine pairs; so has a whole province, whose total then hides its change too."""
    counts = world()
    counts[2] = replace(counts[2], pairs=9, gained=4)
    rows = {row.code: row for row in figure_table(counts).agencies}
    few = rows["b"]
    assert (few.is_hidden, few.share, few.verdict) == (False, 90.0, Verdict.ABOVE)
    assert (few.pre_people, few.pairs) == (200, 9)
    assert (few.pre_good, few.post_good) == (None, None)
    assert (few.pre_share, few.post_share, few.change) == (None, None, None)
    assert {code for code, row in rows.items() if row.change is None} == {"b", "d", "e", "f"}
    assert figure_table(counts, hides=False).agencies[1].change == 100 * 4 / 9
    alone = replace(agency("g", 60, 30, pairs=9, gained=2), province="Riau")
    found = figure_table([*world(), alone], AgencyKind.CITY, "Riau")
    assert (found.national.is_hidden, found.national.change) == (False, None)


def test_nothing_is_hidden_from_those_who_may_see_all() -> None:
    rows = figure_table(world(), hides=False).agencies
    assert not any(row.is_hidden for row in rows)
    assert {row.code: row.good for row in rows}["e"] == 3


def test_nobody_counted_is_no_share_and_not_hidden() -> None:
    row = figure_table([agency("a", 0, 0)]).agencies[0]
    assert (row.share, row.wilson_low, row.change, row.verdict) == (
        None,
        None,
        None,
        Verdict.NO_DATA,
    )
    assert (row.good, row.coverage, row.is_hidden) == (0, 0.0, False)


def test_a_total_over_few_people_is_hidden_too() -> None:
    total = figure_table([agency("a", 5, 3)]).national
    assert (total.is_hidden, total.people, total.good, total.share) == (True, 5, None, None)


def test_the_target_is_the_largest_of_three() -> None:
    counts = agency("a", 30, 20, members=12, staff=0)
    assert [
        counts.target,
        replace(counts, staff=31).target,
        replace(counts, members=40).target,
    ] == [
        30,
        31,
        40,
    ]
