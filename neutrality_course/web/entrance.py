"""The sign-in page, also as an answer in the place of a page whose session has ended."""

from collections.abc import Callable

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from ..domain.terms import Role
from ..models import Person
from .devices import keep_device
from .inputs.account import SignInInput
from .sessions import begin_session

after_sign_in: list[Callable[[Person, str], None]] = []
"""Called with the person and the text that rode along with the sign-in, when there is one."""


def sign_in_page(next_url: str, simpanan: str = "", notice: str = "") -> ResponseReturnValue:
    """The sign-in page with status 401, in answer to a form whose session has ended.

    `simpanan` (up to 20 kB) rides along unchanged and is handed to `after_sign_in`; then the
    person is led to `next_url`.
    """
    form = SignInInput(formdata=None, next=next_url, simpanan=simpanan)
    return sign_in_form(form, notice=notice), 401


def sign_in_form(form: SignInInput, problem: str = "", notice: str = "") -> str:
    return render_template("account/sign_in.html", form=form, problem=problem, notice=notice)


def enter(person: Person, token: str, address: str | None = None) -> Response:
    """Sign the browser in and lead it to the address, or to where the person's work begins."""
    begin_session(person)
    response = redirect(address or first_page(person.role), 303)
    keep_device(response, token)
    return response


def first_page(role: Role) -> str:
    """Where the work of this role begins."""
    pages = {Role.ADMIN: "admin.indicator", Role.COORDINATOR: "coordinate.overview"}
    return url_for(pages.get(role, "learn.home"))
