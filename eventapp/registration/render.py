"""What comes with a letter: the event as a calendar file."""

from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flask import current_app
from icalendar import Calendar
from icalendar import Event as CalendarEvent

from eventapp.registration.letters import (
    WITH_CALENDAR,
    ConfirmedLetter,
    EventChangedLetter,
    PromotedLetter,
)


def event_calendar(
    facts: ConfirmedLetter | PromotedLetter | EventChangedLetter,
) -> list[tuple[str, str, bytes]]:
    """Return the event's days as an attachment (RFC 5545); none for an event without dates."""
    if not facts.starts_at or not facts.ends_at:
        return []
    zone = ZoneInfo(facts.zone)
    base_url = current_app.config["EVENTAPP"].base_url
    calendar = Calendar()
    calendar.add("prodid", "-//eventapp//registration//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    entry = CalendarEvent()
    entry.add("uid", f"{facts.slug}-{facts.reference}@{urlsplit(base_url).hostname}")
    revised_at = datetime.fromisoformat(facts.revised_at)
    entry.add("dtstamp", revised_at)  # of a published file: when it was revised (RFC 5545, 3.8.7.2)
    entry.add("last-modified", revised_at)
    entry.add("sequence", facts.sequence)
    entry.add("summary", facts.event)
    entry.add("dtstart", datetime.fromisoformat(facts.starts_at).astimezone(zone))
    entry.add("dtend", datetime.fromisoformat(facts.ends_at).astimezone(zone))
    entry.add("location", ", ".join(part for part in (facts.venue, facts.address) if part))
    entry.add("url", f"{base_url}/{facts.slug}/")
    calendar.add_component(entry)
    calendar.add_missing_timezones()
    return [(f"{facts.slug}.ics", "text/calendar", bytes(calendar.to_ical()))]


ATTACHMENTS = {kind.__name__: event_calendar for kind in WITH_CALENDAR}
"""Kind of letter -> what comes with it."""
