"""Waves of measurement: opened, corrected while nothing is counted, closed."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ..database import begin_write, db, new_id
from ..domain.levels import Cuts
from ..domain.terms import COURSE
from ..domain.waves import WaveFacts
from ..models import Agency, PlaceTarget, Wave, WaveModule, WaveTarget
from ..queries.indicator import agency_counts
from ..queries.slices import active_members
from ..queries.waves import has_counted_attempts, wave_by_title
from ..queries.waves import open_wave as wave_that_is_open
from .audit import audit_entry
from .refusals import Refused


class AnotherWaveOpen(Refused):
    words = "Masih ada gelombang yang terbuka. Tutup gelombang itu lebih dahulu."


class TitleTaken(Refused):
    words = "Judul ini sudah dipakai gelombang lain."


class DaysReversed(Refused):
    words = "Hari terakhir tidak boleh sebelum hari pertama."


class NoModules(Refused):
    words = "Pilih paling sedikit satu modul."


class UnknownModule(Refused):
    def __init__(self, slug: str) -> None:
        super().__init__(f"Modul {slug} tidak ada.")
        self.slug = slug


class AlreadyCounting(Refused):
    words = "Sudah ada tes yang dihitung: modul dan batas gelombang ini tidak dapat diubah lagi."


class NoWaveOpen(Refused):
    words = "Tidak ada gelombang yang terbuka."


def open_wave(
    facts: WaveFacts, known_slugs: Collection[str], made_by: str | None, now: datetime
) -> str:
    """Open a wave at once, whatever its days, and return its id.

    Raises DaysReversed, NoModules, UnknownModule, AnotherWaveOpen or TitleTaken.
    """
    begin_write()
    wave = new_wave(facts, known_slugs, made_by, now)
    try:
        db.session.commit()
    except IntegrityError as error:
        # Another process opened one between our look and our commit.
        db.session.rollback()
        raise AnotherWaveOpen from error
    return wave.id


def set_wave_modules(
    wave_id: str,
    module_slugs: Sequence[str],
    known_slugs: Collection[str],
    made_by: str | None,
    now: datetime,
) -> None:
    """Replace the modules of a wave that counts nothing yet. Raises AlreadyCounting, NoModules,
    UnknownModule.
    """
    begin_write()
    wave = _wave_without_counts(wave_id)
    slugs = _checked_slugs(module_slugs, known_slugs)
    if slugs != wave.module_slugs:
        wave.modules.clear()
        db.session.flush()  # the old rows go before new ones with the same key come
        wave.modules.extend(_module_rows(slugs))
        db.session.add(audit_entry(made_by, "wave_modules", wave.id, now, ", ".join(slugs)))
    db.session.commit()


def set_wave_cuts(wave_id: str, cuts: Cuts, made_by: str | None, now: datetime) -> None:
    """Replace the cuts of a wave that counts nothing yet. Raises AlreadyCounting."""
    begin_write()
    wave = _wave_without_counts(wave_id)
    if cuts != wave.cuts:
        wave.cut_good, wave.cut_fair = cuts.good, cuts.fair
        db.session.add(audit_entry(made_by, "wave_cuts", wave.id, now, f"{cuts.good}/{cuts.fair}"))
    db.session.commit()


def close_wave(made_by: str | None, now: datetime) -> str:
    """Close the open wave, keep how many people each agency has now, also by job level and employment, and
    return its id. Raises NoWaveOpen.
    """
    begin_write()
    wave = db.session.scalar(select(Wave).where(Wave.is_open).with_for_update())
    if wave is None:
        raise NoWaveOpen
    targets = _targets(wave)
    wave.is_open = False
    wave.closed_at = now
    db.session.add_all(
        WaveTarget(wave_id=wave.id, agency_id=agency_id, people=people)
        for agency_id, people in targets.items()
    )
    members = db.session.execute(active_members()).mappings().all()
    db.session.add_all(PlaceTarget(wave_id=wave.id, **own) for own in members)
    db.session.add(audit_entry(made_by, "wave_closed", wave.id, now))
    db.session.commit()
    return wave.id


def new_wave(
    facts: WaveFacts, known_slugs: Collection[str], made_by: str | None, now: datetime
) -> Wave:
    """Part of an action: the checked wave and its audit entry, not yet committed."""
    if facts.last_on < facts.first_on:
        raise DaysReversed
    slugs = _checked_slugs(facts.module_slugs, known_slugs)
    if wave_that_is_open() is not None:
        raise AnotherWaveOpen
    if wave_by_title(facts.title) is not None:
        raise TitleTaken
    wave = Wave(
        id=new_id(),
        title=facts.title,
        first_on=facts.first_on,
        last_on=facts.last_on,
        cut_good=facts.cuts.good,
        cut_fair=facts.cuts.fair,
        key_shown=facts.key_shown,
        is_open=True,
        opened_at=now,
        modules=_module_rows(slugs),
    )
    db.session.add_all([wave, audit_entry(made_by, "wave_opened", wave.id, now, facts.title)])
    return wave


def _checked_slugs(slugs: Sequence[str], known: Collection[str]) -> list[str]:
    """Each slug once, in the order given."""
    for slug in slugs:
        if slug not in known:
            raise UnknownModule(slug)
    if not slugs:
        raise NoModules
    return list(dict.fromkeys(slugs))


def _module_rows(slugs: Sequence[str]) -> list[WaveModule]:
    return [WaveModule(module_slug=slug, position=place) for place, slug in enumerate(slugs)]


def _wave_without_counts(wave_id: str) -> Wave:
    wave = db.session.get_one(Wave, wave_id, with_for_update=True)
    if has_counted_attempts(wave.id):
        raise AlreadyCounting
    return wave


def _targets(wave: Wave) -> dict[str, int]:
    """N_sasaran by agency id: no part of the course may have more respondents than people meant."""
    targets: dict[str, int] = {}
    for slug in (COURSE, *wave.module_slugs):
        for counts in agency_counts(wave, slug):
            targets[counts.code] = max(counts.target, targets.get(counts.code, 0))
    ids = dict(db.session.execute(select(Agency.code, Agency.id)).all())
    return {ids[code]: people for code, people in targets.items()}
