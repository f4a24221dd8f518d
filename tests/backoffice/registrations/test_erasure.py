"""Erasing somebody who asked the team for it: by organisers alone, the facts first."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite


def test_looking_erases_nothing_and_only_organisers_may(
    client: FlaskClient, session: Session
) -> None:
    event, category = make_event_with_category(session)
    ada = make_registration(session, event, category, "Ada")
    desk, organiser = make_member(session, event, Role.DESK), make_member(session, event)
    page = f"/spring/manage/registrations/{ada.reference}/erase"

    sign_in(session, client, desk)
    assert client.get(page).status_code == 403
    sign_in(session, client, organiser)
    assert client.get(page).status_code == 200
    assert client.get("/spring/manage/registrations/NOBODY/erase").status_code == 404
    session.refresh(ada)
    assert ada.erased_at is None
