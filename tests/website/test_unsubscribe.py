"""The way out of invitations: a signed link alone, and looking at it does nothing."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.mail.links import make_token
from eventapp.mail.models import Email, Unsubscribed
from eventapp.mail.render import UNSUBSCRIBE
from tests.factories.events import make_event
from tests.factories.own_page import SECRET

pytestmark = pytest.mark.on_sqlite


@pytest.mark.usefixtures("mine")
def test_one_click_without_a_cookie_is_enough_and_a_look_is_none(
    client: FlaskClient, session: Session
) -> None:
    email = session.scalars(select(Email).order_by(Email.id).limit(1)).one()
    make_event(session, slug="autumn")
    session.commit()
    path = f"unsubscribe/{make_token(SECRET, UNSUBSCRIBE, email.message_id)}"

    def refused() -> int:
        number = session.scalar(select(func.count()).select_from(Unsubscribed)) or 0
        session.rollback()
        return number

    assert client.get(f"/spring/{path}").status_code == 200
    assert refused() == 0
    assert client.post(f"/autumn/{path}").status_code == 404
    assert client.post("/spring/unsubscribe/forged").status_code == 404
    assert client.post(f"/spring/{path}").status_code == 200
    assert client.post(f"/spring/{path}").status_code == 200
    assert refused() == 1
