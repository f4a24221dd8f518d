"""What comes with an e-mail about one's own sessions that changed, as a calendar file."""

from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from eventapp.addresses import Addresses
from eventapp.agenda.emails import ProgrammeChangedEmail, SessionLine
from eventapp.mail.mailing import Attached, AttachmentMaker
from eventapp.settings import Settings
from eventapp.text_search import without_controls

WITHOUT_END = timedelta(minutes=30)


class TellsOfSessions(Protocol):
    """An e-mail about its reader's own sessions."""

    @property
    def lines(self) -> list[SessionLine]:
        """Return a session each."""

    @property
    def slug(self) -> str:
        """Return the event's name in addresses."""

    @property
    def zone(self) -> str:
        """Return the event's time zone."""

    @property
    def venue(self) -> str:
        """Return where the event is."""

    @property
    def released_at(self) -> str:
        """Return when the release was made, in ISO 8601."""


def own_sessions(
    facts: TellsOfSessions, _settings: Settings, addresses: Addresses
) -> list[Attached]:
    """Return the changed sessions as an attachment (RFC 5545), under the programme's own UIDs.

    What fell through or left the programme is CANCELLED; whoever left a session, or only waits for
    a place at one, gets no entry.
    """
    lines = [line for line in facts.lines if not line["leaves"] and not line.get("waits")]
    if not lines:
        return []
    calendar = Calendar()
    calendar.add("prodid", "-//eventapp//programme//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for line in lines:
        calendar.add_component(_entry(facts, line, addresses))
    calendar.add_missing_timezones()
    content = without_controls(calendar.to_ical().decode()).encode()
    return [(f"{facts.slug}-sessions.ics", "text/calendar", content)]


def _entry(facts: TellsOfSessions, line: SessionLine, addresses: Addresses) -> CalendarEvent:
    zone = ZoneInfo(facts.zone)
    released_at = datetime.fromisoformat(facts.released_at)
    starts = datetime.fromisoformat(line["starts_at"])
    ends = datetime.fromisoformat(line["ends_at"]) if line["ends_at"] else starts + WITHOUT_END
    entry = CalendarEvent()
    entry.add("uid", line["guid"])
    entry.add("dtstamp", released_at)
    entry.add("last-modified", released_at)
    entry.add("sequence", line["sequence"])
    entry.add("summary", line["title"])
    entry.add("dtstart", starts.astimezone(zone))
    entry.add("dtend", ends.astimezone(zone))
    entry.add("location", ", ".join(part for part in (line["room"], facts.venue) if part))
    if line["page"]:
        entry.add("url", addresses.session_page(facts.slug, line["page"]))
    entry.add("status", "CANCELLED" if line["cancelled"] else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if line["cancelled"] else "OPAQUE")
    return entry


ATTACHMENTS: dict[str, AttachmentMaker] = {ProgrammeChangedEmail.__name__: own_sessions}
"""Kind of e-mail -> what comes with it."""
