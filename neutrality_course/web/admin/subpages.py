"""The pages about the indicator, as the row of links that stands on each of them."""

from flask import url_for

from ...models import Wave

PAGES = (
    ("Ringkasan nasional", "indicator"),
    ("Perbandingan instansi", "comparison"),
    ("Irisan", "slices"),
    ("Provinsi", "provinces"),
    ("Tujuan belajar", "objectives"),
    ("Miskonsepsi", "misconceptions"),
    ("Soal", "items"),
    ("Antargelombang", "waves_compared"),
    ("Mutu data", "quality"),
)


def subpages(current: str, wave: Wave) -> list[tuple[str, str, bool]]:
    """Text, address and whether it is the page of this endpoint; all about the same wave."""
    return [
        (text, url_for(f"admin.{name}", gelombang=wave.id), name == current) for text, name in PAGES
    ]
