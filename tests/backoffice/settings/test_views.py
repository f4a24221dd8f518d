"""Time zone, places, and who works on the event."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.accounts.emails import InvitationEmail
from eventapp.events.models import Event, Membership, Role
from eventapp.mail.models import Email
from eventapp.registration.models import (
    Registration,
    State,
)
from tests.backoffice.records.test_views import held_in, room
from tests.backoffice.sending import Page, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.forms import forms_of
from tests.factories.registrations import make_registration


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    event = make_event_with_category(session)[0]
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


SETTINGS = {"title-de": "Tagung", "waiting_list": "automatic", "offer_hours": "48"}


def test_other_time_zone_is_asked_about_and_then_keeps_what_the_clock_says(
    session: Session, client: FlaskClient, event: Event
) -> None:
    item = held_in(session, event, room(session, event))
    given = {**SETTINGS, "starts_at": "2027-04-15T09:30", "zone": "europe/london"}

    status, text = send(client, "/spring/manage/settings", **given)
    assert status == 422
    assert "one session of the draft" in text
    assert 'id="zone_sure-error"' in text
    assert send(client, "/spring/manage/settings", **given, zone_sure="y")[0] == 303

    session.expire_all()
    assert event.zone == "Europe/London"
    assert event.starts_at == datetime(2027, 4, 15, 8, 30, tzinfo=UTC)
    assert item.starts_at == datetime(2027, 4, 15, 8, 0, tzinfo=UTC)
    assert item.ends_at == datetime(2027, 4, 15, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "../../etc/passwd", "Europe/\x00Berlin", "x" * 900]
)
def test_zone_that_is_none_is_told_at_the_field(
    session: Session, client: FlaskClient, event: Event, zone: str
) -> None:
    status, text = send(client, "/spring/manage/settings", **SETTINGS, zone=zone, zone_sure="y")

    assert status in {422, 303}
    session.expire_all()
    assert event.zone == "Europe/Berlin"
    if status == 422:
        assert 'id="zone-error"' in text


def role_form(client: FlaskClient, to: str) -> dict[str, Any]:
    """Return what the form of one member's role sends as it stands on the page of the team."""
    forms = forms_of(client.get("/spring/manage/people").get_data(as_text=True))
    return next(form for form in forms if form.action == to).as_it_stands()


def give_role(client: FlaskClient, to: str, role: str) -> int:
    """Choose a role in a member's form and send it; return the status of the answer."""
    return client.post(to, data={**role_form(client, to), "role": role}).status_code


def test_member_gets_another_task_in_one_step(
    session: Session, client: FlaskClient, event: Event
) -> None:
    make_member(session, event, Role.GATE)
    session.commit()
    held = session.scalars(select(Membership).where(Membership.role == Role.GATE)).one()
    session.commit()
    to = f"/spring/manage/team/{held.id}/role"

    assert give_role(client, to, "desk") == 303
    assert give_role(client, to, "emperor") == 422

    session.expire_all()
    assert held.role is Role.DESK


def test_role_that_somebody_else_gave_meanwhile_is_told_and_not_replaced(
    session: Session, client: FlaskClient, event: Event
) -> None:
    make_member(session, event, Role.GATE)
    session.commit()
    held = session.scalars(select(Membership).where(Membership.role == Role.GATE)).one()
    number = held.id
    session.commit()
    to = f"/spring/manage/team/{number}/role"
    opened_before = role_form(client, to)

    assert give_role(client, to, "agenda") == 303
    assert client.post(to, data={**opened_before, "role": "desk"}).status_code == 303

    shown = client.get("/spring/manage/people").get_data(as_text=True)
    assert "in the meantime. Nothing has been changed" in shown
    session.expire_all()
    assert held.role is Role.AGENDA


@pytest.mark.usefixtures("event")
def test_last_organiser_keeps_the_task(session: Session, client: FlaskClient) -> None:
    own = session.scalars(select(Membership)).one()
    session.commit()

    for act, fields in (("role", {"role": "desk"}), ("remove", {})):
        status, text = send(
            client, "/spring/manage/people", f"/spring/manage/team/{own.id}/{act}", **fields
        )
        assert status == 409
        assert "needs at least one organiser" in text

    session.expire_all()
    assert own.role is Role.ORGANISER


@pytest.mark.usefixtures("event")
def test_invitation_that_was_not_accepted_is_shown_sent_again_and_taken_back(
    session: Session, client: FlaskClient
) -> None:
    fields = {"email": "new@example.org", "name": "New", "role": "gate"}
    assert send(client, "/spring/manage/people", "/spring/manage/team", **fields)[0] == 303
    assert "has not signed in yet" in client.get("/spring/manage/people").get_data(as_text=True)
    held = session.scalars(select(Membership).where(Membership.role == Role.GATE)).one()
    session.commit()
    team = f"/spring/manage/team/{held.id}"

    assert send(client, "/spring/manage/people", f"{team}/invite")[0] == 303
    emails = session.scalars(select(Email.to_address).where(Email.kind == InvitationEmail.__name__))
    assert list(emails) == ["new@example.org"] * 2
    session.commit()
    assert send(client, "/spring/manage/people", f"{team}/remove")[0] == 303
    assert "new@example.org" not in client.get("/spring/manage/people").get_data(as_text=True)


def test_fewer_places_than_are_held_warn_with_the_numbers_and_cancel_nobody(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session, places=5)
    for name in ("Ada", "Bob", "Cem"):
        make_registration(session, event, category, name)
    group = category.id
    sign_in(session, client, make_member(session, event))

    form = Page(client, f"/spring/manage/categories/{group}")
    assert form.save(**{"name-de": "Gäste", "places": "1"}) == 303
    page = client.get("/spring/manage/categories/").get_data(as_text=True)

    assert "mehr Plätze vergeben (3) als vorhanden (1). Keine Anmeldung wird storniert" in page
    states = set(session.scalars(select(Registration.state)))
    assert states == {State.CONFIRMED}
