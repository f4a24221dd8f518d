"""Calendars are told when an information desk is open, and of no other desk."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy.orm import Session

from eventapp.orm import Translated
from tests.factories.events import NOON, make_event
from tests.factories.people import make_desk
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite


def test_hours_of_desks_stand_in_a_calendar_with_their_files(
    client: FlaskClient, session: Session, tmp_path: Path
) -> None:
    event = make_event(session)
    desk = make_desk(
        session,
        event,
        Translated(de="Beratung", fr="Conseil"),
        place=Translated.same("Foyer"),
        opens_at=NOON,
        closes_at=NOON + timedelta(hours=2),
    )
    make_desk(session, event, Translated.same("Without hours"))
    file = make_material(session, tmp_path / "media", desk).newest.file.public_id
    session.commit()

    answer = client.get("/spring/desks.ics?lang=fr")

    assert answer.content_type == "text/calendar; charset=utf-8"
    (entry,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert (str(entry["SUMMARY"]), entry["TRANSP"]) == ("Conseil", "TRANSPARENT")
    assert entry.decoded("DTSTART") == NOON
    assert str(entry["URL"]).endswith(f"/spring/desks/{desk.public_id}")
    assert str(entry["ATTACH"]).endswith(f"/media/{file}")
    assert 'href="/spring/desks.ics"' in client.get("/spring/desks").text
