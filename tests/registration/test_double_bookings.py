"""People with a part in one session and a place at another at the same time."""

import pytest
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.models import SessionPart
from eventapp.agenda.stored import StoredRelease
from eventapp.registration.queries.double_bookings import torn
from tests.agenda.test_programme import make_item
from tests.factories.agenda import edit_session
from tests.factories.events import make_event_with_category
from tests.factories.people import make_person
from tests.factories.registrations import make_registration
from tests.factories.sessions import make_workshop, release, sign_up

pytestmark = pytest.mark.on_sqlite


def test_who_speaks_while_they_have_a_place_elsewhere_is_named_with_both(session: Session) -> None:
    event, category = make_event_with_category(session)
    workshop = make_workshop(session, event)
    talk = make_item(session, event, None, "Talk", minutes=30)
    release(session, event)
    ada = make_registration(session, event, category, "Ada")
    sign_up(session, ada, workshop)
    speaker = make_person(session, event, family_name="Ada", email="Ada@example.org")
    edit_session(session, talk, people=[(speaker, SessionPart.SPEAKER)])
    release(session, event)
    newest = queries.latest_release(session, event)
    assert newest is not None

    (bookings,) = torn(session, event, newest.programme)

    assert bookings.registration is ada
    assert (bookings.part.id, bookings.place.id) == (talk.public_id, workshop.public_id)
    apart: StoredRelease = {**newest.programme, "sessions": newest.programme["sessions"][:1]}
    assert torn(session, event, apart) == []
