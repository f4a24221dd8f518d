"""Adding and changing sessions with what follows from it: contributors, seats, freed places."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.agenda.models import AgendaSession
from eventapp.changes import Seen
from eventapp.events.models import Event
from eventapp.journal.services import Actor
from eventapp.registration.models import PlaceAfter, Substitution
from eventapp.registration.queries import substitutions_in
from eventapp.registration.services import session_places, substitutions
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
    session: Session,
    item: AgendaSession,
    *,
    places: Mapping[str, PlaceAfter] | None = None,
    seen: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Delete a session that no release has shown, with the materials given for it.

    `places` says what becomes of the places of those whose last part it is, by public id; without
    it they stay, and organisers see them among the places without a part. Raises PlaceUndecided
    where it leaves somebody out, and what `agenda.services.delete_session` raises; nothing is
    removed then.
    """
    agenda.check_may_delete(session, item, seen=seen)
    event = session.get_one(Event, item.event_id)
    people = agenda.SessionChange.of(session, item).people
    asked = participation.losing_their_last_part(session, item, people)
    if places is not None:
        participation.check_decided(asked, places)
    for made in substitutions_in(session, item):  # a place that was to end in five minutes ends
        substitutions.settle(session, event, made, by=by, now=now)
    remove_materials_of(session, item, by=by, now=now)
    session.execute(delete(Substitution).where(Substitution.session_id == item.id))
    agenda.delete_session(session, item, seen=seen, by=by, now=now)
    participation.end_places(session, event, asked, places or {}, by=by, now=now)


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

    Whose part is settled has a place at the event; that of whose last part ends stays until an
    organiser decides on it.
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
