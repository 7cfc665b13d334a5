"""What pages say of waves and their cuts."""

from collections.abc import Sequence

from ...catalog import Catalog
from ...domain.levels import Cuts, least_points
from ...domain.numbers import display_points
from ..lookups import questions_in


def _cut_words(cut: int, catalog: Catalog, slugs: Sequence[str]) -> str:
    """A cut as points: "76%: 23 dari 30 soal seluruh kursus; 8 dari 10 soal satu modul"."""
    course = questions_in(catalog, slugs)
    if not course:
        return f"{cut}%"
    modules = sorted({questions_in(catalog, [slug]) or 0 for slug in slugs})
    ones = " atau ".join(display_points(least_points(cut, points), points) for points in modules)
    whole = display_points(least_points(cut, course), course)
    return f"{cut}%: {whole} soal seluruh kursus; {ones} soal satu modul"


def cuts_in_words(cuts: Cuts, catalog: Catalog, slugs: Sequence[str]) -> list[tuple[str, str]]:
    """Rows of a summary list."""
    return [
        ("Baik, paling sedikit", _cut_words(cuts.good, catalog, slugs)),
        ("Cukup, paling sedikit", _cut_words(cuts.fair, catalog, slugs)),
    ]
