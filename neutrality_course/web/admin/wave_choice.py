"""The wave and module that a page of figures is asked for."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from ...domain.terms import TimeZone
from ...models import Wave
from ...queries.indicator import data_version_time
from ...queries.waves import all_waves, latest_wave, wave_by_id
from ..errors import not_found
from ..figure_words import cut_words
from ..inputs.admin import WaveFilter
from ..kept import kept
from ..labels import module_words, moment_words
from ..lookups import module_titles, points_of


def offer_waves(form: WaveFilter) -> bool:
    """Fill in what can be chosen and which wave is; False before the first wave."""
    waves = all_waves()
    if not waves:
        return False
    newest_first = sorted(waves, key=lambda wave: not wave.is_open)
    form.offer_waves((wave.id, _title(wave)) for wave in newest_first)
    form.wave = next((wave for wave in waves if wave.id == form.gelombang.data), None)
    slugs = form.wave.module_slugs if form.wave else []
    form.offer_modules((slug, module_words(slug, module_titles())) for slug in slugs)
    return True


def wave_chosen_or_404(form: WaveFilter) -> Wave:
    """The wave of a form in which everything asked for exists."""
    if not form.validate() or form.wave is None:
        not_found()
    return form.wave


def wave_asked_or_404() -> Wave:
    """The wave of the address's `gelombang`; without one the open wave, else the last."""
    asked = request.args.get("gelombang")
    wave = wave_by_id(asked) if asked else latest_wave()
    if wave is None:
        not_found()
    return wave


@dataclass(frozen=True, slots=True)
class About:
    """What is said of every figure on a page."""

    module: str
    cut: str
    computed_at: str


def about(wave: Wave, module_slug: str) -> About:
    moment: datetime = kept(data_version_time, wave)
    return About(
        module=module_words(module_slug, module_titles()),
        cut=cut_words(wave.cut_good, points_of(wave, module_slug)),
        computed_at=moment_words(moment, TimeZone.WIB),
    )


def _title(wave: Wave) -> str:
    return f"{wave.title} (terbuka)" if wave.is_open else wave.title
