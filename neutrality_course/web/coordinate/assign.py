"""Giving a module to members in four steps: which module, to whom, until when, check.

The answers so far are the address of the next step, so that going back, reloading and bookmarking just work
and the server remembers nothing. People of a pasted list go into it as their random ids, packed: a NIP tells
a birth date and belongs in no address.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ...actions.assignments import NewAssignment, assign_module
from ...actions.refusals import Refused
from ...database import new_id
from ...domain.assignments import Audience, AudienceKind, NipLine, due_moment, read_nip_lines
from ...domain.terms import JobLevel, Role
from ...models import Wave
from ...queries.assignments import reach_of
from ...queries.members import ids_of_nips, units_of
from ...queries.waves import open_wave
from ..clock import WIB, now
from ..errors import not_found
from ..guards import open_to
from ..inputs.coordinate import AssignInput, Field, NipListInput, unit_of
from ..labels import ZONES, label, moment_words
from ..lookups import module_titles
from .blueprint import blueprint

STEPS = ("Modul", "Siapa", "Tenggat", "Periksa")
LIST_LIMIT = 500
"""People in a pasted list: more would make an address longer than every server on the way takes."""
UNKNOWN = "tidak ditemukan di instansi Anda"
ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line of a pasted list that cannot be taken, and why."""

    line: int
    text: str
    reason: str


@blueprint.get("/penugasan/baru")
@open_to(Role.COORDINATOR)
def assign() -> ResponseReturnValue:
    wave = open_wave()
    if wave is None:
        return render_template("coordinate/assign_closed.html")
    form = _answers(request.args, wave)
    asked = _first_unanswered(form)
    if asked is None:
        return _check_page(form, wave)
    if asked is form.orang:
        return redirect(url_for("coordinate.assign_list", **_address(form, asked)), 303)
    page = render_template(
        "coordinate/assign.html",
        form=form,
        asked=asked,
        step=_step_of(form, asked),
        steps=STEPS,
        kept=_address(form, asked),
        back_href=_back_href(form, asked),
        wave=wave,
        zone=current_user.agency.zone,
    )
    return page, 422 if asked.errors else 200


@blueprint.route("/penugasan/baru/daftar", methods=["GET", "POST"])
@open_to(Role.COORDINATOR)
def assign_list() -> ResponseReturnValue:
    """The step between: a pasted list of NIPs becomes a list of people, or an account of what is wrong."""
    wave = open_wave()
    if wave is None:
        return redirect(url_for("coordinate.assign"), 303)
    answers = _answers(request.args, wave)
    kept = _address(answers, answers.orang)
    form = NipListInput()
    rejected: list[Rejected] = []
    accepted: list[str] = []
    if request.method == "POST" and form.validate():
        accepted, rejected = _people_of(read_nip_lines(form.nip.data or ""))
        if not accepted:
            form.nip.errors = ["Tidak ada NIP dalam daftar ini yang dapat dipakai"]
        elif len(accepted) > LIST_LIMIT:
            form.nip.errors = [
                f"Daftar ini berisi {len(accepted)} orang, padahal paling banyak {LIST_LIMIT}."
                " Bagi menjadi beberapa penugasan, atau pilih unit atau jenjang"
            ]
        elif rejected and "lewati" not in request.form:
            form.nip.errors = [f"{len(rejected)} baris tidak dapat dipakai"]
        else:
            return redirect(url_for("coordinate.assign", **kept, orang=pack_ids(accepted)), 303)
    page = render_template(
        "coordinate/assign_list.html",
        form=form,
        rejected=rejected,
        accepted=len(accepted) if len(accepted) <= LIST_LIMIT else 0,
        kept=kept,
        back_href=_back_href(answers, answers.orang),
        steps=STEPS,
        limit=LIST_LIMIT,
    )
    return page, 422 if form.nip.errors else 200


@blueprint.post("/penugasan/baru")
@open_to(Role.COORDINATOR)
def create_assignment() -> ResponseReturnValue:
    wave = open_wave()
    if wave is None:
        return redirect(url_for("coordinate.assign"), 303)
    form = _answers(request.form, wave)
    if _first_unanswered(form) is not None:
        return redirect(url_for("coordinate.assign", **_address(form)), 303)
    audience = _audience(form)
    wanted = NewAssignment(
        id=_drawn_id(),
        agency_id=current_user.agency_id,
        module_slug=form.modul.data,
        audience=audience,
        target=audience_words(audience),
        due_at=_due_at(form),
    )
    title = module_titles()[wanted.module_slug]
    try:
        people = assign_module(wanted, current_user.id, now())
    except Refused as refused:
        flash(str(refused), "error")
        return redirect(url_for("coordinate.assign", **_address(form)), 303)
    flash(f"Modul {title} sudah ditugaskan kepada {people} orang.", "success")
    return redirect(url_for("coordinate.assignments"), 303)


