"""A thousand random histories: the cells, added up attempt by attempt, against counting the list of attempts.

Here without a database and in great number; tests/test_counting_machine.py plays fewer through the actions.
"""

import random
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import TypeVar

import pytest

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
from neutrality_course.domain.figures import AgencyCounts, figure_table
from neutrality_course.domain.indicator import Indicator, pool
from neutrality_course.domain.levels import Cuts
from neutrality_course.domain.numbers import round_percent
from neutrality_course.domain.scoring import Score
from neutrality_course.domain.terms import COURSE, AttemptSource, Employment, JobLevel, Phase
from tests.domain.golden_cases import golden_case

HISTORIES = 1_000
BEGAN_AT = datetime(2026, 11, 2, tzinfo=UTC)
MODULES = ("satu", "dua")
AGENCIES = ("A", "B", "C")
LEVELS = (JobLevel.PELAKSANA, JobLevel.PENGAWAS)
COUNTING = (AttemptSource.WEB, AttemptSource.WEB, AttemptSource.IMPORT, AttemptSource.PAPER)

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Try:
    """One attempt, in the order of recording; without a score it was never sent."""

    person: str
    module: str
    phase: Phase
    place: Place
    source: AttemptSource
    at: datetime
    score: Score | None

    @property
    def is_graded(self) -> bool:
        return self.score is not None and self.source is not AttemptSource.PREVIEW

    def as_result(self, number: int) -> Result:
        assert self.score is not None
        return Result(self.module, self.phase, self.place, self.score, self.at, f"{number:04d}")


def history(rng: random.Random) -> list[Try]:
    """Three people who move, change level, try again, leave tests open, preview, and are imported."""
    places = {
        p: Place(rng.choice(AGENCIES), rng.choice(LEVELS), Employment.PNS) for p in ("x", "y", "z")
    }
    tries = []
    for number in range(rng.randint(1, 16)):
        person = rng.choice("xyz")
        if rng.random() < 0.25:
            places[person] = Place(rng.choice(AGENCIES), rng.choice(LEVELS), Employment.PNS)
        source = rng.choice(COUNTING) if rng.random() < 0.9 else AttemptSource.PREVIEW
        possible = rng.choice((10, 10, 10, 25)) if source is AttemptSource.IMPORT else 10
        is_sent = rng.random() < 0.85
        score = Score(rng.randint(0, possible), possible) if is_sent else None
        # An imported result is recorded late under the moment it was finished: earlier than others.
        days = rng.randint(-9, 0) if source is AttemptSource.IMPORT else number
        at = BEGAN_AT + timedelta(days=days)
        phase = rng.choice(list(Phase))
        tries.append(Try(person, rng.choice(MODULES), phase, places[person], source, at, score))
    return tries


# ------------------------------------------------------------------ as the product adds up


def add(sums: dict[Key, Counter[str]], more: dict[Key, dict[str, int]]) -> None:
    for key, counts in more.items():
        for name, count in counts.items():
            sums.setdefault(key, Counter())[name] += count


def cells_of(
    tries: list[Try], cuts: Cuts
) -> tuple[dict[CellKey, Counter[str]], dict[PairKey, Counter[str]]]:
    """What submitting writes: for each newly counted attempt, its person's share after less before."""
    cells: dict[CellKey, Counter[str]] = {}
    pairs: dict[PairKey, Counter[str]] = {}
    counted: dict[str, dict[tuple[str, Phase], Result]] = {}
    for number, one in enumerate(tries):
        own = counted.setdefault(one.person, {})
        if not one.is_graded or (one.module, one.phase) in own:
            continue
        before = with_course(list(own.values()), MODULES)
        own[one.module, one.phase] = one.as_result(number)
        after = with_course(list(own.values()), MODULES)
        add(cells, added(cell_counts(after, cuts), cell_counts(before, cuts)))
        add(pairs, added(pair_counts(after, cuts), pair_counts(before, cuts)))
    return cells, pairs


# ------------------------------------------------------------------ as one counts by hand


def first_graded(tries: list[Try], module: str, phase: Phase) -> dict[str, Try]:
    """By person."""
    first: dict[str, Try] = {}
    for one in tries:
        if one.module == module and one.phase is phase and one.is_graded:
            first.setdefault(one.person, one)
    return first


def outcomes(tries: list[Try], slug: str, phase: Phase) -> dict[str, tuple[Place, Score]]:
    """Where and what, by person, of a module or of the course."""
    slugs = MODULES if slug == COURSE else (slug,)
    by_module = [first_graded(tries, one, phase) for one in slugs]
    found = {}
    for person in set.intersection(*(set(first) for first in by_module)):
        taken = [first[person] for first in by_module]
        last = max(taken, key=lambda t: (t.at, tries.index(t)))
        points = sum(t.score.points for t in taken if t.score)
        possible = sum(t.score.possible for t in taken if t.score)
        found[person] = (last.place, Score(points, possible))
    return found


