"""A session that does not take place: deleted while nobody saw it, else cancelled and back again."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.registration.models import Registration, State
from eventapp.registration.services.contributors import admit
from tests.agenda.test_programme import make_item
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event, make_event_with_category
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY
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


def test_deleting_asks_what_becomes_of_the_places_of_whose_last_part_it_is(
    client: FlaskClient, session: Session
) -> None:
    event, _category = make_event_with_category(session)
    item = make_item(session, event, None)
    ada = make_person(session, event, given_name="Ada", family_name="Lovelace")
    edit_session(session, item, people=[(ada, SessionPart.SPEAKER)])
    admit(session, event, ada, by=SOMEBODY, now=NOON)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    page, version = f"/spring/manage/agenda/{item.public_id}", str(item.version)
    answer = f"place-{ada.public_id}"
    session.commit()

    shown = client.get(page).get_data(as_text=True)
    assert "What becomes of Ada Lovelace’s place?" in shown
    assert "badge not printed yet" in shown
    send(client, page, f"{page}/delete", version=version)
    assert "Please say what becomes of the place of Ada" in client.get(page).get_data(as_text=True)

    send(client, page, f"{page}/delete", version=version, **{answer: "cancelled"})

    session.expire_all()
    assert session.scalars(select(AgendaSession.id)).all() == []
    registration = session.scalars(select(Registration)).one()
    assert (registration.state, registration.contributes) == (State.CANCELLED, False)
