"""The worker's health in words: absent, failing, or standing still beside others."""

from datetime import datetime, timedelta

from eventapp.jobs.queries import JobHealth, WorkerHealth
from tests.factories.events import NOON

MINUTE = timedelta(minutes=1)


def job(name: str, *, minutes_ago: int, failures: int = 0) -> JobHealth:
    """Return how a job fares that was last tried so many minutes before noon."""
    tried = NOON - minutes_ago * MINUTE
    return JobHealth(name, tried, tried, failures, "ValueError" if failures else "")


def health(*jobs: JobHealth, now: datetime = NOON) -> WorkerHealth:
    """Return what is known at noon."""
    return WorkerHealth(jobs, now)


def test_a_worker_was_seen_when_its_last_job_was_tried() -> None:
    assert health().last_seen_at is None
    assert health().absent
    seen = health(job("tend", minutes_ago=9), job("send", minutes_ago=2))
    assert seen.last_seen_at == NOON - 2 * MINUTE
    assert not seen.absent


def test_silence_of_more_than_five_minutes_is_an_absence_and_nothing_else_is_told() -> None:
    assert not health(job("tend", minutes_ago=5)).absent
    assert health(job("tend", minutes_ago=6, failures=3)).problems == [
        "no worker has been seen for 360 s"
    ]


def test_faults_go_before_what_stands_still() -> None:
    worker_health = health(
        job("slow", minutes_ago=8), job("bad", minutes_ago=1, failures=2), job("ok", minutes_ago=0)
    )

    assert worker_health.problems == [
        "job bad failed 2 times in a row (ValueError)",
        "job slow was not tried for 480 s",
    ]
