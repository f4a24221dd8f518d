"""Bookmarks of the organisers' area from before its addresses said the field's words."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import downgrade, upgrade
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.backoffice.former_addresses.views import NOW
from eventapp.backoffice.labels import DEEDS
from eventapp.clock import now
from eventapp.events.models import Role
from eventapp.extensions import db
from eventapp.journal.models import Entry
from eventapp.journal.services import SYSTEM, Object, record
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category

BEFORE = "e7c05a41d9b2-1"
FOLLOWED = [
    ("letters?state=bounced&q=M%C3%BCller", "emails?state=bounced&q=M%C3%BCller"),
    ("letters/7", "emails/7"),
    ("groups/", "categories"),
    ("persons/3?back=1", "contributors/3?back=1"),
    ("doors/live", "checkin/live"),
    ("desks/a%3Fb", "information-desks/a%3Fb"),
]


@pytest.fixture
def organiser(session: Session, client: FlaskClient) -> FlaskClient:
    """Return a browser in which an organiser of an event is signed in."""
    event, _category = make_event_with_category(session)
    sign_in(session, client, make_member(session, event, Role.ORGANISER))
    return client


@pytest.mark.parametrize(("former", "today"), FOLLOWED)
def test_bookmark_is_sent_on_for_good_with_what_it_asked(
    organiser: FlaskClient, former: str, today: str
) -> None:
    answer = organiser.get(f"/spring/manage/{former}")

    assert (answer.status_code, answer.location) == (301, f"/spring/manage/{today}")


@pytest.mark.on_sqlite
def test_every_former_page_is_found_again(organiser: FlaskClient) -> None:
    for former in NOW:
        answer = organiser.get(f"/spring/manage/{former}", follow_redirects=True)
        assert (former, answer.status_code) == (former, 200)


@pytest.mark.on_sqlite
def test_who_is_not_signed_in_learns_of_no_page(client: FlaskClient, session: Session) -> None:
    make_event_with_category(session)
    session.commit()

    assert client.get("/spring/manage/letters").location.startswith("/sign-in")
    assert client.post("/spring/manage/letters").status_code in {400, 405}


def test_what_was_written_down_before_is_read_in_the_words_of_today(
    app: Flask, session: Session
) -> None:
    event, _category = make_event_with_category(session)
    said = [("archived", "contributors"), ("restored", "categories"), ("restored", "registration")]
    for action, kind in said:
        record(session, action, Object(kind, 1, "", event.id), by=SYSTEM, now=now())
    session.commit()
    rows = select(Entry.action, Entry.object_kind).order_by(Entry.id)

    with app.app_context():
        db.engine.dispose()
        downgrade(revision=BEFORE)
        before = [tuple(row) for row in session.execute(rows)][-3:]
        session.rollback()
        upgrade()

    assert before == [
        ("put-away", "persons"), ("put-back", "groups"), ("restored", "registration"),
    ]  # fmt: skip
    assert [tuple(row) for row in session.execute(rows)][-3:] == said
    assert {action for action, _kind in said} <= DEEDS.keys()
