"""What a release stores has a type: it names every field that is written, and no other."""

from typing import get_type_hints

from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.stored import (
    StoredPart,
    StoredPerson,
    StoredRelease,
    StoredRoom,
    StoredSession,
)
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_structure import show
from tests.factories.events import make_event

OF_OLDER = {"interpreted_into"}
"""Only read: what releases stored before they stored pairs."""


def test_what_is_written_is_what_the_types_name(session: Session) -> None:
    event = make_event(session)
    make_item(session, event, make_room(session, event))
    show(session, event)

    release = queries.latest_release(session, event)

    assert release is not None
    stored = release.programme
    assert set(stored) == set(get_type_hints(StoredRelease))
    assert set(stored["rooms"][0]) == set(get_type_hints(StoredRoom))
    assert set(stored["sessions"][0]) == set(get_type_hints(StoredSession)) - OF_OLDER
    assert {key for person in stored["people"] for key in person} <= set(
        get_type_hints(StoredPerson)
    )
    assert set(get_type_hints(StoredPart)) == {"person", "part", "organisation", "function"}
