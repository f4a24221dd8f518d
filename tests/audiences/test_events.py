"""The event in addresses, and who passes: an unpublished one exists for its members alone."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite


def test_an_unpublished_event_is_unknown_to_all_but_its_members(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session, published=False)
    session.commit()
    assert client.get("/spring/").status_code == 404
    assert client.get("/nowhere/").status_code == 404

    sign_in(session, client, make_member(session, event, Role.GATE))

    assert client.get("/spring/").status_code == 200


def test_a_strangers_back_office_is_not_there_and_a_members_other_pages_are_refused(
    client: FlaskClient, session: Session
) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    session.commit()
    assert client.get("/spring/manage/settings").status_code in {302, 303}

    sign_in(session, client, make_member(session, event, Role.GATE))

    assert client.get("/spring/manage/settings").status_code == 403
    assert client.get(f"/{other.slug}/manage/settings").status_code == 404
