"""An invitation ends when its person is registered, by whatever way; others go on."""

import pytest
from sqlalchemy.orm import Session

from eventapp.registration.models import InvitationState
from eventapp.registration.services import invitations
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def test_who_registers_by_the_form_has_accepted_and_nobody_else_has(session: Session) -> None:
    event, category = make_event_with_category(session)
    ada, bob = (
        invitations.invite(
            session, event, category, InvitationChange(email=email), by=SOMEBODY, now=NOON
        )
        for email in ("Ada@example.org", "bob@example.org")
    )

    made = make_registration(session, event, category, "Ada")
    session.flush()

    assert (ada.state, ada.registration_id) == (InvitationState.ACCEPTED, made.id)
    assert ada.answered_at == NOON
    assert bob.state is InvitationState.OPEN


def test_an_invitation_that_was_taken_back_stays_so(session: Session) -> None:
    event, category = make_event_with_category(session)
    ada = invitations.invite(
        session, event, category, InvitationChange(email="ada@example.org"), by=SOMEBODY, now=NOON
    )
    ada.state = InvitationState.WITHDRAWN
    session.flush()

    make_registration(session, event, category, "Ada")

    assert ada.state is InvitationState.WITHDRAWN
