"""A browser without a screen: it sends forms the way a browser does and checks every answer it gets.

A test that opens a page has thereby tested that the page is valid HTML with one `h1`, that nothing is inline,
that a GET changed nothing, and that nothing was left uncommitted.
"""

import contextvars
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag, urljoin

from bs4 import BeautifulSoup, Tag
from flask import Flask, current_app, request_tearing_down, session
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Connection, event
from werkzeug.datastructures import Headers, MultiDict

from neutrality_course.database import db
from neutrality_course.models import Person
from neutrality_course.web.sessions import begin_session
from tests.support.soundness import page_faults

HEADERS = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
)
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")


# ------------------------------------------------------------------------------------- what came


@dataclass(frozen=True)
class Form:
    """A form as it stands on the page; `fields` are what pressing its button would send."""

    action: str
    method: str
    is_multipart: bool
    names: frozenset[str]
    fields: MultiDict[str, Any]


@dataclass(frozen=True)
class Page:
    """An answer. `queries` is the number of SQL statements it took."""

    url: str
    status: int
    headers: Headers
    body: bytes
    queries: int

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.body.decode(), "html.parser")

    @property
    def location(self) -> str:
        """Where a redirect leads: path and query."""
        return self.headers["Location"]

    @property
    def h1(self) -> str:
        return words(self.one("h1"))

    @property
    def main(self) -> str:
        """Everything that can be read in the page's main part, on one line."""
        return words(self.one("main"))

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary, empty when there is none."""
        return self.texts(".error-summary li")

    @property
    def flashes(self) -> list[str]:
        """What the last action left to say."""
        return self.texts("main > .notice .notice-title")

    def one(self, selector: str) -> Tag:
        """The only element that the CSS selector finds."""
        found = self.soup.select(selector)
        assert len(found) == 1, f"{self.url}: {len(found)} × {selector}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        return [words(element) for element in self.soup.select(selector)]

    def rows(self, table: str = "table") -> list[list[str]]:
        """The body of a table as texts, row by row."""
        rows = self.one(table).select("tbody tr")
        return [[words(cell) for cell in row.select("th, td")] for row in rows]

    def faults(self, mimetype: str | None) -> Iterator[str]:
        """What is wrong with this answer as it would be with any."""
        yield from (f"no header {name}" for name in HEADERS if name not in self.headers)
        is_page = self.status != 204 and not 300 <= self.status < 400
        if mimetype == "text/html" and is_page:
            yield from page_faults(self.body)

    def form(self, action: str | None = None) -> Form:
        """The form in the page's main part that posts, or the one that posts to `action`."""
        forms = [read_form(tag, self.url) for tag in self.soup.select("main form")]
        found = [f for f in forms if f.method == "post" and action in (None, f.action)]
        actions = [f.action for f in forms]
        assert len(found) == 1, f"{self.url}: which form of {actions}? asked for {action}"
        return found[0]


def words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def read_form(tag: Tag, url: str) -> Form:
    names, fields = set(), MultiDict[str, Any]()
    for control in tag.select("input, select, textarea"):
        name = control.get("name")
        if name and not control.has_attr("disabled"):
            names.add(str(name))
            fields.setlistdefault(str(name)).extend(values_of(control))
    names |= {str(button["name"]) for button in tag.select("button[name]")}
    return Form(
        action=urljoin(url, str(tag.get("action", ""))),
        method=str(tag.get("method", "get")).lower(),
        is_multipart=tag.get("enctype") == "multipart/form-data",
        names=frozenset(names),
        fields=MultiDict((name, value) for name, value in fields.items(multi=True)),
    )


def values_of(control: Tag) -> list[str]:
    """What a browser would send for this control as it stands."""
    if control.name == "textarea":
        return [control.get_text().removeprefix("\n")]
    if control.name == "select":
        options = list(control.select("option[selected]"))
        if not options and not control.has_attr("multiple"):
            options = control.select("option")[:1]
        return [str(option.get("value", words(option))) for option in options]
    kind = str(control.get("type", "text"))
    if kind in ("submit", "button", "file"):
        return []
    if kind in ("checkbox", "radio"):
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    return [str(control.get("value", ""))]


# ------------------------------------------------------------------------------------ the browser


