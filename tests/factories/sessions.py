"""Sessions that people sign up for, and what they do there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Category, Event
from eventapp.mail.models import Email
from eventapp.registration.models import Registration, SessionPlace
from eventapp.registration.services import session_places
from tests.agenda.test_programme import make_item, make_room
from tests.factories.agenda import edit_session
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY


def make_workshop(
    session: Session,
    event: Event,
    *,
    places: int | None = 1,
    title: str = "Workshop",
    minutes: int = 0,
    categories: tuple[Category, ...] = (),
) -> AgendaSession:
    """Return a session of an hour that people sign up for, in a room of ten seats."""
    item = make_item(session, event, make_room(session, event, title), title, minutes=minutes)
    edit_session(session, item, sign_up=True, places=places, categories=categories)
    return item


def release(session: Session, event: Event) -> None:
    """Show the draft to the public."""
    agenda.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.flush()


def sign_up(session: Session, registration: Registration, item: AgendaSession) -> SessionPlace:
    """Sign somebody up at noon."""
    event = session.get_one(Event, registration.event_id)
    return session_places.sign_up(
        session, registration, event, item.public_id, by=SOMEBODY, now=NOON
    )


def give_up(session: Session, registration: Registration, item: AgendaSession) -> None:
    """Give a session up at noon."""
    event = session.get_one(Event, registration.event_id)
    session_places.give_up(session, registration, event, item.public_id, by=SOMEBODY, now=NOON)


def news(session: Session, registration: Registration) -> list[list[str]]:
    """Return what e-mails about sessions tell somebody, a list an e-mail."""
    statement = select(Email).where(
        Email.kind == "SessionsEmail", Email.about_id == registration.id
    )
    return [
        [what for line in email.facts["lines"] for what in line["what"]]
        for email in session.scalars(statement.order_by(Email.id))
    ]
