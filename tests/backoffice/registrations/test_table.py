"""The organisers' table itself: whom it shows, the panel beside it, and what it costs."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail.models import Email, EmailState
from tests.backoffice.registrations.test_bulk import TABLE, fill, press, references
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON
from tests.factories.registrations import make_registration
from tests.statements import counted


def test_emails_that_came_back_are_seen_filtered_and_forgotten_when_one_arrives(
    session: Session, client: FlaskClient
) -> None:
    event, _category = fill(session, 9, "First Second")
    email = session.scalars(select(Email).order_by(Email.id)).first()
    assert email is not None
    email.state = EmailState.BOUNCED
    sign_in(session, client, make_member(session, event))

    text = client.get(f"{TABLE}?returned=1&lang=en").get_data(as_text=True)
    assert "e-mail returned" in text
    assert "First" in text
    assert ">Second<" not in text

    press(client, "link", references(session, "First"))
    for waiting in session.scalars(select(Email).where(Email.kind == "LinkEmail")):
        waiting.state, waiting.sent_at = EmailState.SENT, NOON
    session.commit()
    assert "Nobody matches" in client.get(f"{TABLE}?returned=1&lang=en").get_data(as_text=True)


def test_panel_stands_beside_the_table_under_its_own_address(
    session: Session, client: FlaskClient
) -> None:
    event, _category = fill(session, 9, "First")
    sign_in(session, client, make_member(session, event))
    (reference,) = references(session, "First")
    address = f"{TABLE}?open={reference}&lang=en"

    whole = client.get(address).get_data(as_text=True)
    part = client.get(address, headers={"HX-Request": "true", "HX-Target": "div#side"})

    assert 'class="side"' in whole
    assert "<html" in whole
    assert "<html" not in part.get_data(as_text=True)
    assert "Ada First" in part.get_data(as_text=True)
    restored = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(address, headers=restored).get_data(as_text=True)
    assert client.get(f"{TABLE}?open={'x' * 5000}").status_code == 200


def test_table_costs_the_same_with_one_row_and_with_three(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = fill(session, 1, "First")
    sign_in(session, client, make_member(session, event))
    client.get(TABLE)
    with counted(app) as statements:
        client.get(TABLE)
    make_registration(session, event, category, "Second")
    make_registration(session, event, category, "Third")
    session.commit()
    with counted(app) as three:
        client.get(TABLE)

    assert len(statements) == len(three)
