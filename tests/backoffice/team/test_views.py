"""Who is to look after a co-host's people is asked so: whose, what to do, in their language."""

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from eventapp.accounts.models import User
from eventapp.composition import mailing
from eventapp.events.models import Event, Membership
from eventapp.mail.models import Email
from eventapp.mail.render import message_of
from eventapp.people.models import Host
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category

HOST = {
    "organisation": "Ministère de l’Économie",
    "level": "cohost",
    "representative": "c@finances.example",
    "representative_language": "fr",
}


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


def test_representative_is_invited_in_their_language_to_their_host_and_task(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    prepared(session, client)

    assert send(client, "/spring/manage/hosts/add", **HOST)[0] == 303

    (text,) = texts(app, session)
    assert text.startswith("Bonjour,")
    assert "Katrin Neuschäfer" in text
    assert "Votre mission" in text
    assert "participants de l’organisation «\u00a0Ministère de l’Économie\u00a0»" in text
    assert (
        session.scalars(select(User.language).where(User.email == HOST["representative"])).one()
        == "fr"
    )


def test_link_sent_again_says_the_same_and_who_is_known_keeps_their_language(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    prepared(session, client)
    send(client, "/spring/manage/hosts/add", **HOST)
    session.rollback()
    session.execute(update(User).where(User.email == HOST["representative"]).values(language="en"))
    session.commit()
    member = session.scalars(
        select(Membership.id).join(User).where(User.email == HOST["representative"])
    ).one()
    session.rollback()

    status, _ = send(client, "/spring/manage/people", f"/spring/manage/team/{member}/invite")

    assert status == 303
    assert "the participants of Ministère de l’Économie" in texts(app, session)[-1]


def test_untouched_host_invites_nobody_again(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    prepared(session, client)
    send(client, "/spring/manage/hosts/add", **HOST)
    session.rollback()
    host = session.scalars(select(Host.id)).one()
    session.rollback()
    page = client.get(f"/spring/manage/hosts/{host}").get_data(as_text=True)

    assert re.search(r'<option selected value="fr">', page)
    assert send(client, f"/spring/manage/hosts/{host}", **HOST)[0] == 303
    assert len(texts(app, session)) == 1


def test_team_is_invited_in_the_language_that_was_chosen(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    prepared(session, client)
    given = {"email": "b@example.org", "name": "Bob", "role": "agenda", "language": "fr"}

    status, _ = send(client, "/spring/manage/people", "/spring/manage/team", **given)

    assert status == 303
    assert "Bonjour Bob," in texts(app, session)[0]
    assert "vous travaillez au programme." in texts(app, session)[0]
