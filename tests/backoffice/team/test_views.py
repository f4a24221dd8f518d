"""Who is to work on the event is invited in the language that was chosen, with the task."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.composition import mailing
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category


def texts(app: Flask, session: Session) -> list[str]:
    """Return the plain texts of all invitations to the team, in order."""
    session.rollback()
    rows = session.scalars(select(Email).where(Email.kind == "InvitationEmail")).all()
    session.rollback()
    texts_of_page = []
    with app.app_context():
        for row in rows:
            message = message_of(mailing(), row, mailing().facts_of(row))
            body = message.get_body(("plain",))
            assert body is not None
            texts_of_page.append(body.get_content())
    return texts_of_page


def prepared(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in."""
    event, _category = make_event_with_category(session)
    sign_in(session, client, make_member(session, event))
    return event


def test_team_is_invited_in_the_language_that_was_chosen(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    prepared(session, client)
    given = {"email": "b@example.org", "name": "Bob", "role": "agenda", "language": "fr"}

    status, _ = send(client, "/spring/manage/people", "/spring/manage/team", **given)

    assert status == 303
    assert "Bonjour Bob," in texts(app, session)[0]
    assert "vous travaillez au programme." in texts(app, session)[0]
