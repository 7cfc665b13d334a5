"""How far the members have come in the modules of the wave: the table, and the same as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...domain.levels import level_of
from ...domain.members import LearningState, ModuleProgress
from ...domain.nip import group_nip
from ...domain.numbers import display_points
from ...domain.progress import is_counting
from ...domain.scoring import Score
from ...domain.terms import COURSE, Employment, JobLevel, Role
from ...models import Wave
from ...queries.members import units_of
from ...queries.progress import (
    ORDERS,
    MemberProgress,
    ProgressFilter,
    progress_page,
    progress_rows,
)
from ...queries.waves import latest_wave
from ...tables import Cell
from ..clock import now
from ..errors import not_found
from ..guards import open_to
from ..inputs.coordinate import LEARNING_STATES, ProgressFilterInput
from ..labels import ZONES, label, module_words, moment_words
from ..lookups import module_titles
from .blueprint import (
    Column,
    blueprint,
    csv_answer,
    headings,
    is_for_spreadsheet,
    page_address,
    page_links,
    page_number,
)

UNFINISHED = "Mulai, tidak selesai"
KINDS = {
    LearningState.NOT_STARTED: "todo",
    LearningState.STARTED: "doing",
    LearningState.FINISHED: "done",
}
PERSON_COLUMNS = ("gelombang", "modul", "nip", "nama", "unit", "jenjang", "jenis")
STATE_COLUMNS = ("keadaan", "lewat_tenggat", "benar", "soal", "tingkat")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in one module or in all together, in words."""

    label: str
    state: str
    state_kind: str
    result: str
    """Counted score and level; empty before there is one."""
    due: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class ProgressRow:
    name: str
    nip: str
    unit: str
    job_level: str
    modules: tuple[Standing, ...]
    """Each module; empty where there is but one, which `overall` tells."""
    overall: Standing


@blueprint.get("/kemajuan")
@open_to(Role.COORDINATOR)
def progress() -> ResponseReturnValue:
    wave = latest_wave()
    if wave is None:
        return render_template("coordinate/progress_empty.html")
    moment = now()
    form = _filter(wave)
    wanted = _wanted(form, wave)
    page, counts = progress_page(current_user.agency_id, wave, wanted, page_number(), moment)
    address = form.address()
    return render_template(
        "coordinate/progress.html",
        wave=wave,
        form=form,
        page=page,
        counts=counts,
        started_words=_state_words(LearningState.STARTED, wave, moment),
        scope=_titles(wave)[form.modul.data] if form.modul.data else "semua modul",
        rows=[_row(member, wave, moment) for member in page.rows],
        columns=list(headings(_columns(wanted, wave), address, wanted.order, wanted.descending)),
        page_href=page_links(address, wanted.order, wanted.descending),
        file_address=page_address(address, wanted.order, wanted.descending),
        is_filtered=bool(address),
    )


@blueprint.get("/kemajuan.csv")
@open_to(Role.COORDINATOR)
def progress_csv() -> ResponseReturnValue:
    wave = latest_wave()
    if wave is None:
        not_found()
    moment = now()
    wanted = _wanted(_filter(wave), wave)
    modules = _apart(wanted.module_slugs)
    header = [*PERSON_COLUMNS, *STATE_COLUMNS]
    header += [f"{slug} {name}" for slug in modules for name in ("tenggat", *STATE_COLUMNS)]
    if not modules:
        header.insert(len(PERSON_COLUMNS), "tenggat")
    return csv_answer(
        header,
        _file_rows(wave, wanted, moment),
        f"kemajuan-{current_user.agency.code}",
    )


def _filter(wave: Wave) -> ProgressFilterInput:
    return ProgressFilterInput(request.args, units_of(current_user.agency_id), _titles(wave))


def _wanted(form: ProgressFilterInput, wave: Wave) -> ProgressFilter:
    order, descending = form.order(ORDERS)
    return ProgressFilter(
        module_slugs=(form.modul.data,) if form.modul.data else tuple(wave.module_slugs),
        unit=form.wanted_unit,
        job_level=form.wanted_level,
        state=form.wanted_state,
        only_overdue=form.lewat.data,
        order=order,
        descending=descending,
    )


