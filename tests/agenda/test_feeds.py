"""Every way out of the programme tells the same: wall times, people once a part, no draft."""

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy.orm import Session

from eventapp.agenda.models import SessionPart
from eventapp.orm import Translated
from tests.agenda.test_programme import make_item, make_talk
from tests.agenda.test_sequences import release
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person

FEEDS = ["agenda", "agenda.ics", "agenda.xml", "agenda.json", "agenda.csv", "agenda/changes.atom"]


def test_a_winter_morning_has_one_wall_time_in_page_calendar_xml_json_and_table(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    item = make_item(session, event, None, "Winter")
    begins = datetime(2027, 3, 25, 8, 30, tzinfo=UTC)
    edit_session(session, item, room=None, starts_at=begins, ends_at=None, now=NOON)
    release(session, event, 0)
    facts = {name: client.get(f"/spring/{name}?lang=de").get_data(as_text=True) for name in FEEDS}

    (entry,) = Calendar.from_ical(facts["agenda.ics"]).walk("VEVENT")
    assert f"{entry.decoded('DTSTART'):%H:%M}" == "09:30"
    assert ">9:30</time>" in facts["agenda"]
    assert "<start>09:30</start>" in facts["agenda.xml"]
    assert '"09:30"' in facts["agenda.json"]
    assert "2027-03-25T09:30:00+01:00" in facts["agenda.csv"]


@pytest.mark.parametrize("feed", [*FEEDS, "agenda?q=secret", "agenda.ics?q=secret", "speakers"])
def test_draft_and_hidden_speakers_leave_by_no_side_door(
    client: FlaskClient, session: Session, feed: str
) -> None:
    event = make_event(session)
    make_talk(session, event)
    release(session, event, 0)
    hidden = make_item(session, event, None, "Concealed", minutes=200)
    hidden.subtitle = Translated.same("Secret")
    eve = make_person(session, event, given_name="Eve", family_name="Veiled")
    session.flush()
    edit_session(session, hidden, people=[(eve, SessionPart.SPEAKER)])
    session.commit()

    text = client.get(f"/spring/{feed}").get_data(as_text=True)

    assert text
    assert "Concealed" not in text
    assert "Veiled" not in text
