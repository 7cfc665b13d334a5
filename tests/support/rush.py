"""Real processes that do the same thing at the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from neutrality_course.database import db
from tests.support.apps import new_app

PROCESSES, THREADS = 4, 2
WORKERS = PROCESSES * THREADS
PATIENCE_SECONDS = 60

Work = Callable[[Flask, int, Any], Any]
"""Called with the application, the number of the worker (from 0) and the turn; a function of a module."""

_gate: Barrier


def rush(app: Flask, work: Work, turns: Sequence[Any]) -> list[list[Any]]:
    """For every turn what each of the eight workers got from `work`, in the order of their numbers.

    They begin every turn at the same moment.
    """
    db.session.rollback()
    url = app.extensions["settings"].database_url
    futures = [_pool().submit(_process, url, n, work, turns) for n in range(PROCESSES)]
    of_workers = [results for future in futures for results in future.result()]
    return [list(results) for results in zip(*of_workers, strict=True)]


@cache
def _pool() -> ProcessPoolExecutor:
    """The processes live as long as the test run: each needs seconds to import and read the content."""
    context = get_context("spawn")
    gate = context.Barrier(WORKERS)
    return ProcessPoolExecutor(PROCESSES, context, initializer=_keep_gate, initargs=(gate,))


def _keep_gate(gate: Barrier) -> None:
    global _gate
    _gate = gate


def _process(url: str, number: int, work: Work, turns: Sequence[Any]) -> list[list[Any]]:
    with TemporaryDirectory() as folder, new_app(url, Path(folder)) as app:

        def worker(thread: int) -> list[Any]:
            return [_turn(app, number * THREADS + thread, work, turn) for turn in turns]

        with ThreadPoolExecutor(THREADS) as threads:
            return list(threads.map(worker, range(THREADS)))


def _turn(app: Flask, worker: int, work: Work, turn: Any) -> Any:
    with app.app_context():  # as for a request: a session of its own, let go at the end
        _gate.wait(PATIENCE_SECONDS)
        return work(app, worker, turn)
