"""Sessions found by what is typed: words that begin so, of titles and of who speaks."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.agenda.queries.finding import sessions_found
from eventapp.orm import Translated
from tests.factories.agenda import make_session
from tests.factories.events import make_event
from tests.factories.people import make_person

pytestmark = pytest.mark.on_sqlite


def test_words_are_looked_for_in_title_and_people_of_the_event_alone(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    ada = make_person(session, event, given_name="Ada", family_name="Groß")
    talk = make_session(
        session,
        event,
        Translated(de="Wärmenetze", en="Heat"),
        people=[(ada, SessionPart.SPEAKER)],
    )
    make_session(session, other, "Wärme")
    session.flush()

    def found(typed: str) -> list[int]:
        return sessions_found(session, event, typed, most=5)

    assert found("warme") == found("heat gross") == found("ada") == [talk.id]
    assert found("netze") == found("") == found("heat bob") == []


def test_no_more_are_returned_than_asked_for(session: Session) -> None:
    event = make_event(session)
    for _ in range(3):
        make_session(session, event, "Talk")

    assert len(sessions_found(session, event, "talk", most=2)) == 2
