"""What the evidence package is made of."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, select
from sqlalchemy.orm import aliased

from ..database import db
from ..domain.levels import least_points
from ..domain.numbers import display_points
from ..domain.quiz import QuizForm
from ..domain.terms import COURSE, AttemptSource
from ..models import Attempt, FormVersion, Wave
from ..reports.evidence import Evidence
from ..reports.gain import gain_report
from ..reports.indicator import indicator_report
from ..reports.report import Column, Kind, Report, slug_name
from .data_version import data_version
from .gain import gain_rows
from .indicator import (
    Figures,
    data_version_time,
    people_finished,
    people_started,
    points_possible,
)

EXCLUSION_COLUMNS = (
    Column("alasan", Kind.TEXT, "Mengapa tidak dihitung."),
    Column("satuan", Kind.TEXT, "percobaan atau orang."),
    Column("jumlah", Kind.COUNT, "Berapa."),
)


def evidence(wave: Wave, shows_key: bool, figures: Mapping[str, Figures]) -> Evidence:
    """Everything about the wave that may be handed on; nothing in it is about one person.

    `figures` are those of the course and of every module, with what is few people's own business hidden.
    Misconceptions, questions and the quality of the data explain the figure and are no part of it.
    """
    main, *modules = (
        indicator_report(figures[slug].heading, figures[slug].table)
        for slug in (COURSE, *wave.module_slugs)
    )
    hidden = {slug for slug, own in figures.items() if own.table.national.hides_change}
    changes = gain_report(figures[COURSE].heading, gain_rows(wave, hidden))
    return Evidence(
        name=slug_name(("paket-bukti", wave.title), main.computed_at),
        main=main,
        others=[*modules, changes],
        exclusions=exclusions(wave),
        forms=forms_met(wave),
        shows_key=shows_key,
        about=(*main.about, *_cuts(wave), ("Versi data", data_version(wave))),
    )


def exclusions(wave: Wave) -> Report:
    """What was not counted, by reason, and how many."""
    started, finished = people_started(wave), people_finished(wave)
    counts = (func.sum(case((clause, 1), else_=0)) for clause in _REASONS.values())
    attempts = db.session.execute(select(*counts).where(Attempt.wave_id == wave.id)).one()
    rows = [
        *((reason, "percobaan", int(n or 0)) for reason, n in zip(_REASONS, attempts, strict=True)),
        ("memulai, belum mengirim tes akhir semua modul", "orang", started - finished),
    ]
    return Report(
        subject="pengecualian",
        title=f"Yang tidak dihitung – {wave.title}",
        columns=EXCLUSION_COLUMNS,
        rows=rows,
        computed_at=data_version_time(wave),
        scope=(wave.title,),
    )


def forms_met(wave: Wave) -> list[QuizForm]:
    """The forms of counted attempts, one body for each version, by module and letter."""
    met = select(Attempt.form_version_id).where(Attempt.wave_id == wave.id, Attempt.counted)
    query = (
        select(FormVersion)
        .where(FormVersion.id.in_(met))
        .order_by(FormVersion.module_slug, FormVersion.letter, FormVersion.version, FormVersion.id)
    )
    by_version = {form.version: form for form in db.session.scalars(query)}
    return [QuizForm.from_body(form.body) for form in by_version.values()]


def _cuts(wave: Wave) -> list[tuple[str, str]]:
    points = points_possible(wave, COURSE)
    return [
        (
            f"Batas {name}",
            f"{cut}%"
            if points is None
            else f"{display_points(least_points(cut, points), points)} ({cut}%)",
        )
        for name, cut in (("tingkat baik", wave.cut_good), ("tingkat cukup", wave.cut_fair))
    ]


_other = aliased(Attempt)
_is_preview = Attempt.source == AttemptSource.PREVIEW
_is_graded = Attempt.graded_at.is_not(None)
_has_counted_sibling = exists().where(
    _other.person_id == Attempt.person_id,
    _other.wave_id == Attempt.wave_id,
    _other.module_slug == Attempt.module_slug,
    _other.phase == Attempt.phase,
    _other.counted,
)
_REASONS: dict[str, ColumnElement[bool]] = {
    "percobaan berikutnya; yang dihitung yang pertama dikirim": and_(
        not_(_is_preview), _is_graded, not_(Attempt.counted), _has_counted_sibling
    ),
    "dikirim lebih dari 72 jam setelah gelombang ditutup": and_(
        not_(_is_preview), _is_graded, not_(Attempt.counted), not_(_has_counted_sibling)
    ),
    "dimulai, tidak dikirim": and_(not_(_is_preview), not_(_is_graded)),
    "pratinjau admin": _is_preview,
    "dikirim paling lama 72 jam setelah gelombang ditutup: dihitung dan ditandai": and_(
        Attempt.counted, Attempt.is_late
    ),
}
