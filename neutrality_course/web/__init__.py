"""What a person meets in the browser. One file per journey; a page without an `@open_to` mark stays closed."""

from flask import Flask
from jinja2 import StrictUndefined

from . import (
    account,
    admin,
    assets,
    coordinate,
    errors,
    guards,
    labels,
    learn,
    narration,
    navigation,
    reference,
    security,
    self_rating,
    sessions,
)


def init_app(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    for part in (sessions, guards, security, errors, labels, assets, navigation):
        part.init_app(app)
    for journey in (account, learn, reference, narration, self_rating, coordinate, admin):
        app.register_blueprint(journey.blueprint)
