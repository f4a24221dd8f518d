"""What every e-mail about an event states of it."""

from typing import Any

from eventapp.events.models import Event
from eventapp.moments import utc_text


def facts_of(event: Event, language: str) -> dict[str, Any]:
    """Return name, place and sender of an event as an e-mail holds them, in that language."""
    return {
        "event": event.label.into(language),
        "slug": event.slug,
        "zone": event.zone,
        "venue": event.venue.into(language),
        "signed_by": event.signed_by,
        "contact": event.contact_email,
        "notice": event.demo_notice.into(language),
    }


def days_of(event: Event) -> dict[str, Any]:
    """Return when an event begins and ends as an e-mail holds it; empty without a date."""
    return {
        "starts_at": utc_text(event.starts_at) or "",
        "ends_at": utc_text(event.ends_at) or "",
    }
