"""Whether proposals are taken is kept while the event stays as it is, and known at each moment."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from eventapp.speakers.queries.openings import opening
from tests.factories.events import NOON, make_event
from tests.factories.proposals import make_call
from tests.statements import counted


def test_an_opening_is_read_once_for_each_state_of_the_event(app: Flask, session: Session) -> None:
    event = make_event(session)
    without = opening(session, event).takes(NOON)
    make_call(session, event, closes_at=NOON)
    session.refresh(event)

    with counted(app) as sent:
        made = [opening(session, event).takes(NOON - timedelta(hours=hour)) for hour in (1, 0)]

    assert (without, made) == (False, [True, False])
    assert len(sent) == 1
    make_call(session, event, active=False)
    session.refresh(event)
    assert not opening(session, event).takes(NOON - timedelta(hours=1))
