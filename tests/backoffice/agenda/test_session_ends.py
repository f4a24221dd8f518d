"""A session that does not take place: deleted while nobody saw it, else cancelled and back again."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from tests.agenda.test_programme import make_item
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event
from tests.factories.sessions import release

pytestmark = pytest.mark.on_sqlite


def test_what_was_shown_is_cancelled_and_restored_and_never_deleted(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    item = make_item(session, event, None)
    release(session, event)
    sign_in(session, client, make_member(session, event))
    page = f"/spring/manage/agenda/{item.public_id}"

    def press(act: str) -> tuple[int, bool]:
        session.refresh(item)
        version = str(item.version)
        session.rollback()
        status, _text = send(client, page, f"{page}/{act}", version=version)
        session.refresh(item)
        cancelled = item.cancelled
        session.rollback()
        return status, cancelled

    assert press("delete") == (409, False)
    assert press("cancel") == (303, True)
    assert press("restore") == (303, False)


def test_what_nobody_saw_is_deleted(client: FlaskClient, session: Session) -> None:
    event = make_event(session)
    item = make_item(session, event, None)
    sign_in(session, client, make_member(session, event))
    page = f"/spring/manage/agenda/{item.public_id}"

    assert send(client, page, f"{page}/delete", version=str(item.version))[0] == 303

    assert session.scalars(select(AgendaSession.id)).all() == []
    assert client.get(page).status_code == 404
