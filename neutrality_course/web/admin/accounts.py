"""Accounts of every agency: found, made, given another role or agency, disabled, and their codes."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions import accounts as acting
from ...actions.refusals import Refused
from ...domain.activation import VALID_FOR
from ...domain.nip import NipError, parse_nip
from ...domain.terms import Role
from ...queries.agencies import agency_by_code, all_agencies, existing_agency
from ...queries.people import active_code, find_people, person_by_nip
from ..clock import now
from ..errors import not_found
from ..guards import open_to
from ..inputs.admin import MoveInput, PersonFilter, PersonInput
from ..labels import label
from ..lookups import person_or_404
from .account_words import (
    code_check,
    disable_check,
    enable_check,
    move_check,
    person_status,
    role_check,
)
from .blueprint import blueprint, check_page, page_number

A_ROLE = "<any(learner, coordinator, admin):role>"


@blueprint.get("/akun")
@open_to(Role.ADMIN)
def people() -> ResponseReturnValue:
    """Those the filters name; without any filter nobody: a list of everybody helps nobody."""
    form = PersonFilter(request.args)
    if not form.validate():
        not_found()
    text = form.cari.data or ""
    try:
        nip = parse_nip(text)
    except NipError:
        nip = ""
    code = (form.instansi.data or "").strip()
    agency = agency_by_code(code) if code else None
    chosen = {name: value for name, value in form.data.items() if value}
    found = None
    if chosen and not (code and agency is None):
        found = find_people(
            page_number(),
            nip=nip,
            name="" if nip else " ".join(text.split()),
            role=Role(form.peran.data) if form.peran.data else None,
            agency_id=agency.id if agency else "",
        )

    def page_href(page: int) -> str:
        return url_for("admin.people", **chosen, halaman=page)

    return render_template(
        "admin/people.html",
        form=form,
        found=found,
        is_asked=bool(chosen),
        is_unknown_agency=bool(code) and agency is None,
        agency=agency,
        status=person_status,
        page_href=page_href,
    )


@blueprint.route("/akun/baru", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def new_person() -> ResponseReturnValue:
    form = PersonInput()
    form.offer_agencies(_agency_choices())
    if request.method == "GET":
        form.agency.data = request.args.get("instansi", "")
        form.role.data = request.args.get("peran", Role.LEARNER.value)
        return render_template("admin/person_new.html", form=form)
    if not form.validate():
        return render_template("admin/person_new.html", form=form), 422
    facts, role = form.facts(), Role(form.role.data)
    try:
        code = acting.add_person(facts, form.agency.data, role, current_user.id, now())
    except acting.NipTaken as taken:
        form.nip.errors = [str(taken)]
        return render_template("admin/person_new.html", form=form), 422
    return _code_page(facts.nip, code)


@blueprint.get("/akun/<person_id>")
@open_to(Role.ADMIN)
def person(person_id: str) -> ResponseReturnValue:
    found = person_or_404(person_id)
    return render_template(
        "admin/person.html",
        who=found,
        status=person_status(found),
        code=active_code(found.id, now()),
        other_roles=[role for role in Role if role is not found.role],
        is_self=found.id == current_user.id,
    )


@blueprint.route(f"/akun/<person_id>/peran/{A_ROLE}", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def change_role(person_id: str, role: str) -> ResponseReturnValue:
    found, new_role = person_or_404(person_id), Role(role)
    name = found.name
    if request.method == "GET":
        return check_page(role_check(found, new_role))
    try:
        acting.set_role(found.id, new_role, current_user.id, now())
    except Refused as refused:
        flash(str(refused), "error")
    else:
        flash(f"Peran {name} sekarang: {label(new_role)}.", "success")
    return _to_person(person_id)


@blueprint.route("/akun/<person_id>/pindah", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def move_person(person_id: str) -> ResponseReturnValue:
    """Which agency, then what moves with the person and what stays, then the move."""
    found = person_or_404(person_id)
    form = MoveInput()
    form.offer_agencies(one for one in _agency_choices() if one[0] != found.agency_id)
    if request.method == "GET":
        return render_template("admin/person_move.html", form=form, who=found)
    if not form.validate():
        return render_template("admin/person_move.html", form=form, who=found), 422
    agency = existing_agency(form.agency.data)
    name, agency_name = found.name, agency.name
    if request.form.get("langkah") != "pindah":
        return check_page(move_check(found, agency), agency=agency.id, langkah="pindah")
    acting.move_person(found.id, agency.id, current_user.id, now())
    flash(f"{name} sekarang di {agency_name}.", "success")
    return _to_person(person_id)


@blueprint.route("/akun/<person_id>/nonaktifkan", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def disable_person(person_id: str) -> ResponseReturnValue:
    found = person_or_404(person_id)
    name = found.name
    if request.method == "GET":
        return check_page(disable_check(found))
    try:
        acting.disable_person(found.id, current_user.id, now())
    except Refused as refused:
        flash(str(refused), "error")
    else:
        flash(f"Akun {name} dinonaktifkan.", "success")
    return _to_person(person_id)


@blueprint.route("/akun/<person_id>/aktifkan", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def enable_person(person_id: str) -> ResponseReturnValue:
    found = person_or_404(person_id)
    name = found.name
    if request.method == "GET":
        return check_page(enable_check(found))
    acting.enable_person(found.id, current_user.id, now())
    flash(f"Akun {name} aktif lagi.", "success")
    return _to_person(person_id)


@blueprint.route("/akun/<person_id>/kode", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def make_code(person_id: str) -> ResponseReturnValue:
    """The code is on the answer alone: no address shows it again."""
    found = person_or_404(person_id)
    nip = found.nip
    if request.method == "GET":
        return check_page(code_check(found, active_code(found.id, now()) is not None))
    try:
        code = acting.make_activation_code(found.id, current_user.id, now())
    except Refused as refused:
        flash(str(refused), "error")
        return _to_person(person_id)
    return _code_page(nip, code)


def _to_person(person_id: str) -> ResponseReturnValue:
    return redirect(url_for("admin.person", person_id=person_id), 303)


def _agency_choices() -> list[tuple[str, str]]:
    named = sorted(all_agencies(), key=lambda agency: (agency.name.casefold(), agency.code))
    return [(agency.id, f"{agency.name} ({agency.code})") for agency in named]


def _code_page(nip: str, code: str) -> str:
    return render_template(
        "admin/code.html",
        who=person_by_nip(nip),
        code=code,
        expires_at=now() + VALID_FOR,
        address=url_for("account.activate", _external=True),
    )
