"""Writing the journal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from eventapp.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted: a user, a participant, a phone, a token, or the program itself."""

    kind: str
    id: int | None = None
    label: str = ""


SYSTEM = Actor("system", label="eventapp")


@dataclass(frozen=True, slots=True)
class Object:
    """What was acted on."""

    kind: str
    id: int | None
    label: str = ""
    event_id: int | None = None
    organisation_id: int | None = None


def record(
    session: Session,
    action: str,
    acted_on: Object,
    *,
    by: Actor,
    now: datetime,
    changes: dict[str, Any] | None = None,
) -> None:
    """Write down that somebody did something, in the same transaction as the thing itself."""
    session.add(
        Entry(
            event_id=acted_on.event_id,
            organisation_id=acted_on.organisation_id,
            at=now,
            actor_kind=by.kind,
            actor_id=by.id,
            actor_label=by.label[:160],
            action=action,
            object_kind=acted_on.kind,
            object_id=acted_on.id,
            object_label=acted_on.label[:200],
            changes=changes or {},
        )
    )
