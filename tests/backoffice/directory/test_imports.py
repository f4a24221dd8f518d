"""An organiser looks at a table, says what its columns hold, and brings it in."""

import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.people.models import DirectoryFile, Person
from tests.backoffice.sending import HIDDEN, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

PAGE = "/spring/manage/directory/contributors/import"


def upload(client: FlaskClient, content: bytes) -> tuple[int, str]:
    """Send a file; return the status and where it leads."""
    hidden = dict(HIDDEN.findall(client.get(PAGE).get_data(as_text=True)))
    answer = client.post(PAGE, data={**hidden, "file": (io.BytesIO(content), "people.csv")})
    return answer.status_code, answer.location or answer.get_data(as_text=True)


@pytest.fixture(autouse=True)
def signed_in(client: FlaskClient, session: Session) -> None:
    """Sign an organiser in, in English."""
    sign_in(session, client, make_member(session, make_event(session)))
    client.get("/lang/en")


def test_unknown_columns_are_assigned_and_the_table_brought_in_once(
    client: FlaskClient, session: Session
) -> None:
    status, there = upload(client, b"Wer;Amt\nAda <b>Lee;Dr.\n")
    assert status == 303
    shown = client.get(there).get_data(as_text=True)
    assert "Ada &lt;b&gt;Lee" in shown
    assert session.scalars(select(Person)).all() == []
    session.rollback()

    assert send(client, there, f"{there}/columns", c0="name", c1="name")[0] == 422
    assert send(client, there, f"{there}/columns", c0="name", c1="title")[0] == 303
    assert "are not public until" in client.get(there).get_data(as_text=True)
    assert send(client, there, c0="", c1="")[0] == 303

    person = session.scalars(select(Person)).one()
    assert (person.title, person.given_name, person.family_name) == ("Dr.", "Ada", "<b>Lee")
    assert session.scalars(select(DirectoryFile)).all() == []
    session.rollback()
    assert client.get(there).status_code == 404


@pytest.mark.parametrize("content", [b"PK\x03\x04nothing", b"\x00\x01\x02" * 100])
def test_what_is_no_table_is_refused_in_words(client: FlaskClient, content: bytes) -> None:
    status, text = upload(client, content)

    assert status == 422
    assert "not a table" in text


def test_people_are_downloaded_as_csv_and_workbook(client: FlaskClient) -> None:
    for form in ("csv", "xlsx"):
        answer = client.get(f"/spring/manage/directory/contributors.{form}")
        assert answer.status_code == 200
        assert f"spring-contributors.{form}" in answer.headers["Content-Disposition"]
