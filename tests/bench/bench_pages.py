"""What the main pages cost: processor time of the Python process and SQL statements for each request.

Wall time says more about the machine's other work than about ours, so it is not measured.
"""

import contextvars
import time
from collections.abc import Callable

from flask import Flask

from neutrality_course.database import db
from neutrality_course.models import Person
from tests.builders import MODULES, a_coordinator, a_person, a_wave, an_admin, an_agency
from tests.builders import an_assignment as assign
from tests.pages import Client

MEMBERS = 200
ROUNDS = 30


def bench_main_pages(app: Flask, signed_in: Callable[[Person], Client]) -> None:
    agency, wave = an_agency(), a_wave()
    coordinator, admin = a_coordinator(agency), an_admin()
    members = [a_person(agency) for _ in range(MEMBERS)]
    assign(wave, coordinator, members)
    visitor = Client(app)
    learner, coordinating, administering = map(signed_in, (members[0], coordinator, admin))
    print(f"\n{app.extensions['settings'].database_url.partition(':')[0]}, {MEMBERS} members")
    print(f"{'page':42}{'ms CPU':>8}{'queries':>9}{'kB':>7}")
    for client, path in (
        (visitor, "/masuk"),
        (visitor, "/modul"),
        (visitor, f"/modul/{MODULES[0]}"),
        (learner, "/beranda"),
        (learner, f"/modul/{MODULES[0]}/tes-awal"),
        (coordinating, "/koordinator"),
        (coordinating, "/koordinator/anggota"),
        (coordinating, "/koordinator/kemajuan"),
        (administering, "/admin/indikator"),
        (administering, "/admin/instansi"),
        (administering, "/admin/akun"),
    ):
        page = client.get(path)  # also warms the caches
        milliseconds = cpu_milliseconds(client, path)
        print(f"{path:42}{milliseconds:8.1f}{page.queries:9}{len(page.body) / 1000:7.1f}")


def cpu_milliseconds(client: Client, path: str) -> float:
    db.session.rollback()
    begun = time.process_time()
    for _ in range(ROUNDS):
        response = contextvars.Context().run(
            client.cookies.get, path, base_url=client.base_url, buffered=True
        )
        assert response.status_code == 200
    return (time.process_time() - begun) / ROUNDS * 1000
