"""Information desks: added and changed."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp import changes
from eventapp.events.models import Event
from eventapp.events.revision import hold, raise_revision
from eventapp.journal.services import Actor, Object, note_change
from eventapp.orm import Translated, lock_row
from eventapp.people.models import Desk
from eventapp.people.services.organisations import organisation_called


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskChange:
    """What is edited of an information desk."""

    name: Translated = Translated()
    organisation: str = ""
    """Who keeps it, by name: one that the directory lacks is added to it."""
    text: Translated = Translated()
    place: Translated = Translated()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    languages: list[str] = field(default_factory=list)
    position: int = 0

    @classmethod
    def of(cls, desk: Desk) -> "DeskChange":
        """Return an information desk as it stands."""
        return cls(
            name=desk.name,
            organisation=desk.organisation.name if desk.organisation else "",
            text=desk.text,
            place=desk.place,
            opens_at=desk.opens_at,
            closes_at=desk.closes_at,
            languages=list(desk.languages),
            position=desk.position,
        )


def add_desk(
    session: Session, event: Event, change: DeskChange, *, by: Actor, now: datetime
) -> Desk:
    """Add an information desk."""
    hold(session, event.id)
    organisation = organisation_called(session, event, change.organisation, by=by, now=now)
    desk = Desk(event=event, **{**changes.values_of(change), "organisation": organisation})
    session.add(desk)
    session.flush()
    note_change(session, _about(desk), None, change, by=by, now=now)
    raise_revision(session, event.id)
    return desk


def change_desk(
    session: Session,
    desk: Desk,
    change: DeskChange,
    *,
    seen: changes.Seen | None = None,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of an information desk; raises ChangedByBoth (`changes.merged`)."""
    event = session.get_one(Event, desk.event_id)
    hold(session, event.id)
    lock_row(session, desk)
    before = DeskChange.of(desk)
    after = changes.merged(before, change, seen)
    if after == before:
        return
    organisation = desk.organisation
    if after.organisation != before.organisation:
        organisation = organisation_called(session, event, after.organisation, by=by, now=now)
    changes.write(desk, after, organisation=organisation)
    session.flush()
    note_change(session, _about(desk), before, after, by=by, now=now)
    raise_revision(session, event.id)


def _about(desk: Desk) -> Object:
    return Object("information-desks", desk.id, desk.name.into("en"), desk.event_id)
