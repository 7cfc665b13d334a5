"""The whole invented country: agencies, their people, one open wave, its assignments and what people did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from ..catalog import Module
from ..domain.assignments import due_moment
from ..domain.levels import Cuts
from ..domain.terms import JobLevel, Role, TimeZone
from .draws import new_id, one_of, split
from .hours import CLOCKS, at_local, working_days
from .minds import Lesson, as_lesson
from .people import InventedPerson, invent_person
from .places import InventedAgency, invent_agencies
from .self_ratings import InventedRating, rate
from .sittings import InventedAttempt, Reach, SeenPage, Sitter, work_through

DAYS_BEFORE, DAYS_AFTER = 14, 30
OPENING = time(8)
LATEST_START_MINUTES = 5 * 60
"""A module is begun by 13.00, so that everything is done by 16.00."""

SILENT = 0.05
"""Of the agencies: nobody there has begun."""
SIZES = {(6, 14): 0.18, (26, 40): 0.30, (75, 125): 0.47}
"""How many learners the other agencies have compared with each other, and how common that is."""

SKILL, SKILL_SPREAD, AGENCY_SKILL_SPREAD = -0.15, 0.7, 0.28
GAIN, GAIN_SPREAD, AGENCY_GAIN_SPREAD = 1.15, 0.3, 0.2
JOB_SKILL = {
    JobLevel.JPT_UTAMA: 0.5,
    JobLevel.JPT_MADYA: 0.5,
    JobLevel.JPT_PRATAMA: 0.4,
    JobLevel.ADMINISTRATOR: 0.3,
    JobLevel.PENGAWAS: 0.2,
    JobLevel.FUNGSIONAL: 0.05,
    JobLevel.PELAKSANA: -0.15,
}

REACHES = {
    Reach.PRE_TEST_BEGUN: 1.5,
    Reach.PRE_TEST_SENT: 2.5,
    Reach.SOME_PAGES: 3.5,
    Reach.POST_TEST_BEGUN: 1.0,
    Reach.POST_TEST_SENT: 91.5,
}
GOES_ON = 0.96
"""Of those who finished a module: who begins another."""

NO_ASSIGNMENT, FIRST_MODULE, ALL_MODULES = "none", "first", "all"
ASSIGNS = {ALL_MODULES: 0.75, FIRST_MODULE: 0.10, NO_ASSIGNMENT: 0.15}
DUE_AFTER_TODAY = (-3, 2, 4, 7, 14, 21)
EVERYBODY = "Semua anggota"
"""As the coordinator's pages say it."""


Deed = InventedAttempt | SeenPage | InventedRating


@dataclass(frozen=True)
class InventedWave:
    """Its fields are columns of Wave."""

    id: str
    title: str
    first_on: date
    last_on: date
    cut_good: int
    cut_fair: int
    is_open: bool
    opened_at: datetime


@dataclass(frozen=True)
class InventedAssignment:
    """Its fields are the columns of Assignment."""

    id: str
    wave_id: str
    agency_id: str
    module_slug: str
    due_at: datetime
    target: str
    created_by: str
    created_at: datetime


@dataclass(frozen=True)
class AssignedPerson:
    """Its fields are the columns of AssignmentPerson."""

    assignment_id: str
    person_id: str


@dataclass(frozen=True)
class Country:
    agencies: Sequence[InventedAgency]
    people: Sequence[InventedPerson]
    wave: InventedWave
    modules: Sequence[Module]
    assignments: Sequence[InventedAssignment]
    assigned: Sequence[AssignedPerson]
    entry_id: str
    """For the entry in the audit log that says this is a demonstration."""
    accounts: Sequence[InventedPerson]
    """An admin, a coordinator and a learner of the coordinator's agency who has things to do."""
    deeds: Iterator[Deed]
    """To be read once: it invents while it is read, since there are hundreds of thousands."""


@dataclass(frozen=True)
class Group:
    """An agency's people, and what they have in common."""

    agency: InventedAgency
    coordinator: InventedPerson
    learners: Sequence[InventedPerson]
    takes_part: float
    skill: float
    gain: float

    @property
    def members(self) -> list[InventedPerson]:
        return [self.coordinator, *self.learners]


def invent_country(
    seed: int, agencies: int, learners: int, modules: Sequence[Module], today: date
) -> Country:
    """One coordinator for each agency and one admin come on top of the learners."""
    draw = Random(seed)  # noqa: S311 - invention, no secrets: passwords are made elsewhere
    first_on = today - timedelta(days=DAYS_BEFORE)
    opened_at = at_local(TimeZone.WIB, first_on, time(0))
    groups, admin = _invent_groups(draw, agencies, learners, opened_at)
    wave = InventedWave(
        id=new_id(draw),
        title=f"Gelombang Contoh {today.year}",
        first_on=first_on,
        last_on=today + timedelta(days=DAYS_AFTER),
        cut_good=Cuts().good,
        cut_fair=Cuts().fair,
        is_open=True,
        opened_at=opened_at,
    )
    shown = max(groups, key=lambda group: len(group.learners))
    assignments, assigned = _assign(draw, groups, shown, wave, modules, today)
    busy = shown.learners[0]
    lessons = [as_lesson(draw, module) for module in modules]
    days = working_days(first_on, before=today)
    return Country(
        agencies=[group.agency for group in groups],
        people=[admin, *(person for group in groups for person in group.members)],
        wave=wave,
        modules=modules,
        assignments=assignments,
        assigned=assigned,
        entry_id=new_id(draw),
        accounts=(admin, shown.coordinator, busy),
        deeds=_deeds(draw, groups, busy, wave, lessons, days),
    )


