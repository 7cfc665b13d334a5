"""What every test can ask for; the fixtures themselves stand in tests/support."""

import os
from collections.abc import Generator

import pytest

from tests.support import postgresql
from tests.support.settings import settings_read

pytest_plugins = ("tests.support.apps",)


def pytest_configure(config: pytest.Config) -> None:
    for name in settings_read():
        os.environ.pop(name, None)  # what the developer has set is not what is tested
    if not hasattr(config, "workerinput"):  # the main process, not one that xdist started
        postgresql.hold_run_folder()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI a skipped test is a failed one."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report
