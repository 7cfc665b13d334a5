"""Activation codes: a list to print for those who have never signed in, and one for who forgot the password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions.accounts import make_activation_code, make_activation_codes
from ...actions.refusals import Refused
from ...domain.activation import VALID_FOR
from ...domain.rules import may_make_code
from ...domain.terms import Role
from ...models import Person
from ...queries.members import codes_in_use, people_waiting, waiting_by_unit
from ..clock import now
from ..errors import not_found
from ..guards import actor, open_to
from ..inputs.coordinate import CodesInput
from ..labels import moment_words
from ..lookups import own_member_or_404
from .blueprint import blueprint


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of the printed list; the code is never stored in clear."""

    name: str
    nip: str
    unit: str
    code: str


@blueprint.get("/anggota/kode")
@open_to(Role.COORDINATOR)
def codes() -> ResponseReturnValue:
    form = _form()
    return render_template("coordinate/codes.html", form=form)


@blueprint.get("/anggota/kode/periksa")
@open_to(Role.COORDINATOR)
def check_codes() -> ResponseReturnValue:
    form = _form()
    people = people_waiting(current_user.agency_id, form.wanted_unit)
    if not people:
        return redirect(url_for("coordinate.codes"), 303)
    return render_template(
        "coordinate/codes_check.html",
        unit=_unit_words(form.wanted_unit),
        unit_value=form.unit.data,
        people=len(people),
        replaced=codes_in_use([person.id for person in people], now()),
    )


@blueprint.post("/anggota/kode/periksa")
@open_to(Role.COORDINATOR)
def make_codes() -> ResponseReturnValue:
    form = _form()
    moment = now()
    people = people_waiting(current_user.agency_id, form.wanted_unit)
    lines = {p.id: (p.name, p.nip, p.unit) for p in people}
    try:
        made = make_activation_codes(list(lines), current_user.id, moment)
    except Refused as refused:
        flash(str(refused), "error")
        return redirect(url_for("coordinate.codes"), 303)
    return _code_list([CodeLine(*lines[id_], code) for id_, code in made], moment)


@blueprint.get("/anggota/<person_id>/kode")
@open_to(Role.COORDINATOR)
def member_code(person_id: str) -> ResponseReturnValue:
    person = _learner_or_404(person_id)
    return render_template(
        "coordinate/member_code.html",
        member=person,
        has_password=person.password_hash is not None,
        replaced=codes_in_use([person.id], now()),
    )


@blueprint.post("/anggota/<person_id>/kode")
@open_to(Role.COORDINATOR)
def make_member_code(person_id: str) -> ResponseReturnValue:
    person = _learner_or_404(person_id)
    line = (person.name, person.nip, person.unit)
    moment = now()
    try:
        code = make_activation_code(person.id, current_user.id, moment)
    except Refused as refused:
        flash(str(refused), "error")
        return redirect(url_for("coordinate.members"), 303)
    return _code_list([CodeLine(*line, code)], moment)


def _form() -> CodesInput:
    waiting = waiting_by_unit(current_user.agency_id)
    answers = request.form if request.method == "POST" else request.args
    return CodesInput(answers, waiting)


def _learner_or_404(person_id: str) -> Person:
    """Coordinators and closed accounts get their codes from the admin, or none."""
    person = own_member_or_404(person_id)
    if not person.is_active or not may_make_code(actor(), person.role, person.agency_id):
        not_found()
    return person


def _code_list(lines: Sequence[CodeLine], made_at: datetime) -> str:
    zone = current_user.agency.zone
    return render_template(
        "coordinate/code_list.html",
        lines=lines,
        valid_until=moment_words(made_at + VALID_FOR, zone),
        address=url_for("account.activate", _external=True),
        agency=current_user.agency.name,
    )


def _unit_words(unit: str | None) -> str:
    if unit is None:
        return "semua unit"
    return f"unit {unit}" if unit else "anggota tanpa unit"