def _invent_groups(
    draw: Random, number: int, learners: int, opened_at: datetime
) -> tuple[list[Group], InventedPerson]:
    agencies = invent_agencies(draw, number)
    silent = set(draw.sample(range(number), round(number * SILENT)))
    weights = [
        draw.uniform(3, 20) if place in silent else draw.uniform(*one_of(draw, SIZES))
        for place in range(number)
    ]
    taken: set[str] = set()

    def person(agency: InventedAgency, role: Role) -> InventedPerson:
        created_at = opened_at - timedelta(minutes=draw.randint(3 * 1440, 30 * 1440))
        return invent_person(draw, agency, role, created_at, taken)

    admin = person(agencies[-1], Role.ADMIN)
    groups = []
    for place, size in enumerate(split(learners, weights)):
        agency = agencies[place]
        agency = replace(agency, staff_count=max(agency.staff_count, size + 1))
        groups.append(
            Group(
                agency=agency,
                coordinator=person(agency, Role.COORDINATOR),
                learners=[person(agency, Role.LEARNER) for _ in range(size)],
                takes_part=0 if place in silent else draw.uniform(0.6, 0.98),
                skill=draw.gauss(SKILL, AGENCY_SKILL_SPREAD),
                gain=draw.gauss(GAIN, AGENCY_GAIN_SPREAD),
            )
        )
    return groups, admin


def _assign(
    draw: Random,
    groups: Sequence[Group],
    shown: Group,
    wave: InventedWave,
    modules: Sequence[Module],
    today: date,
) -> tuple[list[InventedAssignment], list[AssignedPerson]]:
    """Most coordinators give all modules, some the first one alone, some have not come to it."""
    assignments, assigned = [], []
    for group in groups:
        habit = ALL_MODULES if group is shown else one_of(draw, ASSIGNS)
        due_in = max(DUE_AFTER_TODAY) if group is shown else draw.choice(DUE_AFTER_TODAY)
        zone = group.agency.zone
        given_on = draw.choice(working_days(wave.first_on, before=today)[:3])
        given_at = at_local(zone, given_on, time(8, draw.randrange(60)))
        if habit == NO_ASSIGNMENT:
            continue
        for module in modules if habit == ALL_MODULES else modules[:1]:
            assignment = InventedAssignment(
                id=new_id(draw),
                wave_id=wave.id,
                agency_id=group.agency.id,
                module_slug=module.slug,
                due_at=due_moment(today + timedelta(days=due_in), CLOCKS[zone]),
                target=EVERYBODY,
                created_by=group.coordinator.id,
                created_at=given_at,
            )
            assignments.append(assignment)
            assigned += [AssignedPerson(assignment.id, person.id) for person in group.members]
    return assignments, assigned


def _deeds(
    draw: Random,
    groups: Sequence[Group],
    busy: InventedPerson,
    wave: InventedWave,
    lessons: Sequence[Lesson],
    days: Sequence[date],
) -> Iterator[Deed]:
    """What everybody did, person by person; the busy one has a module done and one begun."""
    cuts = Cuts(wave.cut_good, wave.cut_fair)
    for group in groups:
        for person in group.members:
            if person is busy:
                reaches = [Reach.POST_TEST_SENT, Reach.SOME_PAGES]
            else:
                reaches = _reaches(draw, group, len(lessons))
            sitter = Sitter(
                person=person,
                wave_id=wave.id,
                cuts=cuts,
                skill=draw.gauss(group.skill, SKILL_SPREAD) + JOB_SKILL[person.job_level],
                gain=draw.gauss(group.gain, GAIN_SPREAD),
            )
            own_days = sorted(draw.sample(days, len(lessons)))
            own: list[InventedAttempt | SeenPage] = []
            for lesson, reach, day in zip(lessons, reaches, own_days, strict=False):
                minutes = timedelta(minutes=draw.randrange(LATEST_START_MINUTES))
                began_at = at_local(group.agency.zone, day, OPENING) + minutes
                own += work_through(draw, sitter, lesson, reach, began_at)
            yield from own
            rating = rate(draw, sitter, own, len(lessons))
            if rating is not None:
                yield rating


def _reaches(draw: Random, group: Group, modules: int) -> list[Reach]:
    """How far a person came in one module after the other, to the one where the person stopped."""
    if draw.random() >= group.takes_part:
        return []
    reaches = [one_of(draw, REACHES)]
    while (
        len(reaches) < modules and reaches[-1] is Reach.POST_TEST_SENT and draw.random() < GOES_ON
    ):
        reaches.append(one_of(draw, REACHES))
    return reaches
