"""Databases from before, whose e-mails were called letters: what waited is sent all the same."""

from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from eventapp.clock import now
from eventapp.extensions import db
from eventapp.journal.models import Entry
from eventapp.journal.services import SYSTEM, Object, record
from eventapp.mail.models import Email, EmailState
from eventapp.mail.transports import SmtpTransport
from tests.factories.events import make_event_with_category
from tests.factories.post import Postman, drain, due_again, the_email
from tests.factories.registrations import make_registration

BEFORE = "a3f58d20c7e1-1"


def test_what_waited_under_its_former_name_is_sent_and_shown_under_its_own(
    app: Flask, session: Session, postman: tuple[Postman, SmtpTransport]
) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Müller", email="ada@example.org")
    about = Object("event", event.id, event.slug, event.id)
    record(session, "email-sent-again", about, by=SYSTEM, now=now())
    record(session, "told-of-change", about, by=SYSTEM, now=now(), changes={"emails": 3})
    session.commit()
    rows = select(*Email.__table__.columns).order_by(Email.id)
    said = select(Entry.action, Entry.changes).order_by(Entry.id)
    written, entries = session.execute(rows).all(), session.execute(said).all()
    session.rollback()

    with app.app_context():
        db.engine.dispose()
        downgrade(revision=BEFORE)
        former = list(session.execute(text("SELECT kind, state FROM letter")))
        stored_rows = [tuple(row) for row in session.execute(said)][-2:]
        session.rollback()
        upgrade()

    assert former == [("ConfirmedLetter", "queued")]
    assert stored_rows == [("letter-sent-again", {}), ("told-of-change", {"letters": 3})]
    assert session.execute(rows).all() == written
    assert session.execute(said).all() == entries
    due_again(session)
    drain(app, postman[1])
    assert [email["To"] for email in postman[0].received] == ["ada@example.org"]
    assert the_email(session).state is EmailState.SENT
    make_registration(session, event, category, "Lise", email="lise@example.org")
    session.commit()
    assert session.scalars(select(Email.id).order_by(Email.id)).all() == [1, 2]
