"""Failed tries at a door, kept in the database so that every process counts the same.

A door (signing in, activating, changing a password) makes its changes in steps, each its own short
transaction: nothing may be locked while a password is hashed, and a failure must be kept though the
try itself ends in an error.
"""

import hmac
import ipaddress
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Select, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from ..database import begin_write, db, is_sqlite
from ..domain.throttle import (
    ACCOUNT,
    ADDRESS,
    Limit,
    Tally,
    after_failure,
    after_try,
    is_slowed,
    remaining_wait,
)
from ..models import SignInThrottle


class SlowedDown(Exception):
    """Too many tries failed: this one is not looked at. `seconds` from now the next one is."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.seconds = max(1, math.ceil(wait.total_seconds()))


@dataclass(frozen=True, slots=True)
class Counter:
    """One of the counters a failed try raises."""

    key: str
    limit: Limit


@dataclass(frozen=True, slots=True)
class Caller:
    """Who knocks, as far as it can be known before a password is checked."""

    address: str
    device: bytes
    """The hash of the browser's device cookie; of a new one when it had none."""
    secret: str
    """Keys the counters, which so hold no NIP and no address."""

    def counters(self, account: str) -> list[Counter]:
        """What a failure at this account from here is counted under."""
        return [
            self._counter("akun", account, ACCOUNT),
            self._counter("asal", _network(self.address), ADDRESS),
        ]

    def device_counter(self, person_id: str) -> Counter:
        return self._counter("alat", f"{person_id} {self.device.hex()}", ACCOUNT)

    def session_counter(self, person_id: str) -> Counter:
        """For a door behind the sign-in, which nobody outside can slow down."""
        return self._counter("sesi", person_id, ACCOUNT)

    def _counter(self, kind: str, name: str, limit: Limit) -> Counter:
        keyed = hmac.new(self.secret.encode(), f"{kind} {name}".encode(), sha256)
        return Counter(f"{kind}:{keyed.hexdigest()}", limit)


def let_in(counters: Sequence[Counter], now: datetime) -> None:
    """Let this try go on, or raise SlowedDown; while slowed, exactly one try per wait is let in."""
    tallies = {row.key: _tally(row) for row in db.session.scalars(_rows(counters))}
    _check_wait(counters, tallies, now)
    if not any(c.key in tallies and is_slowed(tallies[c.key], c.limit, now) for c in counters):
        db.session.rollback()
        return
    begin_write()
    rows = {row.key: row for row in db.session.scalars(_rows(counters).with_for_update())}
    _check_wait(counters, {key: _tally(row) for key, row in rows.items()}, now)
    for counter in counters:
        if row := rows.get(counter.key):
            _keep(row, after_try(_tally(row), counter.limit, now))
    db.session.commit()


def count_failure(counters: Sequence[Counter], now: datetime) -> dict[Counter, Tally]:
    """Raise each counter by one failure; says where they stand then."""
    begin_write()
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    new_rows = [
        {"key": key, "failures": 0, "window_started_at": now}
        for key in sorted(counter.key for counter in counters)
    ]
    db.session.execute(insert(SignInThrottle).values(new_rows).on_conflict_do_nothing())
    rows = {row.key: row for row in db.session.scalars(_rows(counters).with_for_update())}
    tallies = {}
    for counter in counters:
        row = rows[counter.key]
        tally = after_failure(_tally(row) if row.failures else None, counter.limit, now)
        _keep(row, tally)
        tallies[counter] = tally
    if any(tally.failures == 1 for tally in tallies.values()):
        _forget_old(now)
    db.session.commit()
    return tallies


def _rows(counters: Sequence[Counter]) -> Select[SignInThrottle]:
    keys = [counter.key for counter in counters]
    return select(SignInThrottle).where(SignInThrottle.key.in_(keys)).order_by(SignInThrottle.key)


def _tally(row: SignInThrottle) -> Tally:
    return Tally(row.failures, row.window_started_at, row.next_try_at)


def _keep(row: SignInThrottle, tally: Tally) -> None:
    row.failures = tally.failures
    row.window_started_at = tally.since
    row.next_try_at = tally.next_try_at


def _check_wait(counters: Sequence[Counter], tallies: dict[str, Tally], now: datetime) -> None:
    wait = max(remaining_wait(tallies.get(c.key), c.limit, now) for c in counters)
    if wait > timedelta(0):
        db.session.rollback()
        raise SlowedDown(wait)


def _forget_old(now: datetime) -> None:
    """Rows whose window is over say nothing any more; cleared whenever a new window begins."""
    longest = max(ACCOUNT.window, ADDRESS.window)
    db.session.execute(
        delete(SignInThrottle).where(SignInThrottle.window_started_at < now - longest)
    )


def _network(address: str) -> str:
    """The address, or for IPv6 its /64, which one caller has whole."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False))
