"""Until when an event takes proposals, kept while nothing of the event changes.

Every change of the call raises the event's revision (`events.revision`); the event's page asks
each time somebody looks whether it still leads there.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.speakers.models.proposals import CallForProposals
from eventapp.speakers.queries.proposals import call_of

MOST_KEPT = 64
"""Openings a process holds on to; then it starts anew."""

_KEPT: dict[tuple[bytes | str, int], "Opening"] = {}


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether proposals are asked for, and until when."""

    active: bool = False
    closes_at: datetime | None = None
    """The deadline, None: without one."""
    ends_at: datetime | None = None
    """The same, the end of the event at the latest."""

    def takes(self, now: datetime) -> bool:
        """Say whether proposals are taken at that moment."""
        return self.active and (self.ends_at is None or now < self.ends_at)


def _of(call: CallForProposals, event: Event) -> Opening:
    return Opening(call.active, call.closes_at, call.ends_at(event))


def opening(session: Session, event: Event) -> Opening:
    """Return until when the event takes proposals."""
    known_by = event.public_id, event.revision
    kept = _KEPT.get(known_by)
    if kept is None:
        call = call_of(session, event)
        kept = Opening() if call is None else _of(call, event)
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        _KEPT[known_by] = kept
    return kept
