"""The programme as a calendar: in the reader's words and the event's zone, what falls through too."""

from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy.orm import Session

from eventapp import i18n
from eventapp.agenda.render import calendar_of
from eventapp.orm import Translated
from tests.factories.addresses import ADDRESSES
from tests.factories.events import NOON, make_event
from tests.factories.items import a_place, an_item

pytestmark = pytest.mark.on_sqlite


def test_an_entry_speaks_the_readers_language_and_is_cancelled_with_its_session(
    session: Session,
) -> None:
    event = make_event(session)
    room = a_place("Hall")
    talk = an_item(1, title=Translated(de="Netze", fr="Réseaux"), room=room, ends_at=None)
    gone = an_item(2, cancelled=True)

    with i18n.speaking("fr", event.zone):
        content = calendar_of(event, [talk, gone], ADDRESSES, name="Mine", revised_at=NOON)

    entries: list[Any] = Calendar.from_ical(content).walk("VEVENT")
    first, second = entries
    assert str(first["summary"]) == "Réseaux"
    assert (first.end - first.start).seconds == 30 * 60
    assert str(first["location"]).startswith("Hall, ")
    assert [str(calendar["status"]) for calendar in (first, second)] == ["CONFIRMED", "CANCELLED"]
    assert str(second["transp"]) == "TRANSPARENT"
