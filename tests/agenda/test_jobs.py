"""The booklets of a programme lie ready soon after it was published; they are made once."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda import jobs, services
from eventapp.documents.models import DocumentJob
from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from tests.agenda.test_programme import make_item, make_room
from tests.factories.documents import make_waiting
from tests.factories.events import make_event
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event whose programme is published now."""
    event = make_event(session)
    make_item(session, event, make_room(session, event), "Wasserstoff")
    services.release(session, event, name="", by=SOMEBODY, now=clock.now())
    session.commit()
    return event


def asked(session: Session, *, after: timedelta = timedelta()) -> list[str]:
    """Let the clock do its work twice; return the names of the booklets that are to be made."""
    for _ in range(2):
        jobs.make_booklets(session, now=clock.now() + after)
        session.commit()
    names = list(session.scalars(select(DocumentJob.name)))
    session.commit()
    return names


def test_a_published_programme_has_a_booklet_in_each_language_before_anybody_asks(
    app: Flask, client: FlaskClient, session: Session, event: Event
) -> None:
    names = asked(session)
    with app.app_context():
        for _booklet in names:
            make_waiting()

    answers = [client.get(f"/{event.slug}/agenda.pdf?lang={language}") for language in LANGUAGES]
    assert len(set(names)) == len(names) == len(LANGUAGES)
    assert [answer.content_type for answer in answers] == ["application/pdf"] * len(LANGUAGES)


def test_the_next_release_has_its_own(session: Session, event: Event) -> None:
    before = asked(session)
    make_item(session, event, make_room(session, event, "Halle"), "Photonik")
    services.release(session, event, name="", by=SOMEBODY, now=clock.now())
    session.commit()

    assert len(asked(session)) == 2 * len(before)


@pytest.mark.usefixtures("event")
def test_a_programme_of_long_ago_is_left_to_whoever_asks(session: Session) -> None:
    assert asked(session, after=jobs.NEW_FOR + timedelta(hours=1)) == []


@pytest.mark.usefixtures("event")
def test_nothing_is_laid_out_while_a_program_starts(session: Session) -> None:
    passed = 100.0
    make_booklets = jobs.making_booklets(lambda: passed)

    make_booklets(session, now=clock.now())
    at_first = session.scalars(select(DocumentJob.name)).all()
    passed += jobs.STARTING_SECONDS
    make_booklets(session, now=clock.now())

    assert at_first == []
    assert session.scalars(select(DocumentJob.name)).all()
