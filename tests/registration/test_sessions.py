"""Why somebody cannot book a session: each refusal says so."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.errors import NoSuchSession
from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.errors import Refusal
from eventapp.events.models import Event
from eventapp.registration.errors.sessions import (
    FallsThrough,
    ForOtherCategories,
    HasBegun,
    NoPlaceAtEvent,
    OwnPartElsewhere,
    SignedUpElsewhere,
    SignUpClosed,
    WithoutSignUp,
)
from eventapp.registration.models import Registration, SessionPlaceState
from eventapp.registration.services import changes, session_places
from tests.agenda.test_programme import START, make_item
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_category
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY
from tests.factories.sessions import make_workshop, release, sign_up


def test_sessions_at_the_same_time_refuse_each_other_by_name(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    first = make_workshop(session, event, title="Lasers")
    beside = make_workshop(session, event, title="Optics", minutes=30)
    after = make_workshop(session, event, title="Fibres", minutes=60)
    release(session, event)
    ada = person("Ada")
    sign_up(session, ada, first)

    with pytest.raises(SignedUpElsewhere, match="Lasers"):
        sign_up(session, ada, beside)
    assert sign_up(session, ada, after).state is SessionPlaceState.CONFIRMED


def test_who_speaks_at_that_time_cannot_sign_up(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    talk = make_item(session, event, None, "Own talk", minutes=30)
    speaker = make_person(session, event, family_name="Ada")
    speaker.email = "Ada@example.org"
    session.flush()
    edit_session(session, talk, people=[(speaker, SessionPart.SPEAKER)])
    release(session, event)

    with pytest.raises(OwnPartElsewhere, match="Own talk"):
        sign_up(session, person("Ada"), item)


def test_each_refusal_says_why(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    press = make_category(session, event, key="press")
    only_press = make_workshop(session, event, title="Press", categories=(press,))
    plain = make_item(session, event, None, "Plain", minutes=100)
    closed = make_workshop(session, event, title="Closed", minutes=200)
    gone = make_workshop(session, event, title="Gone", minutes=300)
    release(session, event)
    secret = make_workshop(session, event, title="Secret", minutes=400)
    closed.sign_up, gone.cancelled = False, True
    release_without_sign_up_of(session, event, closed)
    ada, left = person("Ada"), person("Bob")
    changes.cancel(session, left, event, by=SOMEBODY, now=NOON)

    def refusal(registration: Registration, item: AgendaSession) -> type[Refusal]:
        with pytest.raises(Refusal) as caught:
            sign_up(session, registration, item)
        return caught.type

    assert refusal(ada, only_press) is ForOtherCategories
    assert refusal(ada, plain) is WithoutSignUp
    assert refusal(ada, closed) is SignUpClosed
    assert refusal(ada, gone) is FallsThrough
    assert refusal(ada, secret) is NoSuchSession
    assert refusal(left, only_press) is NoPlaceAtEvent
    with pytest.raises(HasBegun):
        session_places.sign_up(session, ada, event, only_press.public_id, by=SOMEBODY, now=START)


def release_without_sign_up_of(session: Session, event: Event, item: AgendaSession) -> None:
    """Release all but what the draft says of one session's sign-up, and all but the newest."""
    newest = session.scalars(
        select(AgendaSession).where(AgendaSession.event_id == event.id).order_by(AgendaSession.id)
    ).all()[-1]
    item.sign_up, newest.public = True, False
    release(session, event)
    item.sign_up, newest.public = False, True
