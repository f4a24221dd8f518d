"""What a session's form offers: what is archived only where it stands already."""

from dataclasses import replace

from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionKind
from eventapp.agenda.services import SessionChange
from eventapp.backoffice.agenda.session_choices import choices_for
from tests.factories.agenda import make_room, make_session
from tests.factories.events import make_event


def test_archived_rooms_are_offered_where_they_stand_or_were_shown(session: Session) -> None:
    event = make_event(session)
    hall, cellar = make_room(session, event, "Hall"), make_room(session, event, "Cellar")
    cellar.active = False
    session.flush()
    free, held = SessionChange(), SessionChange(room=cellar)
    beside = replace(free, further_rooms=(cellar,))

    offered = [
        set(choices_for(session, event, None, change, sent).rooms.values())
        for change, sent in ((free, ()), (held, ()), (beside, ()), (free, [cellar.public_id]))
    ]

    assert offered == [{hall}, {hall, cellar}, {hall, cellar}, {hall, cellar}]


def test_session_is_a_talk_of_neither_itself_nor_a_talk_nor_a_break(session: Session) -> None:
    event = make_event(session)
    block = make_session(session, event, "Block")
    make_session(session, event, "Lunch", kind=SessionKind.BREAK)
    make_session(session, event, "Talk of the block", block=block)
    item = make_session(session, event, "Itself")

    choices = choices_for(session, event, item, SessionChange.of(session, item), ())

    assert list(choices.blocks.values()) == [block]
    assert item not in choices.others.values()
    assert len(choices.others) == 3
