"""The members of the agency: the list, and the same as a file that can be brought back."""

from collections.abc import Iterator

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...domain.members import account_state
from ...domain.nip import group_nip
from ...domain.roster import OPTIONAL, REQUIRED
from ...domain.rules import may_make_code
from ...domain.terms import Employment, JobLevel, Role
from ...models import Person
from ...queries.agencies import membership
from ...queries.members import ORDERS, MemberFilter, all_members, find_members, units_of
from ...tables import Cell
from ..guards import actor, open_to
from ..inputs.coordinate import ACCOUNT_STATES, MemberFilterInput
from .blueprint import (
    Column,
    blueprint,
    csv_answer,
    headings,
    is_for_spreadsheet,
    page_links,
    page_number,
)

COLUMNS = (
    Column("Nama", "nama"),
    Column("Unit kerja", "unit"),
    Column("Jenjang", "jenjang"),
    Column("Status akun", "status"),
    Column("Kode aktivasi"),
)


@blueprint.get("/anggota")
@open_to(Role.COORDINATOR)
def members() -> ResponseReturnValue:
    agency_id = current_user.agency_id
    form = MemberFilterInput(request.args, units_of(agency_id))
    order, descending = form.order(tuple(ORDERS))
    wanted = MemberFilter(
        text=form.wanted_text,
        unit=form.wanted_unit,
        job_level=form.wanted_level,
        state=form.wanted_state,
        order=order,
        descending=descending,
    )
    page = find_members(agency_id, wanted, page_number())
    return render_template(
        "coordinate/members.html",
        form=form,
        page=page,
        counts=membership(agency_id),
        rows=[_row(person) for person in page.rows],
        columns=list(headings(COLUMNS, form.address(), order, descending)),
        page_href=page_links(form.address(), order, descending),
        is_filtered=bool(form.address()),
    )


@blueprint.get("/anggota.csv")
@open_to(Role.COORDINATOR)
def members_csv() -> ResponseReturnValue:
    people = all_members(current_user.agency_id)
    name = f"anggota-{current_user.agency.code}"
    return csv_answer((*REQUIRED, *OPTIONAL), _file_rows(people), name)


def _row(person: Person) -> dict[str, object]:
    state = account_state(person.password_hash is not None, not person.is_active)
    kinds = {"aktif": "done", "belum-diaktifkan": "todo", "dinonaktifkan": "closed"}
    return {
        "person": person,
        "state": ACCOUNT_STATES[state],
        "state_kind": kinds[state],
        "may_have_code": person.is_active and may_make_code(actor(), person.role, person.agency_id),
    }


def _file_rows(people: Iterator[Person]) -> Iterator[tuple[Cell, ...]]:
    """As a roster has them: what is not known is an empty cell."""
    for_spreadsheet = is_for_spreadsheet()
    for person in people:
        yield (
            group_nip(person.nip) if for_spreadsheet else person.nip,
            person.name,
            person.unit,
            "" if person.job_level is JobLevel.UNKNOWN else person.job_level.value,
            "" if person.employment is Employment.UNKNOWN else person.employment.value,
            person.email,
        )
