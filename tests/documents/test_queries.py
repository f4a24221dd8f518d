"""Asking how documents fare: the newest whose time is not over, and which are late."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from eventapp.documents import queries, services
from eventapp.documents.models import DocumentJob, DocumentState
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite

MINUTE = timedelta(minutes=1)


@pytest.fixture
def job(session: Session) -> DocumentJob:
    """Return a document that was asked for at noon."""
    event = make_event(session)
    made, _new = services.ask(session, event.id, "booklet", "a4", {}, by="Ada", now=NOON)
    return made


def test_what_waits_for_more_than_five_minutes_is_overdue(job: DocumentJob) -> None:
    late = [queries.is_overdue(job, now=NOON + minutes * MINUTE) for minutes in (5, 6)]

    assert late == [False, True]
    job.state = DocumentState.MAKING
    assert not queries.is_overdue(job, now=NOON + 60 * MINUTE)
    assert not queries.is_overdue(None, now=NOON)


def test_what_is_over_or_of_another_name_is_not_found(session: Session, job: DocumentJob) -> None:
    def found(name: str) -> DocumentJob | None:
        return queries.latest(session, job.event_id, "booklet", name, now=NOON)

    assert found("a4") is job
    assert found("a5") is None
    job.expires_at = NOON
    assert found("a4") is None


def test_only_a_finished_document_is_handed_out_until_its_time_is_over(
    session: Session, job: DocumentJob
) -> None:
    def handed_out() -> DocumentJob | None:
        return queries.ready(session, job.event_id, "booklet", job.public_id, now=NOON)

    job.expires_at = NOON + MINUTE
    assert handed_out() is None
    assert queries.unfinished(session, job.event_id, "booklet", "a4") is job
    job.state, job.claim = DocumentState.READY, "claim"
    assert handed_out() is job
    assert queries.unfinished(session, job.event_id, "booklet", "a4") is None
    assert queries.path_of(Path("/folder"), job) == Path("/folder/claim.pdf")
