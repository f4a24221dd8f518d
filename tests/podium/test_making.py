"""Papers made by the worker: of what stands then, and gone with who is erased."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.documents.models import DocumentJob, DocumentState
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM, Object
from eventapp.podium import making
from eventapp.podium.papers import Paper
from eventapp.workflows import records
from tests.factories.documents import make_waiting
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.podium import everything, make_panel

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with a panel."""
    event = make_event(session)
    make_panel(session, event)
    return event


def jobs(session: Session) -> list[DocumentJob]:
    """Return the documents there are."""
    session.expire_all()
    return list(session.scalars(select(DocumentJob).order_by(DocumentJob.id)))


def test_a_selection_is_not_made_twice_at_once(session: Session, event: Event) -> None:
    asked = [
        making.ask(session, event, everything(paper), by="Ada", now=NOON)
        for paper in (Paper.CONTACTS, Paper.CONTACTS, Paper.DOOR_SIGNS)
    ]

    assert asked == [True, False, True]


def test_what_holds_nothing_any_more_says_so(app: Flask, session: Session, event: Event) -> None:
    making.ask(session, event, everything(Paper.CONTACTS, day="2031-01-01"), by="Ada", now=NOON)
    session.commit()

    with app.app_context():
        make_waiting()

    (job,) = jobs(session)
    assert (job.state, job.trouble) == (DocumentState.FAILED, "NothingToPrint")


def test_files_go_with_a_person_who_is_deleted(app: Flask, session: Session, event: Event) -> None:
    gone = make_person(session, event, family_name="Gone")
    making.ask(session, event, everything(Paper.DOOR_SIGNS), by="Ada", now=NOON)
    session.commit()
    with app.app_context():
        make_waiting()
    (job,) = jobs(session)
    assert (job.state, job.pages) == (DocumentState.READY, 2)

    about = Object("contributors", gone.id, gone.full_name, event.id)
    records.delete(session, event, gone, about, by=SYSTEM, now=NOON)

    assert jobs(session) == []
