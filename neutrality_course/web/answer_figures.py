"""Objectives and misconceptions of agencies, kept until the data change."""

from ..models import Wave
from ..queries.answer_tally import answer_tally
from ..queries.misconceptions import Beliefs, beliefs_of
from ..queries.objectives import ModuleObjectives, objectives_of
from .kept import kept
from .lookups import catalog


def measured_objectives(slug: str) -> tuple[str, ...]:
    return tuple(o.id for o in catalog().module(slug).objectives if o.is_measured)


def objectives_in(wave: Wave, slug: str) -> ModuleObjectives:
    """Of one module."""
    return kept(_objectives, wave, slug)


def beliefs(wave: Wave) -> Beliefs:
    return kept(_beliefs, wave)


def _objectives(wave: Wave, slug: str) -> ModuleObjectives:
    return objectives_of(kept(answer_tally, wave), slug)


def _beliefs(wave: Wave) -> Beliefs:
    return beliefs_of(kept(answer_tally, wave))
