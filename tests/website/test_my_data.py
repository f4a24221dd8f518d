"""Own data: handed out and erased by the digits of an e-mail alone."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail.links import six_digits
from eventapp.registration.models import MailedCode, Registration
from tests.factories.own_page import SECRET, hidden_in, link, press

pytestmark = pytest.mark.on_sqlite


def test_the_file_comes_for_the_right_digits_and_is_kept_nowhere(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    assert client.get("/spring/my/data").status_code == 401
    press(client, link(mine))
    fields = hidden_in(client, "/spring/my/data")
    assert client.post("/spring/my/code/export", data=fields).status_code == 303
    wrong = client.post("/spring/my/data", data={**fields, "code": "00000x"})
    code = session.scalars(select(MailedCode)).one()
    digits = six_digits(SECRET, "export", code.public_id)
    session.rollback()

    right = client.post("/spring/my/data", data={**fields, "code": digits})

    assert wrong.status_code == 422
    assert (right.status_code, right.headers["Cache-Control"]) == (200, "no-store")
    assert right.data.startswith(b"PK")


def test_nothing_is_erased_by_wrong_digits(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    press(client, link(mine))

    assert press(client, "/spring/my/data/erase", code="123456") == 422

    session.refresh(mine)
    assert mine.erased_at is None
