"""The invented country: nobody's NIP, the same rows for the same seed and day, and figures that hold together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from neutrality_course.catalog import Module
from neutrality_course.config import PROJECT
from neutrality_course.database import db
from neutrality_course.demo import Country, InventedAttempt, SeenPage, invent_country
from neutrality_course.domain.agencies import read_agency_code
from neutrality_course.domain.nip import is_demo_nip, parse_nip
from neutrality_course.domain.provinces import PROVINCES
from neutrality_course.domain.quiz import form_letter, form_order
from neutrality_course.domain.scoring import score_answers
from neutrality_course.domain.terms import AgencyKind, Employment, Phase, Role
from neutrality_course.models import Agency, Attempt, Cell, Person
from neutrality_course.web.labels import ZONES
from tests.builders import a_person
from tests.pages import Client
from tests.support import apps

AGENCIES, LEARNERS = 12, 120
TODAY = date(2026, 11, 23)
DEMO = ("demo", "--agencies", str(AGENCIES), "--learners", str(LEARNERS), "--seed", "7")
ON_DAY = ("--today", TODAY.isoformat())

FIRST_PAGES = {
    "admin": "/admin/indikator",
    "coordinator": "/koordinator",
    "learner": "/beranda",
}

Command = Callable[..., Result]


def accounts_in(result: Result) -> list[tuple[str, ...]]:
    assert (result.exit_code, result.exception) == (0, None), result.stderr
    return [tuple(line.split(" ")) for line in result.stdout.splitlines()]


def all_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the database but the passwords."""
    tables = {}
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.columns if column.name != "password_hash"]
        rows = db.session.execute(select(*columns).order_by(*table.primary_key))
        tables[table.name] = [tuple(row) for row in rows]
    return tables


# ------------------------------------------------------------------------------------ the command


def test_the_printed_accounts_can_sign_in_and_nobody_else_can(app: Flask, command: Command) -> None:
    accounts = accounts_in(command(*DEMO, *ON_DAY))
    assert [role for role, _, _ in accounts] == ["admin", "coordinator", "learner"]
    with_password = db.session.scalars(select(Person.nip).where(Person.password_hash.is_not(None)))
    assert sorted(with_password) == sorted(nip for _, nip, _ in accounts)
    for role, nip, password in accounts:
        assert db.session.scalar(select(Person.role).where(Person.nip == nip)) == Role(role)
        client = Client(app)
        fields = {"nip": nip, "password": password}
        entered = client.send(client.get("/masuk"), fields, action="/masuk")
        assert entered.location == FIRST_PAGES[role]
        client.follow(entered)
    tasks = client.get("/beranda").texts(".task-row .status")
    assert tasks == ["Selesai", "Sedang berjalan", "Belum mulai"]


def test_the_same_seed_and_day_give_the_same_rows_but_for_passwords(command: Command) -> None:
    first_accounts = accounts_in(command(*DEMO, *ON_DAY))
    first_rows = all_rows()
    apps.empty_tables()
    second_accounts = accounts_in(command(*DEMO, *ON_DAY))
    assert all_rows() == first_rows
    pairs = list(zip(first_accounts, second_accounts, strict=True))
    assert all(first[:2] == second[:2] for first, second in pairs)
    assert all(first[2] != second[2] for first, second in pairs)


def test_the_cells_are_what_the_attempts_say(command: Command) -> None:
    command(*DEMO, *ON_DAY)
    checked = command("cells", "check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    counted = db.session.scalar(select(func.count()).where(Attempt.counted))
    in_cells = db.session.scalar(select(func.sum(Cell.people)).where(Cell.module_slug != "kursus"))
    assert in_cells == counted
    assert counted


def test_it_needs_an_empty_database(command: Command) -> None:
    a_person()
    before = all_rows()
    result = command(*DEMO, *ON_DAY)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Galat: Basis data ini sudah berisi. Data contoh hanya untuk basis data kosong.\n"
    )
    assert all_rows() == before


def test_a_second_run_is_refused(command: Command) -> None:
    command(*DEMO, *ON_DAY)
    before = all_rows()
    assert command(*DEMO, *ON_DAY).exit_code == 1
    assert all_rows() == before


@apps.sqlite_only
def test_without_a_day_it_is_today(app: Flask, command: Command) -> None:
    command(*DEMO)
    by_default = all_rows()
    apps.empty_tables()
    command(*DEMO, *ON_DAY)
    assert all_rows() == by_default


@apps.sqlite_only
def test_one_agency_and_one_learner_are_enough(app: Flask, command: Command) -> None:
    accounts = accounts_in(command("demo", "--agencies", "1", "--learners", "1", "--seed", "1"))
    assert len(accounts) == 3
    assert db.session.scalar(select(func.count()).select_from(Agency)) == 1


