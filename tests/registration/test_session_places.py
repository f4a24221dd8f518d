"""Signing up for sessions: places, waiting lists, clashes."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.errors import GuestListOnly
from eventapp.events.models import Event
from eventapp.registration import jobs, queries
from eventapp.registration.errors.sessions import (
    NotSignedUp,
    WithoutSignUp,
)
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState
from eventapp.registration.services import changes, self_service
from tests.agenda.test_programme import make_item
from tests.factories.agenda import edit_session
from tests.factories.events import NOON
from tests.factories.registrations import SOMEBODY, make_details
from tests.factories.sessions import give_up, make_workshop, news, release, sign_up

CONFIRMED, WAITING = SessionPlaceState.CONFIRMED, SessionPlaceState.WAITING


def test_last_place_is_given_and_the_next_ones_wait_in_order(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    ada, bob, cleo = person("Ada"), person("Bob"), person("Cleo")

    bookings = [sign_up(session, registration, item) for registration in (ada, bob, cleo)]

    assert [booking.state for booking in bookings] == [CONFIRMED, WAITING, WAITING]
    (seen,) = queries.offered(session, cleo, event, now=NOON)
    assert (seen.position, seen.confirmed, seen.waiting, seen.free) == (2, 1, 2, 0)


def test_who_is_signed_up_already_stays_where_they_are(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    ada = person("Ada")

    assert sign_up(session, ada, item) is sign_up(session, ada, item)


def test_place_given_up_goes_to_who_waits_longest_and_they_are_told(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    ada, bob, cleo = person("Ada"), person("Bob"), person("Cleo")
    for registration in (ada, bob, cleo):
        sign_up(session, registration, item)

    give_up(session, ada, item)

    rows = {
        booking.registration_id: booking.state for booking in session.scalars(select(SessionPlace))
    }
    assert rows == {bob.id: CONFIRMED, cleo.id: WAITING}
    assert [news(session, guest) for guest in (ada, bob, cleo)] == [[], [["free"]], []]
    with pytest.raises(NotSignedUp):
        give_up(session, ada, item)
    assert sign_up(session, ada, item).state is WAITING


def test_without_a_number_of_its_own_a_session_has_its_rooms_seats(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event, places=None)
    assert item.room is not None
    item.room.seats = 1
    release(session, event)

    states = [sign_up(session, person(name), item).state for name in ("Ada", "Bob")]

    assert states == [CONFIRMED, WAITING]


def test_more_places_go_to_those_who_wait_and_fewer_take_none_away(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    rows = [sign_up(session, person(name), item) for name in ("Ada", "Bob", "Cleo", "Dora")]
    item.places = 3
    jobs.follow_programme(session, now=NOON)
    assert [booking.state for booking in rows] == [CONFIRMED, CONFIRMED, CONFIRMED, WAITING]

    item.places = 1
    jobs.follow_programme(session, now=NOON)

    assert [booking.state for booking in rows] == [CONFIRMED, CONFIRMED, CONFIRMED, WAITING]


def test_sign_up_is_not_open_before_a_release_shows_it(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_item(session, event, None)
    release(session, event)
    edit_session(session, item, sign_up=True, places=None, categories=())
    ada = person("Ada")
    assert queries.offered(session, ada, event, now=NOON) == []

    with pytest.raises(WithoutSignUp):
        sign_up(session, ada, item)


def test_guest_list_and_sign_up_exclude_each_other(session: Session, event: Event) -> None:
    item = make_item(session, event, None)
    item.restricted = True

    with pytest.raises(GuestListOnly):
        edit_session(session, item, sign_up=True, places=None, categories=())


def test_who_cancels_or_hands_over_gives_their_sessions_up(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    ada, bob, cleo = person("Ada"), person("Bob"), person("Cleo")
    for registration in (ada, bob, cleo):
        sign_up(session, registration, item)

    changes.cancel(session, ada, event, by=SOMEBODY, now=NOON)
    new = make_details("Dora")
    self_service.hand_over(session, bob, event, new, by=SOMEBODY, now=NOON)

    (left,) = session.scalars(select(SessionPlace))
    assert (left.registration_id, left.state) == (cleo.id, CONFIRMED)
