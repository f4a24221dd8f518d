"""Writing down that a session was edited, by the names of its fields and nothing of their texts."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Category
from eventapp.journal.services import NAMES_OF_FIELDS, Actor, Object, record
from eventapp.people.models import Person

FIELDS = (
    *("title", "subtitle", "abstract", "description", "notes", "kind", "track", "languages"),
    *("interpretation", "receivers", "room", "starts_at", "ends_at", "restricted", "public"),
    *("sign_up", "places", "block", "expected", "recorded"),
)
"""What an editor writes into a session, beside its people."""


def written(
    session: Session, item: AgendaSession, people: Sequence[Person], groups: Sequence[Category]
) -> dict[str, object]:
    """Return what stands in a session now, to be compared with what stands there later."""
    rooms = queries.further_rooms(session, [item]).get(item.id, [])
    rules = queries.rules_of(session, [item]).get(item.id, [])
    return {
        **{name: getattr(item, name) for name in FIELDS},
        "people": [one.id for one in people],
        "groups": [one.id for one in groups],
        "further_rooms": [one.id for one in rooms],
        "rules": [(one.rule, one.other_id) for one in rules],
    }


def stamp(session: Session, item: AgendaSession, *parts: bool, now: datetime) -> None:
    """Note when a session was edited, if it was: in its own fields, or in one of its parts.

    Call it before the edit is flushed: one edit is one version.
    """
    if any(parts) or session.is_modified(item):
        item.revised_at = now


def note_edit(
    session: Session,
    item: AgendaSession,
    *,
    before: dict[str, object],
    after: dict[str, object],
    by: Actor,
    now: datetime,
) -> None:
    """Write down what an edit changed, or that the session is new if nothing stood before."""
    fields = [name for name in after if (after[name] or None) != (before.get(name) or None)]
    if fields:
        action = "record-changed" if before else "record-added"
        note_fields(session, item, action, fields, by=by, now=now)


def note_fields(
    session: Session,
    item: AgendaSession,
    action: str,
    fields: Collection[str],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Write down an act on a session with the names of the fields it wrote."""
    about = Object("session", item.id, item.title.into("en"), item.event_id)
    record(session, action, about, by=by, now=now, changes={NAMES_OF_FIELDS: sorted(fields)})
