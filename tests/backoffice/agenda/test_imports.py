"""A file brought in: looked at first, refused in words, and the draft stays as it is meanwhile."""

import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Role
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite
PAGE = "/spring/manage/agenda/import"


def upload(client: FlaskClient, content: bytes) -> tuple[int, str]:
    """Send a file as the page's form does; return status and text of what is shown then."""
    text = client.get(f"{PAGE}?lang=en").get_data(as_text=True)
    hidden = dict(re.findall(r'name="(csrf_token|sent_as)"[^>]*value="([^"]+)"', text))
    data = {**hidden, "file": (io.BytesIO(content), "programme.csv")}
    answer = client.post(f"{PAGE}?lang=en", data=data, follow_redirects=True)
    return answer.status_code, answer.get_data(as_text=True)


def test_a_file_is_looked_at_before_anything_is_written(
    client: FlaskClient, session: Session
) -> None:
    sign_in(session, client, make_member(session, make_event(session), Role.AGENDA))

    status, text = upload(client, b"title;start\nNetze;2027-04-15 09:30\n")

    assert status == 200
    assert "Netze" in text
    assert session.scalar(select(func.count(AgendaSession.id))) == 0


def test_what_is_no_programme_is_refused_in_a_sentence(
    client: FlaskClient, session: Session
) -> None:
    sign_in(session, client, make_member(session, make_event(session), Role.AGENDA))

    status, text = upload(client, b"%PDF-1.4 nothing to read here")

    assert status == 422
    assert "Nothing was changed" in text or "nothing was changed" in text
