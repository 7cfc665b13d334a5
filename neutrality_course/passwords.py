"""Password hashes: argon2id, a bounded number at once, and exactly one for every try to sign in."""

import os
import secrets
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from .domain.passwords import (
    SHORTEST,
    PasswordFault,
    normal_form,
    password_fault,
    personal_words,
)

MEMORY_KIB, PASSES, LANES = 19 * 1024, 2, 1
COMMON_PASSWORDS = 3000
LONGEST_WAIT_SECONDS = 4.0

_hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
_places = BoundedSemaphore(os.cpu_count() or 1)


class TooManyAtOnce(Exception):
    """More people sign in than this machine can hash for: they come back in some seconds.

    Waiting longer would only fill the server's threads, and those who are sending a test would
    wait too.
    """


class WeakPassword(Exception):
    """The password may not be used; `fault` says why."""

    def __init__(self, fault: PasswordFault) -> None:
        super().__init__(fault)
        self.fault = fault


def check_new_password(password: str, nip: str, texts: Iterable[str]) -> None:
    """Raises WeakPassword unless the person of this NIP, name and agency (`texts`) may take the
    password.
    """
    fault = password_fault(password, common_passwords(), personal_words(nip, texts))
    if fault is not None:
        raise WeakPassword(fault)


def hash_password(password: str) -> str:
    """The text to keep. Never to be called while a transaction is open: it takes some 50 ms of
    work.
    """
    with _place():
        return _hasher.hash(normal_form(password))


def check_password(password: str, stored: str | None) -> bool:
    """Whether the password belongs to the stored hash, at the same cost also where there is none
    to compare.
    """
    with _place():
        try:
            return _hasher.verify(stored or _NOBODYS_HASH, normal_form(password)) and bool(stored)
        except VerificationError:
            return False


@cache
def common_passwords() -> frozenset[str]:
    """The passwords most often chosen among those that are long enough, case-folded; read at first
    use.
    """
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    long_enough = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= SHORTEST]
    return frozenset(word.casefold() for word in long_enough[:COMMON_PASSWORDS])


@contextmanager
def _place() -> Iterator[None]:
    if not _places.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise TooManyAtOnce
    try:
        yield
    finally:
        _places.release()


def _random_field(size: int) -> str:
    return b64encode(secrets.token_bytes(size)).decode().rstrip("=")


# Made of random bytes, not by hashing: no password leads to it, and starting costs nothing.
_NOBODYS_HASH = (
    f"$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}${_random_field(16)}${_random_field(32)}"
)
