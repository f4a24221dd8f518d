"""A contributor's pages: for who has the link, an account or a registration of that address."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.accounts.services import users
from eventapp.agenda.models import ContributorState
from eventapp.events.models import Event, Role
from eventapp.journal.services import SYSTEM
from eventapp.mail.links import make_token
from eventapp.registration.models import Bond
from eventapp.registration.services import parties
from eventapp.speakers.models import Contributor
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_category, make_event
from tests.factories.registrations import make_details, make_registration
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite
PAGE = "/spring/speaking/answer"


@pytest.fixture
def invited(session: Session, event: Event) -> Contributor:
    """Return somebody who was invited at the address of a member of the team."""
    contributor = make_contributor(
        session, event, state=ContributorState.INVITED, email="Agenda@example.org"
    )
    contributor.invited_at = NOON
    session.commit()
    return contributor


def test_nobody_else_passes(client: FlaskClient, invited: Contributor) -> None:
    assert invited.person.email
    assert client.get(PAGE).status_code == 401
    client.set_cookie("speaking", invited.person.public_id)
    assert client.get(PAGE).status_code == 401


def test_an_account_of_that_address_passes_and_no_other(
    client: FlaskClient, session: Session, event: Event, invited: Contributor
) -> None:
    assert invited.id
    sign_in(session, client, make_member(session, event, Role.DESK))
    assert client.get(PAGE).status_code == 401

    sign_in(session, client, make_member(session, event, Role.AGENDA))
    assert client.get(PAGE).status_code == 200


def test_a_participant_passes_by_the_own_address_and_a_companion_not_by_that_of_the_host(
    app: Flask, session: Session, event: Event, invited: Contributor
) -> None:
    """The companion's e-mails go to who brought them, whose pages are not theirs for that."""
    category = make_category(session, event, key="pairs", plus_ones=1)
    host = make_registration(session, event, category, "Le Goff", email=invited.person.email)
    change = make_details("Begleitung", email="")
    brought = parties.add(
        session, host, event, Bond.PLUS_ONE, change, by=SYSTEM, now=NOON
    ).registration
    assert brought
    assert brought.reached_at == host.email

    answers = []
    for registration in (host, brought):
        client = app.test_client()
        generation = registration.link_generation
        value = users.sign_in_participant(
            session, registration.id, generation, browser="", now=clock.now()
        )
        session.commit()
        client.set_cookie("place", value)
        answers.append(client.get(PAGE).status_code)

    assert answers == [200, 401]


def test_a_link_counts_at_its_event_alone_and_not_that_of_another_purpose(
    app: Flask, client: FlaskClient, session: Session, invited: Contributor
) -> None:
    make_event(session, slug="autumn")
    session.commit()
    key, who = app.config["SECRET_KEY"], invited.person.public_id
    token = make_token(key, "speaking", who)

    assert client.get(f"/spring/speaking/i/{make_token(key, 'invitation', who)}").status_code == 404
    assert client.get(f"/autumn/speaking/i/{token}").status_code == 410
    assert client.get(f"/spring/speaking/i/{token}").status_code == 200
    assert client.get(PAGE).status_code == 200
    assert client.get("/autumn/speaking/answer").status_code == 401
