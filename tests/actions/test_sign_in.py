"""Signing in: failures slow, never lock, and never tell whether a NIP exists."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select

from neutrality_course import passwords
from neutrality_course.actions.sign_in import DEVICES_KEPT, WrongCredentials, sign_in, sign_out
from neutrality_course.actions.throttle import Caller, SlowedDown, count_failure
from neutrality_course.database import db
from neutrality_course.models import KnownDevice, Person, SignInThrottle
from tests.builders import LONG_AGO, PASSWORD, a_nip, a_person, with_password
from tests.support.apps import Clock

WRONG = "bukan kata sandinya"


def caller(device: str = "perangkat baru", address: str = "203.0.113.9") -> Caller:
    return Caller(address, device.encode().ljust(32, b"."), "kunci uji yang panjang sekali")


@pytest.fixture
def person(app: Flask) -> Person:
    return with_password(a_person())


@pytest.fixture
def tried(clock: Clock) -> Callable[..., str]:
    """`tried(nip, password, caller)`: "masuk", "salah", or the seconds to wait."""

    def one_try(nip: str, password: str = WRONG, who: Caller | None = None) -> str:
        try:
            sign_in(nip, password, who or caller(), clock())
        except WrongCredentials:
            return "salah"
        except SlowedDown as slowed:
            return str(slowed.seconds)
        return "masuk"

    return one_try


def test_a_right_password(person: Person, clock: Clock) -> None:
    assert sign_in(person.nip, PASSWORD, caller(), clock()) == person.id
    assert sign_in(f" {person.nip[:8]} {person.nip[8:]}", PASSWORD, caller(), clock()) == person.id


def test_what_is_no_account_fails_alike(
    app: Flask, person: Person, tried: Callable[..., str]
) -> None:
    disabled = with_password(a_person(disabled_at=LONG_AGO))

    assert tried(person.nip) == "salah"
    assert tried(a_nip(), PASSWORD) == "salah"
    assert tried(a_person().nip, PASSWORD) == "salah"
    assert tried(disabled.nip, PASSWORD) == "salah"
    for text in ("", "bukan nip", "1.98501E+17", "x" * 10_000, "1\x002", "😀"):
        assert tried(text, PASSWORD) == "salah"


def people_of_one_office(count: int) -> list[str]:
    """The NIPs of so many people of one agency, all with the same password."""
    first = with_password(a_person())
    nips = [a_nip() for _ in range(count - 1)]
    db.session.add_all(
        Person(
            nip=nip,
            name="Peserta Uji",
            agency_id=first.agency_id,
            password_hash=first.password_hash,
            created_at=LONG_AGO,
        )
        for nip in nips
    )
    db.session.commit()
    return [first.nip, *nips]


class CountingHasher(PasswordHasher):
    calls = 0

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # no Literal[True]
        type(self).calls += 1
        return bool(super().verify(hash, password))


def test_one_hash_for_each_try_whoever_is_meant(
    app: Flask, person: Person, tried: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_hasher", CountingHasher())
    disabled = with_password(a_person(disabled_at=LONG_AGO))
    disabled_without = a_person(disabled_at=LONG_AGO)
    nips = {
        "right": (person.nip, PASSWORD, "masuk"),
        "wrong": (person.nip, WRONG, "salah"),
        "unknown": (a_nip(), WRONG, "salah"),
        "not activated": (a_person().nip, WRONG, "salah"),
        "disabled": (disabled.nip, PASSWORD, "salah"),
        "disabled, not activated": (disabled_without.nip, WRONG, "salah"),
        "no nip": ("bukan nip", WRONG, "salah"),
    }
    counted = {}
    for case, (nip, password, outcome) in nips.items():
        CountingHasher.calls = 0
        assert tried(nip, password, caller(device=case)) == outcome
        counted[case] = CountingHasher.calls

    assert counted == dict.fromkeys(nips, 1)


def test_nothing_is_hashed_for_a_slowed_try(
    person: Person, tried: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        tried(person.nip)
    monkeypatch.setattr(passwords, "_hasher", CountingHasher())
    CountingHasher.calls = 0

    assert tried(person.nip, PASSWORD) == "30"
    assert CountingHasher.calls == 0


def test_an_account_is_slowed_after_ten_failures_and_more_with_each_one(
    person: Person, tried: Callable[..., str], clock: Clock
) -> None:
    assert [tried(person.nip) for _ in range(12)] == ["salah"] * 10 + ["30", "30"]
    clock.forward(seconds=29)
    assert tried(person.nip) == "1"
    clock.forward(seconds=1)
    assert tried(person.nip) == "salah"
    assert tried(person.nip) == "60"
    clock.forward(seconds=60)
    assert tried(person.nip, PASSWORD) == "masuk"


def test_an_unknown_nip_is_slowed_alike(
    app: Flask, tried: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    nip = a_nip()

    assert [tried(nip) for _ in range(12)] == ["salah"] * 10 + ["30", "30"]
    assert [tried("bukan nip") for _ in range(12)] == ["salah"] * 10 + ["30", "30"]


def test_a_window_ends(person: Person, tried: Callable[..., str], clock: Clock) -> None:
    for _ in range(9):
        tried(person.nip)
    clock.forward(minutes=15)

    assert [tried(person.nip) for _ in range(11)] == ["salah"] * 10 + ["30"]


def test_a_thousand_failures_do_not_keep_the_owner_out(
    person: Person, tried: Callable[..., str], clock: Clock
) -> None:
    at_home, attacker = caller("laptop sendiri"), caller("penyerang", "198.51.100.7")
    assert tried(person.nip, PASSWORD, at_home) == "masuk"
    for _ in range(10):
        tried(person.nip, WRONG, attacker)
    of_account = db.session.get_one(SignInThrottle, attacker.counters(person.nip)[0].key)
    of_account.failures = 999
    db.session.commit()
    clock.forward(seconds=30)
    assert tried(person.nip, WRONG, attacker) == "salah"

    assert tried(person.nip, PASSWORD, attacker) == "300"
    assert tried(person.nip, PASSWORD, at_home) == "masuk"
    assert tried(person.nip, PASSWORD, attacker) == "300"


def test_a_known_device_is_known_for_its_person_alone(
    person: Person, tried: Callable[..., str]
) -> None:
    other = with_password(a_person())
    shared = caller("komputer kantor")
    assert tried(other.nip, PASSWORD, shared) == "masuk"
    for _ in range(10):
        tried(person.nip, WRONG, caller("penyerang"))

    assert tried(person.nip, PASSWORD, shared) == "30"


def test_a_known_device_is_no_place_to_guess_from(
    person: Person, tried: Callable[..., str]
) -> None:
    shared = caller("komputer kantor")
    assert tried(person.nip, PASSWORD, shared) == "masuk"

    assert [tried(person.nip, WRONG, shared) for _ in range(10)] == ["salah"] * 10
    assert tried(person.nip, WRONG, shared) == "30"
    assert db.session.scalar(select(func.count()).select_from(KnownDevice)) == 0


def test_one_office_of_200_people_20_of_whom_mistype(
    app: Flask, tried: Callable[..., str], clock: Clock
) -> None:
    nips = people_of_one_office(200)

    mistyped = [tried(nip, WRONG, caller(nip)) for nip in nips[::10]]
    correct = [tried(nip, PASSWORD, caller(nip)) for nip in nips]

    assert mistyped == ["salah"] * 20
    assert correct == ["masuk"] * 200


def test_one_password_sprayed_over_a_thousand_accounts(
    app: Flask, tried: Callable[..., str], clock: Clock
) -> None:
    known = people_of_one_office(110)
    unknown = [a_nip() for _ in range(890)]
    outcomes = []
    for nip in known + unknown:
        outcomes.append(tried(nip))
        clock.forward(milliseconds=50)

    after = outcomes[100:]
    assert outcomes[:100] == ["salah"] * 100
    assert sum(outcome != "salah" for outcome in after) >= 0.99 * len(after)


def test_success_does_not_reset_the_count_of_an_address(
    person: Person, tried: Callable[..., str], clock: Clock
) -> None:
    others = [with_password(a_person()) for _ in range(11)]
    for number in range(99):
        tried(others[number // 9].nip)
    assert tried(person.nip, PASSWORD) == "masuk"

    assert tried(others[10].nip, WRONG, caller("lain")) == "salah"
    assert tried(others[0].nip, PASSWORD, caller("lain")) == "10"
    assert tried(others[0].nip, PASSWORD, caller("lain", "203.0.113.10")) == "masuk"


def test_an_ipv6_network_counts_as_one_address(person: Person, clock: Clock) -> None:
    def key(address: str) -> str:
        return caller(address=address).counters(person.nip)[1].key

    assert key("2001:db8:1:2::1") == key("2001:db8:1:2:ffff::9")
    assert key("2001:db8:1:2::1") != key("2001:db8:1:3::1")
    assert key("203.0.113.9") != key("203.0.113.10")
    assert key("::ffff:203.0.113.9") == key("203.0.113.9")


def test_the_table_holds_neither_nip_nor_address(person: Person, tried: Callable[..., str]) -> None:
    tried(person.nip)

    keys = db.session.scalars(select(SignInThrottle.key)).all()
    assert len(keys) == 2
    assert not [key for key in keys if person.nip in key or "203.0.113.9" in key]


def test_old_counts_are_cleared_away(
    person: Person, tried: Callable[..., str], clock: Clock
) -> None:
    tried(a_nip())
    clock.forward(hours=1)
    tried(person.nip)

    assert db.session.scalar(select(func.count()).select_from(SignInThrottle)) == 2


def test_of_parallel_tries_while_slowed_one_is_let_in(
    app: Flask, person: Person, clock: Clock
) -> None:
    counters = caller().counters(person.nip)
    for _ in range(10):
        count_failure(counters, clock())
    now = clock.forward(seconds=30)
    nip, start = person.nip, Barrier(6)
    db.session.rollback()

    def one_try(number: int) -> str:
        with app.app_context():
            start.wait(10)
            try:
                sign_in(nip, WRONG, caller(f"perangkat {number}"), now)
            except WrongCredentials:
                return "salah"
            except SlowedDown:
                return "tunggu"
            return "masuk"

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(one_try, range(6)))

    assert outcomes == ["salah"] + ["tunggu"] * 5


def test_parallel_failures_are_all_counted(app: Flask, person: Person, clock: Clock) -> None:
    counters = caller().counters(person.nip)
    now = clock()
    db.session.rollback()

    def fail(_number: int) -> None:
        with app.app_context():
            count_failure(counters, now)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(fail, range(24)))

    assert db.session.scalars(select(SignInThrottle.failures)).all() == [24, 24]


def test_a_person_has_a_bounded_number_of_known_devices(
    person: Person, tried: Callable[..., str], clock: Clock
) -> None:
    for number in range(DEVICES_KEPT + 3):
        tried(person.nip, PASSWORD, caller(f"perangkat {number:02}"))
        clock.forward(hours=1)
    tried(person.nip, PASSWORD, caller("perangkat 12"))

    kept = db.session.scalars(select(KnownDevice.device_hash).order_by(KnownDevice.device_hash))
    assert [device.rstrip(b".").decode() for device in kept] == [
        f"perangkat {number:02}" for number in range(3, DEVICES_KEPT + 3)
    ]


def test_signing_out_ends_every_session(person: Person) -> None:
    sign_out(person.id)

    assert person.session_epoch == 1


def test_waiting_never_takes_longer_than_five_minutes(
    person: Person, tried: Callable[..., str], clock: Clock
) -> None:
    counters = caller().counters(person.nip)
    for _ in range(50):
        count_failure(counters, clock())
    clock.moment += timedelta(minutes=5)

    assert tried(person.nip, PASSWORD) == "masuk"