def audience_words(audience: Audience) -> str:
    match audience.kind:
        case AudienceKind.EVERYBODY:
            return "Semua anggota"
        case AudienceKind.UNIT:
            return f"Unit {audience.unit}" if audience.unit else "Anggota tanpa unit"
        case AudienceKind.JOB_LEVEL:
            return f"Jenjang {label(audience.job_level)}"
        case AudienceKind.LISTED:
            return f"Daftar {len(audience.person_ids)} NIP"


def pack_ids(ids: Sequence[str]) -> str:
    return urlsafe_b64encode(bytes.fromhex("".join(ids))).decode().rstrip("=")


def unpack_ids(text: str) -> tuple[str, ...]:
    """The ids; ValueError when the text has not been packed by `pack_ids`."""
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError(text) from error
    if not packed or len(packed) % ID_BYTES:
        raise ValueError(text)
    digits = packed.hex()
    size = 2 * ID_BYTES
    return tuple(digits[start : start + size] for start in range(0, len(digits), size))


def _answers(given: MultiDict[str, str], wave: Wave) -> AssignInput:
    titles = module_titles()
    modules = {slug: titles[slug] for slug in wave.module_slugs if slug in titles}
    return AssignInput(given, modules, units_of(current_user.agency_id))


def _first_unanswered(form: AssignInput) -> Field | None:
    """The first question without a good answer; what is wrong is said only where one was tried."""
    tried = request.values.get("langkah")
    for question in form.questions():
        if _is_answered(form, question):
            continue
        if not question.raw_data and tried != question.short_name:
            question.errors = []
        return question
    return None


def _is_answered(form: AssignInput, question: Field) -> bool:
    if not question.validate(form):
        return False
    if question is form.tenggat and _due_at(form) < now():
        question.errors = ["Tanggal tenggat sudah lewat. Pilih hari ini atau sesudahnya"]
        return False
    if question is form.orang:
        try:
            unpack_ids(form.orang.data or "")
        except ValueError:
            not_found()
    return True


def _address(form: AssignInput, before: Field | None = None) -> dict[str, Any]:
    """The parameters of the answers, or of those that come before a question."""
    found: dict[str, Any] = {}
    for question in form.questions():
        if question is before:
            break
        data = question.data
        if data:
            found[question.short_name] = str(data)
    return found


def _back_href(form: AssignInput, asked: Field) -> str:
    """The step before, with what was answered until there."""
    kept = list(_address(form, asked).items())
    if not kept:
        return url_for("coordinate.assignments")
    return url_for("coordinate.assign", **dict(kept[:-1]))


def _step_of(form: AssignInput, asked: Field) -> int:
    if asked is form.modul:
        return 1
    return 3 if asked is form.tenggat else 2


def _audience(form: AssignInput) -> Audience:
    kind = AudienceKind(form.untuk.data)
    match kind:
        case AudienceKind.UNIT:
            return Audience(kind, unit=unit_of(form.unit.data))
        case AudienceKind.JOB_LEVEL:
            return Audience(kind, job_level=JobLevel(form.jenjang.data))
        case AudienceKind.LISTED:
            return Audience(kind, person_ids=unpack_ids(form.orang.data or ""))
        case AudienceKind.EVERYBODY:
            return Audience(kind)


def _due_at(form: AssignInput) -> datetime:
    return due_moment(cast(date, form.tenggat.data), ZONES[current_user.agency.zone])


def _people_of(lines: Sequence[NipLine]) -> tuple[list[str], list[Rejected]]:
    """The ids of the people on the list, and the lines that name nobody of the agency."""
    known = ids_of_nips(current_user.agency_id, [line.nip for line in lines if line.nip])
    rejected = [
        Rejected(line.line, line.text, line.fault or UNKNOWN)
        for line in lines
        if line.nip not in known
    ]
    return [known[line.nip] for line in lines if line.nip in known], rejected


def _check_page(form: AssignInput, wave: Wave) -> str:
    audience = _audience(form)
    due_at = _due_at(form)
    address = _address(form)

    def without(*names: str) -> str:
        rest: dict[str, Any] = {name: text for name, text in address.items() if name not in names}
        return url_for("coordinate.assign", **rest)

    return render_template(
        "coordinate/assign_check.html",
        title=module_titles()[form.modul.data],
        target=audience_words(audience),
        reach=reach_of(current_user.agency_id, audience, wave.id, form.modul.data),
        due=moment_words(due_at, current_user.agency.zone),
        wave=wave,
        is_after_wave=due_at.astimezone(WIB).date() > wave.last_on,
        answers=address,
        key=new_id(),
        steps=STEPS,
        module_href=without("modul"),
        audience_href=without("untuk", "unit", "jenjang", "orang"),
        due_href=without("tenggat"),
    )


def _drawn_id() -> str:
    """The id that the check page has drawn: what makes a second press the same assignment."""
    key = request.form.get("kunci", "")
    try:
        drawn = bytes.fromhex(key)
    except ValueError:
        not_found()
    if len(drawn) != ID_BYTES or drawn.hex() != key:
        not_found()
    return key
