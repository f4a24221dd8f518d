"""What somebody is told of themselves as a contributor: all but numbers."""

import json

import pytest
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.people.queries import persons_reached_at
from eventapp.speakers.queries.own_data import contributions_of
from tests.factories.events import NOON
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


def test_own_data_hold_needs_and_consents_of_that_address_alone(
    session: Session, event: Event
) -> None:
    somebody = make_contributor(session, event, email="g@example.org")
    make_contributor(session, event, family_name="Other", email="o@example.org")
    somebody.access_needs, somebody.recording, somebody.consented_at = "Sans marche", False, NOON
    session.flush()

    [own] = contributions_of(session, persons_reached_at(session, event.id, "G@example.org"))

    assert (own["access_needs"], own["recording"]) == ("Sans marche", False)
    assert "person_id" not in own
    assert json.dumps(own)
