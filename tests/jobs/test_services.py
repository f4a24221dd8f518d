"""What is told of the worker to whoever asks in another process."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from eventapp.jobs import services
from eventapp.jobs.queries import WorkerHealth, worker_health
from eventapp.mail.worker import in_a_transaction
from tests.factories.apps import engine_of
from tests.factories.events import NOON

NAMES = ("tend", "send_emails")
MINUTE = timedelta(minutes=1)


def found(session: Session, minutes: int) -> WorkerHealth:
    return worker_health(session, NAMES, now=NOON + minutes * MINUTE)


def test_worker_that_never_ran_is_absent(session: Session) -> None:
    health = found(session, 0)

    assert (health.absent, health.problems) == (True, ["no worker has run yet"])


def test_worker_that_fell_silent_is_absent_until_it_shows_itself(session: Session) -> None:
    services.note_success(session, "tend", now=NOON)
    before = found(session, 4)
    silent = found(session, 6)
    services.note_success(session, "tend", now=NOON + 6 * MINUTE)
    again = found(session, 7)

    assert [health.absent for health in (before, silent, again)] == [False, True, False]
    assert silent.problems == ["no worker has been seen for 360 s"]
    assert again.problems == []


def test_job_that_fails_is_named_with_the_kind_of_its_fault_until_it_succeeds(
    session: Session,
) -> None:
    services.note_success(session, "send_emails", now=NOON)
    for _ in range(2):
        services.note_failure(session, "tend", ValueError("ada@example.org"), now=NOON)
    failing = found(session, 1).problems
    services.begin(session, "tend", now=NOON + MINUTE)

    assert failing == ["job tend failed 2 times in a row (ValueError)"]
    assert found(session, 1).problems == []


def test_job_that_stands_still_beside_others_is_named(session: Session) -> None:
    services.note_success(session, "tend", now=NOON)
    services.note_success(session, "send_emails", now=NOON + 9 * MINUTE)

    assert found(session, 10).problems == ["job tend was not tried for 600 s"]


def test_what_a_failed_job_wrote_is_not_kept_but_its_failure_is(
    app: Flask, session: Session
) -> None:
    def tend(session: Session, *, now: datetime) -> None:  # noqa: ARG001  (as every job)
        services.note_success(session, "send_emails", now=NOON)
        session.flush()
        raise LookupError

    for _ in range(2):
        try:
            in_a_transaction(engine_of(app), tend)()
        except LookupError:
            continue

    assert [(job.name, job.failures) for job in found(session, 0).jobs] == [("tend", 2)]
