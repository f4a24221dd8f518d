"""Phones: enrolled, let in, shut out, and when they were last heard of."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.checkin.models import Device, Profile
from eventapp.checkin.queries.devices import last_contacts
from eventapp.checkin.services import devices as services
from tests.checkin.test_doors import make_phone
from tests.factories.entrances import make_entrance
from tests.factories.events import make_event_with_category


def test_phone_waits_until_it_is_let_in_and_is_shut_out_at_once(
    session: Session, client: FlaskClient
) -> None:
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    door = make_entrance(session, event, "Main door")
    session.flush()
    offer = services.offer_enrolment(
        session, event, door, label="Per", profile=Profile.SCAN, now=clock.now()
    )
    session.commit()

    enrolled = client.post("/door/v1/enrol", json={"token": offer.typed.lower()})
    second = client.post("/door/v1/enrol", json={"token": offer.token})
    wrong = client.post("/door/v1/enrol", json={"token": "nonsense"})
    waiting = client.post("/door/v1/me", json={})
    device = session.scalars(select(Device)).one()
    services.let_in(session, device, by="test", now=clock.now())
    session.commit()
    ready = client.post("/door/v1/me", json={})
    services.revoke(session, device, by="test", now=clock.now())
    session.commit()
    shut = client.post("/door/v1/me", json={})

    assert [response.status_code for response in (enrolled, second, wrong)] == [201, 410, 404]
    assert (waiting.status_code, waiting.get_json()["code"]) == (403, "pending")
    assert ready.status_code == 200
    assert (shut.status_code, shut.get_json()["code"]) == (401, "revoked")


def test_phone_that_only_asks_where_it_stands_was_heard_of(
    session: Session, client: FlaskClient
) -> None:
    event, _category = make_event_with_category(session)
    event.starts_at = event.ends_at = None
    client.set_cookie("door", make_phone(session, event), path="/door")
    before = last_contacts(session, event)
    session.rollback()

    client.post("/door/v1/me", json={})
    foreign = client.post("/door/v1/me", json={}, headers={"Sec-Fetch-Site": "cross-site"})

    device = session.scalars(select(Device)).one()
    assert before == {}
    assert clock.now() - last_contacts(session, event)[device.id] < timedelta(minutes=1)
    assert foreign.status_code == 403
