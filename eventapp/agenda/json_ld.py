"""What search engines and calendars of others read beside a page: JSON-LD by schema.org.

Only what the page itself shows: released sessions, no address of anybody. A block of data is no
script, so a strict Content Security Policy leaves it alone (HTML, "prepare the script element").
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from eventapp import i18n
from eventapp.addresses import Addresses
from eventapp.agenda.feed_facts import Attachment
from eventapp.agenda.items import Item, Part, Speaker
from eventapp.events.models import Event
from eventapp.languages import LANGUAGES
from eventapp.orm import Translated
from eventapp.people.models import Host, HostLevel
from eventapp.people.queries import PublicDetails

SCHEMA = "https://schema.org"
BREAKS = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{WORD JOINER}"))

STANDING = {
    HostLevel.HOST: "organizer",
    HostLevel.COHOST: "organizer",
    HostLevel.PARTNER: "contributor",
    HostLevel.SUPPORTER: "sponsor",
}
"""What schema.org calls who stands behind an event, by level."""


def of_event(event: Event, hosts: Iterable[Host], addresses: Addresses) -> Markup:
    """Return the event as linked data; nothing while it has no date, without which it is none."""
    if event.starts_at is None:
        return Markup()
    behind = defaultdict(list)
    for host in hosts:
        behind[STANDING[host.level]].append(
            _filled({"@type": "Organization", "name": host.organisation.name})
            | _filled({"url": host.organisation.website})
            | _filled({"logo": _logo(host, addresses)})
        )
    facts = _event(event, addresses) | {
        "description": _said(event.summary),
        "inLanguage": list(LANGUAGES),
        "organizer": behind.pop("organizer", []),
        **behind,
    }
    return _block(facts)


def of_session(
    event: Event, item: Item, addresses: Addresses, files: Iterable[Attachment] = ()
) -> Markup:
    """Return a session of the release as linked data, as a part of its event, with its files."""
    url = addresses.session_page(event.slug, item.id)
    facts: dict[str, object] = {
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": _said(item.title),
        "description": _said(item.abstract),
        "startDate": _moment(event, item.starts_at),
        "endDate": _moment(event, item.ends_at),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if item.cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "inLanguage": list(item.languages),
        "location": _place(event, _said(item.room_names)),
        "performer": [_performer(event, part, addresses) for part in item.parts],
        "workFeatured": [
            {
                "@type": "DigitalDocument",
                "name": file.title,
                "url": file.url,
                "encodingFormat": file.content_type,
            }
            for file in files
        ],
        "superEvent": _filled(_event(event, addresses)),
    }
    return _block(facts)


def _performer(event: Event, part: Part, addresses: Addresses) -> dict[str, object]:
    return _filled(
        {
            "@type": "Person",
            "name": part.person.name,
            "url": addresses.speaker_page(event.slug, part.person.id),
            "jobTitle": _said(part.function),
            "affiliation": _named("Organization", part.organisation),
            "image": _picture(part.person.portrait, addresses),
        }
    )


def of_speaker(
    event: Event,
    person: Speaker,
    items: Iterable[Item],
    addresses: Addresses,
    *,
    details: PublicDetails,
) -> Markup:
    """Return a contributor as linked data, with the sessions they have a part in."""
    url = addresses.speaker_page(event.slug, person.id)
    facts: dict[str, object] = {
        "@type": "Person",
        "@id": url,
        "url": url,
        "name": person.name,
        "jobTitle": _said(person.function),
        "affiliation": _named("Organization", person.organisation),
        "description": _said(person.biography),
        "image": _picture(person.portrait, addresses),
        "knowsLanguage": list(details.languages),
        "sameAs": list(details.links),
        "performerIn": [
            _filled(
                {
                    "@type": "Event",
                    "@id": addresses.session_page(event.slug, item.id),
                    "url": addresses.session_page(event.slug, item.id),
                    "name": _said(item.title),
                    "startDate": _moment(event, item.starts_at),
                    "location": _place(event, _said(item.room_names)),
                }
            )
            for item in items
            if not item.cancelled
        ],
    }
    return _block(facts)


def _said(text: Translated) -> str:
    """Return a text as data: without the marks that tell a page where a line may break."""
    return i18n.render(text).translate(BREAKS)


def _event(event: Event, addresses: Addresses) -> dict[str, object]:
    url = addresses.event_page(event.slug)
    return {
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": _said(event.title),
        "alternateName": _said(event.name),
        "startDate": _moment(event, event.starts_at),
        "endDate": _moment(event, event.ends_at),
        "eventStatus": f"{SCHEMA}/EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "location": _place(event, ""),
    }


def _place(event: Event, room: str) -> dict[str, object]:
    venue = _said(event.venue)
    name = ", ".join(part for part in (room, venue) if part) or _said(event.city)
    address = event.address or _said(event.city)
    return _filled({"@type": "Place", "name": name, "address": address}) if name else {}


def _named(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name} if name else {}


def _picture(public_id: str, addresses: Addresses) -> str:
    return addresses.media_file(public_id) if public_id else ""


def _logo(host: Host, addresses: Addresses) -> str:
    logo = host.organisation.logo
    return addresses.media_file(logo.public_id) if logo else ""


def _moment(event: Event, moment: datetime | None) -> str:
    return moment.astimezone(event.tzinfo).isoformat() if moment else ""


def _filled(facts: dict[str, object]) -> dict[str, object]:
    """Return the facts that say something."""
    return {name: value for name, value in facts.items() if value}


def _block(facts: dict[str, object]) -> Markup:
    written = htmlsafe_json_dumps({"@context": SCHEMA, **_filled(facts)})
    return Markup('<script type="application/ld+json">{}</script>').format(written)
