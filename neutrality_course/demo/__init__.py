"""An invented country for demonstrations: agencies, people and what they did in the course. From a seed alone.

Nobody in it exists: everybody is born in 1900, and every agency says "Contoh" in its name. The same seed and
day give the same country, ids included. Nothing here knows the database: actions/demo.py writes it down.
"""

from .country import Country, invent_country
from .self_ratings import InventedRating
from .sittings import InventedAttempt, SeenPage

__all__ = ["Country", "InventedAttempt", "InventedRating", "SeenPage", "invent_country"]
