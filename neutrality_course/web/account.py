"""Accounts in the browser: signing in and out, the first password, the own profile, help."""

from math import ceil

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..actions import accounts
from ..actions import setup as setting_up
from ..actions import sign_in as signing
from ..actions.refusals import Refused
from ..actions.throttle import SlowedDown
from ..passwords import LONGEST_WAIT_SECONDS, TooManyAtOnce, WeakPassword
from ..queries.people import existing_person
from ..queries.setup import is_open_for_setup
from .clock import now, today_wib
from .devices import caller, device_hash, device_token, keep_device
from .entrance import after_sign_in, enter, sign_in_form, sign_in_page
from .errors import not_found, problem
from .guards import ANYBODY, SIGNED_IN, open_to
from .inputs.account import (
    PASSWORD_FAULTS,
    ActivateInput,
    ChangePasswordInput,
    SetUpInput,
    SignInInput,
)
from .lookups import catalog
from .own_path import own_path
from .sessions import begin_session, end_session, touch_session

__all__ = ["after_sign_in", "blueprint", "sign_in_page"]

blueprint = Blueprint("account", __name__)

WRONG_CREDENTIALS = "NIP atau kata sandi salah"
WRONG_CODE = (
    "NIP atau kode salah, atau kode sudah dipakai, diganti, atau lewat 14 hari."
    " Minta kode baru kepada koordinator KORPRI instansi Anda"
)


@blueprint.route("/masuk", methods=["GET", "POST"])
@open_to(ANYBODY)
def sign_in() -> ResponseReturnValue:
    form = SignInInput()
    if request.method == "GET":
        form.next.data = own_path(request.args.get("next")) or ""
        return sign_in_form(form)
    if not form.validate():
        if form.simpanan.errors:
            abort(413)
        return sign_in_form(form), 422
    token = device_token()
    try:
        person_id = signing.sign_in(
            form.nip.data or "", form.password.data or "", caller(token), now()
        )
    except signing.WrongCredentials:
        return sign_in_form(form, WRONG_CREDENTIALS), 401
    except SlowedDown as slowed:
        return _slowed(sign_in_form(form, _slowed_words(slowed)), slowed)
    person = existing_person(person_id)
    response = enter(person, token, own_path(form.next.data))
    if form.simpanan.data:
        for keep in after_sign_in:
            keep(person, form.simpanan.data)
    return response


