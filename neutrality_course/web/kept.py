"""Keeping what is dear to compute until the data it was computed from changes.

Each server process keeps its own, at most `MOST` of them, the least recently used going first. What is kept
must never hold rows of a session: only values.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Any, TypeVar

from flask import g

from ..models import Wave
from ..queries.data_version import data_version, data_versions

MOST = 400

T = TypeVar("T")

_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()


def version_of(wave: Wave) -> str:
    """The wave's data version, asked for once in a request."""
    versions: dict[str, str] = g.setdefault("data_versions", {})
    if wave.id not in versions:
        versions[wave.id] = data_version(wave)
    return versions[wave.id]


def versions_of(waves: Sequence[Wave]) -> tuple[str, ...]:
    """Of many waves, asked for together: what is kept under them depends on all of these waves."""
    versions: dict[str, str] = g.setdefault("data_versions", {})
    versions.update(data_versions(waves))
    return tuple(versions[wave.id] for wave in waves)


def kept(make: Callable[..., T], wave: Wave, *arguments: Hashable) -> T:
    """`make(wave, *arguments)`, or what it gave when the wave's data were the same."""
    key = (make.__module__, make.__qualname__, wave.id, version_of(wave), arguments)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: T = _kept[key]
            return found
    made = make(wave, *arguments)
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return made
