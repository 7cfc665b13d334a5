"""Forms for offices without internet: what to print, and who gets which."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions.paper import print_form
from ...catalog import Module
from ...domain.nip import group_nip
from ...domain.paper import is_printable, paper_code
from ...domain.terms import Role
from ...models import Person, Wave
from ...queries.members import MemberFilter, all_members, find_members
from ...queries.paper import orders_of
from ...queries.waves import open_wave
from ...reports.paper_form import paper_form
from ...tables import Cell
from ..clock import now
from ..errors import not_found
from ..guards import open_to
from ..lookups import catalog, module_or_404
from .blueprint import blueprint, csv_answer, is_for_spreadsheet, page_links, page_number

DISTRIBUTION = ("nip", "nama", "unit", "tes_awal", "tes_akhir")


@dataclass(frozen=True, slots=True)
class FormWords:
    letter: str
    code: str
    questions: int
    is_printable: bool


@blueprint.get("/kertas")
@open_to(Role.COORDINATOR)
def paper() -> ResponseReturnValue:
    wave = open_wave()
    modules = _modules_of(wave) if wave else []
    return render_template(
        "coordinate/paper.html",
        wave=wave,
        modules=[(module, list(_forms(module))) for module in modules],
    )


@blueprint.post("/kertas/<slug>-<letter>.pdf")
@open_to(Role.COORDINATOR)
def paper_pdf(slug: str, letter: str) -> ResponseReturnValue:
    """A press, not an address to follow: who printed a form is written down."""
    module = _module_in_wave(slug)
    form = module.forms.get(letter)
    if form is None or not is_printable(form):
        not_found()
    made_at = print_form(form, current_user.id, now())
    response = Response(paper_form(form, module.title, made_at), mimetype="application/pdf")
    code = paper_code(slug, letter, form.version)
    response.headers["Content-Disposition"] = f'attachment; filename="tes-{code}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/kertas/<slug>/pembagian")
@open_to(Role.COORDINATOR)
def paper_distribution(slug: str) -> ResponseReturnValue:
    module, wave = _module_in_wave(slug), open_wave()
    assert wave is not None  # the module was found in it
    page = find_members(current_user.agency_id, MemberFilter(), page_number())
    return render_template(
        "coordinate/paper_distribution.html",
        module=module,
        page=page,
        rows=_distribution(page.rows, module, wave),
        page_href=page_links({"slug": slug}, "nama", False),
    )


@blueprint.get("/kertas/<slug>/pembagian.csv")
@open_to(Role.COORDINATOR)
def paper_distribution_csv(slug: str) -> ResponseReturnValue:
    module, wave = _module_in_wave(slug), open_wave()
    assert wave is not None  # the module was found in it
    rows = _distribution(list(all_members(current_user.agency_id)), module, wave)
    name = f"pembagian-{slug}-{current_user.agency.code}"
    return csv_answer(DISTRIBUTION, _file_rows(rows), name)


def _distribution(
    people: Sequence[Person], module: Module, wave: Wave
) -> list[tuple[Person, str, str]]:
    """Each person with the codes of the forms before and after."""
    codes = {form.letter: form.code for form in _forms(module)}
    orders = orders_of(current_user.agency_id, wave, module.slug, module.letters, people)
    return [
        (person, _code(codes, orders[person.id][0]), _code(codes, orders[person.id][1:2]))
        for person in people
    ]


def _code(codes: Mapping[str, str], letter: str) -> str:
    return codes.get(letter, letter)


def _file_rows(rows: Sequence[tuple[Person, str, str]]) -> Iterator[tuple[Cell, ...]]:
    for person, before, after in rows:
        nip = group_nip(person.nip) if is_for_spreadsheet() else person.nip
        yield nip, person.name, person.unit, before, after


def _module_in_wave(slug: str) -> Module:
    """A module of the open wave: no form is printed when nobody can be tested with it."""
    module, wave = module_or_404(slug), open_wave()
    if wave is None or slug not in wave.module_slugs:
        not_found()
    return module


def _modules_of(wave: Wave) -> list[Module]:
    return [module for module in catalog().modules if module.slug in wave.module_slugs]


def _forms(module: Module) -> Iterator[FormWords]:
    for letter in module.letters:
        form = module.forms[letter]
        code = paper_code(module.slug, letter, form.version)
        yield FormWords(letter, code, len(form.questions), is_printable(form))
