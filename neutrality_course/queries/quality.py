"""What Mutu data reads from the attempts of a wave: where they came from, how they came, and who left since."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, extract, func, select
from sqlalchemy.orm import aliased

from ..database import db
from ..domain.counting import UNANSWERED
from ..domain.quality import Missing, Records, Review, missing, review, standing_of
from ..domain.quiz import version_name
from ..domain.response_patterns import ALIKE_FROM, READING_TIME, WITHIN, Sending, patterns
from ..domain.terms import COURSE, AttemptSource, Phase
from ..models import Attempt, FormVersion, Person, Wave
from ..reports.indicator import Heading
from ..reports.quality import quality_report
from ..reports.report import Report
from .agencies import agency_names
from .indicator import indicator

CLOCKED = (AttemptSource.WEB, AttemptSource.OFFLINE)
"""Sources whose attempts have a start of their own."""


@dataclass(frozen=True, slots=True)
class VersionCount:
    """Counted attempts on one version of a form, by its name; letter and version are "" for results without answers."""

    module_slug: str
    letter: str
    version: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything that Mutu data says, on the page and in files."""

    missing: Missing
    records: Records
    review: Review
    removed: Mapping[str, int]
    moved: Mapping[str, int]
    versions: Sequence[VersionCount]
    names: Mapping[str, str]
    """Agency id to name."""
    heading: Heading

    @property
    def report(self) -> Report:
        left = {"dinonaktifkan setelah tes": self.removed, "pindah setelah tes": self.moved}
        return quality_report(
            self.heading, self.missing, self.records, self.review, left, self.names
        )


def quality_facts(wave: Wave) -> Quality:
    figures = indicator(wave, COURSE)
    return Quality(
        missing=missing(figures.table.agencies),
        records=records_by_source(wave),
        review=sendings_to_review(wave),
        removed=people_removed(wave),
        moved=people_moved(wave),
        versions=versions_met(wave),
        names=agency_names(),
        heading=figures.heading,
    )


def records_by_source(wave: Wave) -> Records:
    """All attempts of the wave by source, phase and standing. Two queries."""
    counts: Counter[Any] = Counter()
    is_sent = Attempt.graded_at.is_not(None)
    parts = (Attempt.source, Attempt.phase, is_sent, Attempt.counted, Attempt.is_late)
    groups = db.session.execute(
        select(*parts, func.count()).where(Attempt.wave_id == wave.id).group_by(*parts)
    )
    for source, phase, sent, counted, late, count in groups:
        counts[source, phase, standing_of(source, bool(sent), counted, late, True)] += count
    for source, phase, count in _without_counted(wave):
        counts[source, phase, standing_of(source, True, False, False, True)] -= count
        counts[source, phase, standing_of(source, True, False, False, False)] += count
    return {key: count for key, count in counts.items() if count}


def _without_counted(wave: Wave) -> Iterable[Any]:
    """Sent attempts that do not count though no other of the person, module and phase does."""
    other = aliased(Attempt)
    has_counted = exists().where(
        other.person_id == Attempt.person_id,
        other.wave_id == Attempt.wave_id,
        other.module_slug == Attempt.module_slug,
        other.phase == Attempt.phase,
        other.counted,
    )
    return db.session.execute(
        select(Attempt.source, Attempt.phase, func.count())
        .where(
            Attempt.wave_id == wave.id,
            Attempt.graded_at.is_not(None),
            ~Attempt.counted,
            Attempt.source != AttemptSource.PREVIEW,
            ~has_counted,
        )
        .group_by(Attempt.source, Attempt.phase)
    )


def sendings_to_review(wave: Wave) -> Review:
    """How many counted attempts came too fast, or alike and together, nationally and by agency.

    The database picks what may be either, by whole seconds and a little too much; domain/response_patterns.py
    decides. So answers are read of few attempts.
    """
    forms = _forms(wave)
    found = [_as_sending(row, forms) for row in _suspects(wave, forms)]
    agencies = {sending.id: sending.agency_id for sending in found}
    seen = patterns(found)
    totals = db.session.execute(
        select(Attempt.agency_id, func.count(), func.count(Attempt.person_id.distinct()))
        .where(Attempt.wave_id == wave.id, Attempt.counted)
        .group_by(Attempt.agency_id)
    ).all()
    return review(
        {agency: people for agency, _, people in totals if agency},
        {agency: sendings for agency, sendings, _ in totals if agency},
        Counter(agencies[one] for one in seen.to_review),
        len(seen.fast),
        len(seen.alike),
    )


