"""Rooms, tracks and people as an import finds them: by name, by key, made where missing."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.readers.rows import Somebody
from eventapp.agenda.services.directory import Directory
from tests.factories.agenda import make_room, make_track
from tests.factories.events import make_event
from tests.factories.people import make_person

pytestmark = pytest.mark.on_sqlite


def test_what_there_is_is_found_by_name_and_what_is_missing_made_once(session: Session) -> None:
    event = make_event(session)
    aula, track = make_room(session, event, "Aula"), make_track(session, event, "Energy")
    here = Directory.of(session, event)

    assert (here.room("AULA"), here.track("energy")) == (aula, track)
    assert (here.room(""), here.track("")) == (None, None)
    assert here.room("Foyer") is here.room("foyer")
    assert here.new_rooms == 1


def test_a_person_of_the_same_key_under_another_name_is_renamed(session: Session) -> None:
    event = make_event(session)
    ada = make_person(session, event, given_name="Ada", family_name="Lee")
    first = Directory.of(session, event)
    assert first.person(Somebody("Ada Lee", key="k1")) is ada
    session.flush()

    later = Directory.of(session, event)

    assert later.person(Somebody("Ada Love", key="k1")) is ada
    assert (ada.family_name, later.renamed, later.new_people) == ("Love", {ada}, 0)


def test_of_several_names_beside_one_key_the_first_counts_and_it_is_told(session: Session) -> None:
    here = Directory.of(session, make_event(session))

    first = here.person(Somebody("Ada Lee", key="k1"))
    again = here.person(Somebody("A. Lee", key="k1"))

    assert again is first
    assert first.family_name == "Lee"
    assert [str(note.sentence) for note in here.notes] == [
        "The same person is “Ada Lee” elsewhere in the file."
    ]
