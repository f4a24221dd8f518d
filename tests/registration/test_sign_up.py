"""Signing up: whoever is registered already is told by e-mail alone, and nobody else."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail.models import Email
from eventapp.registration.errors import AlreadyRegistered, RegistrationClosed
from eventapp.registration.models import State
from eventapp.registration.services import sign_up
from tests.factories.events import NOON, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration

pytestmark = pytest.mark.on_sqlite


def test_who_signs_up_twice_gets_the_link_again_and_no_second_place(session: Session) -> None:
    event, category = make_event_with_category(session)
    details = make_details("Ada")

    first = sign_up.register_or_remind(session, event, category, details, now=NOON)
    again = sign_up.register_or_remind(session, event, category, details, now=NOON)

    session.flush()
    assert first is not None
    assert again is None
    assert list(session.scalars(select(Email.kind).order_by(Email.id))) == [
        "ConfirmedEmail",
        "ReminderEmail",
    ]


def test_programs_and_the_team_are_told_that_an_address_is_registered(session: Session) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")

    with pytest.raises(AlreadyRegistered):
        make_registration(session, event, category, "Ada", email="ADA@example.org")


def test_visitors_come_while_registration_is_open_and_the_team_always(session: Session) -> None:
    event, category = make_event_with_category(session)
    event.registration_closes_at = NOON

    with pytest.raises(RegistrationClosed):
        sign_up.register_or_remind(session, event, category, make_details("Ada"), now=NOON)
    made = sign_up.register(
        session, event, category, make_details("Bob"), sign_up.BY_FORM, by=SOMEBODY, now=NOON
    )
    assert made.state is State.CONFIRMED
