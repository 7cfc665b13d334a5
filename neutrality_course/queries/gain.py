"""Change from the test before to the test after over all agencies, by module and for the course."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from ..database import db
from ..domain.pair_sums import GainRow, PairSums, pool_pairs
from ..domain.terms import COURSE, Phase
from ..models import Attempt, Wave


def gain_rows(wave: Wave, hidden: Collection[str]) -> list[GainRow]:
    """The course, then the wave's modules; `hidden` names those whose national change is hidden. Two queries."""
    by_order = _module_pairs(wave)
    course = GainRow(COURSE, _course_pairs(wave), {}, COURSE in hidden)
    modules = (
        GainRow(slug, pool_pairs(by_order[slug].values()), by_order[slug], slug in hidden)
        for slug in wave.module_slugs
    )
    return [course, *modules]


def _module_pairs(wave: Wave) -> defaultdict[str, dict[str, PairSums]]:
    """Module to order of forms to its pairs. Attempts brought in from elsewhere without forms: order ""."""
    pre, post = aliased(Attempt), aliased(Attempt)
    sums = _sums(wave, *(_Test(test.points, test.possible) for test in (pre, post)))
    rows = db.session.execute(
        select(post.module_slug, post.form_order, *sums)
        .select_from(pre)
        .join(
            post,
            (pre.wave_id == post.wave_id)
            & (pre.module_slug == post.module_slug)
            & (pre.person_id == post.person_id),
        )
        .where(
            pre.wave_id == wave.id,
            pre.counted,
            post.counted,
            pre.phase == Phase.PRE_TEST,
            post.phase == Phase.POST_TEST,
        )
        .group_by(post.module_slug, post.form_order)
        .order_by(post.module_slug, post.form_order)
    )
    found: defaultdict[str, dict[str, PairSums]] = defaultdict(dict)
    for slug, order, *parts in rows:
        found[slug][order] = _as_pair_sums(parts)
    return found


def _course_pairs(wave: Wave) -> PairSums:
    """Of people who have every test of the wave's modules, by their sums over the modules."""
    of_person = (
        select(
            *(
                func.sum(case((Attempt.phase == phase, part), else_=0)).label(f"{part.key}_{phase}")
                for phase in Phase
                for part in (Attempt.points, Attempt.possible)
            )
        )
        .where(
            Attempt.wave_id == wave.id,
            Attempt.counted,
            Attempt.module_slug.in_(wave.module_slugs),
        )
        .group_by(Attempt.person_id)
        .having(func.count() == len(Phase) * len(wave.module_slugs))
        .subquery()
    )
    before, after = (
        _Test(of_person.c[f"points_{phase}"], of_person.c[f"possible_{phase}"])
        for phase in (Phase.PRE_TEST, Phase.POST_TEST)
    )
    return _as_pair_sums(db.session.execute(select(*_sums(wave, before, after))).one())


class _Test(NamedTuple):
    """The columns of one test of a pair."""

    points: Any
    possible: Any


def _sums(wave: Wave, before: _Test, after: _Test) -> list[ColumnElement[Any]]:
    """In the order of PairSums."""
    was_good, is_good = (
        test.points * 100 >= wave.cut_good * test.possible for test in (before, after)
    )
    gain = after.points * before.possible - before.points * after.possible
    return [
        func.count(),
        *(
            func.sum(case((condition, 1), else_=0))
            for condition in (was_good & is_good, ~was_good & is_good, was_good & ~is_good)
        ),
        func.sum(gain),
        func.sum(gain * gain),
        func.sum(before.possible * after.possible),
        *(
            func.sum(part)
            for test in (before, after)
            for part in (test.points, test.points * test.points, test.possible)
        ),
    ]


def _as_pair_sums(sums: Iterable[Any]) -> PairSums:
    return PairSums(*(int(part or 0) for part in sums))
