"""The e-mail of a personal invitation: while it waits for an answer and nobody registered."""

import pytest
from sqlalchemy.orm import Session

from eventapp.registration.emails.invitation import PersonalInvitation
from eventapp.registration.models import InvitationState
from eventapp.registration.services import invitations
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite


def test_a_sure_place_has_no_last_day_and_an_answered_one_is_not_sent(session: Session) -> None:
    event, category = make_event_with_category(session)
    made = [
        invitations.invite(
            session, event, category, InvitationChange(email=f"{name}@example.org", always=always), by=SOMEBODY,
            now=NOON,
        )
        for name, always in (("ada", False), ("bob", True))
    ]  # fmt: skip
    open_to_a_day, sure = (
        PersonalInvitation.of_invitation(invitation, event) for invitation in made
    )

    assert open_to_a_day.closes_at.startswith("2027-04-01")
    assert sure.closes_at == ""
    assert sure.still_holds(session)
    made[1].state = InvitationState.DECLINED
    session.flush()
    assert not sure.still_holds(session)
