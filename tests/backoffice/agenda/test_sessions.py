"""One session's form: what is missing is said at its field, and what is unknown is not found."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Role
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite
PAGE = "/spring/manage/agenda/add"
TALK = {"title-de": "Netze", "kind": "talk"}


def test_a_session_is_added_with_a_title_and_not_without(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event, Role.AGENDA))

    assert send(client, PAGE, **{**TALK, "title-de": ""})[0] == 422
    assert send(client, PAGE, **TALK)[0] == 303

    made = session.scalars(select(AgendaSession)).one()
    assert made.title.into("de") == "Netze"
    assert client.get("/spring/manage/agenda/nobody").status_code == 404


def test_who_stands_at_the_door_makes_no_programme(client: FlaskClient, session: Session) -> None:
    sign_in(session, client, make_member(session, make_event(session), Role.GATE))

    assert client.get(PAGE).status_code == 403
