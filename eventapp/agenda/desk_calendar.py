"""The hours of information desks as a calendar (RFC 5545), free time for whoever reads it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as CalendarEvent

from eventapp import i18n
from eventapp.agenda.feed_facts import Attachment
from eventapp.agenda.render import NO_FILES, attach
from eventapp.events.models import Event
from eventapp.people.models import Desk
from eventapp.text_search import without_controls


def desk_calendar(
    event: Event,
    desks: Iterable[Desk],
    files: Mapping[str, Sequence[Attachment]] = NO_FILES,
    *,
    name: str,
    address: Callable[[Desk], str],
) -> bytes:
    """Return the desks whose hours are known, in the reader's language; `address` is a page's.

    `files` are those that everybody may read, by the public id of their desk.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//eventapp//information desks//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for desk in desks:
        if desk.opens_at is not None and desk.closes_at is not None:
            entry, zone = CalendarEvent(), ZoneInfo(event.zone)
            entry.add("uid", f"desk-{desk.public_id}")
            entry.add("dtstamp", event.created_at)
            entry.add("sequence", desk.version)
            entry.add("summary", i18n.render(desk.name))
            entry.add("dtstart", desk.opens_at.astimezone(zone))
            entry.add("dtend", desk.closes_at.astimezone(zone))
            where = [i18n.render(text) for text in (desk.place, event.venue) if text]
            entry.add("location", ", ".join(where))
            about = [i18n.render(text) for text in (desk.text, desk.topics) if text]
            entry.add("description", "\n\n".join(about))
            entry.add("url", address(desk))
            entry.add("transp", "TRANSPARENT")
            attach(entry, files.get(desk.public_id, ()))
            calendar.add_component(entry)
    calendar.add_missing_timezones()
    return without_controls(calendar.to_ical().decode()).encode()
