"""An e-mail about a release still holds while its reader is in the directory, with an address."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.services.announcing import PersonConcerned, email_to
from eventapp.events.models import Event
from eventapp.people.models import Person
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person

pytestmark = pytest.mark.on_sqlite


def holds(session: Session, event: Event, person: Person) -> bool:
    """Say whether an e-mail to the person would go out now."""
    session.flush()
    return email_to(PersonConcerned(person, ()), event, "de", now=NOON).still_holds(session)


def test_nothing_goes_to_who_has_no_address_any_more_or_is_gone(session: Session) -> None:
    event = make_event(session)
    ada = make_person(session, event, family_name="Lee", email="ada@example.org")

    assert holds(session, event, ada)
    ada.email = None
    assert not holds(session, event, ada)
    email = email_to(PersonConcerned(ada, ()), event, "de", now=NOON)
    session.delete(ada)
    session.flush()
    assert not email.still_holds(session)