@apps.sqlite_only
@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ((*DEMO[1:], "--agencies", "0"), "opsi --agencies harus bilangan bulat 1 sampai 5000"),
        ((*DEMO[1:], "--learners", "x"), "opsi --learners harus bilangan bulat 1 sampai 100000"),
        (DEMO[1:5], "opsi --seed wajib diisi"),
        ((*DEMO[1:], "--today", "23-11-2026"), "opsi --today harus tanggal seperti 2026-11-30"),
    ],
)
def test_wrong_options_are_refused(
    app: Flask, command: Command, words: Sequence[str], problem: str
) -> None:
    result = command("demo", *words)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Galat: {problem}\n")


# ---------------------------------------------------------------------------------- the invention


@cache
def modules() -> Sequence[Module]:
    content: Sequence[Module] = apps.neutrality_course.load_catalog(
        PROJECT / "content"
    ).core_modules
    return content


@cache
def country() -> tuple[Country, list[InventedAttempt], list[SeenPage]]:
    invented = invent_country(1, 60, 2400, modules(), TODAY)
    deeds = list(invented.deeds)
    attempts = [deed for deed in deeds if isinstance(deed, InventedAttempt)]
    return invented, attempts, [deed for deed in deeds if isinstance(deed, SeenPage)]


def test_agencies_are_of_every_kind_and_province() -> None:
    agencies = country()[0].agencies
    assert len(agencies) == 60
    assert {agency.kind for agency in agencies} == set(AgencyKind)
    assert {agency.province for agency in agencies} == set(PROVINCES)
    assert all(agency.zone is PROVINCES[agency.province] for agency in agencies)
    assert all("Contoh" in agency.name for agency in agencies)
    assert [read_agency_code(agency.code) for agency in agencies] == [a.code for a in agencies]
    assert len({agency.code for agency in agencies}) == len({a.name for a in agencies}) == 60
    assert all(40 <= agency.staff_count <= 40_000 for agency in agencies)


def test_people_are_nobody() -> None:
    invented = country()[0]
    nips = [person.nip for person in invented.people]
    assert [parse_nip(nip) for nip in nips] == nips
    assert {nip[:4] for nip in nips} == {"1900"}
    assert all(is_demo_nip(nip) for nip in nips)
    assert len(set(nips)) == len(nips) == 2400 + 60 + 1
    assert Counter(person.role for person in invented.people) == {
        Role.LEARNER: 2400,
        Role.COORDINATOR: 60,
        Role.ADMIN: 1,
    }
    coordinated = {p.agency_id for p in invented.people if p.role is Role.COORDINATOR}
    assert coordinated == {agency.id for agency in invented.agencies}
    staff = Counter(p.agency_id for p in invented.people if p.role is not Role.ADMIN)
    assert all(agency.staff_count >= staff[agency.id] for agency in invented.agencies)
    jobs = Counter(p.employment for p in invented.people if p.role is Role.LEARNER)
    assert 0.61 < jobs[Employment.PNS] / 2400 < 0.67


def test_the_wave_is_around_today_and_most_agencies_have_assignments() -> None:
    invented = country()[0]
    assert invented.wave.first_on == TODAY - timedelta(days=14)
    assert invented.wave.last_on == TODAY + timedelta(days=30)
    assigning = {assignment.agency_id for assignment in invented.assignments}
    assert 40 < len(assigning) < 60
    zones = {agency.id: ZONES[agency.zone] for agency in invented.agencies}
    for assignment in invented.assignments:
        due = assignment.due_at.astimezone(zones[assignment.agency_id])
        assert (due.hour, due.minute) == (23, 59)
    homes = {person.id: person.agency_id for person in invented.people}
    agencies = {assignment.id: assignment.agency_id for assignment in invented.assignments}
    assert all(homes[a.person_id] == agencies[a.assignment_id] for a in invented.assigned)


def test_everything_happened_on_working_days_in_working_hours_before_today() -> None:
    invented, attempts, pages = country()
    homes = {person.id: person.agency_id for person in invented.people}
    zones = {agency.id: ZONES[agency.zone] for agency in invented.agencies}
    moments = [(attempt.person_id, attempt.started_at) for attempt in attempts]
    moments += [(a.person_id, a.graded_at) for a in attempts if a.graded_at is not None]
    moments += [(page.person_id, page.seen_at) for page in pages]
    for person_id, moment in moments:
        local = moment.astimezone(zones[homes[person_id]])
        assert invented.wave.first_on <= local.date() < TODAY
        assert local.weekday() < 5
        assert 8 <= local.hour < 16


