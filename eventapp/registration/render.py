"""What comes with an e-mail: the event, or sessions of it, as a calendar file."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, vCalAddress
from icalendar import Event as CalendarEvent

from eventapp.addresses import Addresses
from eventapp.agenda.email_attachment import own_sessions
from eventapp.mail.mailing import Attached, AttachmentMaker
from eventapp.registration.emails import (
    ENDS_CALENDAR,
    WITH_CALENDAR,
    CancelledEmail,
    ConfirmedEmail,
    EventChangedEmail,
    HandedOverEmail,
    PartedEmail,
)
from eventapp.registration.emails.sessions import SessionsEmail
from eventapp.settings import Settings
from eventapp.text_search import without_controls

BRINGS = ConfirmedEmail | EventChangedEmail
ENDS = CancelledEmail | HandedOverEmail


def event_calendar(
    facts: BRINGS,
    settings: Settings,
    addresses: Addresses,
    sessions: Iterable[CalendarEvent] = (),
) -> list[Attached]:
    """Return the event's days as an attachment (RFC 5545); none for an event without dates.

    The participant's own sessions stand beside them.
    """
    entry = _entry(facts, settings, addresses, "CONFIRMED")
    return _attached(facts, entry, "PUBLISH", sessions)


def parted_calendar(facts: PartedEmail, settings: Settings, addresses: Addresses) -> list[Attached]:
    """Return the event's days for who has a place there; none for who waits."""
    return event_calendar(facts, settings, addresses) if facts.confirmed else []


def ended_calendar(facts: ENDS, settings: Settings, addresses: Addresses) -> list[Attached]:
    """Return what takes the day out of the calendar again (RFC 5546, 3.2.5); none if not there."""
    entry = _entry(facts, settings, addresses, "CANCELLED")
    return _attached(facts, entry, "CANCEL") if facts.takes_back else []


def _attached(
    facts: BRINGS | ENDS,
    event: CalendarEvent | None,
    method: str,
    sessions: Iterable[CalendarEvent] = (),
) -> list[Attached]:
    if event is None:
        return []
    calendar = Calendar()
    calendar.add("prodid", "-//eventapp//registration//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    for entry in sessions:
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    kind = f"text/calendar; method={method}; charset=utf-8"  # as RFC 6047, 2.4 asks
    content = without_controls(calendar.to_ical().decode()).encode()
    return [(f"{facts.slug}.ics", kind, content)]


def _entry(
    facts: BRINGS | ENDS, settings: Settings, addresses: Addresses, status: str
) -> CalendarEvent | None:
    """Return the event's entry; None while it has no dates."""
    if not facts.starts_at or not facts.ends_at:
        return None
    zone = ZoneInfo(facts.zone)
    entry = CalendarEvent()
    entry.add("uid", f"{facts.slug}-{facts.reference}")
    revised_at = datetime.fromisoformat(facts.revised_at)
    entry.add("dtstamp", revised_at)  # of a published file: when it was revised (RFC 5545, 3.8.7.2)
    entry.add("last-modified", revised_at)
    entry.add("sequence", facts.sequence)
    entry.add("status", status)
    organiser = vCalAddress(f"mailto:{facts.contact or settings.mail_from}")
    organiser.params["CN"] = facts.event
    entry.add("organizer", organiser)
    entry.add("summary", facts.event)
    entry.add("dtstart", datetime.fromisoformat(facts.starts_at).astimezone(zone))
    entry.add("dtend", datetime.fromisoformat(facts.ends_at).astimezone(zone))
    entry.add("location", ", ".join(part for part in (facts.venue, facts.address) if part))
    entry.add("url", addresses.event_page(facts.slug))
    return entry


ATTACHMENTS: dict[str, AttachmentMaker] = {
    **{kind.__name__: event_calendar for kind in WITH_CALENDAR},
    **{kind.__name__: ended_calendar for kind in ENDS_CALENDAR},
    PartedEmail.__name__: parted_calendar,
    SessionsEmail.__name__: own_sessions,
}
"""Kind of e-mail -> what comes with it."""
