"""The list is written in steps, so that scans never wait for all of it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.checkin.models import SealedRecord
from eventapp.checkin.services import sealing
from eventapp.events.models import Event
from tests.checkin.test_doors import make_badge
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration


@pytest.fixture
def event(session: Session, app: Flask) -> Event:
    """Return an event with three confirmed participants who have badges."""
    event, category = make_event_with_category(session)
    for number in range(3):
        guest = make_registration(session, event, category, email=f"guest{number}@example.org")
        make_badge(session, app, event, guest)
    session.commit()
    return event


def test_list_is_written_in_steps_each_numbered_behind_the_last(
    session: Session, event: Event
) -> None:
    rounds = 0
    while sealing.reseal(session, event, now=clock.now(), most=1):
        rounds += 1
        session.commit()
    session.commit()

    rows = session.query(SealedRecord).order_by(SealedRecord.no).all()
    assert rounds == 2
    assert [row.no for row in rows] == [1, 2, 3]
    assert not sealing.reseal(session, event, now=clock.now() + timedelta(hours=1))
