"""Ways in beside the open form: a personal invitation, an organiser's word."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event, WayIn
from eventapp.mail.models import Email
from eventapp.registration import queries
from eventapp.registration.errors import (
    AlreadyRegistered,
    InvitationOver,
    InvitedAlready,
    NoSuchCategory,
    RegistrationClosed,
    WrongState,
)
from eventapp.registration.models import Invitation, InvitationState, Registration, Source, State
from eventapp.registration.services import changes, invitation_reminders, invitations, sign_up
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration

CLOSED = NOON + timedelta(days=90)


def kinds_to(session: Session, address: str) -> list[str]:
    """Return the kinds of e-mails to an address, in order."""
    session.flush()
    statement = select(Email.kind).where(Email.to_address == address)
    return list(session.scalars(statement.order_by(Email.id)))


def invited(session: Session, event: Event, category: Category, *, always: bool) -> Invitation:
    """Return an invitation of Zoe."""
    guest = InvitationChange(
        email="zoe@example.org", family_name="Zoe", language="fr", always=always
    )
    return invitations.invite(session, event, category, guest, by=SOMEBODY, now=NOON)


def accept(
    session: Session, event: Event, invitation: Invitation, *, days: int = 1
) -> Registration:
    """Let the invited say yes."""
    return invitations.accept(
        session,
        invitation,
        event,
        make_details("Zoe"),
        by=sign_up.VISITOR,
        now=NOON + timedelta(days=days),
    )


def test_who_is_invited_always_gets_a_place_though_all_are_taken_and_the_form_is_closed(
    session: Session,
) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "Ada")

    made = accept(session, event, invited(session, event, category, always=True), days=90)

    assert (made.state, made.source) == (State.CONFIRMED, Source.INVITATION)
    assert kinds_to(session, "zoe@example.org") == ["PersonalInvitation", "ConfirmedEmail"]


def test_an_ordinary_invitation_waits_like_everybody_and_ends_with_the_deadline(
    session: Session,
) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "Ada")
    invitation = invited(session, event, category, always=False)

    with pytest.raises(RegistrationClosed):
        accept(session, event, invitation, days=90)
    assert accept(session, event, invitation).state is State.WAITING


def test_an_invitation_is_answered_once(session: Session) -> None:
    event, category = make_event_with_category(session)
    invitation = invited(session, event, category, always=False)

    invitations.decline(session, invitation, by=sign_up.VISITOR, now=NOON)
    invitations.decline(session, invitation, by=sign_up.VISITOR, now=NOON)

    assert invitation.state is InvitationState.DECLINED
    with pytest.raises(InvitationOver):
        accept(session, event, invitation)


def test_an_address_is_invited_once_and_not_when_it_is_registered(session: Session) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")
    invited(session, event, category, always=False)

    with pytest.raises(InvitedAlready):
        invited(session, event, category, always=False)
    with pytest.raises(AlreadyRegistered):
        invitations.invite(
            session,
            event,
            category,
            InvitationChange(email="ADA@example.org"),
            by=SOMEBODY,
            now=NOON,
        )


def test_who_waits_and_is_invited_always_is_confirmed_and_stays_one(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    make_registration(session, event, category, "Ada")
    invitation = invited(session, event, category, always=True)
    waiting = make_registration(session, event, category, "Zoe")

    made = accept(session, event, invitation)

    assert made is waiting
    assert made.state is State.CONFIRMED


def test_only_those_who_have_not_answered_are_reminded_and_once(session: Session) -> None:
    event, category = make_event_with_category(session)
    invitations.decline(
        session, invited(session, event, category, always=False), by=SOMEBODY, now=NOON
    )
    other = invitations.invite(
        session, event, category, InvitationChange(email="yann@example.org"), by=SOMEBODY, now=NOON
    )

    first = invitation_reminders.remind(session, event, by=SOMEBODY, now=NOON)
    second = invitation_reminders.remind(session, event, by=SOMEBODY, now=NOON)

    assert (first, second) == (1, 0)
    assert kinds_to(session, other.email) == ["PersonalInvitation"] * 2


def test_where_an_organiser_is_asked_nobody_takes_a_place_before_the_answer(
    session: Session,
) -> None:
    event, category = make_event_with_category(session, places=1)
    category.way_in = WayIn.APPROVAL

    asking = make_registration(session, event, category, "Ada")
    other = make_registration(session, event, category, "Bob")
    changes.approve(session, other, event, by=SOMEBODY, now=NOON)
    changes.approve(session, asking, event, by=SOMEBODY, now=NOON)

    assert [other.state, asking.state] == [State.CONFIRMED, State.WAITING]
    assert kinds_to(session, "ada@example.org") == ["PendingEmail", "WaitingEmail"]
    with pytest.raises(WrongState):
        changes.approve(session, other, event, by=SOMEBODY, now=NOON)


def test_who_is_declined_reads_the_reason_and_may_ask_again(session: Session) -> None:
    event, category = make_event_with_category(session)
    category.way_in = WayIn.APPROVAL
    asking = make_registration(session, event, category, "Ada")

    changes.decline(session, asking, event, by=SOMEBODY, now=NOON, reason="Nur für Mitglieder.")

    email = session.scalars(select(Email).where(Email.kind == "DeclinedEmail")).one()
    assert email.facts["reason"] == "Nur für Mitglieder."
    assert make_registration(session, event, category, "Ada").state is State.PENDING


def test_nobody_takes_a_place_by_the_form_in_a_group_for_the_invited_alone(
    session: Session,
) -> None:
    event, category = make_event_with_category(session)
    category.way_in = WayIn.INVITATION

    with pytest.raises(NoSuchCategory):
        sign_up.register_or_remind(session, event, category, make_details("Ada"), now=NOON)
    made = accept(session, event, invited(session, event, category, always=False))

    assert queries.offering(session, event).for_visitors == []
    assert made.state is State.CONFIRMED
