"""What an e-mail holds when it arrives, when it is withheld, and who learns of its fate."""

import json

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail import queries
from eventapp.mail.models import Email, EmailState
from eventapp.mail.transports import SmtpTransport
from eventapp.registration.services import changes
from eventapp.scope import Scope
from tests.cli.test_faults import Run, run
from tests.factories.events import NOON, make_event_with_category
from tests.factories.post import Postman, drain, due_again, post_one, the_email
from tests.factories.registrations import SOMEBODY, make_registration

__all__ = ["run"]


def test_email_arrives_in_the_recipients_language_with_link_and_calendar(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)

    assert drain(app, postman[1]) == 1

    message = postman[0].received[0]
    parts = {part.get_content_type(): part for part in message.walk()}
    text = parts["text/plain"].get_payload(decode=True).decode()
    assert "Guten Tag Ada Müller," in text
    assert "http://localhost/spring/r/" in text
    assert parts["text/calendar"].get_filename() == "spring.ics"
    assert the_email(session).state is EmailState.SENT


def test_stored_email_holds_no_link(session: Session) -> None:
    post_one(session)

    assert "/r/" not in str(the_email(session).facts)


def test_email_that_cannot_be_written_does_not_stop_those_behind(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    for name in ("Ada", "Bob"):
        make_registration(session, event, category, name, email=f"{name}@example.org")
    broken, _fine = session.scalars(select(Email).order_by(Email.id)).all()
    broken.facts = {"unknown": "field"}
    due_again(session)

    assert drain(app, postman[1]) == 1

    session.expire_all()
    states = session.execute(select(Email.state, Email.trouble).order_by(Email.id)).all()
    assert states == [(EmailState.QUEUED, "TypeError"), (EmailState.SENT, "")]


def test_organiser_sees_on_the_dashboard_that_a_email_came_back(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    post_one(session)
    event_id = the_email(session).event_id
    assert event_id is not None
    scope = Scope(event_id)
    before = queries.in_trouble(session, scope)
    session.rollback()
    postman[0].recipient_answer = "550 no such user"

    drain(app, postman[1])

    session.rollback()
    assert (before, queries.in_trouble(session, scope)) == (0, 1)


def test_commands_tell_and_send_what_waits(run: Run, session: Session, database_url: str) -> None:
    post_one(session)

    before = json.loads(run("mail", "status", "--json", database_url=database_url).stdout)
    sent = run("mail", "send", database_url=database_url).stdout
    after = json.loads(run("mail", "status", "--json", database_url=database_url).stdout)

    assert (before, sent, after) == ({"queued": 1}, "e-mails sent: 1\n", {"sent": 1})


def test_email_that_no_longer_holds_is_withheld(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    registration = make_registration(session, event, category)
    changes.cancel(session, registration, event, by=SOMEBODY, now=NOON)
    due_again(session)

    drain(app, postman[1])

    session.expire_all()
    kinds = {email.kind: email.state for email in session.scalars(select(Email))}
    assert kinds == {
        "ConfirmedEmail": EmailState.WITHHELD,
        "CancelledEmail": EmailState.SENT,
    }


def test_hostile_name_is_inert_in_the_email(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    make_registration(
        session,
        event,
        category,
        "[click](http://evil.example)",
        email="a@example.org",
        given_name="<b>Eve</b>",
    )
    due_again(session)

    drain(app, postman[1])

    raw = postman[0].received[0]
    bodies = [
        part.get_payload(decode=True).decode()
        for part in raw.walk()
        if part.get_content_maintype() == "text"
    ]
    assert not any("http://evil" in body or "<b>Eve" in body for body in bodies[:2])
    assert len(raw.get_all("To")) == 1


@pytest.mark.on_sqlite
def test_address_with_letters_of_a_language_is_written_to_as_servers_know_it(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    made = make_registration(session, event, category, "Ada", email="ada@Bücher.example")
    due_again(session)

    drain(app, postman[1])

    assert made.email == "ada@bücher.example"
    assert [email["To"] for email in postman[0].received] == ["ada@xn--bcher-kva.example"]
