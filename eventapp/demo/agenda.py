"""The demo's programme: as it was announced, and again after a session got a larger room."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.agenda.models import AgendaSession, Room, SessionKind, SessionPart
from eventapp.demo import programme
from eventapp.demo.contributors import load_contributors
from eventapp.demo.directory import load_openers
from eventapp.demo.participants import Directory
from eventapp.events.models import Event, Role
from eventapp.journal.services import Actor
from eventapp.people.models import Person

WAIT_FOR_SESSION = 3
"""How many more want a place at a session than it has."""

UNKNOWN_MAILBOX = "550 5.1.1 mailbox unknown"
TEAM = (
    ("Katrin Neuschäfer", "organiser@example.org", Role.ORGANISER, "de"),
    ("Jonas Thiel", "agenda@example.org", Role.AGENDA, "de"),
    ("Amélie Roussel", "desk@example.org", Role.DESK, "fr"),
    ("Per Lindqvist", "door@example.org", Role.GATE, "en"),
)


def load_programme(
    session: Session,
    event: Event,
    directory: Directory,
    day: date,
    zone: ZoneInfo,
    *,
    by: Actor,
    now: datetime,
    media: Path | None,
) -> None:
    """Release the programme as it was announced, and again after a session got a larger room."""
    rooms = {
        key: _room(session, event, hall, position=number, by=by, now=now)
        for number, (key, hall) in enumerate(programme.ROOMS.items())
    }
    openers = load_openers(session, event, directory, by=by, now=now)
    session.flush()
    first, later = now - timedelta(days=41), now - timedelta(days=12)
    moved, items = [], []
    for planned in programme.SESSIONS:
        when = day - timedelta(days=1) if planned.evening_before else day
        change = _session(planned, openers, when, rooms[planned.first_in or planned.room], zone)
        item = agenda.add_session(session, event, change, by=by, now=first)
        items.append(item)
        _talks(session, event, planned, item, when, by=by, now=first)
        if planned.first_in:
            moved.append((item, replace(change, room=rooms[planned.room])))
    _blocked(session, event, rooms, day, by=by, now=first)
    agenda.release(session, event, name="Einladung", by=by, now=now - timedelta(days=40))
    for item, change in moved:
        agenda.change_session(session, item, change, by=by, now=later)
    load_contributors(session, event, directory, items, by=by, now=now, media=media)
    agenda.release(session, event, name="Größerer Raum", by=by, now=later)


def _room(
    session: Session, event: Event, hall: programme.Hall, *, position: int, by: Actor, now: datetime
) -> Room:
    change = agenda.RoomChange(
        name=hall.name,
        place=hall.place,
        floor=hall.floor,
        seats=hall.seats,
        accessible=hall.accessible,
        position=position,
    )
    return agenda.add_room(session, event, change, by=by, now=now)


def _blocked(
    session: Session, event: Event, rooms: dict[str, Room], day: date, *, by: Actor, now: datetime
) -> None:
    """Block the hall while it is built up."""
    title, hall, opens, closes = programme.BLOCKED
    begins, ends = (_at(day, at, event.tzinfo) for at in (opens, closes))
    change = agenda.SessionChange(
        title=title, kind=SessionKind.BLOCKER, room=rooms[hall], starts_at=begins, ends_at=ends
    )
    agenda.add_session(session, event, change, by=by, now=now)


def _talks(
    session: Session,
    event: Event,
    planned: programme.Planned,
    block: AgendaSession,
    day: date,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Add the talks of a session, in its room."""
    for talk in planned.talks:
        begins, ends = (
            _at(day, at, event.tzinfo) if at else None for at in (talk.begins, talk.ends)
        )
        change = agenda.SessionChange(title=talk.title, block=block, starts_at=begins, ends_at=ends)
        agenda.add_session(session, event, change, by=by, now=now)


def _session(
    planned: programme.Planned, people: Mapping[str, Person], day: date, room: Room, zone: ZoneInfo
) -> agenda.SessionChange:
    opens = planned.kind is SessionKind.OPENING
    part = SessionPart.OPENING if opens else SessionPart.SPEAKER
    return agenda.SessionChange(
        title=planned.title,
        kind=planned.kind,
        abstract=planned.abstract,
        room=room,
        starts_at=_at(day, planned.begins, zone),
        ends_at=_at(day, planned.ends, zone),
        languages=tuple(planned.languages),
        interpretation=tuple(planned.interpretation),
        restricted=planned.restricted,
        recorded=planned.recorded,
        sign_up=planned.places is not None,
        places=planned.places,
        people=tuple(agenda.RoleChange.new(people[name], part) for name in planned.people),
    )


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone)
