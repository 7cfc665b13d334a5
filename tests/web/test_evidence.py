"""The evidence package: complete, checkable, about nobody, and the same again."""

import csv
import io
import json
import re
from collections.abc import Callable
from hashlib import sha256
from zipfile import ZipFile

import pytest
from click.testing import Result
from flask import Flask
from jsonschema import Draft202012Validator

from neutrality_course.actions.attempts import start_attempt
from neutrality_course.database import db
from neutrality_course.domain.terms import Phase
from neutrality_course.models import Person, Wave
from neutrality_course.web.clock import now, today_wib
from tests.answered import answered
from tests.builders import MODULES, a_person, a_wave, an_admin
from tests.counted import settle
from tests.pages import Client
from tests.support.apps import Clock

Browser = Callable[[Person], Client]


@pytest.fixture
def wave(app: Flask) -> Wave:
    wave = answered(app, 30)
    module = app.extensions["catalog"].module(MODULES[1])
    start_attempt(a_person().id, module, Phase.PRE_TEST, now(), today_wib())
    settle()
    return wave


def test_a_version_has_one_name_everywhere(
    app: Flask, signed_in: Browser, command: Callable[..., Result], wave: Wave
) -> None:
    """On pages, in files and by command: what stands in one can be looked up in the others."""
    form = app.extensions["catalog"].module(MODULES[0]).forms["A"]
    name = f"v{form.version}"
    admin = signed_in(an_admin())
    files = unpacked(admin.get("/admin/indikator.zip", gelombang=wave.id).body)
    (asked,) = [file for file in files if file.startswith("kuesioner/")]
    assert asked == f"kuesioner/{MODULES[0]}-A-{name}.txt"
    assert f"versi {name}\n".encode() in files[asked]
    assert name in admin.get("/admin/indikator/mutu").rows("#versi")[0]
    assert f"versi {name}" in admin.get("/admin/indikator/soal", modul=MODULES[0]).main
    for words in (("report", "indicator"), ("report", "items"), ("export", "attempts")):
        rows = csv.DictReader(io.StringIO(command(*words, "--format", "csv").stdout))
        assert {row["versi_tes"] for row in rows} == {name}, words


def unpacked(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def test_it_holds_everything_and_its_sums_agree(signed_in: Browser, wave: Wave) -> None:
    admin = signed_in(an_admin())
    page = admin.get("/admin/ekspor")
    answer = admin.get(str(page.one("main a[href*='.zip']")["href"]))
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="paket-bukti_gelombang-uji_2026-11-10.zip"'
    )
    files = unpacked(answer.body)
    stem = "indikator/indikator_{}_gelombang-uji_2026-11-10"
    (form,) = [name for name in files if name.startswith("kuesioner/")]
    assert list(files) == [
        "BACA-SAYA.txt",
        *sorted(
            [
                *(f"{stem.format('kursus')}.{e}" for e in ("csv", "json", "ods", "pdf", "xlsx")),
                f"{stem.format('kursus')}_excel.csv",
                *(f"{stem.format(slug)}.{e}" for slug in MODULES for e in ("csv", "json")),
            ]
        ),
        form,
        "metode.txt",
        "pengecualian/pengecualian_gelombang-uji_2026-11-10.csv",
        *(f"perubahan/perubahan_gelombang-uji_2026-11-10.{e}" for e in ("csv", "json")),
        "skema/indikator.json",
        "skema/perubahan.json",
        "SHA256SUMS",
    ]
    lines = files.pop("SHA256SUMS").decode().splitlines()
    assert lines == [f"{sha256(data).hexdigest()}  {name}" for name, data in files.items()]
    schema = json.loads(files["skema/indikator.json"])
    for name in files:
        if name.startswith("indikator/") and name.endswith(".json"):
            Draft202012Validator(schema).validate(json.loads(files[name]))
    assert files[f"{stem.format('kursus')}.xlsx"] == admin.get("/admin/indikator.xlsx").body


def test_what_was_not_counted_is_said(signed_in: Browser, wave: Wave) -> None:
    files = unpacked(signed_in(an_admin()).get("/admin/indikator.zip").body)
    (name,) = [name for name in files if name.startswith("pengecualian/")]
    rows = list(csv.reader(io.StringIO(files[name].decode(), newline="")))
    assert [row[1:] for row in rows] == [
        ["satuan", "jumlah"],
        ["percobaan", "0"],
        ["percobaan", "0"],
        ["percobaan", "1"],
        ["percobaan", "0"],
        ["percobaan", "0"],
        ["orang", "31"],
    ]


def test_the_key_stays_out_while_tests_count(signed_in: Browser, wave: Wave, clock: Clock) -> None:
    admin = an_admin()

    def form() -> str:
        files = unpacked(signed_in(admin).get("/admin/indikator.zip").body)
        return next(data for name, data in files.items() if name.startswith("kuesioner/")).decode()

    text = form()
    assert "Kunci belum boleh ditampilkan." in text
    assert not re.search(r"^   \*", text, re.MULTILINE)
    wave.is_open, wave.closed_at = False, clock()
    db.session.commit()
    clock.forward(hours=71)
    assert not re.search(r"^   \*", form(), re.MULTILINE)
    clock.forward(hours=2)
    assert len(re.findall(r"^   \* ", form(), re.MULTILINE)) >= 10


def test_same_data_same_bytes_and_nobody_in_it(
    signed_in: Browser, wave: Wave, clock: Clock
) -> None:
    admin = an_admin(name="Nama Admin")
    first = signed_in(admin).get("/admin/indikator.zip").body
    clock.forward(days=3)
    assert signed_in(admin).get("/admin/indikator.zip").body == first
    everything = b"".join(unpacked(first).values())
    for secret in (b"Peserta Uji", b"Nama Admin", b"19000101"):
        assert secret not in everything
    assert not re.search(rb"\bp[0-9a-f]{16}\b", everything)


def test_before_the_first_wave_there_is_none(signed_in: Browser) -> None:
    signed_in(an_admin()).get("/admin/indikator.zip", 404)


def test_another_wave_can_be_asked_for(signed_in: Browser, wave: Wave) -> None:
    old = a_wave(MODULES[:1], title="Lama", is_open=False)
    admin = signed_in(an_admin())
    answer = admin.get("/admin/indikator.zip", gelombang=old.id)
    assert "paket-bukti_lama_" in answer.headers["Content-Disposition"]
    admin.get("/admin/indikator.zip", 404, gelombang="0123456789abcdef")
