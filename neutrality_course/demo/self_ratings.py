"""What invented people say of their own understanding: more often well than their tests show."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from ..domain.terms import Employment, JobLevel, Phase, SelfRating
from .sittings import InventedAttempt, SeenPage, Sitter

ANSWERS = 0.9
"""Of those who have sent every test after: who answers the question."""
OPTIMISM, SPREAD = 0.9, 0.7
LIMITS = (-1.0, 0.0, 2.2)
"""Of skill after the pages plus optimism: from here on fair, good, very good."""
WORDS = (SelfRating.POOR, SelfRating.FAIR, SelfRating.GOOD, SelfRating.VERY_GOOD)


@dataclass(frozen=True)
class InventedRating:
    """Its fields are the columns of SelfRatingAnswer."""

    person_id: str
    wave_id: str
    rating: SelfRating
    agency_id: str
    job_level: JobLevel
    employment: Employment
    rated_at: datetime


def rate(
    draw: Random, sitter: Sitter, deeds: Sequence[InventedAttempt | SeenPage], modules: int
) -> InventedRating | None:
    """The person's answer a few minutes after the last test; None of those who are not done or say nothing."""
    sent = [
        deed.graded_at
        for deed in deeds
        if isinstance(deed, InventedAttempt) and deed.phase is Phase.POST_TEST and deed.counted
    ]
    moments = [moment for moment in sent if moment]
    if len(moments) < modules or draw.random() >= ANSWERS:
        return None
    felt = sitter.skill + sitter.gain + draw.gauss(OPTIMISM, SPREAD)
    person = sitter.person
    return InventedRating(
        person_id=person.id,
        wave_id=sitter.wave_id,
        rating=WORDS[bisect(LIMITS, felt)],
        agency_id=person.agency_id,
        job_level=person.job_level,
        employment=person.employment,
        rated_at=max(moments) + timedelta(seconds=draw.randint(20, 240)),
    )