class Client:
    """One browser with its own cookies. Every request names the status it expects.

    With a list for `faults`, what is wrong with an answer goes there and the test goes on.
    """

    def __init__(
        self, app: Flask, base_url: str = "http://localhost", faults: list[str] | None = None
    ) -> None:
        assert app.config.get("WTF_CSRF_ENABLED", True), "CSRF stays on in tests"
        self.app = app
        self.base_url = base_url
        self.faults = faults
        self.cookies = app.test_client()
        with app.app_context():
            self.engine = db.engine

    def sign_in(self, person: Person) -> None:
        """Begin a session of this person without the password that the sign-in page would ask for."""

        self.change_session(lambda: begin_session(person))

    def token(self) -> str:
        """A CSRF token of this browser's session, as its pages carry it."""
        return str(self.change_session(generate_csrf))

    def change_session(self, change: Callable[[], Any]) -> Any:
        """Do what a view might do to this browser's session."""

        def in_a_request() -> tuple[Any, dict[str, Any]]:
            with self.app.test_request_context(base_url=self.base_url):
                session.update(stored)
                return change(), dict(session)

        with self.cookies.session_transaction(base_url=self.base_url) as stored:
            result, changed = contextvars.Context().run(in_a_request)
            stored.clear()
            stored.update(changed)
        return result

    def get(self, path: str, status: Any = 200, **query: Any) -> Page:
        # Were the status an int, mypy would take a mapping unpacked into the query for a wrong status.
        return self.open("GET", path, status, query_string=query or None)

    def post(self, path: str, data: Any = None, status: int | None = 303, **options: Any) -> Page:
        """Post exactly `data`, without the page it comes from; `send` is what people do."""
        return self.open("POST", path, status, data=data, **options)

    def send(
        self,
        page: Page,
        fields: Mapping[str, Any] | None = None,
        *,
        action: str | None = None,
        status: int | None = 303,
    ) -> Page:
        """Fill in these fields of the page's form, leave the others as they are, and send it.

        A list is several values, None leaves a field out, a file is (BytesIO, name). The name of a button
        counts as a field.
        """
        form = page.form(action)
        unknown = set(fields or {}) - form.names
        assert not unknown, f"{page.url}: the form has no {sorted(unknown)}, only {form.names}"
        data = form.fields.copy()
        for name, value in (fields or {}).items():
            data.setlist(name, value if isinstance(value, list) else [value])
            if value is None:
                data.poplist(name)
        return self.open(
            "POST",
            form.action,
            status,
            data=data,
            headers={"Referer": self.base_url + page.url},
            content_type="multipart/form-data" if form.is_multipart else None,
        )

    def follow(self, page: Page, status: int | None = 200) -> Page:
        """Open the page that a redirect leads to."""
        assert 300 <= page.status < 400, f"{page.url} answered {page.status}, no redirect"
        return self.get(page.location, status)

    def open(self, method: str, path: str, status: int | None, **options: Any) -> Page:
        """Ask, and check the answer. Status None is any but a fault of ours (500 and above)."""
        if current_app:
            assert not has_changes(), "commit what the test has changed before asking for a page"
            db.session.rollback()
        url = urldefrag(path).url
        with watch(self) as watched:
            # In a context of its own, as on a server: Flask would otherwise reuse the test's, with its
            # session and its idea of who has signed in.
            response = contextvars.Context().run(
                self.cookies.open,
                url,
                method=method,
                base_url=self.base_url,
                buffered=True,
                **options,
            )
        if current_app:
            db.session.rollback()  # the test sees what the request has changed
        page = Page(
            url, response.status_code, response.headers, response.get_data(), watched.statements
        )
        is_expected = page.status == status or (status is None and page.status < 500)
        assert is_expected, f"{method} {url}: {page.status}: {words(page.soup)}"
        faults = [*page.faults(response.mimetype), *watched.faults(method)]
        if self.faults is not None:
            self.faults += [f"{method} {url}: {fault}" for fault in faults]
        else:
            assert not faults, f"{method} {url}:\n" + "\n".join(faults)
        return page


# ----------------------------------------------------------------------- what a request did inside


@dataclass
class Watched:
    statements: int = 0
    writes: list[tuple[str, Any]] = field(default_factory=list)
    uncommitted: list[str] = field(default_factory=list)
    left_behind: list[str] = field(default_factory=list)

    def faults(self, method: str) -> Iterator[str]:
        yield from (f"left uncommitted: {what}" for what in self.left_behind)
        if method in ("GET", "HEAD"):
            others = [write for write in self.writes if not is_denial(*write)]
            yield from (f"a {method} changed the database: {write}" for write in others)
            if len(self.writes) - len(others) > 1:
                yield "logged the same denial more than once"


def is_denial(statement: str, parameters: Any) -> bool:
    """Whether this writes the one row that a GET may write: somebody asked for what is not theirs."""
    values = parameters.values() if isinstance(parameters, Mapping) else parameters
    return statement.startswith("INSERT INTO audit_entry") and "authz_denied" in values


def has_changes() -> bool:
    changed = any(db.session.is_modified(object_) for object_ in db.session.dirty)
    return changed or bool(db.session.new) or bool(db.session.deleted)


@contextmanager
def watch(client: Client) -> Iterator[Watched]:
    """Note the SQL that runs meanwhile, and what a request leaves uncommitted at its end."""
    watched = Watched()

    def executed(_c: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        watched.statements += 1
        if statement.lstrip().upper().startswith(WRITING):
            watched.writes.append((statement, parameters))
            watched.uncommitted.append(statement)

    def settled(_connection: Connection) -> None:
        watched.uncommitted.clear()

    def ended(_app: Flask, **_: Any) -> None:
        watched.left_behind += watched.uncommitted
        if has_changes():
            watched.left_behind.append(f"{db.session.new} {db.session.dirty} {db.session.deleted}")

    listeners: dict[str, Callable[..., None]] = {
        "before_cursor_execute": executed,
        "commit": settled,
        "rollback": settled,
    }
    for name, listener in listeners.items():
        event.listen(client.engine, name, listener)
    try:
        with request_tearing_down.connected_to(ended, client.app):
            yield watched
    finally:
        for name, listener in listeners.items():
            event.remove(client.engine, name, listener)
