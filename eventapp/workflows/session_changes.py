"""Adding and changing sessions with what follows from it: contributors, seats, freed places."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.agenda.models import AgendaSession
from eventapp.changes import Seen
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.registration.models import Substitution
from eventapp.registration.services import session_places
from eventapp.registration.services.session_rooms import check_seats
from eventapp.speakers.services.contributors import keep_up
from eventapp.speakers.services.materials import remove_materials_of
from eventapp.workflows import participation


def add_session(
    session: Session, event: Event, change: agenda.SessionChange, *, by: Actor, now: datetime
) -> AgendaSession:
    """Add a session; whoever has a part in it contributes, and has a place once it is settled."""
    item = agenda.add_session(session, event, change, by=by, now=now)
    keep_up(session, event)
    participation.follow(session, event, (), change.people, by=by, now=now)
    return item


def remove_session(
    session: Session, item: AgendaSession, *, seen: int | None, by: Actor, now: datetime
) -> None:
    """Delete a session that no release has shown, with the materials given for it.

    Raises what `agenda.services.delete_session` raises; nothing is removed then.
    """
    agenda.check_may_delete(session, item, seen=seen)
    remove_materials_of(session, item, by=by, now=now)
    session.execute(delete(Substitution).where(Substitution.session_id == item.id))
    agenda.delete_session(session, item, seen=seen, by=by, now=now)


def change_session(
    session: Session,
    item: AgendaSession,
    change: agenda.SessionChange,
    *,
    seen: Seen | None = None,
    as_one: Collection[str] = (),
    accept_fewer_seats: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of a session, then give places that became free to those who wait.

    Whose part is settled has a place at the event; the place of whose last part ends is kept.
    Raises RoomTooSmall where others than before have fewer seats than people have a place,
    unless that is accepted; and what `agenda.services.change_session` raises.
    """
    stood = agenda.change_session(session, item, change, seen=seen, as_one=as_one, by=by, now=now)
    if not accept_fewer_seats:
        check_seats(session, item, stood)
    event = session.get_one(Event, item.event_id)
    people = agenda.SessionChange.of(session, item).people
    if people != stood.people:
        keep_up(session, event)
        participation.follow(session, event, stood.people, people, by=by, now=now)
    session_places.serve(session, event, item, now=now)
