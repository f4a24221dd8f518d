"""What the waiting list tells honestly: position, what happened to others, nothing invented."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event
from eventapp.mail.models import Email
from eventapp.registration import queries
from eventapp.registration.models import Contingent, Registration
from eventapp.registration.services import changes
from tests.factories.events import NOON, make_category, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration


def waiting_event(
    session: Session, waiting: int
) -> tuple[Event, Category, list[Registration], list[Registration]]:
    """Return an event whose three places are held, with so many people waiting."""
    event, category = make_event_with_category(session, places=3)
    holders = [make_registration(session, event, category, f"H{n}") for n in range(3)]
    queue = [make_registration(session, event, category, f"W{n}") for n in range(waiting)]
    return event, category, holders, queue


def test_position_and_length_are_those_of_the_own_group(session: Session) -> None:
    event, _category, _holders, queue = waiting_event(session, 2)
    press = make_category(session, event, key="press")
    make_registration(session, event, press, "Zoe")

    odds = queries.odds(session, queue[1], now=NOON)

    assert odds is not None
    assert (odds.position, odds.length) == (2, 2)


def test_nothing_is_said_of_others_while_hardly_anybody_has_waited(session: Session) -> None:
    event, _category, holders, queue = waiting_event(session, 3)
    changes.cancel(session, holders[0], event, by=SOMEBODY, now=NOON)

    odds = queries.odds(session, queue[2], now=NOON)

    assert odds is not None
    assert (odds.waited, odds.served, odds.lately) == (0, 0, 0)


def test_of_those_who_waited_the_served_are_counted_and_the_recent_among_them(
    session: Session,
) -> None:
    event, _category, holders, queue = waiting_event(session, 6)
    changes.cancel(session, holders[0], event, by=SOMEBODY, now=NOON)
    later = NOON + timedelta(days=20)
    changes.cancel(session, holders[1], event, by=SOMEBODY, now=later)
    changes.cancel(session, queue[2], event, by=SOMEBODY, now=later)

    odds = queries.odds(session, queue[5], now=later)

    assert odds is not None
    assert (odds.position, odds.length) == (3, 3)
    assert (odds.waited, odds.served, odds.lately) == (5, 2, 1)


def test_the_day_on_which_kept_places_are_released_is_told(session: Session) -> None:
    event, category = make_event_with_category(session, places=3)
    for days in (30, 10):
        when = NOON + timedelta(days=days)
        session.add(Contingent(event=event, name="CH", places=1, country="CH", release_at=when))
    for name in ("Ada", "Bob"):
        last = make_registration(session, event, category, name)

    odds = queries.odds(session, last, now=NOON)

    assert odds is not None
    assert odds.released_at == NOON + timedelta(days=10)


def test_who_does_not_wait_is_told_no_odds(session: Session) -> None:
    _event, _category, holders, _queue = waiting_event(session, 1)

    assert queries.odds(session, holders[0], now=NOON) is None


def test_the_waiting_email_says_how_it_went_for_others(session: Session) -> None:
    event, category, holders, _queue = waiting_event(session, 4)
    changes.cancel(session, holders[0], event, by=SOMEBODY, now=NOON)

    late = make_registration(session, event, category, "Zoe")

    session.flush()
    statement = select(Email).where(Email.to_address == late.email)
    facts = session.scalars(statement).one().facts
    assert (facts["position"], facts["waited"], facts["served"]) == (4, 4, 1)
