"""Turns what went wrong into a page that says so in plain words."""

from typing import NoReturn

from flask import Flask, Response, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from ..actions.audit import record_denied
from ..database import DatabaseFault, db
from .clock import now

PAGES = {
    400: ("Permintaan tidak dapat dibaca", ["Muat ulang halaman sebelumnya, lalu coba lagi."]),
    401: ("Anda belum masuk", ["Masuk dengan NIP dan kata sandi untuk melanjutkan."]),
    403: ("Halaman ini tidak terbuka untuk Anda", ["Hubungi admin bila ini keliru."]),
    404: (
        "Halaman tidak ditemukan",
        ["Periksa alamat yang Anda ketik.", "Mungkin halaman ini sudah dipindahkan."],
    ),
    405: ("Permintaan tidak dapat dibaca", ["Muat ulang halaman sebelumnya, lalu coba lagi."]),
    413: ("Berkas terlalu besar", ["Ukuran berkas paling besar 10 MB."]),
    429: ("Terlalu banyak percobaan", ["Tunggu sebentar, lalu coba lagi."]),
    500: (
        "Maaf, layanan sedang bermasalah",
        ["Coba lagi nanti.", "Jawaban yang sudah tersimpan tetap aman."],
    ),
    503: (
        "Maaf, layanan sedang bermasalah",
        ["Perubahan terakhir belum tersimpan. Coba lagi beberapa saat lagi."],
    ),
}


def not_found() -> NoReturn:
    """Answer 404, alike for what is foreign and what does not exist; asked by a signed-in person, it is logged."""
    g.denied = True
    abort(404)


def problem(status: int, heading: str, messages: list[str]) -> tuple[str, int]:
    ways_on = {401: ("Masuk", url_for("account.sign_in"))}
    links = [ways_on.get(status, ("Ke beranda", url_for("learn.home")))]
    page = render_template("errors/problem.html", heading=heading, messages=messages, links=links)
    return page, status


def init_app(app: Flask) -> None:
    @app.errorhandler(SecurityError)
    def unknown_host(_error: SecurityError) -> ResponseReturnValue:
        # No address can be built for a host that is not ours, so this answer has no page around it.
        return "Alamat situs ini tidak dikenal.", 400, {"Content-Type": "text/plain; charset=utf-8"}

    @app.errorhandler(HTTPException)
    def http_problem(error: HTTPException) -> ResponseReturnValue:
        if error.code is not None and error.code < 400:
            return error
        db.session.rollback()
        status = error.code if error.code in PAGES else 400
        heading, messages = PAGES[status]
        answer = app.make_response(problem(status, heading, messages))
        if error.get_response().headers.get("Retry-After"):
            answer.headers["Retry-After"] = error.get_response().headers["Retry-After"]
        return answer

    @app.errorhandler(CSRFError)
    def csrf_problem(_error: CSRFError) -> ResponseReturnValue:
        view = app.view_functions.get(request.endpoint or "")
        answer = getattr(view, "on_stale_token", None)
        if answer is not None and current_user.is_authenticated:
            again: ResponseReturnValue = answer(**(request.view_args or {}))
            return again
        return problem(
            400,
            "Halaman ini sudah terlalu lama terbuka",
            ["Muat ulang halaman sebelumnya, lalu kirim sekali lagi."],
        )

    @app.errorhandler(DatabaseFault)
    def database_fault(error: DatabaseFault) -> ResponseReturnValue:
        app.logger.error("Basis data gagal pada %s", request.endpoint, exc_info=error)
        db.session.rollback()
        heading, messages = PAGES[503]
        return problem(503, heading, messages)

    @app.errorhandler(Exception)
    def fault(error: Exception) -> ResponseReturnValue:
        app.logger.error("Kesalahan pada %s", request.endpoint, exc_info=error)
        db.session.rollback()
        heading, messages = PAGES[500]
        return problem(500, heading, messages)

    @app.after_request
    def log_denied(response: Response) -> Response:
        if g.pop("denied", False) and current_user.is_authenticated:
            record_denied(current_user.id, request.path, now())
        return response
