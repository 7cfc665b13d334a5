"""Kursus Netralitas ASN: a course on neutrality in elections that measures what was understood."""

import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from . import cli, models, web
from .catalog import ContentError, load_catalog
from .config import PROJECT, ConfigError, Settings, read_settings, sqlalchemy_url
from .database import create_sqlite_file, db, init_database

UPLOAD_LIMIT = 10 * 1024 * 1024
__all__ = ["create_app"]


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The application, ready to serve. `overrides` win over the environment (settings) and Flask's own config.

    Wrong settings and bad content end the process with one clear message and exit status 2. For a command
    there is an application without a course then: the commands that help to mend it still work.
    """
    overrides = dict(overrides or {})
    bad_content: ContentError | None = None
    try:
        settings = read_settings(
            {**os.environ, **{k: v for k, v in overrides.items() if isinstance(v, str)}}
        )
    except ConfigError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from error
    try:
        catalog = load_catalog(settings.content_dir)
    except ContentError as error:
        if not cli.is_looking_for_command():
            print(error, file=sys.stderr)
            raise SystemExit(2) from error
        bad_content = error
    app = Flask(
        __name__,
        template_folder=str(PROJECT / "templates"),
        static_folder=str(PROJECT / "static"),
        instance_path=str(PROJECT / "instance"),
    )
    app.config.update(_flask_config(settings))
    app.config.update({k: v for k, v in overrides.items() if not isinstance(v, str)})
    app.extensions["settings"] = settings
    if bad_content is None:
        app.extensions["catalog"] = catalog
    create_sqlite_file(settings.database_url)
    init_database(app)
    Migrate(
        app, db, directory=str(PROJECT / "neutrality_course" / "migrations"), render_as_batch=True
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]  # as Flask's manual does
    web.init_app(app)
    cli.init_app(app, bad_content)
    return app


def _flask_config(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": sqlalchemy_url(settings.database_url),
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings.database_url),
        "SESSION_COOKIE_NAME": "__Host-sesi" if settings.is_secure else "sesi",
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=24),
        "SESSION_REFRESH_EACH_REQUEST": False,
        "TRUSTED_HOSTS": settings.trusted_hosts,
        "MAX_CONTENT_LENGTH": UPLOAD_LIMIT,
        # Static files are asked for by a hash of their content, so they may be kept for a year.
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "WTF_CSRF_TIME_LIMIT": None,
        # Office proxies strip the Referer; the token in a __Host- cookie's session is what proves the page.
        "WTF_CSRF_SSL_STRICT": False,
        "PREFERRED_URL_SCHEME": "https" if settings.is_secure else "http",
    }


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {}
    return {
        "pool_pre_ping": True,
        "pool_size": 5,
        "max_overflow": 5,
        # PgBouncer in transaction mode cannot keep prepared statements (libraries.md).
        "connect_args": {"prepare_threshold": None},
    }


_ = models  # imported so that the tables are known to the migrations
