"""Signed-in sessions: who a cookie stands for, and when it stops standing for anybody."""

from datetime import datetime

from flask import Flask, current_app, session
from flask_login import LoginManager, current_user, login_user, logout_user

from ..domain.terms import Role
from ..models import Person
from ..queries.people import person_of_session
from .clock import now

login_manager = LoginManager()
login_manager.session_protection = "basic"
TOUCH_SECONDS = 60


def begin_session(person: Person) -> None:
    """Sign this browser in as `person`; whatever the old session held is gone."""
    session.clear()
    session.permanent = True
    session["seen_at"] = _stamp(now())
    login_user(person)


def end_session() -> None:
    logout_user()
    session.clear()


def touch_session() -> None:
    session["seen_at"] = _stamp(now())


def idle_seconds(role: Role) -> int:
    settings = current_app.extensions["settings"]
    minutes = settings.idle_minutes_admin if role is Role.ADMIN else settings.idle_minutes_others
    return int(minutes) * 60


def init_app(app: Flask) -> None:
    login_manager.init_app(app)

    @login_manager.user_loader
    def load(session_id: str) -> Person | None:
        person_id, _, epoch = session_id.partition(":")
        return person_of_session(person_id, int(epoch)) if epoch.isdigit() else None

    @app.before_request
    def end_idle_session() -> None:
        if not current_user.is_authenticated:
            return
        idle = _stamp(now()) - session.get("seen_at", 0)
        if idle > idle_seconds(current_user.role):
            end_session()
        elif idle > TOUCH_SECONDS:
            touch_session()


def _stamp(moment: datetime) -> int:
    return int(moment.timestamp())
