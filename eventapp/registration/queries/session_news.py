"""Whom a programme gives news of the sessions they are signed up for, and what news."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eventapp.agenda import queries as agenda
from eventapp.agenda.changes import Change, changes
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.registration.models import Registration, SessionPlace

TOLD = frozenset({"gone", "cancelled", "restored", "moved", "room"})
"""What concerns the plans of who is signed up."""

LOST = frozenset({"gone", "cancelled"})
"""What takes a session away from who is signed up."""


@dataclass(frozen=True, slots=True)
class PlaceNews:
    """What becomes of one place at a session."""

    place: SessionPlace
    changes: tuple[Change, ...]

    @property
    def is_lost(self) -> bool:
        """Say whether the session does not take place."""
        return any(change.what in LOST for change in self.changes)


@dataclass(frozen=True, slots=True)
class News:
    """What one participant learns: one letter, whatever number of sessions."""

    registration: Registration
    places: tuple[PlaceNews, ...]

    @property
    def changes(self) -> tuple[Change, ...]:
        """All that changes for them."""
        return tuple(change for one in self.places for change in one.changes)


def news_of_sessions(session: Session, event: Event, programme: dict[str, Any]) -> list[News]:
    """Return who learns what once the public sees this programme, by family name.

    Each is told what differs from the release they know, so nothing twice and nothing left out.
    """
    found: dict[int, list[PlaceNews]] = {}
    names: dict[int, Registration] = {}
    for number in _known(session, event):
        before = agenda.release(session, event, number)
        differing = _by_session(before.programme, programme) if before else {}
        for place in _places(session, event, number, differing) if differing else ():
            told = PlaceNews(place, tuple(differing[place.session.public_id]))
            found.setdefault(place.registration_id, []).append(told)
            names[place.registration_id] = place.registration
    order = sorted(names.values(), key=lambda one: (one.family_key, one.id))
    return [News(one, tuple(sorted(found[one.id], key=_begins))) for one in order]


def _begins(told: PlaceNews) -> tuple[Any, int]:
    return told.changes[0].stands.starts_at, told.place.id


def _known(session: Session, event: Event) -> Sequence[int]:
    """Return the releases that people who are signed up know."""
    wanted = (
        select(SessionPlace.release_no)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(AgendaSession.event_id == event.id)
        .distinct()
    )
    return session.scalars(wanted.order_by(SessionPlace.release_no)).all()


def _by_session(before: dict[str, Any], after: dict[str, Any]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes(before, after):
        back = replace(change, what="restored") if change.what == "new" else change
        if back.what in TOLD:
            found.setdefault(back.session, []).append(back)
    return found


def _places(
    session: Session, event: Event, number: int, public_ids: Iterable[str]
) -> Sequence[SessionPlace]:
    wanted = (
        select(SessionPlace)
        .join(AgendaSession, AgendaSession.id == SessionPlace.session_id)
        .where(
            AgendaSession.event_id == event.id,
            AgendaSession.public_id.in_(list(public_ids)),
            SessionPlace.release_no == number,
        )
        .options(joinedload(SessionPlace.session), joinedload(SessionPlace.registration))
    )
    return session.scalars(wanted).all()
