"""Telling those who hold an older calendar file what changed: pulled from the event's number."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from eventapp.events import calendar
from eventapp.events.models import Event, EventRevision
from eventapp.journal.services import SYSTEM, Object, record
from eventapp.orm import Translated
from eventapp.registration.emails import EventChangedEmail
from eventapp.registration.models import Registration, State
from eventapp.registration.services.notifications import post_to

QUIET = timedelta(minutes=5)
"""How long nothing more must change before anybody is told: quick corrections are one e-mail."""


def _not_told(event: Event) -> list[ColumnElement[bool]]:
    return [
        Registration.event_id == event.id,
        Registration.state == State.CONFIRMED,
        Registration.calendar_no < event.calendar_no,
        or_(Registration.email.is_not(None), Registration.contact_email.is_not(None)),
    ]


def how_many(session: Session, event: Event) -> int:
    """Return how many confirmed participants hold an older calendar file."""
    return session.scalar(select(func.count(Registration.id)).where(*_not_told(event))) or 0


def last_told(session: Session, event: Event) -> dict[str, object] | None:
    """Return what the oldest calendar file still out there says; None: all hold the present one."""
    oldest = select(func.min(Registration.calendar_no)).where(*_not_told(event))
    number = session.scalar(oldest)
    return None if number is None else _facts(session, event, number)


def due(session: Session, *, now: datetime) -> Sequence[Event]:
    """Return the public events ahead that changed, then rested, and have somebody to tell."""
    older = (
        select(Registration.id)
        .where(
            Registration.event_id == Event.id,
            Registration.state == State.CONFIRMED,
            Registration.calendar_no < Event.calendar_no,
        )
        .exists()
    )
    statement = select(Event).where(
        Event.calendar_no > 0,
        Event.published,
        or_(Event.revised_at <= now - QUIET, Event.revised_at > now),  # or by a clock ahead
        or_(Event.ends_at.is_(None), Event.ends_at > now),
        older,
    )
    return session.scalars(statement.order_by(Event.id)).all()


AT_ONCE = 50
"""Participants told in one transaction: other writers wait for their e-mails."""


def tell(session: Session, event: Event, *, now: datetime) -> int:
    """Tell the next who hold an older file, AT_ONCE at most; return how many held one.

    The number each one holds is raised in the same transaction, so nobody is told twice; who
    holds a file that says the same as today's is told nothing.
    """
    statement = (
        select(Registration).where(*_not_told(event)).order_by(Registration.id).limit(AT_ONCE)
    )
    registrations = session.scalars(statement.with_for_update(of=Registration)).all()
    before = {
        number: _facts(session, event, number) for number in {x.calendar_no for x in registrations}
    }
    number_told = 0
    for registration in registrations:
        facts = before[registration.calendar_no]
        matters = calendar.changed(facts, calendar.facts_of(event))
        if matters and registration.reached_at is not None:
            email = _email(registration, event, facts, matters)
            post_to(session, registration, registration.reached_at, email, now=now)
            number_told += 1
    ids = [each.id for each in registrations]
    raised = update(Registration).where(Registration.id.in_(ids))  # an open form stays valid
    session.execute(raised.values(calendar_no=event.calendar_no))
    if number_told:
        acted_on = Object("event", event.id, event.slug, event.id)
        record(
            session, "told-of-change", acted_on, by=SYSTEM, now=now, changes={"emails": number_told}
        )
    return len(registrations)


def _email(
    registration: Registration, event: Event, facts: dict[str, Any], matters: list[str]
) -> EventChangedEmail:
    return EventChangedEmail.of(
        registration,
        event,
        matters=matters,
        was_event=Translated.of(facts["label"]).into(registration.language),
        was_starts_at=facts["starts_at"],
        was_ends_at=facts["ends_at"],
        was_venue=Translated.of(facts["venue"]).into(registration.language),
        was_address=facts["address"],
    )


def _facts(session: Session, event: Event, number: int) -> dict[str, object]:
    """Return what the file of that number said; today's where nothing was written down."""
    revision = session.get(EventRevision, (event.id, number))
    return revision.facts if revision is not None else calendar.facts_of(event)
