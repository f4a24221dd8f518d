"""Own parts: what somebody was asked for and did not decline, with whoever leads through it."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.speakers.queries.own_parts import own_parts
from tests.factories.agenda import edit_session, make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.speakers import make_contributor

pytestmark = pytest.mark.on_sqlite


def test_own_parts_are_those_known_in_order_of_time_with_the_blocks_moderator(
    session: Session,
) -> None:
    event = make_event(session)
    anke = make_person(session, event, family_name="Häring")
    moderating = [(anke, SessionPart.MODERATOR)]
    block = make_session(session, event, "Block", starts_at=NOON, people=moderating)
    talk = make_session(session, event, "Talk", block=block, starts_at=NOON)
    session.flush()
    own = make_contributor(session, event, state=ContributorState.ACCEPTED, item=talk)
    parts = own_parts(session, own)
    assert [(part.session, part.moderators) for part in parts] == [(talk, (anke,))]

    for state, shown in ((ContributorState.DRAFT, 0), (ContributorState.DECLINED, 0)):
        role = RoleChange(person=own.person, state=state)
        edit_session(session, talk, people=[role])
        session.flush()
        assert len(own_parts(session, own)) == shown
