"""What stands beside the programme's pages: files in every feed, from the moment they are out."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda.services import release
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from eventapp.speakers.models import Visibility
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.podium import BEGINS
from tests.factories.speakers import make_material

pytestmark = pytest.mark.on_sqlite


def test_files_stand_in_calendar_and_page_once_they_are_out(
    client: FlaskClient, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(session)
    ada = make_person(session, event, given_name="Ada", family_name="Byron")
    item = make_session(
        session,
        event,
        "Talk",
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=1),
        people=[(ada,)],
    )
    late = make_material(
        *(session, tmp_path / "media", item, ada),
        title=Translated(en="Slides"),
        visibility=Visibility.AFTER_SESSION,
    )
    hidden = make_material(session, tmp_path / "media", item, ada, visibility=Visibility.INTERNAL)
    release(session, event, name="", by=SYSTEM, now=NOON)
    session.commit()
    late_file, hidden_file = late.newest.file.public_id, hidden.newest.file.public_id
    pages = ("agenda.ics", f"agenda/{item.public_id}.ics", f"agenda/{item.public_id}")

    monkeypatch.setattr(clock, "now", lambda: BEGINS + timedelta(minutes=30))
    before = {page: client.get(f"/spring/{page}?lang=en") for page in pages}
    monkeypatch.setattr(clock, "now", lambda: BEGINS + timedelta(hours=1))
    after = {
        page: client.get(f"/spring/{page}?lang=en", headers={"If-None-Match": was.headers["ETag"]})
        for page, was in before.items()
    }

    for page in pages:
        assert late_file not in before[page].text
        assert late_file in after[page].text.replace("\r\n ", "")  # another page, not a 304
        assert hidden_file not in before[page].text + after[page].text.replace("\r\n ", "")
    (entry,) = Calendar.from_ical(after["agenda.ics"].data).walk("VEVENT")
    attached = entry["ATTACH"]
    assert str(attached) == f"http://localhost/media/{late_file}"
    assert attached.params["LABEL"] == "Slides"
