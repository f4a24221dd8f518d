"""Invitations sent again: to one person at most once a day, and to the address that is right."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.registration.errors import (
    AlreadyRegistered,
    InvitationOver,
    InvitedAlready,
    RemindedAlready,
)
from eventapp.registration.models import Invitation
from eventapp.registration.services import invitation_reminders, invitations
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_organisation
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def recipients(session: Session) -> list[str]:
    """Return to whom e-mails of invitations went, in order."""
    session.flush()
    sent = select(Email.to_address).where(Email.kind == "PersonalInvitation").order_by(Email.id)
    return list(session.scalars(sent))


def invited(session: Session, *addresses: str) -> tuple[Event, list[Invitation]]:
    """Return an event and invitations to it."""
    event, category = make_event_with_category(session)
    return event, [
        invitations.invite(
            session, event, category, InvitationChange(email=address), by=SOMEBODY, now=NOON
        )
        for address in addresses
    ]


def test_one_person_is_written_to_again_once_a_day(session: Session) -> None:
    event, (ada,) = invited(session, "ada@x.example")
    tomorrow = NOON + timedelta(days=1)

    invitation_reminders.send_again(session, ada, event, by=SOMEBODY, now=NOON)
    with pytest.raises(RemindedAlready):
        invitation_reminders.send_again(session, ada, event, by=SOMEBODY, now=NOON)
    invitation_reminders.send_again(session, ada, event, by=SOMEBODY, now=tomorrow)

    assert recipients(session) == ["ada@x.example"] * 3


def test_a_corrected_address_gets_the_invitation_and_the_former_link_ends(
    session: Session,
) -> None:
    event, (ada, bob) = invited(session, "ada@x.exampl", "bob@x.example")
    held = InvitationChange.of(ada)

    def correct(**fields: str) -> None:
        change = replace(held, **fields)  # type: ignore[arg-type]
        invitation_reminders.change_invitation(session, ada, event, change, by=SOMEBODY, now=NOON)

    correct()  # nothing new
    correct(email="ada@x.example", family_name="Ada")

    assert recipients(session) == ["ada@x.exampl", "bob@x.example", "ada@x.example"]
    assert (ada.generation, ada.full_name) == (2, "Ada")
    with pytest.raises(InvitedAlready):
        correct(email=bob.email)
    make_registration(session, event, ada.category, "Cem", email="cem@x.example")
    with pytest.raises(AlreadyRegistered):
        correct(email="cem@x.example")


def test_who_has_answered_is_not_written_to(session: Session) -> None:
    event, (ada,) = invited(session, "ada@x.example")
    invitations.decline(session, ada, by=SOMEBODY, now=NOON)

    with pytest.raises(InvitationOver):
        invitation_reminders.send_again(session, ada, event, by=SOMEBODY, now=NOON)


def test_a_host_reminds_its_own_delegation_alone(session: Session) -> None:
    event, (ada,) = invited(session, "ada@x.example")
    host = make_organisation(session, event, "AFPC")
    guests = [InvitationChange(email="bob@x.example")]
    written = invitations.written_to(event, ada.category, guests, host, now=NOON)
    invitations.invite_all(session, event, written, by=SOMEBODY, now=NOON)

    later = NOON + timedelta(days=3)
    number = invitation_reminders.remind(session, event, host, by=SOMEBODY, now=later)

    assert (number, recipients(session)) == (
        1,
        ["ada@x.example", "bob@x.example", "bob@x.example"],
    )
