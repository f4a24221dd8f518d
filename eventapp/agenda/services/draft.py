"""Changing the draft, and releasing it to the public."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from eventapp.agenda import queries
from eventapp.agenda.changes import Change, changes
from eventapp.agenda.errors import ChangedMeanwhile, EndsBeforeStart, NothingToRelease
from eventapp.agenda.models import (
    AgendaSession,
    Release,
    Room,
    SessionKind,
    SessionPart,
    SessionRole,
    Track,
)
from eventapp.agenda.sequences import number_sessions
from eventapp.events.models import Event
from eventapp.journal.services import Actor, Object, record
from eventapp.orm import Translated, lock_rows
from eventapp.people.models import Person

NOTHING: dict[str, Any] = {"sessions": [], "people": [], "rooms": []}
"""What the public sees before the first release."""


def add_room(
    session: Session,
    event: Event,
    *,
    name: Translated,
    place: Translated,
    seats: int | None,
    position: int,
) -> Room:
    """Add a room."""
    room = Room(event=event, name=name, place=place, seats=seats, position=position)
    session.add(room)
    return room


def add_track(session: Session, event: Event, *, name: Translated) -> Track:
    """Add a track after those there are."""
    track = Track(event=event, name=name, position=len(queries.tracks(session, event)))
    session.add(track)
    return track


def add_session(
    session: Session,
    event: Event,
    *,
    title: Translated,
    kind: SessionKind,
    now: datetime,
    abstract: Translated | None = None,
) -> AgendaSession:
    """Add a session to the draft, still without a slot."""
    locked = lock_rows(session, select(Event.id).where(Event.id == event.id))
    session.execute(locked)  # two new sessions must not get the same number
    last = session.scalar(
        select(func.max(AgendaSession.number)).where(AgendaSession.event_id == event.id)
    )
    item = AgendaSession(
        event=event,
        number=(last or 0) + 1,
        kind=kind,
        title=title,
        abstract=abstract or Translated(),
        revised_at=now,
    )
    session.add(item)
    session.flush()
    return item


def place_session(
    item: AgendaSession,
    *,
    room: Room | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    now: datetime,
) -> None:
    """Give a session its slot, or take it back into the tray with None."""
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise EndsBeforeStart
    item.room, item.starts_at, item.ends_at, item.revised_at = room, starts_at, ends_at, now


def move(
    session: Session,
    item: AgendaSession,
    *,
    seen: int | None,
    room: Room | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    by: Actor,
    now: datetime,
) -> None:
    """Give a session another slot; without an end it keeps its length.

    `seen` is the version the editor looked at; a move from an older one is refused.
    """
    if item.version != seen:
        raise ChangedMeanwhile
    if starts_at is not None and ends_at is None and item.starts_at and item.ends_at:
        ends_at = starts_at + (item.ends_at - item.starts_at)
    before = _slot(item)
    place_session(
        item,
        room=room if starts_at else None,
        starts_at=starts_at,
        ends_at=ends_at if starts_at else None,
        now=now,
    )
    try:
        session.flush()
    except StaleDataError as stale:
        raise ChangedMeanwhile from stale
    about = Object("session", item.id, item.title.into("en"), item.event_id)
    record(
        session,
        "session-moved",
        about,
        by=by,
        now=now,
        changes={"before": before, "after": _slot(item)},
    )


def _slot(item: AgendaSession) -> dict[str, Any]:
    return {
        "room": item.room.public_id if item.room else None,
        "starts_at": _utc(item.starts_at),
        "ends_at": _utc(item.ends_at),
    }


def set_people(
    session: Session, item: AgendaSession, parts: Sequence[tuple[Person, SessionPart]]
) -> None:
    """Set who does what in a session, in that order."""
    session.execute(delete(SessionRole).where(SessionRole.session_id == item.id))
    for position, (person, part) in enumerate(parts):
        session.add(SessionRole(session=item, person=person, part=part, position=position))


def choose_people(
    session: Session, item: AgendaSession, chosen: Sequence[Person], before: Sequence[SessionRole]
) -> None:
    """Set who is in a session; who was in it already keeps part and place, new ones speak."""
    wanted = {person.id: person for person in chosen}
    kept = [(role.person, role.part) for role in before if role.person_id in wanted]
    there = {person.id for person, _ in kept}
    added = [(one, SessionPart.SPEAKER) for one in chosen if one.id not in there]
    set_people(session, item, [*kept, *added])


def unreleased(session: Session, event: Event) -> list[Change]:
    """Return what the next release would change for the public."""
    before = queries.latest_release(session, event)
    old = before.programme if before else NOTHING
    return list(changes(old, _snapshot(session, event, old)))


def release(session: Session, event: Event, *, name: str, by: Actor, now: datetime) -> Release:
    """Show the draft to the public as it stands, under the next number."""
    session.execute(lock_rows(session, select(Event.id).where(Event.id == event.id)))
    before = queries.latest_release(session, event)
    number = before.number + 1 if before else 1
    old = before.programme if before else NOTHING
    snapshot = _snapshot(session, event, old)
    if not snapshot["sessions"]:
        raise NothingToRelease
    known = select(AgendaSession.guid).where(
        AgendaSession.event_id == event.id, AgendaSession.released
    )
    guids = set(session.scalars(known))
    number_sessions(snapshot, old, release=number, known=guids, now=now)
    made = Release(
        event=event,
        number=number,
        name=name or str(number),
        released_at=now,
        released_by=by.label,
        programme=snapshot,
    )
    session.add(made)
    shown = (AgendaSession.starts_at.is_not(None), AgendaSession.public, ~AgendaSession.cancelled)
    session.execute(
        update(AgendaSession)
        .where(AgendaSession.event_id == event.id, ~AgendaSession.released, *shown)
        .values(released=True)
    )
    record(
        session,
        "programme-released",
        Object("event", event.id, f"{number}: {made.name}", event.id),
        by=by,
        now=now,
    )
    return made


def _snapshot(session: Session, event: Event, before: dict[str, Any]) -> dict[str, Any]:
    """Return the whole programme as plain values, not yet numbered for calendars."""
    shown = {one["guid"] for one in before["sessions"]}
    roles = queries.roles_by_session(session, event)
    sessions, people = [], {}
    for item in queries.draft(session, event):
        if item.starts_at is None or not item.public:
            continue
        if item.cancelled and item.guid not in shown:
            continue  # the public never knew of it
        for role in roles.get(item.id, ()):
            people[role.person.public_id] = _person(role.person)
        sessions.append(_item(item, roles.get(item.id, ())))
    return {
        "rooms": [
            {"id": room.public_id, "name": room.name.as_dict(), "where": room.place.as_dict()}
            for room in queries.rooms(session, event)
        ],
        "people": list(people.values()),
        "sessions": sessions,
    }


def _person(person: Person) -> dict[str, Any]:
    organisation = person.organisation
    return {
        "id": person.public_id,
        "name": person.full_name,
        "sort": person.folded,
        "organisation": (organisation.short_name or organisation.name) if organisation else "",
        "function": person.function.as_dict(),
        "biography": person.biography.as_dict(),
    }


def _utc(moment: datetime | None) -> str | None:
    """Return a moment always in the same writing, so that an unchanged one compares as such."""
    return moment.astimezone(UTC).isoformat() if moment else None


def _item(item: AgendaSession, roles: Sequence[SessionRole]) -> dict[str, Any]:
    return {
        "title": item.title.as_dict(),
        "room": item.room.public_id if item.room else None,
        "starts_at": _utc(item.starts_at),
        "ends_at": _utc(item.ends_at),
        "cancelled": item.cancelled,
        "id": item.public_id,
        "guid": item.guid,
        "number": item.number,
        "kind": item.kind.value,
        "subtitle": item.subtitle.as_dict(),
        "abstract": item.abstract.as_dict(),
        "description": item.description.as_dict(),
        "track": item.track.name.as_dict() if item.track else {},
        "languages": item.languages,
        "interpreted_into": item.interpreted_into,
        "restricted": item.restricted,
        "parts": [{"person": role.person.public_id, "part": role.part.value} for role in roles],
    }
