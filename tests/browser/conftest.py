"""A real server process and a real browser. `site` is the server with an empty database, `browse` opens pages.

Every test that uses `browse` runs on a phone's and on a desk's width, and fails at its end when the browser
complained, when an answer was an error, or when anything outside the site was asked for.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright

from neutrality_course.models import Person
from tests.pages import Client
from tests.support.apps import SECRET_KEY, empty_tables, migrated_app
from tests.support.postgresql import free_port
from tests.support.system_packages import chromium

PROJECT = Path(__file__).resolve().parents[2]
SCREENS = PROJECT / "build" / "browser"
HEIGHTS = {360: 740, 1280: 800}
START_SECONDS = 60
TIMEOUT_MS = 15_000
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Site:
    """A running site; builders and actions of the test write into its database. Its clock is the real one."""

    app: Flask
    url: str


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with migrated_app("sqlite", folder) as app:
        port = free_port()
        environment = {
            **os.environ,
            "DATABASE_URL": app.extensions["settings"].database_url,
            "INSTANCE_DIR": str(folder),
            "SECRET_KEY": SECRET_KEY,
            "HOST": "127.0.0.1",
            "PORT": str(port),
        }
        log = folder / "server.log"
        with log.open("w") as output:
            server = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "app", "serve"],
                cwd=PROJECT,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            wait_for(server, port, log)
            yield Site(app, f"http://127.0.0.1:{port}")
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(10)


def wait_for(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the site did not start:\n{log.read_text()}")


@pytest.fixture
def site(running_site: Site) -> Iterator[Site]:
    with running_site.app.app_context():
        empty_tables()
        yield running_site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield launched
        launched.close()


@dataclass
class Browse:
    """`browse(person)` opens a window in which this person, or nobody, has signed in, and gives its page.

    `allow` names parts of complaints that the test means to cause, such as "status of 422".
    """

    site: Site
    browser: Browser
    width: int
    contexts: list[BrowserContext] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __call__(
        self, person: Person | None = None, *, javascript: bool = True, allow: tuple[str, ...] = ()
    ) -> Page:
        context = self.browser.new_context(
            base_url=self.site.url,
            viewport={"width": self.width, "height": HEIGHTS[self.width]},
            java_script_enabled=javascript,
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        context.set_default_timeout(TIMEOUT_MS)
        self.contexts.append(context)
        if person is not None:
            name, value = session_cookie(self.site.app, person)
            context.add_cookies([{"name": name, "value": value, "url": self.site.url}])
        self.listen(context, allow)
        return context.new_page()

    def listen(self, context: BrowserContext, allow: tuple[str, ...]) -> None:
        def complain(words: str) -> None:
            if not any(part in words for part in allow):
                self.problems.append(words)

        def asked(request: Request) -> None:
            if not request.url.startswith((f"{self.site.url}/", "blob:")):
                complain(f"asked for {request.url}")

        def answered(response: Response) -> None:
            if response.status >= 400:
                complain(f"status of {response.status}: {response.url}")

        def failed(request: Request) -> None:
            if request.failure != "net::ERR_ABORTED":  # left the page, or a download
                complain(f"{request.failure}: {request.url}")

        context.on("request", asked)
        context.on("response", answered)
        context.on("requestfailed", failed)
        context.on("weberror", lambda error: complain(f"error in a script: {error.error}"))
        context.on(
            "console",
            lambda message: (
                complain(message.text) if message.type in ("error", "warning") else None
            ),
        )


def session_cookie(app: Flask, person: Person) -> tuple[str, str]:
    client = Client(app)
    client.sign_in(person)
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.cookies.get_cookie(name)
    assert cookie is not None
    return name, cookie.value


@pytest.fixture(params=sorted(HEIGHTS))
def width(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def browse(site: Site, browser: Browser, width: int) -> Iterator[Browse]:
    opened = Browse(site, browser, width)
    yield opened
    for context in opened.contexts:
        context.close()
    assert opened.problems == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the browser showed when a test failed is kept in build/browser."""
    report = yield
    opened = getattr(item, "funcargs", {}).get("browse")
    if report.when == "call" and report.failed and opened is not None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        pages = [page for context in opened.contexts for page in context.pages]
        for number, page in enumerate(pages):
            page.screenshot(path=SCREENS / f"{item.name}-{number}.png", full_page=True)
    return report


@pytest.fixture
def module_pages(site: Site) -> list[str]:
    """The titles of the pages of the module that the journeys take, in order."""
    return [page.title for page in site.app.extensions["catalog"].module("pasal-5-huruf-n").pages]
