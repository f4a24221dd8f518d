"""Asking how the jobs fare: for readiness, metrics and doctor, whichever process does them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.jobs.models import JobState

SILENT_AFTER = timedelta(minutes=5)
"""Jobs are due every minute: one that was not even tried for so long is not being done."""


@dataclass(frozen=True, slots=True)
class JobHealth:
    """How one job fares."""

    name: str
    tried_at: datetime
    done_at: datetime | None
    failures: int
    """In a row."""
    trouble: str
    """Kind of the last fault."""


@dataclass(frozen=True, slots=True)
class WorkerHealth:
    """What is known of the worker, wherever it runs."""

    jobs: Sequence[JobHealth]
    """One row for each job that was ever tried, by name."""
    now: datetime

    @property
    def last_seen_at(self) -> datetime | None:
        """Return when any worker last tried any job; None: never."""
        return max((job.tried_at for job in self.jobs), default=None)

    @property
    def absent(self) -> bool:
        """Say whether no worker shows a sign of life."""
        seen = self.last_seen_at
        return seen is None or self.now - seen > SILENT_AFTER

    @property
    def problems(self) -> list[str]:
        """Return one English sentence for each thing that is wrong, none when all is well."""
        seen = self.last_seen_at
        if seen is None:
            return ["no worker has run yet"]
        if self.absent:
            return [f"no worker has been seen for {_seconds(self.now - seen)} s"]
        failing = [
            f"job {job.name} failed {job.failures} times in a row ({job.trouble})"
            for job in self.jobs
            if job.failures
        ]
        standing = [
            f"job {job.name} was not tried for {_seconds(self.now - job.tried_at)} s"
            for job in self.jobs
            if self.now - job.tried_at > SILENT_AFTER
        ]
        return failing + standing


def _seconds(time: timedelta) -> int:
    return int(time.total_seconds())


def worker_health(session: Session, names: Collection[str], *, now: datetime) -> WorkerHealth:
    """Return how the jobs of these names fare; one that was never tried is not among them."""
    statement = select(JobState).where(JobState.name.in_(names)).order_by(JobState.name)
    jobs = [
        JobHealth(job.name, job.tried_at, job.done_at, job.failures, job.trouble)
        for job in session.scalars(statement)
    ]
    return WorkerHealth(jobs, now)
