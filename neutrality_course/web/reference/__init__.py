"""The journey "look it up": prohibited acts, "Bolehkah saya ...?", and the cards of the stages. Open to anybody."""

from . import acts, situations, stages
from .blueprint import blueprint

__all__ = ["acts", "blueprint", "situations", "stages"]
