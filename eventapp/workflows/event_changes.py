"""Acts that touch several features in one commit; owns no tables."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.agenda.services import Times, move_sessions
from eventapp.changes import Seen
from eventapp.checkin import queries as checkin
from eventapp.errors import Conflict, Sentence
from eventapp.events import services as event_services
from eventapp.events.models import Event, Membership, Role
from eventapp.events.services import EventChange
from eventapp.journal.services import Actor
from eventapp.moments import on_clock, shown_on_clock
from eventapp.orm import Translated
from eventapp.people import queries as people
from eventapp.people import services as people_services
from eventapp.registration import queries
from eventapp.registration.models import Registration
from eventapp.registration.services import (
    access_codes,
    changes,
    contingents,
    places,
    waiting_list,
)
from eventapp.registration.services.access_codes import AccessCodeChange
from eventapp.registration.services.contingent_changes import ContingentChange, change_contingent
from eventapp.workflows import day_shift
from eventapp.workflows.desk_hours import give_hours


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
    """End somebody's role; a representative is then in the team of no host."""
    if membership.role is Role.COHOST:
        for host in people.hosts(session, event):
            if people_services.member_of(host, membership.user_id) is not None:
                user = membership.user
                people_services.dismiss_representative(session, event, host, user, by=by, now=now)
                return
    event_services.take_role(session, membership, by=by, now=now)


def change_event(
    session: Session,
    event: Event,
    change: EventChange,
    *,
    seen: Seen | None = None,
    sessions_follow: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Write what is new of an event, with what stands on its clock, and give places that are free.

    In another time zone every clock shows what it showed. With `sessions_follow` the draft's
    sessions and the desks go along to another day. Raises ChangedByBoth (`changes.merged`).
    """
    places.lock(session, event)
    before = event_services.change_event(session, event, change, seen=seen, by=by, now=now)
    after = EventChange.of(event)
    if after == before:
        return
    if after.zone != before.zone:
        keep_clocks(session, event, ZoneInfo(before.zone), by=by, now=now)
    days = day_shift.days_between(before.starts_at, after.starts_at)
    if sessions_follow and days:
        day_shift.move_along(session, event, days, by=by, now=now)
    waiting_list.serve(session, event, now=now)


def overfull(session: Session, event: Event) -> list[tuple[Translated, int, int]]:
    """Return what holds more places than it has now: event, category, contingent; held, and places.

    That happens when places are lowered, and when an organiser lets somebody in beyond them.
    """
    counts = queries.by_category(session, event)
    rows = [(event.label, sum(places.held for places in counts), event.places)]
    rows += [(places.category.name, places.held, places.category.places) for places in counts]
    used = queries.ledger(session, event).by_contingent
    rows += [
        (Translated.same(contingent.name), used.get(contingent.id, 0), contingent.places)
        for contingent in queries.keeping(session, event)
    ]
    return [(name, held, most) for name, held, most in rows if most is not None and held > most]


def number_with_times(session: Session, event: Event) -> int:
    """Return how many sessions of the draft have a time."""
    statement = select(func.count(AgendaSession.id)).where(
        AgendaSession.event_id == event.id, AgendaSession.starts_at.is_not(None)
    )
    return session.scalar(statement) or 0


def keep_clocks(
    session: Session, event: Event, former: ZoneInfo, *, by: Actor, now: datetime
) -> None:
    """Let what stands on the event's clock show the same in its new zone: the moments move.

    What was promised by e-mail, such as the end of an offer, stays the moment it is; so does the
    released programme until the next release.
    """
    move = partial(_on_other_clock, former=former, later=event.tzinfo)
    move_sessions(session, event, move, by=by, now=now)
    give_hours(session, event, move, by=by, now=now)
    for contingent in contingents.of_event(session, event):
        if contingent.released_at is None:
            held = ContingentChange.of(contingent)
            later = replace(held, release_at=move((held.release_at, None))[0])
            change_contingent(session, contingent, later, by=by, now=now)
    for code in access_codes.of_event(session, event):
        if code.withdrawn_at is None:
            stands = AccessCodeChange.of(code)
            moved = replace(stands, valid_until=move((stands.valid_until, None))[0])
            access_codes.change_code(session, code, moved, by=by, now=now)


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
