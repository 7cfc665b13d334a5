"""What one person's counted attempts in one wave add to the cells (contract.md section 3).

Submitting writes the difference between the person's share after and before the new attempt; `cells check`
compares the sum of all with an independent GROUP BY (queries/cells.py).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from .levels import Cuts, level_of
from .scoring import Score
from .terms import COURSE, ComprehensionLevel, Employment, JobLevel, Phase

UNANSWERED = "-"

K = TypeVar("K")


class Place(NamedTuple):
    """Where a result is filed: the person's agency, job level and employment at grading."""

    agency_id: str
    job_level: JobLevel
    employment: Employment


class CellKey(NamedTuple):
    module_slug: str
    phase: Phase
    place: Place


class PairKey(NamedTuple):
    module_slug: str
    place: Place


class AnswerKey(NamedTuple):
    module_slug: str
    form_version: str
    question_id: str
    choice_id: str


@dataclass(frozen=True, slots=True)
class Result:
    """A counted result of one person: of a module, or of the whole course."""

    module_slug: str
    phase: Phase
    place: Place
    score: Score
    graded_at: datetime
    attempt_id: str


def with_course(results: Sequence[Result], modules: Collection[str]) -> list[Result]:
    """The same results and, for each phase whose modules are all there, the course result.

    The course score is the sum of points over the sum of possible; it is filed under the last result.
    """
    complete = list(results)
    for phase in Phase:
        of_phase = [r for r in results if r.phase is phase and r.module_slug in modules]
        if modules and {r.module_slug for r in of_phase} == set(modules):
            last = max(of_phase, key=lambda r: (r.graded_at, r.attempt_id))
            total = Score(
                points=sum(r.score.points for r in of_phase),
                possible=sum(r.score.possible for r in of_phase),
            )
            complete.append(
                Result(COURSE, phase, last.place, total, last.graded_at, last.attempt_id)
            )
    return complete


def cell_counts(results: Iterable[Result], cuts: Cuts) -> dict[CellKey, Counter[str]]:
    """Per cell: people, good, fair, poor, points, points_squared, possible."""
    names = {
        ComprehensionLevel.GOOD: "good",
        ComprehensionLevel.FAIR: "fair",
        ComprehensionLevel.POOR: "poor",
    }
    cells: dict[CellKey, Counter[str]] = {}
    for result in results:
        counts = cells.setdefault(
            CellKey(result.module_slug, result.phase, result.place), Counter()
        )
        counts["people"] += 1
        counts[names[level_of(result.score, cuts)]] += 1
        counts["points"] += result.score.points
        counts["points_squared"] += result.score.points**2
        counts["possible"] += result.score.possible
    return cells


def pair_counts(results: Iterable[Result], cuts: Cuts) -> dict[PairKey, Counter[str]]:
    """Per pair cell, filed under the test after: how the level changed, and the sums behind the mean gain."""
    before: dict[str, Result] = {}
    after: dict[str, Result] = {}
    for result in results:
        side = before if result.phase is Phase.PRE_TEST else after
        side[result.module_slug] = result
    cells: dict[PairKey, Counter[str]] = {}
    for slug in before.keys() & after.keys():
        pre, post = before[slug].score, after[slug].score
        counts = cells.setdefault(PairKey(slug, after[slug].place), Counter())
        was_good = level_of(pre, cuts) is ComprehensionLevel.GOOD
        is_good = level_of(post, cuts) is ComprehensionLevel.GOOD
        change = {
            (True, True): "both_good",
            (False, True): "gained",
            (True, False): "lost",
            (False, False): "neither",
        }[was_good, is_good]
        gain = post.points * pre.possible - pre.points * post.possible
        counts["pairs"] += 1
        counts[change] += 1
        counts["gain_sum"] += gain
        counts["gain_squared_sum"] += gain**2
        counts["scale_sum"] += pre.possible * post.possible
    return cells


def added(after: dict[K, Counter[str]], before: dict[K, Counter[str]]) -> dict[K, dict[str, int]]:
    """What `after` has more than `before`, leaving out cells that stay as they are."""
    more = {}
    for key, counts in after.items():
        old = before.get(key, Counter())
        # Not `counts | old`: that leaves out what is negative, such as the sum of gains of one who fell.
        difference = {name: counts[name] - old[name] for name in counts.keys() | old.keys()}
        if any(difference.values()):
            more[key] = difference
    return more
