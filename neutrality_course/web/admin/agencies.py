"""Agencies: found, added, changed, and brought in as a list after a dry run."""

from collections.abc import Iterable, Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions import agencies as acting
from ...domain.agencies import AgencyFacts
from ...domain.agency_list import (
    OPTIONAL_COLUMNS,
    REQUIRED_COLUMNS,
    AgencyLine,
    agency_changes,
    read_agency_lines,
)
from ...domain.terms import AgencyKind, Role
from ...queries.agencies import (
    all_agencies,
    coordinators_of,
    facts_of,
    find_agencies,
    membership,
    provinces_in_use,
)
from ...tables import TableError, read_table, write_csv_rows
from ..clock import now
from ..errors import not_found
from ..guards import open_to
from ..inputs.admin import (
    AgencyFileInput,
    AgencyFilter,
    AgencyInput,
    AgencyListInput,
    NewAgencyInput,
)
from ..lookups import agency_or_404
from .agency_words import LineWords, line_words
from .blueprint import blueprint, page_number


@blueprint.get("/instansi")
@open_to(Role.ADMIN)
def agencies() -> ResponseReturnValue:
    form = AgencyFilter(request.args)
    form.offer_provinces(provinces_in_use())
    if not form.validate():
        not_found()
    kind = AgencyKind(form.jenis.data) if form.jenis.data else None
    found = find_agencies(page_number(), form.cari.data or "", kind, form.provinsi.data or None)

    def page_href(page: int) -> str:
        chosen = {name: text for name, text in form.data.items() if text}
        return url_for("admin.agencies", **chosen, halaman=page)

    return render_template("admin/agencies.html", form=form, found=found, page_href=page_href)


@blueprint.route("/instansi/baru", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def new_agency() -> ResponseReturnValue:
    form = NewAgencyInput()
    form.offer_provinces()
    if request.method == "GET":
        return render_template("admin/agency_new.html", form=form)
    if not form.validate():
        return render_template("admin/agency_new.html", form=form), 422
    facts = form.facts(form.code.data or "")
    try:
        agency_id = acting.add_agency(facts, current_user.id, now())
    except acting.AgencyCodeTaken as taken:
        form.code.errors = [str(taken)]
        return render_template("admin/agency_new.html", form=form), 422
    flash(f"{facts.name} ditambahkan.", "success")
    return redirect(url_for("admin.agency", agency_id=agency_id), 303)


@blueprint.get("/instansi/<agency_id>")
@open_to(Role.ADMIN)
def agency(agency_id: str) -> ResponseReturnValue:
    found = agency_or_404(agency_id)
    return render_template(
        "admin/agency.html",
        agency=found,
        members=membership(found.id),
        coordinators=coordinators_of(found.id),
    )


@blueprint.route("/instansi/<agency_id>/ubah", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def change_agency(agency_id: str) -> ResponseReturnValue:
    found = agency_or_404(agency_id)
    form = AgencyInput()
    form.offer_provinces(found.province)
    if request.method == "GET":
        form.fill_in(facts_of(found))
        return render_template("admin/agency_change.html", form=form, agency=found)
    if not form.validate():
        return render_template("admin/agency_change.html", form=form, agency=found), 422
    acting.change_agency(found.id, form.facts(found.code), current_user.id, now())
    flash("Data instansi disimpan.", "success")
    return redirect(url_for("admin.agency", agency_id=agency_id), 303)


@blueprint.route("/instansi/impor", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def import_agencies() -> ResponseReturnValue:
    """The file, then what it would change line by line; the list travels on to the import as text."""
    form = AgencyFileInput()
    if request.method == "GET":
        return render_template("admin/agency_import.html", form=form)
    if not form.validate():
        return render_template("admin/agency_import.html", form=form), 422
    try:
        lines = _read_lines(form.file.data.read())
    except TableError as error:
        form.file.errors = [str(error)]
        return render_template("admin/agency_import.html", form=form), 422
    faults = sum(1 for line in lines if line.fault)
    page = render_template(
        "admin/agency_import_check.html",
        form=AgencyListInput(
            formdata=None, daftar=_as_text(line.facts for line in lines if line.facts)
        ),
        lines=_compared(lines),
        faults=faults,
        may_import=lines and not faults,
    )
    return page, 422 if faults else 200


@blueprint.post("/instansi/impor/simpan")
@open_to(Role.ADMIN)
def save_agencies() -> ResponseReturnValue:
    """All of a list that the dry run has shown; what is sent is read anew, and refused whole."""
    form = AgencyListInput()
    try:
        lines = _read_lines((form.daftar.data or "").encode())
    except TableError:
        lines = []
    facts = [line.facts for line in lines if line.facts]
    if not facts or len(facts) < len(lines):
        flash("Daftar tidak terbaca. Unggah berkasnya sekali lagi.", "error")
        return redirect(url_for("admin.import_agencies"), 303)
    done = acting.import_agencies(facts, current_user.id, now())
    flash(
        f"{len(done.added)} instansi ditambah, {len(done.changed)} diubah,"
        f" {len(done.unchanged)} tetap.",
        "success",
    )
    return redirect(url_for("admin.agencies"), 303)


def _read_lines(data: bytes) -> list[AgencyLine]:
    table = read_table(data, REQUIRED_COLUMNS, OPTIONAL_COLUMNS)
    return read_agency_lines((row.line, row.cells) for row in table.rows)


def _as_text(facts: Iterable[AgencyFacts]) -> str:
    rows = (
        (one.code, one.name, one.kind.value, one.province, one.zone.value, one.staff_count)
        for one in facts
    )
    return "".join(write_csv_rows((*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS), rows))


def _compared(lines: Sequence[AgencyLine]) -> list[LineWords]:
    """Each line with what it would do; the lines with faults first."""
    known = {agency.code: facts_of(agency) for agency in all_agencies()}
    words = []
    for line in sorted(lines, key=lambda line: (not line.fault, line.number)):
        old = known.get(line.facts.code) if line.facts else None
        changes = agency_changes(old, line.facts) if old and line.facts else {}
        words.append(line_words(line, old is None, changes))
    return words
