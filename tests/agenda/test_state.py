"""The state of the draft: another after every write that a release or an import reads."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.agenda.queries.state import state_of_draft
from eventapp.events.models import Event
from tests.agenda.test_programme import make_item, make_room
from tests.factories.agenda import edit_session, make_track
from tests.factories.events import make_event
from tests.factories.people import make_organisation, make_person, rename_person

pytestmark = pytest.mark.on_sqlite


def _rename(session: Session, event: Event) -> None:
    rename_person(session, make_person(session, event, family_name="Lee"), family_name="Love")


def _give_a_part(session: Session, event: Event) -> None:
    person = make_person(session, event, family_name="Lee")
    item = make_item(session, event, None, "Talk")
    edit_session(session, item, people=[(person, SessionPart.SPEAKER)])


@pytest.mark.parametrize(
    "write",
    [
        make_room,
        lambda session, event: make_track(session, event, "Energy"),
        lambda session, event: make_organisation(session, event, "BioM", other_names=["BM"]),
        _rename,
        _give_a_part,
    ],
    ids=["room", "track", "organisation", "person", "part"],
)
def test_whatever_is_written_is_seen_and_only_at_its_own_event(
    session: Session, write: Callable[[Session, Event], object]
) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    before = state_of_draft(session, event), state_of_draft(session, other)
    assert state_of_draft(session, event) == before[0]

    write(session, event)
    session.flush()

    assert state_of_draft(session, event) != before[0]
    assert state_of_draft(session, other) == before[1]
