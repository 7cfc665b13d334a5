"""Mutu data: who is missing, where records came from, what deserves a look, and whether the cells are right."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from time import process_time

from flask import render_template, request
from flask.typing import ResponseReturnValue

from ...domain.figures import FigureRow
from ...domain.numbers import NO_VALUE, display_count, display_percent
from ...domain.quality import Records, Standing
from ...domain.terms import COURSE, AttemptSource, Phase, Role, TimeZone
from ...models import Wave
from ...queries.cells import cell_differences
from ...queries.quality import (
    Quality,
    attempts_version,
    quality_facts,
)
from ..clock import now
from ..guards import open_to
from ..inputs.admin import WaveFilter
from ..kept import kept
from ..labels import label, module_words, moment_words
from ..lookups import module_titles
from ..report_files import file_kind_or_404, file_links, report_answer
from .blueprint import blueprint
from .subpages import subpages
from .wave_choice import about, offer_waves, wave_chosen_or_404

NOT_COUNTED = (Standing.LATER, Standing.TOO_LATE, Standing.PREVIEW)
TABLES = {
    "cell": "Hasil menurut instansi, jenjang, dan jenis kepegawaian",
    "pair_cell": "Pasangan tes awal dan tes akhir",
    "answer_cell": "Pilihan jawaban setiap soal",
    "self_rating_cell": "Penilaian diri",
}


@dataclass(frozen=True, slots=True)
class AgencyLine:
    name: str
    code: str
    people: str
    target: str
    coverage: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    name: str
    before: str
    after: str
    late: str
    not_counted: str
    open: str


@dataclass(frozen=True, slots=True)
class CountLine:
    name: str
    count: str
    share: str = ""


@dataclass(frozen=True, slots=True)
class ChangedLine:
    name: str
    removed: str
    moved: str


@blueprint.get("/indikator/mutu")
@open_to(Role.ADMIN)
def quality() -> ResponseReturnValue:
    form = WaveFilter(request.args)
    if not offer_waves(form):
        return render_template("admin/indicator_empty.html")
    wave = wave_chosen_or_404(form)
    found = quality_of(wave)
    return render_template(
        "admin/quality.html",
        form=form,
        wave=wave,
        subpages=subpages("quality", wave),
        about=about(wave, COURSE),
        agencies=display_count(found.missing.agencies),
        nobody=[_agency_line(row) for row in found.missing.nobody],
        few=[_agency_line(row) for row in found.missing.few],
        sources=source_lines(found.records),
        reasons=_reasons(found.records),
        review=found.review,
        review_lines=_review_lines(found),
        fast=_of(found.review.fast, found.review.sendings),
        alike=_of(found.review.alike, found.review.sendings),
        to_review=_of(found.review.to_review, found.review.sendings),
        changed=_changed_lines(found),
        versions=found.versions,
        module_name=_module_name,
        downloads=file_links("admin.quality_file", {"gelombang": wave.id}),
        lines=len(found.report.rows),
    )


@blueprint.get("/indikator/mutu.<form>")
@open_to(Role.ADMIN)
def quality_file(form: str) -> ResponseReturnValue:
    kind, asked = file_kind_or_404(form), WaveFilter(request.args)
    offer_waves(asked)
    return report_answer(quality_of(wave_chosen_or_404(asked)).report, kind)


@blueprint.get("/indikator/mutu/sel")
@open_to(Role.ADMIN)
def cell_check() -> ResponseReturnValue:
    """Counts all cells anew from the attempts: seconds of work, so a page of its own and never kept."""
    form = WaveFilter(request.args)
    if not offer_waves(form):
        return render_template("admin/indicator_empty.html")
    wave = wave_chosen_or_404(form)
    begun = process_time()
    # Only how many: a line of it says how many of a small group are good.
    tables = Counter(line.split(" ", 1)[0] for line in cell_differences())
    return render_template(
        "admin/cell_check.html",
        wave=wave,
        subpages=subpages("quality", wave),
        tables=[
            CountLine(words, display_count(tables[name]), name) for name, words in TABLES.items()
        ],
        differences=tables.total(),
        checked_at=moment_words(now(), TimeZone.WIB),
        seconds=f"{process_time() - begun:.1f}".replace(".", ","),
    )


def quality_of(wave: Wave) -> Quality:
    """Attempts not counted and people who left change without a new data version: they have their own."""
    return kept(_quality, wave, attempts_version(wave))


def _quality(wave: Wave, _attempts: tuple[int, ...]) -> Quality:
    return quality_facts(wave)


def _agency_line(row: FigureRow) -> AgencyLine:
    return AgencyLine(
        row.name,
        row.code,
        display_count(row.people),
        display_count(row.target),
        display_percent(row.people, row.target),
    )


def source_lines(records: Records) -> list[SourceLine]:
    """One line for each source, also without attempts, and their sum."""
    lines = [
        _source_line(
            label(source), [(p, s, n) for (of, p, s), n in records.items() if of is source]
        )
        for source in AttemptSource
    ]
    return [*lines, _source_line("Semua", [(p, s, n) for (_, p, s), n in records.items()])]


def _source_line(name: str, counts: Sequence[tuple[Phase, Standing, int]]) -> SourceLine:
    def count(*standings: Standing, phase: Phase | None = None) -> str:
        return display_count(sum(n for p, s, n in counts if s in standings and phase in (None, p)))

    is_counted = (Standing.COUNTED, Standing.COUNTED_LATE)
    return SourceLine(
        name,
        count(*is_counted, phase=Phase.PRE_TEST),
        count(*is_counted, phase=Phase.POST_TEST),
        count(Standing.COUNTED_LATE),
        count(*NOT_COUNTED),
        count(Standing.OPEN),
    )


def _reasons(records: Records) -> list[CountLine]:
    return [
        CountLine(
            standing.value.removeprefix("tidak dihitung: ").capitalize(),
            display_count(sum(n for (_, _, s), n in records.items() if s is standing)),
        )
        for standing in NOT_COUNTED
    ]


def _review_lines(found: Quality) -> list[CountLine]:
    by_name = sorted(
        found.review.lines,
        key=lambda line: (line.agency_id is None, found.names.get(line.agency_id or "", "")),
    )
    return [
        CountLine(
            found.names[line.agency_id]
            if line.agency_id
            else f"{display_count(line.agencies)} instansi kecil bersama-sama",
            display_count(line.to_review),
            _of(line.to_review, line.sendings),
        )
        for line in by_name
    ]


def _of(part: int, whole: int) -> str:
    return f"dari {display_count(whole)}; {display_percent(part, whole)}" if whole else NO_VALUE


def _changed_lines(found: Quality) -> list[ChangedLine]:
    agencies = sorted(
        found.removed.keys() | found.moved.keys(), key=lambda agency: found.names[agency]
    )
    return [
        ChangedLine(
            found.names[agency],
            display_count(found.removed.get(agency, 0)),
            display_count(found.moved.get(agency, 0)),
        )
        for agency in agencies
    ]


def _module_name(slug: str) -> str:
    return module_words(slug, module_titles())
