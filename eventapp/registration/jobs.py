"""What the clock does to registrations: offers lapse, contingents are released, people reminded."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.journal.services import SYSTEM
from eventapp.registration import queries
from eventapp.registration.errors import ReleasedAlready
from eventapp.registration.models import Substitution
from eventapp.registration.queries import waiting
from eventapp.registration.services import (
    contingents,
    places,
    reconfirmations,
    revisions,
    session_changes,
    session_places,
    substitutions,
    waiting_list,
)
from eventapp.turns import commit_step, nothing_held


def tend(session: Session, *, now: datetime) -> None:
    """Pass late offers on, release and remind what is due; running it twice does nothing more.

    In steps, so that doors never wait: a killed worker tells nobody twice and forgets nobody.
    """
    for event in waiting_list.events_with_late_offers(session, now=now):
        while waiting_list.lapse_offers(session, event, now=now):
            commit_step(session)
    for contingent in contingents.due(session, now=now):
        event = session.get_one(Event, contingent.event_id)
        with suppress(ReleasedAlready):  # by an organiser, this very moment
            contingents.release(session, contingent, event, by=SYSTEM, now=now)
        commit_step(session)
    reconfirmations.remind(session, now=now)
    commit_step(session)
    while reconfirmations.write_some(session, now=now):
        commit_step(session)
    _fill_places(session, now=now)


def _fill_places(session: Session, *, now: datetime) -> None:
    """Give places that a killed act left free to those who wait."""
    with nothing_held(session):
        numbers = waiting.events_with_free_places(session, now=now)
    for number in numbers:
        event = session.get_one(Event, number)
        places.lock(session, event)
        waiting_list.serve(session, event, now=now)
        commit_step(session)


STEPS = 100
"""Steps of a promotion at one tick of the clock: then offers, reminders and e-mails have a turn."""


def promote(session: Session, *, now: datetime) -> None:
    """Go on with the waiting lists that move up: a commit each step, so that doors never wait."""
    for _step in range(STEPS):
        event = waiting_list.next_under_way(session)
        if event is None:
            return
        waiting_list.go_on(session, event, now=now)
        commit_step(session)


def tell_changes(session: Session, *, now: datetime) -> None:
    """Send the calendar file again to whom it has not reached since the event changed, in steps."""
    for event in revisions.due(session, now=now):
        while revisions.tell(session, event, now=now):
            commit_step(session)


TOLD_AT_ONCE, NOTED_AT_ONCE = 100, 500
"""Participants told, and places noted, in one transaction after a release."""


def follow_programme(session: Session, *, now: datetime) -> None:
    """Tell who is signed up for sessions what releases changed, and fill places that are free.

    In steps, so that doors never wait: e-mails are written while nothing is held, and each step
    posts some of them with the note that their people know; a killed worker tells nobody twice.
    """
    with nothing_held(session):
        behind = session_changes.behind(session)
        waited_for = session_changes.waited_for(session, now=now)
    for number in behind:
        _tell_of_releases(session, number, now=now)
    for number in waited_for:
        _give_session_places(session, number, now=now)


def _tell_of_releases(session: Session, event_id: int, *, now: datetime) -> None:
    with nothing_held(session):
        event = session.get_one(Event, event_id)
        left = session_changes.left_to_do(session, event, now=now)
    if left is None:
        return
    for start in range(0, len(left.tellings), TOLD_AT_ONCE):
        some = left.tellings[start : start + TOLD_AT_ONCE]
        event = session.get_one(Event, event_id)
        session_changes.tell(session, event, left.number, some, now=now)
        commit_step(session)
    for start in range(0, len(left.others), NOTED_AT_ONCE):
        session_changes.note_known(session, left.number, left.others[start : start + NOTED_AT_ONCE])
        commit_step(session)


def settle_substitutions(session: Session, *, now: datetime) -> None:
    """Tell of contributors who were replaced five minutes ago, a commit each."""
    with nothing_held(session):
        due = queries.due_substitutions(session, now=now)
    for number, event_id in due:
        event = session.get_one(Event, event_id)
        substitutions.settle(
            session, event, session.get_one(Substitution, number), by=SYSTEM, now=now
        )
        commit_step(session)


def _give_session_places(session: Session, event_id: int, *, now: datetime) -> None:
    with nothing_held(session):
        event = session.get_one(Event, event_id)
        items = session_changes.with_places_to_give(session, event, now=now)
        numbers = [row.id for row in items]
    for number in numbers:
        while _give_some(session, event_id, number, now=now) == session_places.AT_ONCE:
            pass


def _give_some(session: Session, event_id: int, number: int, *, now: datetime) -> int:
    event = session.get_one(Event, event_id)
    places.lock(session, event)
    row = session.get(AgendaSession, number)
    served = session_places.serve(session, event, row, now=now) if row is not None else []
    commit_step(session)
    return len(served)
