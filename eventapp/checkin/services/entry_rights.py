"""Who may come in at an entrance to one room: members of a reception, who booked a session."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room, SessionRoom
from eventapp.badges.models import Badge
from eventapp.checkin.models import Entrance, EntranceKind, Presence
from eventapp.checkin.services.numbering import hold_numbering
from eventapp.checkin.verdicts import Why
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState

HELD_UNTIL = timedelta(minutes=5)
"""Booked seats are held until so long before the session begins; then free ones are anybody's."""


def lack(session: Session, entrance: Entrance, place: Registration, *, now: datetime) -> Why | None:
    """Return what somebody lacks at an entrance, None where they may come in.

    Who booked a session has a seat. Of the others as many come in as its rooms have seats that
    nobody sits on and, until five minutes before it begins, nobody booked.
    """
    if entrance.kind is EntranceKind.RECEPTION:
        invited = not entrance.categories or place.category.key in entrance.categories
        return None if invited else Why.NOT_ENROLLED_CLASS
    if entrance.kind is EntranceKind.SESSION and entrance.session_id is not None:
        return _seat(session, entrance, entrance.session_id, place, now=now)
    return None


def _seat(
    session: Session, entrance: Entrance, session_id: int, place: Registration, *, now: datetime
) -> Why | None:
    """Say whether somebody has a seat; the numbering is held, so no other takes it meanwhile."""
    booked = select(SessionPlace.registration_id).where(
        SessionPlace.session_id == session_id, SessionPlace.state == SessionPlaceState.CONFIRMED
    )
    if session.scalar(booked.where(SessionPlace.registration_id == place.id)) is not None:
        return None
    seats = _seats(session, session_id)
    if seats is None:
        return None
    hold_numbering(session)
    here = (
        Presence.event_id == entrance.event_id,
        Presence.area == entrance.area,
        Presence.inside,
    )
    taken = session.scalar(select(func.count()).where(*here)) or 0
    starts_at = session.scalar(
        select(AgendaSession.starts_at).where(AgendaSession.id == session_id)
    )
    if starts_at is None or now < starts_at - HELD_UNTIL:
        sitting = (
            select(Badge.registration_id).join(Presence, Presence.idx == Badge.idx).where(*here)
        )
        absent = booked.where(SessionPlace.registration_id.not_in(sitting)).subquery()
        taken += session.scalar(select(func.count()).select_from(absent)) or 0
    return None if taken < seats else Why.NO_SEAT


def _seats(session: Session, session_id: int) -> int | None:
    """Return the seats of a session's rooms, None where one of them names no number."""
    further = select(SessionRoom.room_id).where(SessionRoom.session_id == session_id)
    first = select(AgendaSession.room_id).where(AgendaSession.id == session_id)
    seats = session.scalars(select(Room.seats).where(Room.id.in_(further.union_all(first)))).all()
    return None if not seats or None in seats else sum(filter(None, seats))
