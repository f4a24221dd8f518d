"""When each session ends: its own end, also where several begin together, also for what is on."""

import re
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.events.models import Event
from tests.agenda.test_programme import make_item, make_room
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY


def released(session: Session, event: Event, begins: datetime, *minutes: int) -> None:
    """Release sessions of these lengths that begin together, each in a room of its own."""
    for length in minutes:
        item = make_item(session, event, make_room(session, event, f"R{length}"), f"T{length}")
        ends = begins + timedelta(minutes=length)
        edit_session(session, item, room=item.room, starts_at=begins, ends_at=ends, now=NOON)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()


def words(client: FlaskClient) -> str:
    """Return the programme's text in English, one line."""
    page = client.get("/spring/agenda?lang=en").get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_sessions_that_begin_together_each_tell_their_own_end(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session)
    released(session, event, datetime(2027, 4, 15, 9, 0, tzinfo=UTC), 20, 120)

    text = words(client)
    assert text.count("until 13:00") == text.count("until 11:20") == 1
    assert text.index("R20") < text.index("until 11:20") < text.index("T20")
    assert text.index("R120") < text.index("until 13:00") < text.index("T120")


def test_one_end_of_all_is_told_once_beside_their_beginning(
    session: Session, client: FlaskClient
) -> None:
    event = make_event(session)
    released(session, event, datetime(2027, 4, 15, 9, 0, tzinfo=UTC), 60)

    text = words(client)
    assert text.count("until 12:00") == 1
    assert text.index("until 12:00") < text.index("R60")


def test_the_page_says_when_each_session_is_on_and_is_the_same_whatever_the_time(
    session: Session, client: FlaskClient
) -> None:
    begins = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=30)
    event = make_event(session, starts_at=begins, ends_at=begins + timedelta(hours=3))
    released(session, event, begins, 20, 120)

    page = client.get("/spring/agenda?lang=en").get_data(as_text=True)
    for minutes in (20, 120):
        assert f'data-lasts="{minutes}"' in page
    assert f'<time datetime="{begins.isoformat()}">' in page
    assert "is-past" not in page
    assert "is-now" not in page
