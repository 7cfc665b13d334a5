"""How people changed from the test before to the test after: the table of the national summary, and its files."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from ...domain.interval import Interval, agresti_min
from ...domain.numbers import (
    NO_VALUE,
    display_change,
    display_count,
    display_number,
    display_p,
    display_percent,
)
from ...domain.pair_sums import GainRow
from ...domain.score_gain import class_gain, effect_dav, effect_dz, gain_band
from ...domain.significance import mcnemar_exact
from ...domain.terms import COURSE, Role
from ...models import Wave
from ...queries.gain import gain_rows
from ...queries.indicator import indicator as indicator_figures
from ...reports.gain import gain_report
from ..figure_words import HIDDEN, signed_points
from ..guards import open_to
from ..kept import kept
from ..labels import module_words
from ..lookups import module_titles
from ..report_files import file_kind_or_404, report_answer
from .blueprint import blueprint
from .wave_choice import wave_asked_or_404


@dataclass(frozen=True, slots=True)
class GainWords:
    name: str
    pairs: str
    gained: str
    lost: str
    change: str
    change_details: Sequence[str]
    scores: str
    scores_details: Sequence[str]
    class_gain: str
    band: str
    effect: str
    effect_detail: str


@blueprint.get("/indikator/perubahan.<form>")
@open_to(Role.ADMIN)
def gain_file(form: str) -> ResponseReturnValue:
    kind, wave = file_kind_or_404(form), wave_asked_or_404()
    heading = kept(indicator_figures, wave, COURSE, None, None).heading
    return report_answer(gain_report(heading, gains_of(wave)), kind)


def gains_of(wave: Wave) -> Sequence[GainRow]:
    """The course, then its modules."""
    return kept(_gains, wave)


def gain_words(row: GainRow) -> GainWords:
    name, pairs = module_words(row.module_slug, module_titles()), display_count(row.sums.pairs)
    if row.is_hidden or not row.sums.pairs:
        nothing = HIDDEN if row.is_hidden else NO_VALUE
        return GainWords(
            name, pairs, nothing, "", nothing, "", nothing, "", nothing, "", nothing, ""
        )
    change, scores, balanced = row.sums.change, row.sums.scores, row.balanced
    ends = agresti_min(change.gained, change.lost, change.n)
    gain, d_av, d_z = (
        class_gain(scores.before, scores.after),
        effect_dav(scores),
        effect_dz(scores.gain),
    )
    return GainWords(
        name=name,
        pairs=pairs,
        gained=display_count(change.gained),
        lost=f"{display_count(change.lost)} berubah kelas",
        change=display_change(change.gained - change.lost, change.n),
        change_details=[
            _between(ends),
            f"McNemar {display_p(mcnemar_exact(change.gained, change.lost))}",
        ],
        scores=" → ".join(
            display_percent(test.points, test.possible) for test in (scores.before, scores.after)
        ),
        scores_details=[]
        if balanced.mean is None
        else [f"seimbang {signed_points(balanced.mean)}", _between(balanced.interval)],
        class_gain=display_number(gain),
        band="" if gain is None else gain_band(gain).value,
        effect=display_number(d_av),
        effect_detail="" if d_z is None else f"d_z {display_number(d_z)}",
    )


def _gains(wave: Wave) -> Sequence[GainRow]:
    slugs = (COURSE, *wave.module_slugs)
    hidden = {
        slug
        for slug in slugs
        if kept(indicator_figures, wave, slug, None, None).table.national.hides_change
    }
    return gain_rows(wave, hidden)


def _between(ends: Interval | None) -> str:
    return "" if ends is None else f"{signed_points(ends.low)} sampai {signed_points(ends.high)}"
