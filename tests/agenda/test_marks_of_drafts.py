"""Marks of what the next release shows: others as soon as the public would see something else."""

from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.marks_of_drafts import mark_of, marks_of
from eventapp.agenda.stored import StoredRelease
from eventapp.orm import Translated
from tests.agenda.test_programme import make_item, make_room
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY


def test_mark_is_that_of_the_programme_and_of_the_number_it_gets() -> None:
    programme: StoredRelease = {"sessions": [], "people": [], "rooms": []}
    named: StoredRelease = {**programme, "tracks": [{"de": "Netz"}]}

    assert mark_of(programme, 2) == mark_of({"rooms": [], "people": [], "sessions": []}, 2)
    assert mark_of(programme, 2) != mark_of(programme, 3)
    assert mark_of(programme, 2) != mark_of(named, 2)


def test_outlook_prepared_release_and_each_change_have_marks(session: Session) -> None:
    event = make_event(session)
    first, second = (
        make_item(session, event, make_room(session, event, name), name) for name in ("A", "B")
    )
    looked_at = services.outlook(session, event)
    marks = marks_of(looked_at.programme, looked_at.changes)

    assert services.prepare(session, event, now=NOON).mark == looked_at.mark
    edit_session(session, second, abstract=Translated(en="New"), notes=Translated(en="x"))
    edited = services.outlook(session, event)
    assert edited.mark != looked_at.mark
    assert marks_of(edited.programme, edited.changes)[0] == marks[0]
    assert marks_of(edited.programme, edited.changes)[1] != marks[1]
    edit_session(session, first, notes=Translated(en="x"))
    assert services.outlook(session, event).mark == edited.mark
    services.release(session, event, name="", by=SOMEBODY, now=NOON, seen=edited.mark)
    assert services.outlook(session, event).mark != edited.mark
