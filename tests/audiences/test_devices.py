"""Devices at the doors: none, one that waits, and one that was blocked are told apart."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.checkin.models import Device, Profile
from eventapp.checkin.services import devices
from tests.factories.entrances import make_entrance
from tests.factories.events import make_event_with_category

pytestmark = pytest.mark.on_sqlite


def test_a_device_passes_once_let_in_until_its_time_is_over_or_it_is_blocked(
    client: FlaskClient, session: Session
) -> None:
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    door = make_entrance(session, event, "Main door")
    session.flush()
    offer = devices.offer_enrolment(
        session, event, door, label="Per", profile=Profile.SCAN, now=clock.now()
    )
    session.commit()

    def me() -> tuple[int, str]:
        response = client.post("/door/v1/me", json={})
        return response.status_code, response.get_json().get("code", "")

    assert me() == (401, "not_enrolled")
    assert client.post("/door/v1/enrol", json={"token": offer.token}).status_code == 201
    assert me() == (403, "pending")
    device = session.scalars(select(Device)).one()
    devices.let_in(session, device, by="test", now=clock.now())
    session.commit()
    assert me()[0] == 200
    session.refresh(device)
    device.valid_until = clock.now() - timedelta(seconds=1)
    session.commit()
    assert me() == (401, "not_enrolled")
