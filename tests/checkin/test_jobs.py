"""The clock keeps lists for events that have devices, and for no others."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.checkin import jobs
from eventapp.checkin.models import SealedRecord
from eventapp.checkin.queries.devices import events_with_devices
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


def test_event_without_devices_has_no_list(session: Session, event: Event) -> None:
    jobs.reseal_lists(session, now=clock.now())

    assert session.query(SealedRecord).filter_by(event_id=event.id).count() == 0
    assert events_with_devices(session, now=clock.now()) == []
