"""The own account: the way to one's work at the only event, else the list of them."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.events.models import Role
from eventapp.events.services import give_role
from eventapp.website.views.account import WORKPLACES
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite


def test_every_role_has_a_page_with_its_work() -> None:
    assert set(WORKPLACES) == set(Role)


def test_one_event_leads_to_the_work_of_the_most_powerful_role(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session, starts_at=None, ends_at=None)
    user = make_member(session, event, Role.GATE)
    give_role(session, event, user, Role.AGENDA, now=NOON)
    sign_in(session, client, user)

    assert client.get("/account/start").location == "/spring/manage/agenda"


def test_of_several_events_the_list_is_shown_unless_one_is_named(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session, starts_at=None, ends_at=None)
    other = make_event(session, slug="autumn", starts_at=None, ends_at=None)
    user = make_member(session, event, Role.GATE)
    give_role(session, other, user, Role.GATE, now=NOON)
    sign_in(session, client, user)

    assert client.get("/account/start").location == "/account"
    assert client.get("/account/start?event=autumn").location == "/autumn/manage/checkin"
    page = client.get("/account?lang=en").get_data(as_text=True)
    assert "/spring/manage/checkin" in page
    assert "/autumn/manage/checkin" in page
