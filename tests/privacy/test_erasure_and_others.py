"""What an erasure leaves to others: the place goes on, other events keep what they know."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail.models import Email, EmailState
from eventapp.privacy import services
from eventapp.registration.models import (
    State,
)
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration


def test_emails_that_wait_are_withheld_and_the_place_goes_on(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    place = make_registration(session, event, category, "Ada")
    next_one = make_registration(session, event, category, "Bob")

    services.erase(session, place, event, by=SOMEBODY, now=NOON)

    emails = session.scalars(select(Email).where(Email.about_id == place.id)).all()
    assert {(email.state, email.to_address) for email in emails} == {(EmailState.WITHHELD, "")}
    session.refresh(next_one)
    assert next_one.state is State.CONFIRMED


def test_an_event_beside_it_keeps_what_the_same_person_told_there(session: Session) -> None:
    event, category = make_event_with_category(session)
    place = make_registration(session, event, category, "Ada")
    other = make_event(session, slug="autumn")
    there = make_registration(session, other, make_category(session, other), "Ada")

    services.erase(session, place, event, by=SOMEBODY, now=NOON)

    session.refresh(there)
    assert (there.family_name, there.email) == ("Ada", "ada@example.org")
    email = session.scalars(select(Email).where(Email.event_id == other.id)).one()
    assert email.to_address == "ada@example.org"
