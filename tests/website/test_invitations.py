"""Pages of the ways in: invitations, requests, contingents, and what participants do themselves."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users as accounts
from eventapp.events.models import Event, WayIn
from eventapp.mail import links
from eventapp.registration.models import (
    Contingent,
    Invitation,
    InvitationState,
    Registration,
    State,
)
from eventapp.registration.services import invitations
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.events import make_category, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration


def send(client: FlaskClient, path: str, page: str | None = None, **fields: str) -> int:
    """Send a form as a browser does, with the token of the page it stands on."""
    text = client.get(page or path).get_data(as_text=True)
    match = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
    assert match is not None
    values = {"csrf_token": match.group(1), **fields}
    match = re.search(r'name="seen"[^>]*value="([^"]+)"', text)
    if match is not None:
        values["seen"] = match.group(1)
    return client.post(path, data=values).status_code


def take_part(client: FlaskClient, session: Session, place: Registration) -> None:
    """Open the participant's page in this browser."""
    value = accounts.sign_in_participant(
        session, place.id, place.link_generation, browser="", now=clock.now()
    )
    session.commit()
    client.set_cookie("place", value)


def invitation_link(app: Flask, invitation: Invitation) -> str:
    """Return the path of the link in the invitation's e-mail."""
    secret = app.config["SECRET_KEY"]
    token = links.make_token(secret, "invitation", invitation.public_id, invitation.generation)
    return f"/spring/i/{token}"


def invite(session: Session, event: Event) -> Invitation:
    """Return Zoe's stored invitation."""
    category = session.scalars(select(Registration)).first()
    assert category is not None
    guest = InvitationChange(email="zoe@example.org", family_name="Zoe")
    made = invitations.invite(
        session, event, category.category, guest, by=SOMEBODY, now=clock.now()
    )
    session.commit()
    return made


def test_who_is_invited_says_yes_by_the_link_and_looking_at_it_changes_nothing(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")
    invitation = invite(session, event)
    path = invitation_link(app, invitation)

    looked = [client.get(path).status_code for _ in range(2)]
    session.refresh(invitation)
    before = invitation.state
    session.rollback()
    answer = send(
        client, path, family_name="Zoe", language="fr", email="evil@example.org", category="guests"
    )

    session.expire_all()
    made = session.scalars(select(Registration).where(Registration.family_name == "Zoe")).one()
    assert (looked, before, answer) == ([200, 200], InvitationState.OPEN, 303)
    assert (made.email, made.state) == ("zoe@example.org", State.CONFIRMED)
    assert client.get(f"{path}x").status_code == 404


def test_who_is_invited_says_no_with_one_press(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")
    invitation = invite(session, event)
    path = invitation_link(app, invitation)

    answer = send(client, f"{path}/no", page=path)

    session.expire_all()
    assert (answer, invitation.state) == (303, InvitationState.DECLINED)


def test_who_follows_an_invitation_that_was_taken_back_is_told_so(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")
    invitation = invite(session, event)
    path = invitation_link(app, invitation)
    invitations.withdraw(session, invitation, by=SOMEBODY, now=clock.now())
    session.commit()

    answer = client.get(f"{path}?lang=en").get_data(as_text=True)

    assert "The organisers have withdrawn this invitation." in answer
    assert "zoe@example.org" not in answer


def test_a_list_of_people_is_invited_whole_or_not_at_all(
    session: Session, client: FlaskClient
) -> None:
    event, _category = make_event_with_category(session)
    sign_in(session, client, make_member(session, event))
    path = "/spring/manage/invitations"
    fields = {"category": "guests", "language": "de"}

    wrong = send(client, path, people="a@example.org\nnot an address", **fields)
    session.rollback()
    nobody = session.scalars(select(Invitation)).all()
    session.rollback()
    right = send(client, path, people="a@example.org; Ada; Müller; BMWi\nb@example.org", **fields)

    assert (wrong, nobody, right) == (422, [], 303)
    invitations = session.scalars(select(Invitation).order_by(Invitation.id)).all()
    assert [(invitation.email, invitation.family_name) for invitation in invitations] == [
        ("a@example.org", "Müller"),
        ("b@example.org", ""),
    ]
    assert "Müller" in client.get(path).get_data(as_text=True)


def test_an_organiser_grants_one_request_and_declines_another_with_a_reason(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    category.way_in = WayIn.APPROVAL
    first, second = (make_registration(session, event, category, name) for name in ("Ada", "Bob"))
    sign_in(session, client, make_member(session, event))
    base = "/spring/manage/registrations"

    send(client, f"{base}/{first.reference}/approve", page=f"{base}/{first.reference}")
    send(
        client,
        f"{base}/{second.reference}/decline",
        page=f"{base}/{second.reference}",
        decline_reason="Nur für Mitglieder.",
    )

    session.expire_all()
    assert [first.state, second.state] == [State.CONFIRMED, State.DECLINED]
    assert second.decline_reason == "Nur für Mitglieder."


def test_an_organiser_keeps_places_reads_what_a_release_would_do_and_releases(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session, places=2)
    sign_in(session, client, make_member(session, event))
    fields = {"name": "Pôles", "places": "2", "country": "FR"}
    fields |= {"shares-guests": "100"}

    added = send(client, "/spring/manage/contingents/add", **fields)
    waiting = make_registration(session, event, category, "Ada")
    session.commit()
    state = waiting.state
    kept_id = session.scalars(select(Contingent.id)).one()
    session.rollback()
    text = client.get("/spring/manage/contingents-to-open").get_data(as_text=True)
    released = send(
        client,
        f"/spring/manage/contingents-to-open/{kept_id}",
        page="/spring/manage/contingents-to-open",
    )

    session.expire_all()
    assert (added, state, released) == (303, State.WAITING, 303)
    assert "Pôles" in text
    assert waiting.state is State.CONFIRMED


def test_names_are_not_changed_by_participants_once_the_building_has_them(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    event.names_frozen_at = clock.now() - timedelta(days=1)
    held = make_registration(session, event, category, "Ada")
    take_part(client, session, held)
    fields = {"given_name": "Ada", "language": "fr", "organisation": "Other"}

    renamed = send(client, "/spring/my/edit", family_name="Else", **fields)
    corrected = send(client, "/spring/my/edit", family_name="Ada", **fields)

    session.expire_all()
    assert (renamed, corrected) == (422, 303)
    assert (held.family_name, held.language) == ("Ada", "fr")


def test_a_visitor_is_neither_shown_nor_let_into_a_group_for_the_invited(
    session: Session, client: FlaskClient
) -> None:
    event, _open = make_event_with_category(session)
    make_category(session, event, key="closed", way_in=WayIn.INVITATION)
    make_category(session, event, key="second")
    session.commit()

    text = client.get("/spring/register").get_data(as_text=True)
    fields = {"family_name": "Ada", "email": "ada@example.org", "language": "de"}
    answer = send(client, "/spring/register", category="closed", **fields)

    assert 'value="second"' in text
    assert 'value="closed"' not in text
    assert answer == 422
    assert session.scalars(select(Registration)).all() == []


def test_a_program_that_grants_a_request_in_a_full_event_gives_a_number_and_no_place(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "Ada")
    category.way_in = WayIn.APPROVAL
    asking = make_registration(session, event, category, "Bob")
    token = make_token(session, event)
    path = f"/api/v1/events/spring/registrations/{asking.reference}/approve"

    answer = client.post(path, headers={"Authorization": f"Bearer {token}"})

    session.expire_all()
    assert answer.status_code == 200
    assert (asking.state, asking.queue_no) == (State.WAITING, 1)
