"""The waiting list with offers: held, taken, lapsed, passed on."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Category, Event, WaitingList
from eventapp.mail.models import Email
from eventapp.registration import queries
from eventapp.registration.errors import OfferOver, WrongState
from eventapp.registration.models import Offer, Outcome, Registration, Skipped, State
from eventapp.registration.services import changes, waiting_list
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

LATER = NOON + timedelta(days=7)


def full_event(
    session: Session, waiting: int = 3
) -> tuple[Event, Registration, list[Registration]]:
    """Return an event whose one place is held, with people waiting for offers."""
    event, category = make_event_with_category(session, places=1)
    event.waiting_list = WaitingList.OFFER
    holder = make_registration(session, event, category, "Ada")
    names = ("Bob", "Cem", "Dan", "Eva")[:waiting]
    return event, holder, [make_registration(session, event, category, name) for name in names]


def emails_to(session: Session, registration: Registration) -> list[str]:
    """Return the kinds of e-mails a participant was sent, in order."""
    session.flush()
    statement = select(Email.kind).where(Email.to_address == registration.email)
    return list(session.scalars(statement.order_by(Email.id)))


def test_a_freed_place_is_offered_to_the_next_and_held(session: Session) -> None:
    event, holder, (first, second, _) = full_event(session)

    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)
    newcomer = make_registration(session, event, first.category, "Zoe")

    assert [first.state, second.state] == [State.OFFERED, State.WAITING]
    assert newcomer.state is State.WAITING
    assert emails_to(session, first) == ["WaitingEmail", "OfferedEmail"]


def test_who_takes_the_offer_in_time_is_confirmed(session: Session) -> None:
    event, holder, (first, *_) = full_event(session)
    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)

    waiting_list.accept_offer(session, first, event, by=SOMEBODY, now=NOON + timedelta(hours=47))

    assert first.state is State.CONFIRMED
    assert session.scalars(select(Offer.outcome)).all() == [Outcome.ACCEPTED]
    with pytest.raises(WrongState):
        waiting_list.accept_offer(session, holder, event, by=SOMEBODY, now=NOON)


def test_an_offer_that_nobody_answers_goes_on_and_its_holder_waits_at_the_end(
    session: Session,
) -> None:
    event, holder, (first, second, third) = full_event(session)
    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)

    lapsed = waiting_list.lapse_offers(session, event, now=LATER)

    assert lapsed == [first]
    assert [registration.state for registration in (first, second, third)] == [
        State.WAITING,
        State.OFFERED,
        State.WAITING,
    ]
    assert [queries.position(session, registration) for registration in (third, first)] == [1, 2]
    assert emails_to(session, first)[-1] == "LapsedEmail"
    with pytest.raises(OfferOver):
        waiting_list.accept_offer(session, first, event, by=SOMEBODY, now=LATER)


def test_an_offer_is_over_at_its_deadline_even_before_the_job_looked(session: Session) -> None:
    event, holder, (first, *_) = full_event(session)
    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)

    with pytest.raises(OfferOver):
        waiting_list.accept_offer(session, first, event, by=SOMEBODY, now=LATER)

    assert first.state is State.OFFERED
    assert waiting_list.events_with_late_offers(session, now=LATER) == [event]


def test_nobody_is_offered_a_place_twice_by_a_job_that_runs_twice(session: Session) -> None:
    event, holder, (first, *_) = full_event(session)
    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)

    assert waiting_list.lapse_offers(session, event, now=LATER) == [first]
    assert waiting_list.lapse_offers(session, event, now=LATER) == []


def test_who_declines_an_offer_hands_it_to_the_next(session: Session) -> None:
    event, holder, (first, second, _) = full_event(session)
    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)

    changes.cancel(session, first, event, by=SOMEBODY, now=NOON)

    assert [first.state, second.state] == [State.CANCELLED, State.OFFERED]
    assert session.scalars(select(Offer.outcome).order_by(Offer.id)).all() == [
        Outcome.DECLINED,
        Outcome.OPEN,
    ]


def test_the_only_one_who_waits_is_offered_the_place_again(session: Session) -> None:
    event, holder, (first,) = full_event(session, waiting=1)
    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)

    waiting_list.lapse_offers(session, event, now=LATER)

    assert first.state is State.OFFERED
    assert emails_to(session, first)[-1] == "OfferedEmail"


def test_five_more_places_make_five_offers(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    event.waiting_list = WaitingList.OFFER
    people = [make_registration(session, event, category, f"P{n}") for n in range(9)]
    event.places = 6

    served = waiting_list.serve(session, event, now=NOON)

    assert served == people[1:6]
    assert {registration.state for registration in served} == {State.OFFERED}


def test_priority_goes_before_arrival(session: Session) -> None:
    event, holder, (first, second, _) = full_event(session)
    second.priority = 1
    session.flush()

    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)

    assert [first.state, second.state] == [State.WAITING, State.OFFERED]


def test_who_is_passed_over_is_told_why(session: Session) -> None:
    event = make_event(session, places=2, waiting_list=WaitingList.OFFER)
    small: Category = make_category(session, event, key="small", places=1)
    large = make_category(session, event, key="large")
    make_registration(session, event, small, "Ada")
    leaving = make_registration(session, event, large, "Bob")
    stuck = make_registration(session, event, small, "Cem")
    make_registration(session, event, large, "Dan")

    changes.cancel(session, leaving, event, by=SOMEBODY, now=NOON)

    assert (stuck.skipped, stuck.skipped_at) == (Skipped.CATEGORY_FULL, NOON)
