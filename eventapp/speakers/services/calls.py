"""The call for contributions: opened, described, closed."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.agenda.models import SessionKind
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row
from eventapp.speakers.models.proposals import CallForProposals
from eventapp.speakers.queries import proposals as queries

OFFERED = (SessionKind.TALK, SessionKind.WORKSHOP, SessionKind.PANEL, SessionKind.DISCUSSION)
"""Kinds of session that can be proposed at all; the organisers choose among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallChange:
    """What is edited of a call for contributions."""

    active: bool = False
    closes_at: datetime | None = None
    text: Translated = Translated()
    kinds: tuple[SessionKind, ...] = (SessionKind.TALK,)

    @classmethod
    def of(cls, call: CallForProposals) -> "CallChange":
        """Return a call as it stands."""
        return cls(
            active=call.active,
            closes_at=call.closes_at,
            text=call.text,
            kinds=tuple(SessionKind(kind) for kind in call.kinds),
        )


def change_call(
    session: Session,
    event: Event,
    change: CallChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> CallForProposals:
    """Write what is new of the event's call, the first one if it never had any.

    Raises ChangedByBoth (`changes.merged`).
    """
    hold(session, event.id)
    call = queries.call_of(session, event)
    if call is None:
        kinds = [kind.value for kind in CallChange().kinds]  # as the form of a new one shows
        call = CallForProposals(event_id=event.id, kinds=kinds)
        session.add(call)
        session.flush()
    lock_row(session, call)
    before = CallChange.of(call)
    after = changes.merged(before, change, seen)
    after = replace(after, kinds=after.kinds or before.kinds)
    if after == before:
        return call
    changes.write(call, after, kinds=[kind.value for kind in after.kinds])
    session.flush()
    about = Object("call", call.id, "", event.id)
    note_change(session, about, before, after, by=by, now=now)
    raise_revision(session, event.id)
    return call