def reaches(score: Score, cut: int) -> bool:
    return Fraction(score.points, score.possible) >= Fraction(cut, 100)


def by_hand(tries: list[Try], slug: str, agency: str, cuts: Cuts) -> dict[str, int]:
    after = outcomes(tries, slug, Phase.POST_TEST)
    before = outcomes(tries, slug, Phase.PRE_TEST)
    here = {p: score for p, (place, score) in after.items() if place.agency_id == agency}
    pairs = [(before[p][1], score) for p, score in here.items() if p in before]
    changes = Counter((reaches(a, cuts.good), reaches(b, cuts.good)) for a, b in pairs)
    good = sum(reaches(score, cuts.good) for score in here.values())
    at_least_fair = sum(reaches(score, cuts.fair) for score in here.values())
    return {
        "people": len(here),
        "good": good,
        "fair": at_least_fair - good,
        "poor": len(here) - at_least_fair,
        "pre_people": sum(place.agency_id == agency for place, _ in before.values()),
        "pairs": len(pairs),
        "both_good": changes[True, True],
        "gained": changes[False, True],
        "lost": changes[True, False],
        "gain_sum": sum(b.points * a.possible - a.points * b.possible for a, b in pairs),
        "scale_sum": sum(a.possible * b.possible for a, b in pairs),
    }


def counts_of(
    cells: dict[CellKey, Counter[str]], pairs: dict[PairKey, Counter[str]], slug: str, agency: str
) -> dict[str, int]:
    total = dict.fromkeys(by_hand([], slug, agency, Cuts()), 0)
    for key, counts in cells.items():
        if key.module_slug == slug and key.place.agency_id == agency:
            if key.phase is Phase.PRE_TEST:
                total["pre_people"] += counts["people"]
            else:
                for name in ("people", "good", "fair", "poor"):
                    total[name] += counts[name]
    for pair, counts in pairs.items():
        if pair.module_slug == slug and pair.place.agency_id == agency:
            for name in ("pairs", "both_good", "gained", "lost", "gain_sum", "scale_sum"):
                total[name] += counts[name]
    return total


def as_agency(code: str, counts: dict[str, int]) -> AgencyCounts:
    shown = {name: counts[name] for name in counts if name not in ("gain_sum", "scale_sum")}
    return AgencyCounts(code, code, None, "P", members=3, staff=0, **shown)


@pytest.mark.parametrize("part", range(4))
def test_the_indicator_from_cells_is_that_of_the_list_of_attempts(part: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(part, HISTORIES, 4):
        rng = random.Random(seed)
        tries, cuts = history(rng), rng.choice((Cuts(), Cuts(good=60, fair=30)))
        cells, pairs = cells_of(tries, cuts)
        for slug in (*MODULES, COURSE):
            expected = {agency: by_hand(tries, slug, agency, cuts) for agency in AGENCIES}
            found = {agency: counts_of(cells, pairs, slug, agency) for agency in AGENCIES}
            assert found == expected, seed
            table = figure_table([as_agency(a, found[a]) for a in AGENCIES], hides=False)
            own = [Indicator(expected[a]["good"], expected[a]["people"]) for a in AGENCIES]
            assert [row.share for row in table.agencies] == [one.percent for one in own]
            assert table.national.share == pool(own).percent
            seen["people"] += table.national.people
            seen[f"{slug} pairs"] += table.national.pairs or 0
    assert seen["people"] > 500
    assert min(seen["satu pairs"], seen["kursus pairs"]) > 5, "histories too poor to prove anything"


def test_the_first_graded_test_after_counts() -> None:
    """The golden list: repeated, abandoned, unfinished, practised and earlier tests."""
    given, expected = golden_case("F01")
    place = Place("A", JobLevel.PELAKSANA, Employment.PNS)
    phases = {"post": Phase.POST_TEST, "pre": Phase.PRE_TEST}
    tries = [
        Try(
            row["person"],
            "satu",
            phases[row["kind"]],
            place,
            AttemptSource.WEB,
            BEGAN_AT + timedelta(days=row["no"]),
            Score(row["score"], 100) if row["state"] == "graded" else None,
        )
        for row in given["attempts"]
        if row["kind"] in phases  # practice is no attempt
    ]
    first = first_graded(tries, "satu", Phase.POST_TEST)
    scores = {person: one.score.points for person, one in first.items() if one.score}
    assert scores == expected["first"]["scores"]
    cells, pairs = cells_of(tries, Cuts(good=given["cut"]))
    counts = counts_of(cells, pairs, "satu", "A")
    assert (counts["good"], counts["people"]) == (expected["first"]["good"], expected["first"]["n"])
    assert round_percent(counts["good"], counts["people"]) == expected["first"]["percent_2dp"]
