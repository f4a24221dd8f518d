"""The form of an entrance refuses what makes no sense, and loses nothing typed."""

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event


def test_session_wants_its_name_and_hours_their_order(
    session: Session, client: FlaskClient
) -> None:
    sign_in(session, client, make_member(session, make_event(session)))
    session.commit()
    client.get("/lang/en")
    hours = {"opens_at": "2027-04-15T08:00", "closes_at": "2027-04-15T07:00"}

    status, text = send(
        client, "/spring/manage/entrances/add", name="Loom room", kind="session", **hours
    )

    assert status == 422
    assert "Choose the session to whose room it leads." in text
    assert "The end must come after the beginning." in text
    assert "Loom room" in text
