"""Hashes: argon2id at the settled cost, bounded at once, one for each question."""

from threading import BoundedSemaphore, Event, Thread

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from neutrality_course import passwords
from neutrality_course.domain.passwords import PasswordFault
from neutrality_course.passwords import (
    TooManyAtOnce,
    WeakPassword,
    check_new_password,
    check_password,
    hash_password,
)

NIP = "198501012010011001"


def test_argon2id_at_19_mib_two_passes_one_lane() -> None:
    parameters = extract_parameters(hash_password("sungai jernih"))

    assert parameters.type is Type.ID
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19456, 2, 1)


def test_the_hash_of_nobody_costs_the_same() -> None:
    nobodys = extract_parameters(passwords._NOBODYS_HASH)

    assert nobodys == extract_parameters(hash_password("sungai jernih"))


def test_right_and_wrong() -> None:
    stored = hash_password("sungai cafe\u0301")

    assert check_password("sungai café", stored)
    assert not check_password("sungai cafe", stored)
    assert not check_password("sungai café", None)
    assert not check_password("", None)
    assert stored != hash_password("sungai café")


def test_weak_passwords_are_named() -> None:
    check_new_password("sungai jernih", NIP, ["Budi Santosa"])

    for password, fault in [
        ("pendek", PasswordFault.SHORT),
        ("qwertyuiop", PasswordFault.COMMON),
        ("Santosa1985", PasswordFault.PERSONAL),
    ]:
        with pytest.raises(WeakPassword) as weak:
            check_new_password(password, NIP, ["Budi Santosa"])
        assert weak.value.fault is fault


def test_only_so_many_hash_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_places", BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "LONGEST_WAIT_SECONDS", 0.01)
    begun, may_end = Event(), Event()

    class SlowHasher(PasswordHasher):
        def hash(self, *args: object, **options: object) -> str:
            begun.set()
            assert may_end.wait(10)
            return "hash"

    monkeypatch.setattr(passwords, "_hasher", SlowHasher())
    thread = Thread(target=hash_password, args=("sungai jernih",))
    thread.start()
    try:
        assert begun.wait(10)
        with pytest.raises(TooManyAtOnce):
            hash_password("gunung tinggi")
        with pytest.raises(TooManyAtOnce):
            check_password("gunung tinggi", None)
    finally:
        may_end.set()
        thread.join()
    assert hash_password("gunung tinggi") == "hash"
