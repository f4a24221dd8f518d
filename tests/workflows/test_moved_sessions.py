"""Sessions of the draft get other times at once, and who holds one open is told by its version."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from eventapp.workflows.moved_sessions import Times, give_times
from tests.agenda.test_programme import START, make_item
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite
DAY = timedelta(days=1)


def _later(times: Times) -> Times:
    return times[0] and times[0] + DAY, times[1] and times[1] + DAY


def test_only_sessions_of_the_event_with_a_time_move(session: Session) -> None:
    event, other = make_event(session), make_event(session, slug="autumn")
    item, elsewhere = make_item(session, event, None), make_item(session, other, None)
    without = make_session(session, event, "Later")
    session.commit()
    stood = item.version

    assert give_times(session, event, _later, now=NOON) == 1

    session.refresh(item)
    assert (item.starts_at, item.version) == (START + DAY, stood + 1)
    assert (elsewhere.starts_at, without.starts_at) == (START, None)
    assert give_times(session, make_event(session, slug="empty"), _later, now=NOON) == 0
