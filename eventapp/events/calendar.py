"""What a calendar file says of an event, and what of it changed. Pure."""

import unicodedata
from typing import Any

from eventapp.events.models import Event


def facts_of(event: Event) -> dict[str, Any]:
    """Return what stands in a participant's calendar, as plain values."""
    return {
        "starts_at": event.starts_at.isoformat() if event.starts_at else "",
        "ends_at": event.ends_at.isoformat() if event.ends_at else "",
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


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return which of `when`, `where` and `name` differ for somebody who reads them."""
    return [
        matter
        for matter, facts in MATTERS.items()
        if any(_seen(before[one]) != _seen(after[one]) for one in facts)
    ]


def _seen(value: Any) -> Any:
    """Return the text without signs that nobody sees, such as a joiner a form takes away."""
    if isinstance(value, dict):
        return {key: _seen(part) for key, part in value.items()}
    return "".join(sign for sign in value if unicodedata.category(sign) != "Cf").strip()
