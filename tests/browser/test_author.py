"""The writers' preview in a browser: a saved file shows itself, and nothing is needed for reading."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.checks import check_page, no_sideways_scroll
from tests.browser.conftest import HEIGHTS, PROJECT, TIMEOUT_MS, wait_for
from tests.catalog import course
from tests.support.apps import SECRET_KEY
from tests.support.postgresql import free_port


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course with a GALAT in it: the preview starts all the same."""
    return course.write(
        tmp_path, course.changed("uji/module.md", "Tanya dulu,", "Agar supaya tanya dulu,")
    )


@pytest.fixture
def address(root: Path, tmp_path: Path) -> Iterator[str]:
    port = free_port()
    environment = {**os.environ, "INSTANCE_DIR": str(tmp_path), "SECRET_KEY": SECRET_KEY}
    log = tmp_path / "preview.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "flask",
                "--app",
                "app",
                "content",
                "serve",
                "--port",
                str(port),
            ],
            cwd=PROJECT,
            env={**environment, "CONTENT_DIR": str(root)},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        wait_for(server, port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGINT)
        assert server.wait(10) == 0, log.read_text()


@pytest.fixture
def page(browser: Browser, width: int) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": HEIGHTS[width]})
    context.set_default_timeout(TIMEOUT_MS)
    yield context.new_page()
    context.close()


def test_a_saved_file_shows_itself(address: str, root: Path, page: Page) -> None:
    page.goto(f"{address}/modul/uji/ringkasan")
    expect(page.locator(".author-fault")).to_have_count(1)
    course.write(root.parent, course.files())
    expect(page.locator(".author-fault")).to_have_count(0)
    expect(page.locator(".author-total")).to_have_text("0 GALAT · 0 PERINGATAN")


def test_it_can_be_read_by_everybody(address: str, page: Page) -> None:
    for path in ("/", "/modul/uji", "/modul/uji/awal", "/soal/uji"):
        page.goto(f"{address}{path}")
        check_page(page)
        no_sideways_scroll(page)


def test_it_needs_no_javascript(browser: Browser, address: str, root: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".author-fault").count() == 1
    course.write(root.parent, course.files())
    page.reload()
    assert page.locator(".author-fault").count() == 0
    context.close()
