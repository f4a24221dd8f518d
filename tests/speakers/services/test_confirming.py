"""Only who accepted is confirmed; naming somebody before that is the organisers' own act."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import ContributorState, SessionRole
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.speakers.errors import NotAccepted
from eventapp.speakers.services.confirming import announce, confirm
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY
from tests.factories.speakers import make_contributor
from tests.speakers.services.test_invitations import deeds, states

pytestmark = pytest.mark.on_sqlite


def public(session: Session) -> list[bool]:
    """Return whether the next version names each."""
    return [role.is_public for role in session.scalars(select(SessionRole)).unique()]


def test_who_accepted_is_confirmed_told_and_public(session: Session, event: Event) -> None:
    contributor = make_contributor(
        session, event, state=ContributorState.ACCEPTED, email="g@example.org"
    )
    confirm(session, event, contributor, by=SOMEBODY, now=NOON)

    assert states(session) == [ContributorState.CONFIRMED]
    assert [email.kind for email in session.scalars(select(Email))] == ["SpeakingConfirmed"]
    assert deeds(session, contributor) == ["contributor-confirmed"]
    with pytest.raises(NotAccepted):
        confirm(session, event, contributor, by=SOMEBODY, now=NOON)


def test_who_has_no_address_is_confirmed_without_an_email(session: Session, event: Event) -> None:
    contributor = make_contributor(session, event, state=ContributorState.ACCEPTED)

    confirm(session, event, contributor, by=SOMEBODY, now=NOON)

    assert states(session) == [ContributorState.CONFIRMED]
    assert session.scalars(select(Email)).all() == []


def test_naming_somebody_early_is_noted_and_taken_back(session: Session, event: Event) -> None:
    contributor = make_contributor(session, event, state=ContributorState.INVITED)

    for announced in (True, True, False):
        announce(session, event, contributor, announced=announced, by=SOMEBODY, now=NOON)

    assert deeds(session, contributor) == ["contributor-announced", "contributor-unannounced"]