@blueprint.post("/keluar")
@open_to(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    signing.sign_out(current_user.id)
    end_session()
    flash("Anda sudah keluar di semua perangkat.", "success")
    response = redirect(url_for("account.sign_in"), 303)
    if current_app.extensions["settings"].is_secure:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


# Pressed twice, or after the session has ended: there is nothing left to end.
sign_out.on_signed_out = lambda: redirect(url_for("account.sign_in"), 303)  # type: ignore[attr-defined]  # a mark that guards read


@blueprint.post("/sesi/perpanjang")
@open_to(SIGNED_IN)
def extend_session() -> ResponseReturnValue:
    """Answers without content, so that a browser stays on the page it is on."""
    touch_session()
    return Response(status=204, mimetype="text/plain")


@blueprint.route("/aktivasi", methods=["GET", "POST"])
@open_to(ANYBODY)
def activate() -> ResponseReturnValue:
    form = ActivateInput()
    if request.method == "GET":
        return _activation_page(form)
    if not form.validate():
        return _activation_page(form), 422
    token = device_token()
    try:
        person_id = accounts.activate(
            form.nip.data or "",
            form.code.data or "",
            form.password.data or "",
            caller(token),
            now(),
        )
    except accounts.WrongCode:
        return _activation_page(form, WRONG_CODE), 422
    except SlowedDown as slowed:
        return _slowed(_activation_page(form, _slowed_words(slowed)), slowed)
    except WeakPassword as weak:
        form.password.errors = [PASSWORD_FAULTS[weak.fault]]
        return _activation_page(form), 422
    response = enter(existing_person(person_id), token)
    flash("Kata sandi tersimpan. Anda sudah masuk.", "success")
    return response


@blueprint.route("/akun", methods=["GET", "POST"])
@open_to(SIGNED_IN)
def profile() -> ResponseReturnValue:
    form = ChangePasswordInput()
    if request.method == "GET":
        return _profile_page(form)
    if not form.validate():
        return _profile_page(form), 422
    person_id, token = current_user.id, device_token()
    try:
        accounts.change_password(
            person_id, form.current.data or "", form.password.data or "", caller(token), now()
        )
    except accounts.WrongPassword:
        form.current.errors = ["Kata sandi sekarang salah"]
        return _profile_page(form), 422
    except SlowedDown as slowed:
        form.current.errors = [_slowed_words(slowed)]
        return _slowed(_profile_page(form), slowed)
    except WeakPassword as weak:
        form.password.errors = [PASSWORD_FAULTS[weak.fault]]
        return _profile_page(form), 422
    begin_session(existing_person(person_id))
    flash("Kata sandi diganti. Anda sudah keluar di perangkat lain.", "success")
    response = redirect(url_for("account.profile"), 303)
    keep_device(response, token)
    return response


@blueprint.route("/siapkan/<key>", methods=["GET", "POST"])
@open_to(ANYBODY)
def setup(key: str) -> ResponseReturnValue:
    """The first page of an empty database: its admin, agency and wave. Gone once used."""
    if not is_open_for_setup(setting_up.hash_of_key(key)):
        not_found()
    form = SetUpInput()
    form.offer_modules((module.slug, module.title) for module in catalog().modules)
    if request.method == "GET":
        form.suggest(today_wib(), [module.slug for module in catalog().core_modules])
        return _setup_page(form)
    if not form.validate():
        return _setup_page(form), 422
    token = device_token()
    try:
        person_id = setting_up.set_up(
            key,
            form.admin(),
            form.password.data or "",
            form.agency(),
            form.wave(),
            [module.slug for module in catalog().modules],
            device_hash(token),
            now(),
        )
    except setting_up.SetupOver:
        not_found()
    except WeakPassword as weak:
        form.password.errors = [PASSWORD_FAULTS[weak.fault]]
        return _setup_page(form), 422
    except Refused as refused:
        form.modules.errors = [str(refused)]
        return _setup_page(form), 422
    response = enter(existing_person(person_id), token, url_for("admin.indicator"))
    flash("Kursus siap dipakai, dan Anda sudah masuk sebagai admin.", "success")
    return response


@blueprint.get("/bantuan", endpoint="help")
@open_to(ANYBODY)
def help_page() -> ResponseReturnValue:
    return render_template("account/help.html")


@blueprint.errorhandler(TooManyAtOnce)
def too_many_at_once(_error: TooManyAtOnce) -> ResponseReturnValue:
    page = problem(
        503,
        "Sedang banyak yang masuk",
        ["Muat ulang halaman ini dalam beberapa detik: isian Anda dikirim sekali lagi."],
    )
    response = make_response(page)
    response.headers["Retry-After"] = str(ceil(LONGEST_WAIT_SECONDS))
    return response


def _activation_page(form: ActivateInput, wrong: str = "") -> str:
    return render_template("account/activate.html", form=form, problem=wrong)


def _profile_page(form: ChangePasswordInput) -> str:
    return render_template(
        "account/profile.html", form=form, who=current_user, nip=_grouped(current_user.nip)
    )


def _setup_page(form: SetUpInput) -> str:
    return render_template("account/setup.html", form=form)


def _grouped(nip: str) -> str:
    """Birth date, appointment, sex and serial apart, as NIPs are written."""
    return " ".join((nip[:8], nip[8:14], nip[14], nip[15:]))


def _slowed(page: str, slowed: SlowedDown) -> Response:
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(slowed.seconds)
    return response


def _slowed_words(slowed: SlowedDown) -> str:
    seconds = slowed.seconds
    wait = f"{seconds} detik" if seconds < 60 else f"{ceil(seconds / 60)} menit"
    return f"Terlalu banyak percobaan yang gagal. Coba lagi dalam {wait}. Akun tidak dikunci"
