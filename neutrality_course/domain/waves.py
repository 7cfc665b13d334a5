"""What makes a wave of measurement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .levels import Cuts
from .terms import KeyShown


@dataclass(frozen=True, slots=True)
class WaveFacts:
    title: str
    first_on: date
    last_on: date
    module_slugs: Sequence[str]
    cuts: Cuts = field(default_factory=Cuts)
    key_shown: KeyShown = KeyShown.AFTER_POST_TEST