def _titles(wave: Wave) -> dict[str, str]:
    titles = module_titles()
    return {slug: module_words(slug, titles) for slug in wave.module_slugs}


def _apart(slugs: Sequence[str]) -> Sequence[str]:
    """The modules that are shown beside their total; a single one is its own."""
    return slugs if len(slugs) > 1 else ()


def _columns(wanted: ProgressFilter, wave: Wave) -> list[Column]:
    titles = _titles(wave)
    apart = _apart(wanted.module_slugs)
    name = Column("Nama", "nama")
    if apart:
        return [name, *(Column(titles[slug]) for slug in apart), Column("Semua modul", "keadaan")]
    return [
        name,
        Column("Unit kerja", "unit"),
        Column("Jenjang", "jenjang"),
        Column("Keadaan", "keadaan"),
        Column("Nilai", "nilai"),
    ]


def _state_words(state: LearningState, wave: Wave, moment: datetime) -> str:
    """A test begun in a wave that counts no more is no longer running."""
    if state is LearningState.STARTED and not is_counting(wave.closed_at, moment):
        return UNFINISHED
    return LEARNING_STATES[state]


def _result_words(score: Score | None, wave: Wave) -> str:
    if score is None:
        return ""
    return f"{display_points(score.points, score.possible)}, {label(level_of(score, wave.cuts))}"


def _row(member: MemberProgress, wave: Wave, moment: datetime) -> ProgressRow:
    titles = _titles(wave)
    slugs = list(member.modules)
    only = member.modules[slugs[0]] if len(slugs) == 1 else None
    return ProgressRow(
        name=member.name,
        nip=member.nip,
        unit=member.unit,
        job_level=label(member.job_level),
        modules=tuple(
            _standing(titles[slug], member.modules[slug], wave, moment) for slug in _apart(slugs)
        ),
        overall=_standing("", only, wave, moment)
        if only
        else Standing(
            label="Semua modul",
            state=_state_words(member.state, wave, moment),
            state_kind=KINDS[member.state],
            result=_result_words(member.score, wave),
            due="",
            is_overdue=member.is_overdue(moment),
        ),
    )


def _standing(title: str, one: ModuleProgress, wave: Wave, moment: datetime) -> Standing:
    zone = current_user.agency.zone
    return Standing(
        label=title,
        state=_state_words(one.state, wave, moment),
        state_kind=KINDS[one.state],
        result=_result_words(one.score, wave),
        due=moment_words(one.due_at, zone) if one.due_at else "",
        is_overdue=one.is_overdue(moment),
    )


def _file_rows(wave: Wave, wanted: ProgressFilter, moment: datetime) -> Iterator[list[Cell]]:
    zone = ZONES[current_user.agency.zone]
    for_spreadsheet = is_for_spreadsheet()
    modules = _apart(wanted.module_slugs)
    scope = COURSE if modules else wanted.module_slugs[0]

    def due(one: ModuleProgress) -> str:
        return one.due_at.astimezone(zone).isoformat() if one.due_at else ""

    def standing(
        state: LearningState, is_late: bool, score: Score | None
    ) -> tuple[Cell, Cell, Cell, Cell, Cell]:
        return (
            _state_words(state, wave, moment),
            "ya" if is_late else "tidak",
            score.points if score else None,
            score.possible if score else None,
            level_of(score, wave.cuts).value if score else None,
        )

    for member in progress_rows(current_user.agency_id, wave, wanted, moment):
        row: list[Cell] = [
            wave.title,
            scope,
            group_nip(member.nip) if for_spreadsheet else member.nip,
            member.name,
            member.unit,
            "" if member.job_level is JobLevel.UNKNOWN else member.job_level.value,
            "" if member.employment is Employment.UNKNOWN else member.employment.value,
        ]
        if not modules:
            row.append(due(member.modules[scope]))
        row += standing(member.state, member.is_overdue(moment), member.score)
        for slug in modules:
            one = member.modules[slug]
            row += [due(one), *standing(one.state, one.is_overdue(moment), one.score)]
        yield row
