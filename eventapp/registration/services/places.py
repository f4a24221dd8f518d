"""Places: who counts holds the event's lock until the commit, so no place is given twice.

This is the one order of locks for everything that acts on registrations, so that two acts never
wait for each other in a circle (PostgreSQL; on SQLite a writer holds the only lock there is):

1. the key of a repeated send (`idempotency`), where there is one;
2. the event's row: `lock`, or `hold` with the registrations that are acted on;
3. registrations, in the order of their numbers: `hold`;
4. what hangs on them: offers, mailed codes, questions put, invitations, places at sessions, badges;
5. e-mails.

An act may begin further down, if it never goes back up: who keeps a session in their programme
holds their registration alone. Rows are held as changed, not as deleted (FOR NO KEY UPDATE), so
that a row which only refers to them, such as a line of the journal, waits for nobody.
"""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.orm import lock_row
from eventapp.registration.capacity import Ledger, NoPlaceReason, Place
from eventapp.registration.models import HOLDING, Registration
from eventapp.registration.queries.places import ledger, seeker_of

__all__ = ["exchange", "hold", "ledger", "lock", "next_in_queue", "seeker_of"]


def lock(session: Session, event: Event) -> None:
    """Hold the event's places until the commit: every giver and counter asks here first.

    What was read of the event before the lock may be of a moment ago: it is read again, and with
    it the mark that says whether what it offers has changed.
    """
    statement = select(Event).where(Event.id == event.id).with_for_update(key_share=True)
    session.scalars(statement.execution_options(populate_existing=True)).one()


def hold(session: Session, event: Event, *registrations: Registration) -> None:
    """Hold the event's places, then these registrations as they stand now, until the commit.

    Every act on a registration that counts, frees or gives a place, or that may go on to one which
    does, begins here: see the order of locks above.
    """
    lock(session, event)
    for registration in sorted(registrations, key=lambda registration: registration.id):
        lock_row(session, registration)


def next_in_queue(session: Session, event: Event) -> int:
    """Return the next number on the waiting list; call it under the lock."""
    last = session.scalar(
        select(func.max(Registration.queue_no)).where(Registration.event_id == event.id)
    )
    return (last or 0) + 1


def exchange(
    ledger: Ledger, registration: Registration, category: Category
) -> Place | NoPlaceReason:
    """Exchange the place somebody holds for one of another category; without one, none is due."""
    if registration.state not in HOLDING or registration.contributes:
        return Place()
    held, own = seeker_of(registration), Place(registration.contingent_id)
    ledger.give_back(held, own)
    seeker = replace(held, category_id=category.id)
    outcome = ledger.find(seeker)
    if isinstance(outcome, NoPlaceReason):
        ledger.take(held, own)
    else:
        ledger.take(seeker, outcome)
    return outcome
