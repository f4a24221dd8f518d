"""The event's revision: higher after every change, of this event alone, gone with a rollback."""

from sqlalchemy.orm import Session

from eventapp.events.revision import hold, raise_revision
from tests.factories.events import make_event


def test_each_change_raises_the_number_of_its_own_event(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    session.commit()
    stood = event.revision, other.revision

    hold(session, event.id)
    raise_revision(session, event.id)
    session.refresh(event)
    once = event.revision
    raise_revision(session, event.id)
    session.refresh(event)

    assert stood[0] < once < event.revision
    session.refresh(other)
    assert other.revision == stood[1]


def test_what_is_undone_leaves_the_number_it_found(session: Session) -> None:
    event = make_event(session)
    session.commit()
    stood = event.revision

    raise_revision(session, event.id)
    session.rollback()
    session.refresh(event)

    assert event.revision == stood
