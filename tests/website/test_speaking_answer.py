"""The page behind an invitation's link: looking records nothing, a button answers."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.mail.links import make_token
from eventapp.speakers.models import Contributor
from tests.factories.events import NOON
from tests.factories.routes import whole_database
from tests.factories.speakers import make_contributor
from tests.website.test_invitations import send

pytestmark = pytest.mark.on_sqlite


@pytest.fixture
def invited(session: Session, event: Event) -> Contributor:
    """Return somebody who was invited to an event that is not public yet."""
    contributor = make_contributor(
        session, event, state=ContributorState.INVITED, email="g@example.org"
    )
    contributor.invited_at = NOON
    event.published = False
    session.commit()
    return contributor


def link(app: Flask, contributor: Contributor, purpose: str = "speaking-consent") -> str:
    """Return the path of a contributor's link."""
    key = app.config["SECRET_KEY"]
    return f"/spring/speaking/i/{make_token(key, purpose, contributor.person.public_id)}"


def read(client: FlaskClient, path: str) -> str:
    """Return a page that there is."""
    answer = client.get(path, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def state(session: Session) -> ContributorState:
    """Return how far the part is."""
    session.rollback()
    standing = session.scalars(select(SessionRole.state)).one()
    session.rollback()
    return standing


def test_looking_records_nothing_and_the_browser_is_known_afterwards(
    app: Flask, client: FlaskClient, invited: Contributor
) -> None:
    before = whole_database(app)

    assert 'name="answer"' in read(client, link(app, invited))

    assert whole_database(app) == before
    assert 'name="answer"' in read(client, "/spring/speaking/answer")


def test_an_assistant_answers_without_an_account_and_is_the_assistant_from_then_on(
    app: Flask, client: FlaskClient, session: Session, invited: Contributor
) -> None:
    path = link(app, invited)
    fields = {"answer": "yes", "answered_as": "assistant"}

    assert send(client, path, **fields) == 422
    fields |= {"assistant_name": "Océane Buisson", "assistant_email": "o@example.org"}
    assert send(client, path, **fields, copies="y") == 303

    assert state(session) is ContributorState.ACCEPTED
    assert client.get(path).status_code == 410  # the link with which the person consents
    assert "Océane Buisson" in read(client, "/spring/speaking/answer")
    assert 'name="answer"' in read(client, "/spring/speaking/answer?change=1")


def test_who_claims_to_be_the_person_by_the_assistants_link_gets_no_other_one(
    app: Flask, client: FlaskClient, invited: Contributor
) -> None:
    path = link(app, invited, "speaking")

    assert send(client, path, answer="yes", answered_as="self") == 303

    cookie = client.get_cookie("speaking")
    assert cookie is not None
    assert path.endswith(cookie.value)


def test_late_withdrawn_confirmed_and_replaced_links_say_so(
    app: Flask, client: FlaskClient, session: Session, invited: Contributor
) -> None:
    path = link(app, invited)
    invited.answer_by = date(2001, 1, 1)
    session.commit()
    late = client.get(path).get_data(as_text=True)
    assert "Die Frist endete am" in late
    assert "Bis dahin" not in late
    assert "Vor Ihrer Antwort steht der Name nirgends." in late

    session.scalars(select(SessionRole)).one().state = ContributorState.CONFIRMED
    session.commit()
    assert 'name="answer"' not in read(client, path)

    invited.invited_at = None
    session.commit()
    assert 'name="answer"' not in read(client, path)
    assert client.get(path + "x").status_code == 404
    invited.consent_generation = 2
    session.commit()
    assert client.get(path).status_code == 410


def test_leaving_closes_the_page_in_this_browser(
    app: Flask, client: FlaskClient, invited: Contributor
) -> None:
    read(client, link(app, invited))

    assert send(client, "/spring/speaking/leave", "/spring/speaking/answer") == 303

    assert client.get("/spring/speaking/answer").status_code == 401
