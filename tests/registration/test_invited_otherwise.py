"""An invitation ends when its person is registered by whatever way; reminders look again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.mail.models import Email, EmailState
from eventapp.mail.transports import SmtpTransport
from eventapp.registration.models import (
    Bond,
    Invitation,
    InvitationState,
    Registration,
    Source,
    State,
)
from eventapp.registration.services import (
    bulk,
    changes,
    invitation_reminders,
    invitations,
    parties,
    self_service,
    sign_up,
)
from eventapp.registration.services.invitations import InvitationChange
from tests.factories.events import NOON, make_event_with_category
from tests.factories.post import Postman, drain, due_again
from tests.factories.registrations import SOMEBODY, make_details, make_registration

ZOE = make_details("Zoe")
Act = Callable[[Session, Event, Category, Registration], object]


def by(source: Source) -> Act:
    """Return what registers Zoe in that way."""

    def act(session: Session, event: Event, category: Category, _host: Registration) -> None:
        way = sign_up.Way(source)
        sign_up.register(session, event, category, ZOE, way, by=SOMEBODY, now=NOON)

    return act


def by_hand(session: Session, event: Event, category: Category, _host: Registration) -> None:
    """Register Zoe in her stead."""
    way = sign_up.Way(Source.MANUAL)
    sign_up.register_for(session, event, category, ZOE, way, by=SOMEBODY, now=NOON)


def by_form(session: Session, event: Event, category: Category, _host: Registration) -> None:
    """Let Zoe fill in the open form."""
    sign_up.register_or_remind(session, event, category, ZOE, now=NOON)


def by_party(session: Session, event: Event, category: Category, host: Registration) -> None:
    """Let a colleague bring Zoe."""
    category.colleagues = 2
    parties.add(session, host, event, Bond.COLLEAGUE, ZOE, by=SOMEBODY, now=NOON)


def by_hand_over(session: Session, event: Event, _category: Category, host: Registration) -> None:
    """Pass a place on to Zoe."""
    self_service.hand_over(session, host, event, ZOE, by=SOMEBODY, now=NOON)


def by_new_address(session: Session, event: Event, _category: Category, host: Registration) -> None:
    """Let Ada be Zoe, with another address."""
    self_service.change_address(session, host, event, "ZOE@example.org", by=SOMEBODY, now=NOON)


WAYS = (
    *(by(source) for source in (Source.API, Source.IMPORT, Source.CODE)),
    *(by_hand, by_form, by_party, by_hand_over, by_new_address),
)


@pytest.fixture
def opened(session: Session) -> tuple[Event, Category]:
    """Return an event with one category."""
    return make_event_with_category(session)


def invite(session: Session, opened: tuple[Event, Category], *, always: bool = False) -> Invitation:
    """Return Zoe's invitation."""
    guest = InvitationChange(email="Zoe@example.org", family_name="Zoe", always=always)
    return invitations.invite(session, *opened, guest, by=SOMEBODY, now=NOON)


@pytest.mark.parametrize("act", WAYS)
def test_who_is_registered_otherwise_is_neither_asked_nor_reminded(
    app: Flask,
    session: Session,
    opened: tuple[Event, Category],
    act: Act,
    postman: tuple[Postman, SmtpTransport],
) -> None:
    host = make_registration(session, *opened, "Ada")
    invitation = invite(session, opened)

    act(session, *opened, host)
    reminded = invitation_reminders.remind(
        session, opened[0], by=SOMEBODY, now=NOON + timedelta(days=5)
    )
    due_again(session)
    drain(app, postman[1])

    assert (invitation.state, reminded) == (InvitationState.ACCEPTED, 0)
    assert invitation.registration_id is not None
    sent = select(Email.state).where(Email.kind == "PersonalInvitation")
    assert session.scalars(sent).all() == [EmailState.WITHHELD]


def test_who_comes_back_to_life_after_a_cancellation_is_not_reminded(
    session: Session, opened: tuple[Event, Category]
) -> None:
    zoe = make_registration(session, *opened, "Zoe")
    changes.cancel(session, zoe, opened[0], by=SOMEBODY, now=NOON)
    invitation = invite(session, opened)

    bulk.restore(session, opened[0], [(zoe, State.CONFIRMED)], by=SOMEBODY, now=NOON)

    assert invitation.state is InvitationState.ACCEPTED


def test_reminders_leave_a_day_between_them(
    session: Session, opened: tuple[Event, Category]
) -> None:
    invite(session, opened)

    def remind(hours: int) -> int:
        at = NOON + timedelta(hours=hours)
        return invitation_reminders.remind(session, opened[0], by=SOMEBODY, now=at)

    assert [remind(hours) for hours in (48, 49, 71, 72, 73)] == [1, 0, 0, 1, 0]


def test_a_sure_place_is_still_had_by_the_link_after_waiting_by_the_form(
    session: Session, opened: tuple[Event, Category]
) -> None:
    opened[0].places = 0
    invitation = invite(session, opened, always=True)
    by_form(session, *opened, None)  # type: ignore[arg-type]
    zoe = session.scalars(select(Registration)).one()
    before, asked = zoe.state, invitations.may_answer(session, invitation, opened[0])

    invitations.accept(session, invitation, opened[0], ZOE, by=sign_up.VISITOR, now=NOON)

    assert (before, asked, zoe.state) == (State.WAITING, True, State.CONFIRMED)
    assert not invitations.may_answer(session, invitation, opened[0])
