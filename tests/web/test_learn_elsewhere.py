"""A learner whose test was taken elsewhere: the result is theirs, and the course goes on from it."""

from collections.abc import Callable

from flask import Flask

from neutrality_course.actions.attempt_import import FileFacts, import_attempts
from neutrality_course.domain.terms import AttemptSource
from neutrality_course.queries.attempt_import import read_given_file
from neutrality_course.queries.learning import module_attempts
from neutrality_course.web.clock import now
from tests.builders import MODULES, a_person, a_wave
from tests.pages import Client

HEADER = "nip,kode_instansi,modul,fase,percobaan,benar,soal,selesai_pada"


def test_the_result_is_shown_and_the_pages_are_open(
    app: Flask, signed_in: Callable[..., Client]
) -> None:
    wave, person = a_wave(), a_person()
    line = f"{person.nip},{person.agency.code},{MODULES[0]},awal,1,12,20,2026-11-20T10:00"
    given = read_given_file(f"{HEADER}\n{line}\n".encode())
    facts = FileFacts("hasil.csv", "0" * 64, AttemptSource.IMPORT)
    import_attempts(given, facts, wave.id, {}, None, now())
    browser = signed_in(person)
    (attempt,) = module_attempts(person.id, wave.id, MODULES[0])
    result = browser.get(f"/hasil/{attempt.id}")
    assert "12 dari 20 benar" in result.main
    assert "Dikirim 20 November 2026, pukul 10.00 WIB · percobaan ke-1 · impor" in result.main
    page = app.extensions["catalog"].module(MODULES[0]).pages[0]
    browser.get(f"/modul/{MODULES[0]}/{page.slug}")
    again = browser.get(f"/modul/{MODULES[0]}/tes-awal", status=303)
    assert again.location == f"/hasil/{attempt.id}"
