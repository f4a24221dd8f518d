"""The programme as a calendar (RFC 5545), and the words for kinds, parts and languages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, vUri
from icalendar import Event as CalendarEvent

from eventapp import i18n
from eventapp.addresses import Addresses
from eventapp.agenda.changes import ChangeKind
from eventapp.agenda.feed_facts import About, Attachment
from eventapp.agenda.items import Item, Speaker
from eventapp.agenda.models import Release
from eventapp.errors import Sentence
from eventapp.events.models import Event
from eventapp.people.models import HostLevel
from eventapp.text_search import without_controls

NO_FILES: Mapping[str, Sequence[Attachment]] = {}
KINDS = {
    "opening": Sentence("Opening"),
    "plenary": Sentence("Plenary"),
    "panel": Sentence("Panel"),
    "talk": Sentence("Talk"),
    "discussion": Sentence("Talk and discussion"),
    "workshop": Sentence("Workshop"),
    "matchmaking": Sentence("Networking"),
    "reception": Sentence("Reception"),
    "break": Sentence("Break"),
    "closing": Sentence("Closing"),
    "blocker": Sentence("Blocked, internal"),
}
PARTS = {
    "speaker": Sentence("Speaker"),
    "moderator": Sentence("Moderation"),
    "panellist": Sentence("On the panel"),
    "opening": Sentence("Opening"),
    "closing": Sentence("Closing remarks"),
    "interpreter": Sentence("Interpretation"),
    "technician": Sentence("Technology"),
}

LEVELS = {
    HostLevel.HOST: Sentence("Host"),
    HostLevel.COHOST: Sentence("Co-host"),
    HostLevel.PARTNER: Sentence("Partner"),
    HostLevel.SUPPORTER: Sentence("Supporter"),
}

CHANGES = {
    ChangeKind.NEW: Sentence("new in the programme"),
    ChangeKind.GONE: Sentence("no longer in the programme"),
    ChangeKind.CANCELLED: Sentence("does not take place"),
    ChangeKind.RESTORED: Sentence("takes place after all"),
    ChangeKind.MOVED: Sentence("another time"),
    ChangeKind.ROOM: Sentence("another room"),
    ChangeKind.TITLE: Sentence("another title"),
    ChangeKind.PEOPLE: Sentence("other contributors"),
    ChangeKind.DETAILS: Sentence("other details"),
}
"""What a release changes in a session, in words."""

CHANGE_WORDS: dict[str, object] = {"CHANGES": CHANGES, "ChangeKind": ChangeKind}
"""What templates that show changes name."""


def about_of(event: Event, newest: Release | None, addresses: Addresses) -> About:
    """Return what feeds say of the event, in the reader's language."""
    return About(
        slug=event.slug,
        title=i18n.render(event.label),
        zone=event.zone,
        addresses=addresses,
        language=i18n.language(),
        version=f"{newest.number}: {newest.name}" if newest else "0",
    )


def calendar_of(
    event: Event,
    items: Iterable[Item],
    addresses: Addresses,
    *,
    name: str,
    revised_at: datetime,
    files: Mapping[str, Sequence[Attachment]] = NO_FILES,
) -> bytes:
    """Return the sessions as a calendar file in the reader's language, with their time zone.

    `revised_at` is when the release was made: the file's own stamp. Each entry says beside it when
    it last changed itself. `files` are what everybody may read, by a session's id.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//eventapp//programme//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries_of(event, items, addresses, revised_at=revised_at, files=files):
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return without_controls(calendar.to_ical().decode()).encode()


def entries_of(
    event: Event,
    items: Iterable[Item],
    addresses: Addresses,
    *,
    revised_at: datetime,
    files: Mapping[str, Sequence[Attachment]] = NO_FILES,
) -> list[CalendarEvent]:
    """Return the sessions as entries of a calendar, in the event's time zone.

    A talk without a time of its own is no entry: its block is.
    """
    entries = []
    for item in items:
        if item.timed:
            entry = _entry(event, item, addresses, revised_at)
            attach(entry, files.get(item.id, ()))
            entries.append(entry)
    return entries


def attach(entry: CalendarEvent, files: Iterable[Attachment]) -> None:
    """Name these files in an entry of a calendar, by their addresses (RFC 8607 for the size)."""
    for file in files:
        about = {"FMTTYPE": file.content_type, "SIZE": str(file.size)}
        entry.add("attach", vUri(file.url), parameters={**about, "LABEL": file.title})


def _named(person: Speaker, part: str) -> str:
    return f"{person.name} ({i18n.render(PARTS[part])})" if part else person.name


def _entry(event: Event, item: Item, addresses: Addresses, revised_at: datetime) -> CalendarEvent:
    entry, zone = CalendarEvent(), ZoneInfo(event.zone)
    entry.add(
        "uid", item.guid
    )  # RFC 7986: without a host, so that a move to another one doubles nothing
    entry.add("dtstamp", revised_at)
    entry.add("last-modified", item.revised_at or revised_at)
    entry.add("sequence", item.sequence)
    entry.add("summary", i18n.render(item.title))
    entry.add("dtstart", item.starts_at.astimezone(zone))
    ends = item.ends_at or item.starts_at + timedelta(minutes=30)
    entry.add("dtend", ends.astimezone(zone))
    where = [i18n.render(text) for room in item.rooms for text in (room.name, room.way)]
    where.append(i18n.render(event.venue))
    entry.add("location", ", ".join(dict.fromkeys(part for part in where if part)))
    said = [i18n.render(text) for text in (item.subtitle, item.abstract, item.description)]
    said.append(", ".join(_named(person, part) for person, part in item.cast))
    if any(said):
        entry.add("description", "\n\n".join(part for part in said if part))
    entry.add("url", addresses.session_page(event.slug, item.id))
    entry.add("status", "CANCELLED" if item.cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if item.cancelled else "OPAQUE")
    return entry
