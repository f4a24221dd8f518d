"""Places and the waiting list, decided by the services."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.mail.models import Email
from eventapp.registration import queries
from eventapp.registration.errors import AlreadyRegistered, NotHoldingAPlace
from eventapp.registration.models import State
from eventapp.registration.services import changes, sign_up, waiting_list
from eventapp.scope import Scope
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration


def kinds_of_emails(session: Session) -> list[str]:
    """Return the kinds of all e-mails, in order."""
    session.flush()
    return list(session.scalars(select(Email.kind).order_by(Email.id)))


def test_last_place_is_confirmed_and_the_next_visitor_waits(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)

    first = make_registration(session, event, category, "Ada")
    second = make_registration(session, event, category, "Bob")

    assert [first.state, second.state] == [State.CONFIRMED, State.WAITING]
    assert queries.position(session, second) == 1
    assert kinds_of_emails(session) == ["ConfirmedEmail", "WaitingEmail"]


def test_who_cancels_frees_the_place_for_who_waits_longest(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    first = make_registration(session, event, category, "Ada")
    second = make_registration(session, event, category, "Bob")
    third = make_registration(session, event, category, "Cem")

    changes.cancel(session, first, event, by=SOMEBODY, now=NOON)

    assert [registration.state for registration in (first, second, third)] == [
        State.CANCELLED,
        State.CONFIRMED,
        State.WAITING,
    ]
    assert queries.position(session, third) == 1
    assert kinds_of_emails(session)[-2:] == ["CancelledEmail", "PromotedEmail"]


def test_a_category_has_its_own_limit_beside_the_events(session: Session) -> None:
    event = make_event(session, places=3)
    small = make_category(session, event, key="small", places=1)
    large = make_category(session, event, key="large")

    states = [
        make_registration(session, event, category, name).state
        for category, name in (
            (small, "Ada"),
            (small, "Bob"),
            (large, "Cem"),
            (large, "Dan"),
            (large, "Eva"),
        )
    ]

    assert states == [
        State.CONFIRMED,
        State.WAITING,
        State.CONFIRMED,
        State.CONFIRMED,
        State.WAITING,
    ]


def test_somebody_whose_category_is_full_is_passed_over_and_keeps_the_number(
    session: Session,
) -> None:
    event = make_event(session, places=2)
    small = make_category(session, event, key="small", places=1)
    large = make_category(session, event, key="large")
    make_registration(session, event, small, "Ada")
    leaving = make_registration(session, event, large, "Bob")
    stuck = make_registration(session, event, small, "Cem")
    next_one = make_registration(session, event, large, "Dan")

    changes.cancel(session, leaving, event, by=SOMEBODY, now=NOON)

    assert [stuck.state, next_one.state] == [State.WAITING, State.CONFIRMED]
    assert stuck.queue_no == 1


def test_the_same_address_in_another_spelling_is_the_same_person(session: Session) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada", email="Anna.Muller@Example.org")

    with pytest.raises(AlreadyRegistered):
        make_registration(session, event, category, "Bob", email=" anna.muller@example.org")


def test_who_cancelled_may_come_back(session: Session) -> None:
    event, category = make_event_with_category(session)
    first = make_registration(session, event, category, "Ada")
    changes.cancel(session, first, event, by=SOMEBODY, now=NOON)

    again = make_registration(session, event, category, "Ada")

    assert again.state is State.CONFIRMED
    with pytest.raises(NotHoldingAPlace):
        changes.cancel(session, first, event, by=SOMEBODY, now=NOON)


def test_a_known_address_gets_a_reminder_and_nothing_changes(session: Session) -> None:
    event, category = make_event_with_category(session)
    first = make_registration(session, event, category, "Ada")

    sign_up.register_or_remind(
        session, event, category, make_details("Ada", given_name="Eve"), now=NOON
    )

    assert first.given_name == "Ada"
    assert kinds_of_emails(session) == ["ConfirmedEmail", "ReminderEmail"]


def test_a_stranger_cannot_make_the_form_a_mail_gun(session: Session) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Ada")

    for minutes in (0, 1, 2, 3, 59, 61):
        sign_up.register_or_remind(
            session, event, category, make_details("Ada"), now=NOON + timedelta(minutes=minutes)
        )

    assert kinds_of_emails(session) == ["ConfirmedEmail", *["ReminderEmail"] * 4]


def test_more_places_go_to_those_who_wait_and_to_nobody_else(session: Session) -> None:
    event, category = make_event_with_category(session, places=1)
    waiting = [make_registration(session, event, category, name) for name in ("A", "B", "C", "D")]

    event.places = 3
    session.flush()
    promoted = waiting_list.serve(session, event, now=NOON)

    assert promoted == waiting[1:3]
    assert waiting[3].state is State.WAITING


def test_fewer_places_cancel_nobody(session: Session) -> None:
    event, category = make_event_with_category(session, places=2)
    held = [make_registration(session, event, category, name) for name in ("A", "B")]

    event.places = 1
    session.flush()
    waiting_list.serve(session, event, now=NOON)

    assert [registration.state for registration in held] == [State.CONFIRMED, State.CONFIRMED]
    assert make_registration(session, event, category, "C").state is State.WAITING


@pytest.mark.parametrize("typed", ["Mueller", "müller", "MULLER", "ada mull", "bayern chem"])
def test_search_finds_a_name_however_it_is_spelt(session: Session, typed: str) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Müller")
    make_registration(
        session, event, category, "Schmidt", organisation="Silicon Saxony", given_name="Bo"
    )

    registrations, total = queries.matching(session, Scope(event.id), queries.Search(typed=typed))

    assert ([registration.family_name for registration in registrations], total) == (["Müller"], 1)


@pytest.mark.parametrize("typed", ["Чайковский", "Tschaikowski", "Tchaïkovski", "yuri chayk"])
def test_search_finds_a_name_in_other_letters(session: Session, typed: str) -> None:
    event, category = make_event_with_category(session)
    make_registration(session, event, category, "Чайковский", given_name="Юрий", email="")
    make_registration(session, event, category, "Tscherning")

    registrations, _total = queries.matching(session, Scope(event.id), queries.Search(typed=typed))

    assert [registration.family_name for registration in registrations] == ["Чайковский"]
