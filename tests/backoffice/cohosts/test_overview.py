"""A host's overview: its desk's hours, its team, what is to do, and whose part it is."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.orm import Translated
from eventapp.registration.services import invitations
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.accounts import sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_desk, make_host, make_organisation, make_representative
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def test_a_representative_lands_on_the_overview_of_the_own_host(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    organisation = make_organisation(session, event, "AFPC")
    host = make_host(session, event, organisation)
    hours = {"opens_at": NOON, "closes_at": NOON + timedelta(hours=1)}
    make_desk(session, event, Translated.same("Clusters"), organisation=organisation, **hours)
    guests = [InvitationChange(email="ada@x.example", given_name="Ada")]
    written = invitations.written_to(event, category, guests, organisation, now=NOON)
    invitations.invite_all(session, event, written, by=SOMEBODY, now=NOON)
    own = make_representative(session, event, host, "rep@x.example", language="en")
    sign_in(session, client, own)
    session.rollback()

    answer = client.get("/spring/manage/", follow_redirects=True)
    text = answer.get_data(as_text=True)

    assert answer.status_code == 200
    for expected in ("Ada has not answered", "Clusters", "(you)", "No session yet"):
        assert expected in text
