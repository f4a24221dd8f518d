"""What a release stores has a type: it names every field that is written, and no other."""

from dataclasses import fields
from typing import get_type_hints

from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.items import Carried
from eventapp.agenda.snapshots import carried
from eventapp.agenda.stored import (
    StoredPart,
    StoredPerson,
    StoredRelease,
    StoredRoom,
    StoredSession,
)
from eventapp.orm import Translated
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
    named = set(get_type_hints(StoredSession)) | {field.name for field in fields(Carried)}
    assert set(stored["sessions"][0]) == named - OF_OLDER
    assert {key for person in stored["people"] for key in person} <= set(
        get_type_hints(StoredPerson)
    )
    assert set(get_type_hints(StoredPart)) == {"person", "part", "organisation", "function"}


def test_release_of_before_a_field_was_carried_means_its_default() -> None:
    assert carried({"restricted": True, "subtitle": {"en": "On time"}}) == {
        "subtitle": Translated(en="On time"), "description": Translated(), "restricted": True,
        "sign_up": False, "recorded": False, "receivers": None,
    }  # fmt: skip
