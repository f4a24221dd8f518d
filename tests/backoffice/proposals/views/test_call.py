"""The call for contributions is opened by an organiser, in the event's own time."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.speakers.models import CallForProposals
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

pytestmark = pytest.mark.on_sqlite

PAGE = "/spring/manage/proposals/call"


def test_a_call_is_opened_until_a_moment_on_the_events_clock(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session)
    sign_in(session, client, make_member(session, event))

    fields = {"active": "y", "closes_at": "2027-03-01T18:00", "text-en": "Talks, please."}
    assert send(client, PAGE, kinds=["workshop"], **fields)[0] == 303

    call = session.scalars(select(CallForProposals)).one()
    assert (call.active, call.kinds, call.text["en"]) == (True, ["workshop"], "Talks, please.")
    assert call.closes_at == datetime(2027, 3, 1, 17, 0, tzinfo=UTC)
    assert "2027-03-01T18:00" in client.get(PAGE).get_data(as_text=True)