def test_attempts_are_as_the_rules_of_the_course_make_them() -> None:
    invented, attempts, pages = country()
    of_slug = {module.slug: module for module in modules()}
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for page in pages:
        seen[page.person_id, page.module_slug].add(page.page_slug)
    met: dict[tuple[str, str], list[InventedAttempt]] = defaultdict(list)
    for attempt in attempts:
        module, before = of_slug[attempt.module_slug], met[attempt.person_id, attempt.module_slug]
        assert attempt.form_order == form_order(
            module.letters, attempt.person_id, module.slug, invented.wave.id
        )
        letters = [earlier.form_letter for earlier in before]
        number = 1 + sum(earlier.phase is attempt.phase for earlier in before)
        letter = form_letter(attempt.form_order, attempt.phase, number, letters)
        assert (attempt.number, attempt.form_letter) == (number, letter)
        if attempt.phase is Phase.POST_TEST:
            assert before[0].graded_at is not None
            assert seen[attempt.person_id, module.slug] == {page.slug for page in module.pages}
        assert all(earlier.graded_at is not None for earlier in before)
        check_sitting(attempt, module)
        before.append(attempt)


def check_sitting(attempt: InventedAttempt, module: Module) -> None:
    """Its layout, answers and result fit its form and each other."""
    form = module.forms[attempt.form_letter]
    offered = dict(attempt.layout)
    assert {id_: sorted(choices) for id_, choices in offered.items()} == {
        question.id: sorted(choice.id for choice in question.choices) for question in form.questions
    }
    assert all(set(chosen) <= set(offered[id_]) for id_, chosen in attempt.answers.items())
    is_sent = attempt.graded_at is not None
    assert attempt.counted == (is_sent and attempt.number == 1)
    if is_sent:
        score = score_answers(form, attempt.answers)
        assert (attempt.points, attempt.possible) == (score.points, score.possible)
    else:
        assert (attempt.points, attempt.agency_id) == (None, None)


def test_people_stand_everywhere_in_the_course() -> None:
    invented, attempts, pages = country()
    members = [person for person in invented.people if person.role is not Role.ADMIN]
    begun = {attempt.person_id for attempt in attempts}
    last = {attempt.person_id: attempt for attempt in attempts}
    assert 0 < len(begun) < len(members)
    assert any(a.graded_at is None and a.phase is Phase.PRE_TEST for a in last.values())
    assert any(a.graded_at is None and a.phase is Phase.POST_TEST for a in last.values())
    assert any(a.graded_at is None and a.answers for a in attempts)
    read = {(page.person_id, page.module_slug) for page in pages}
    stopped = [a for a in last.values() if a.phase is Phase.PRE_TEST and a.graded_at is not None]
    assert any((a.person_id, a.module_slug) in read for a in stopped)
    assert any((a.person_id, a.module_slug) not in read for a in stopped)
    assert any(attempt.number == 2 for attempt in attempts)


def test_figures_are_believable() -> None:
    invented, attempts, _ = country()
    shares = {
        phase: sum(a.points or 0 for a in attempts if a.counted and a.phase is phase)
        / sum(a.possible or 0 for a in attempts if a.counted and a.phase is phase)
        for phase in Phase
    }
    assert 0.45 < shares[Phase.PRE_TEST] < 0.65
    assert shares[Phase.PRE_TEST] + 0.1 < shares[Phase.POST_TEST] < 0.85
    finished: dict[str, Counter[str]] = defaultdict(Counter)
    for attempt in attempts:
        if attempt.counted and attempt.phase is Phase.POST_TEST and attempt.agency_id:
            finished[attempt.agency_id][attempt.person_id] += 1
    sizes = [
        sum(done == len(modules()) for done in finished[agency.id].values())
        for agency in invented.agencies
    ]
    assert sizes.count(0) >= 2
    assert sum(0 < size < 10 for size in sizes) >= 5
    assert sum(10 <= size < 30 for size in sizes) >= 5
    assert sum(size >= 30 for size in sizes) >= 15


def test_wrong_beliefs_lead_to_more_wrong_answers_than_other_options() -> None:
    _, attempts, _ = country()
    # Two questions may have an option of the same text, and with it the same id.
    chosen = Counter(
        (q, choice) for a in attempts for q, ids in a.answers.items() for choice in ids
    )
    wrong: dict[bool, list[int]] = {True: [], False: []}
    for module in modules():
        for form in module.forms.values():
            for question in form.questions:
                options = [choice for choice in question.choices if not choice.is_right]
                if len({choice.misconception is None for choice in options}) == 2:
                    for choice in options:
                        wrong[choice.misconception is not None].append(
                            chosen[question.id, choice.id]
                        )
    belief, other = (sum(counts) / len(counts) for counts in (wrong[True], wrong[False]))
    assert belief > 1.5 * other
