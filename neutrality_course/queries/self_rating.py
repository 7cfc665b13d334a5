"""Who may say how well they understand, and how many people said what."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from ..database import db
from ..domain.terms import Phase, SelfRating
from ..models import Attempt, SelfRatingAnswer, SelfRatingCell, Wave

COLUMNS: Mapping[SelfRating, str] = {
    SelfRating.VERY_GOOD: "very_good",
    SelfRating.GOOD: "good",
    SelfRating.FAIR: "fair",
    SelfRating.POOR: "poor",
}
"""The column of SelfRatingCell that counts each rating."""


def self_rating_of(person_id: str, wave_id: str) -> SelfRatingAnswer | None:
    return db.session.get(SelfRatingAnswer, (person_id, wave_id))


def has_finished(person_id: str, wave: Wave) -> bool:
    """Whether the person has sent the test after of every module of the wave."""
    done = db.session.scalar(
        select(func.count(Attempt.module_slug.distinct())).where(
            Attempt.person_id == person_id,
            Attempt.wave_id == wave.id,
            Attempt.phase == Phase.POST_TEST,
            Attempt.graded_at.is_not(None),
            Attempt.module_slug.in_(wave.module_slugs),
        )
    )
    return bool(wave.modules) and done == len(wave.modules)


def self_ratings(waves: Sequence[Wave]) -> dict[tuple[str, str], dict[SelfRating, int]]:
    """(wave id, agency id) to the number of people who gave each rating."""
    sums = [func.sum(getattr(SelfRatingCell, name)) for name in COLUMNS.values()]
    rows = db.session.execute(
        select(SelfRatingCell.wave_id, SelfRatingCell.agency_id, *sums)
        .where(SelfRatingCell.wave_id.in_([wave.id for wave in waves]))
        .group_by(SelfRatingCell.wave_id, SelfRatingCell.agency_id)
    )
    return {
        (wave_id, agency_id): dict(zip(COLUMNS, map(int, counts), strict=True))
        for wave_id, agency_id, *counts in rows
    }