def _forms(wave: Wave) -> dict[str, list[str]]:
    """Form version id to the ids of its questions, of forms with counted attempts."""
    met = select(Attempt.form_version_id).where(Attempt.wave_id == wave.id, Attempt.counted)
    rows = db.session.execute(
        select(FormVersion.id, FormVersion.body).where(FormVersion.id.in_(met.distinct()))
    )
    return {version: [q["id"] for q in body["questions"]] for version, body in rows}


def _suspects(wave: Wave, forms: Mapping[str, Sequence[str]]) -> Iterable[Any]:
    """Attempts sent soon after their start, and all of an agency on a form that came in a crowd somewhere."""
    slack = 1
    sent = extract("epoch", Attempt.graded_at)
    is_counted = (Attempt.wave_id == wave.id, Attempt.counted, Attempt.form_version_id.is_not(None))
    one_form = (Attempt.agency_id, Attempt.form_version_id)
    before = func.lag(sent, ALIKE_FROM - 1).over(partition_by=one_form, order_by=sent)
    gaps = select(*one_form, (sent - before).label("gap")).where(*is_counted).subquery()
    crowds = (
        select(gaps.c.agency_id, gaps.c.form_version_id)
        .where(gaps.c.gap <= WITHIN.total_seconds() + slack)
        .distinct()
        .subquery()
    )
    longest = max((len(questions) for questions in forms.values()), default=0)
    is_fast = Attempt.source.in_(CLOCKED) & (
        sent - extract("epoch", Attempt.started_at) < longest * READING_TIME.total_seconds() + slack
    )
    return db.session.execute(
        select(
            Attempt.id,
            *one_form,
            Attempt.source,
            Attempt.started_at,
            Attempt.graded_at,
            Attempt.answers,
        )
        .outerjoin(
            crowds,
            (crowds.c.agency_id == Attempt.agency_id)
            & (crowds.c.form_version_id == Attempt.form_version_id),
        )
        .where(*is_counted, is_fast | crowds.c.agency_id.is_not(None))
    )


def _as_sending(row: Any, forms: Mapping[str, Sequence[str]]) -> Sending:
    """Each answer with its form and question: those on different forms never look alike."""
    duration = row.graded_at - row.started_at if row.source in CLOCKED else None
    answers = tuple(
        f"{row.form_version_id} {question} {'+'.join(sorted(row.answers.get(question, [UNANSWERED])))}"
        for question in forms[row.form_version_id]
    )
    return Sending(row.id, row.agency_id, row.graded_at, duration, answers)


def attempts_version(wave: Wave) -> tuple[int, ...]:
    """Changes with every attempt begun or sent in the wave, and whenever an account is moved or switched off."""
    attempts = select(func.count(), func.count(Attempt.agency_id)).where(Attempt.wave_id == wave.id)
    people = select(func.sum(Person.session_epoch), func.count(Person.disabled_at), func.count())
    return tuple(
        int(part or 0) for query in (attempts, people) for part in db.session.execute(query).one()
    )


def people_removed(wave: Wave) -> Mapping[str, int]:
    """Agency id to people with a counted test there whose account was switched off since."""
    return _people_by_agency(
        wave, Person.disabled_at.is_not(None), Attempt.graded_at <= Person.disabled_at
    )


def people_moved(wave: Wave) -> Mapping[str, int]:
    """Agency id to people with a counted test there who are in another agency now."""
    return _people_by_agency(wave, Person.agency_id != Attempt.agency_id)


def _people_by_agency(wave: Wave, *conditions: Any) -> Mapping[str, int]:
    rows: Iterable[Any] = db.session.execute(
        select(Attempt.agency_id, func.count(Attempt.person_id.distinct()))
        .join(Person, Person.id == Attempt.person_id)
        .where(Attempt.wave_id == wave.id, Attempt.counted, *conditions)
        .group_by(Attempt.agency_id)
    )
    return {agency_id: int(people) for agency_id, people in rows}


def versions_met(wave: Wave) -> tuple[VersionCount, ...]:
    """Every version of a form with counted attempts, by module, letter and version."""
    rows = db.session.execute(
        select(
            Attempt.module_slug,
            Attempt.form_letter,
            func.coalesce(FormVersion.version, ""),
            Attempt.phase,
            func.count(),
        )
        .outerjoin(FormVersion, FormVersion.id == Attempt.form_version_id)
        .where(Attempt.wave_id == wave.id, Attempt.counted)
        .group_by(Attempt.module_slug, Attempt.form_letter, FormVersion.version, Attempt.phase)
    )
    counts: defaultdict[tuple[str, str, str], Counter[Phase]] = defaultdict(Counter)
    for slug, letter, version, phase, count in rows:
        counts[slug, letter, version_name(version)][phase] += count
    return tuple(
        VersionCount(*key, counts[key][Phase.PRE_TEST], counts[key][Phase.POST_TEST])
        for key in sorted(counts)
    )
