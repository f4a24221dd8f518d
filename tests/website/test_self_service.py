"""Pages by which a participant gives the place to somebody else."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail import links
from eventapp.registration.models import (
    MailedCode,
)
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.website.test_invitations import send, take_part


def test_a_place_is_handed_over_with_the_code_of_the_email_alone(
    app: Flask, session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    held = make_registration(session, event, category, "Ada")
    take_part(client, session, held)
    path = "/spring/my/hand-over"
    fields = {"family_name": "Bob", "email": "bob@example.org", "language": "de"}

    asked = send(client, "/spring/my/code/hand-over", page=path)
    wrong = send(client, path, code="000000x", **fields)
    code = session.scalars(select(MailedCode)).one()
    digits = links.six_digits(app.config["SECRET_KEY"], "hand-over", code.public_id)
    session.rollback()
    right = send(client, path, code=digits, **fields)

    session.expire_all()
    assert (asked, wrong, right) == (303, 422, 200)
    assert (held.family_name, held.email, held.holder_no) == ("Bob", "bob@example.org", 2)
    assert code.failed_attempts == 1
    assert client.get("/spring/my").status_code == 401
