"""Large files that are being made or lie ready."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from ..database import db
from ..domain.terms import JobState
from ..models import ExportJob

KEPT_FOR = timedelta(days=7)
SILENT_FOR = timedelta(seconds=90)
"""Without a sign of life for so long, a worker has died."""
LISTED = 10


def export_job(job_id: str) -> ExportJob | None:
    return db.session.get(ExportJob, job_id)


def newest_export_jobs() -> Sequence[ExportJob]:
    """The last few, newest first."""
    query = select(ExportJob).order_by(ExportJob.made_at.desc(), ExportJob.id).limit(LISTED)
    return db.session.scalars(query).all()


def state_of(job: ExportJob, now: datetime) -> JobState:
    """Where the job stands; failed too when its worker has been silent for long, or never came."""
    is_open = job.state in (JobState.WAITING, JobState.RUNNING)
    if is_open and now - (job.beat_at or job.made_at) > SILENT_FOR:
        return JobState.FAILED
    return job.state


def kept_job_ids(now: datetime) -> set[str]:
    """Whose files are not yet old enough to go."""
    query = select(ExportJob.id).where(ExportJob.made_at > now - KEPT_FOR)
    return set(db.session.scalars(query))
