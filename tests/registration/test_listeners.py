"""How many receivers are needed: by the language that those who come chose at registration."""

from sqlalchemy.orm import Session

from eventapp.registration.models import State
from eventapp.registration.queries import languages_at, languages_of_event
from tests.factories.events import make_event_with_category
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release, sign_up


def test_languages_are_those_of_who_comes_and_of_who_booked(session: Session) -> None:
    event, category = make_event_with_category(session)
    item = make_workshop(session, event, places=1)
    release(session, event)
    people = [
        make_registration(session, event, category, name) for name in ("Ada", "Bob", "Cy", "Di")
    ]
    for registration, language in zip(people, ("fr", "fr", "de", "fr"), strict=True):
        registration.language = language
    people[3].state = State.CANCELLED
    for registration in people[:2]:
        sign_up(session, registration, item)
    session.flush()

    assert languages_of_event(session, event) == {"fr": 2, "de": 1}
    assert languages_at(session, item) == {"fr": 1}
