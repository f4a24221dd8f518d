"""Acts that touch several features in one commit; owns no tables."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.errors import ChangedMeanwhile
from eventapp.agenda.models import AgendaSession
from eventapp.checkin import queries as checkin
from eventapp.errors import Conflict, Sentence
from eventapp.events import services as event_services
from eventapp.events.models import Event, Membership, Role
from eventapp.journal.services import Actor, Object, record
from eventapp.moments import on_clock, shown_on_clock
from eventapp.orm import Translated
from eventapp.people import queries as people
from eventapp.people import services as people_services
from eventapp.people.models import Desk
from eventapp.people.services import HostChange
from eventapp.registration import queries
from eventapp.registration.models import AccessCode, Contingent, Registration
from eventapp.registration.services import changes, places, waiting_list
from eventapp.workflows.moved_sessions import Times, give_times


def check_version(held: int, seen: int | None) -> None:
    """Refuse a save that would overwrite what somebody else saved since."""
    if held != seen:
        raise ChangedMeanwhile


class AlreadyInside(Conflict):
    """Who was let in holds the place that was meant for them."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "You have already been checked in, so you keep your place. Thank you for coming."
            )
        )


def check_may_give_up(session: Session, registration: Registration, event: Event) -> None:
    """Refuse to give up a place that is in use."""
    if checkin.has_arrived(session, event, registration.id):
        raise AlreadyInside


def give_up_place(
    session: Session, registration: Registration, event: Event, *, by: Actor, now: datetime
) -> None:
    """Cancel by the participant's own wish; not after they were let in."""
    check_may_give_up(session, registration, event)
    changes.cancel(session, registration, event, by=by, now=now)


def remove_from_team(
    session: Session, event: Event, membership: Membership, *, by: Actor, now: datetime
) -> None:
    """End somebody's role; an officer is then nobody's officer."""
    if membership.role is Role.COHOST:
        for host in people.hosts(session, event):
            if host.officer_id == membership.user_id:
                change = replace(HostChange.of(host), officer="")
                people_services.change_host(session, host, change, by=by, now=now)
                return
    event_services.take_role(session, membership, by=by, now=now)


def places_changed(
    session: Session, event: Event, *, by: Actor, now: datetime
) -> list[Registration]:
    """After an event or a group was changed: give places that became free to those who wait."""
    places.lock(session, event)
    session.flush()
    record(
        session, "event-changed", Object("event", event.id, event.slug, event.id), by=by, now=now
    )
    return waiting_list.serve(session, event, now=now)


def overfull(session: Session, event: Event) -> list[tuple[Translated, int, int]]:
    """Return what holds more places than it has now: event, group, contingent; held, and places.

    That happens when places are lowered, and when an organiser lets somebody in beyond them.
    """
    found = queries.by_category(session, event)
    rows = [(event.label, sum(one.held for one in found), event.places)]
    rows += [(one.category.name, one.held, one.category.places) for one in found]
    used = queries.ledger(session, event).by_contingent
    rows += [
        (Translated.same(one.name), used.get(one.id, 0), one.places)
        for one in queries.keeping(session, event)
    ]
    return [(name, held, most) for name, held, most in rows if most is not None and held > most]


def number_with_times(session: Session, event: Event) -> int:
    """Return how many sessions of the draft have a time."""
    wanted = select(func.count(AgendaSession.id)).where(
        AgendaSession.event_id == event.id, AgendaSession.starts_at.is_not(None)
    )
    return session.scalar(wanted) or 0


CLOCKS: tuple[tuple[type[Any], str, str | None], ...] = (
    (Desk, "opens_at", "closes_at"),
    (Contingent, "release_at", None),
    (AccessCode, "valid_until", None),
)
"""What organisers typed on the event's clock, beside the event's own moments and the sessions."""


def change_zone(session: Session, event: Event, zone: str, *, by: Actor, now: datetime) -> None:
    """Move the event to another time zone: what the clock says stays, the moments move.

    What was promised by letter, such as the end of an offer, stays the moment it is; so does the
    released programme until the next release.
    """
    former, later = event.tzinfo, ZoneInfo(zone)
    if event.zone == zone:
        return
    move = partial(_on_other_clock, former=former, later=later)
    give_times(session, event, move, now=now)
    for model, begins, ends in CLOCKS:
        for one in session.scalars(select(model).where(model.event_id == event.id)).unique():
            times = move((getattr(one, begins), getattr(one, ends) if ends else None))
            setattr(one, begins, times[0])
            if ends:
                setattr(one, ends, times[1])
    changes = {"from": event.zone, "to": zone}
    event.zone = zone
    thing = Object("event", event.id, event.slug, event.id)
    record(session, "zone-changed", thing, by=by, now=now, changes=changes)


def _on_other_clock(times: Times, *, former: ZoneInfo, later: ZoneInfo) -> Times:
    """Return the moments at which the later clock shows what the former showed."""
    start, end = times
    moved = on_clock(shown_on_clock(start, former), later)
    if end is None:
        return moved, None
    after = on_clock(shown_on_clock(end, former), later)
    if start and moved and after and after <= moved:  # an hour that the new clock leaves out
        after = moved + (end - start)
    return moved, after
