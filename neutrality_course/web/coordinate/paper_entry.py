"""Typing in what came back on paper: one sheet after the other, by the keyboard alone."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from ...actions import paper as acting
from ...actions.refusals import Refused
from ...domain.attempt_import import PrintedForm
from ...domain.given_attempts import MOST_QUESTIONS
from ...domain.paper import BLANK, LETTERS, code_key, printed_layout
from ...domain.quiz import QuizForm
from ...domain.terms import Phase, Role
from ...queries.attempt_import import printed_forms
from ..clock import now, today_wib
from ..guards import open_to
from ..inputs.paper import SheetInput
from ..labels import label
from ..lookups import form_letters
from .blueprint import blueprint

BY_CHOICE = "pilihan"
QUESTION = "soal-"
"""Before a question's number, the name of its choice on the page with choices."""

FIELDS = {
    acting.UnknownCode: "kode",
    acting.CodeOutsideWave: "kode",
    acting.NotAMember: "nip",
    acting.OwnSheet: "nip",
    acting.WrongDay: "tanggal",
    acting.WrongLetters: "jawaban",
    acting.SheetKnown: "nip",
}


@blueprint.get("/kertas/masukkan")
@open_to(Role.COORDINATOR)
def paper_entry() -> ResponseReturnValue:
    """What is the same on the next sheet comes filled in: form, phase and day."""
    form = SheetInput(formdata=None)
    form.kode.data = request.args.get("kode", "")[:40]
    form.fase.data = request.args.get("fase", "")
    form.tanggal.data = _day(request.args.get("tanggal", "")) or today_wib()
    if _way() and form.kode.data and _printed(form) is None:
        form.kode.errors = [acting.UnknownCode.words]
    return _entry_page(form)


@blueprint.post("/kertas/masukkan")
@open_to(Role.COORDINATOR)
def enter_paper() -> ResponseReturnValue:
    form = SheetInput(formdata=_with_letters(request.form))
    if not form.validate():
        return _entry_page(form), 422
    phase, day = Phase(form.fase.data), form.tanggal.data
    assert day is not None  # a form found right has one
    sheet = acting.Sheet(
        form.kode.data or "", phase, form.nip.data or "", form.jawaban.data or "", day
    )
    try:
        entered = acting.enter_sheet(sheet, current_user.id, form_letters(), now())
    except Refused as refused:
        field = FIELDS.get(type(refused))
        if field:
            form[field].errors = [str(refused)]
        else:
            form.form_errors.append(str(refused))
        return _entry_page(form), 422
    _say(entered, phase)
    address = url_for(
        "coordinate.paper_entry",
        kode=sheet.code,
        fase=phase.value,
        tanggal=day.isoformat(),
        cara=_way(),
        _anchor="nip",
    )
    return redirect(address, 303)


def _say(entered: acting.Entered, phase: Phase) -> None:
    if entered.is_counted:
        flash(f"Tersimpan: {entered.name}. Masukkan lembar berikutnya.", "success")
        return
    flash(
        f"Tersimpan, tetapi tidak dihitung: {entered.name} sudah punya hasil {label(phase).lower()}"
        " yang dihitung untuk modul ini. Masukkan lembar berikutnya.",
        "warning",
    )


def _entry_page(form: SheetInput) -> str:
    printed = _printed(form) if _way() else None
    return render_template(
        "coordinate/paper_entry.html",
        form=form,
        way=_way(),
        questions=_questions(printed.form, form.jawaban.data or "") if printed else [],
        kept={
            "kode": form.kode.data or None,
            "fase": form.fase.data or None,
            "tanggal": form.tanggal.data,
        },
        blank=BLANK,
        prefix=QUESTION,
    )


def _printed(form: SheetInput) -> PrintedForm | None:
    return printed_forms().get(code_key(form.kode.data or ""))


def _questions(form: QuizForm, letters: str) -> list[tuple[int, str, str]]:
    """Number, the letters offered, and the one chosen before."""
    given = "".join(letters.split()).upper()
    return [
        (number, LETTERS[: len(ids)], given[number - 1 : number] or BLANK)
        for number, (_, ids) in enumerate(printed_layout(form), 1)
    ]


def _with_letters(posted: MultiDict[str, str]) -> MultiDict[str, str]:
    """The choices of single questions joined to letters, where the page had choices."""
    if not _way():
        return posted
    joined = MultiDict(posted)
    asked = [f"{QUESTION}{number}" for number in range(1, MOST_QUESTIONS + 1)]
    joined["jawaban"] = "".join(posted[name][:1] or BLANK for name in asked if name in posted)
    return joined


def _way() -> str | None:
    """How answers are given, as the address says: one choice for each question, or letters."""
    return BY_CHOICE if request.args.get("cara") == BY_CHOICE else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
