"""What a calendar file says of an event, and what of it changed. Pure."""

import unicodedata
from typing import Any

from eventapp.events.models import Event
from eventapp.moments import moment_of, utc_text


def facts_of(event: Event) -> dict[str, object]:
    """Return what stands in a participant's calendar, as plain values."""
    return {
        "starts_at": utc_text(event.starts_at) or "",
        "ends_at": utc_text(event.ends_at) or "",
        "zone": event.zone,
        "venue": event.venue.as_dict(),
        "address": event.address,
        "label": event.label.as_dict(),
    }


MATTERS = {
    "when": ("starts_at", "ends_at", "zone"),
    "where": ("venue", "address"),
    "name": ("label",),
}
"""What a person would say changed -> the facts it stands in."""


def changed(before: dict[str, object], after: dict[str, object]) -> list[str]:
    """Return which of `when`, `where` and `name` differ for somebody who reads them."""
    return [
        matter
        for matter, facts in MATTERS.items()
        if any(_seen(name, before[name]) != _seen(name, after[name]) for name in facts)
    ]


MOMENTS = ("starts_at", "ends_at")
"""Facts that are moments: two writings of one moment are no difference."""


def _seen(fact: str, value: Any) -> Any:
    """Return what a reader sees: a moment as such, a text without signs that nobody sees."""
    if fact in MOMENTS:
        return moment_of(value)
    if isinstance(value, dict):
        return {key: _seen(fact, part) for key, part in value.items()}
    return "".join(sign for sign in value if unicodedata.category(sign) != "Cf").strip()
