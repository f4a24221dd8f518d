"""Acts on many at once: who fits is acted on, who does not stays, with the reason."""

import pytest
from sqlalchemy.orm import Session

from eventapp.events.models import WayIn
from eventapp.registration.models import State
from eventapp.registration.services import bulk
from eventapp.registration.services.bulk import Stayed
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def test_places_are_given_as_far_as_they_reach_and_the_others_say_why(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    ada, bob, cem = (make_registration(session, event, category, n) for n in ("Ada", "Bob", "Cem"))
    event.places = 2
    session.flush()

    result = bulk.confirm(session, event, [cem, bob, ada], by=SOMEBODY, now=NOON)

    assert result.done == [(bob, State.WAITING)]
    assert dict(result.left) == {ada: Stayed.CONFIRMED, cem: Stayed.EVENT_FULL}


def test_only_requests_are_granted_and_what_has_ended_is_not_ended_again(session: Session) -> None:
    event = make_event(session)
    category = make_category(session, event, way_in=WayIn.APPROVAL)
    ada, bob = (make_registration(session, event, category, name) for name in ("Ada", "Bob"))

    granted = bulk.approve(session, event, [ada], by=SOMEBODY, now=NOON)
    again = bulk.approve(session, event, [ada], by=SOMEBODY, now=NOON)
    bulk.decline(session, event, [bob], by=SOMEBODY, now=NOON, reason="Full")
    ended = bulk.cancel(session, event, [ada, bob], by=SOMEBODY, now=NOON)

    assert granted.done == [(ada, State.PENDING)]
    assert again.left == [(ada, Stayed.NO_REQUEST)]
    assert (bob.state, bob.decline_reason) == (State.DECLINED, "Full")
    assert (ended.done, ended.left) == ([(ada, State.CONFIRMED)], [(bob, Stayed.ENDED)])
