"""Signing up for sessions: places, waiting lists, clashes, and what a release does to them."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services as agenda
from eventapp.agenda.errors import GuestListOnly, NoSuchSession
from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.errors import Refusal
from eventapp.events.models import Category, Event
from eventapp.mail.models import Letter
from eventapp.mail.render import message_of
from eventapp.people.services import add_person
from eventapp.registration import jobs, queries
from eventapp.registration.letters.sessions import SessionsLetter
from eventapp.registration.models import Registration, SessionPlace, SessionPlaceState
from eventapp.registration.services import changes, self_service, session_changes, session_places
from eventapp.registration.session_errors import (
    FallsThrough,
    ForOtherGroups,
    HasBegun,
    NoPlaceAtEvent,
    NotSignedUp,
    OwnPartElsewhere,
    SignedUpElsewhere,
    SignUpClosed,
    WithoutSignUp,
)
from tests.agenda.test_programme import START, make_item, make_room
from tests.factories.events import NOON, make_category, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_details, make_registration

pytestmark = pytest.mark.on_sqlite
CONFIRMED, WAITING = SessionPlaceState.CONFIRMED, SessionPlaceState.WAITING


@pytest.fixture
def event_and_group(session: Session) -> tuple[Event, Category]:
    """Return an event with one group."""
    return make_event_with_category(session)


@pytest.fixture
def event(event_and_group: tuple[Event, Category]) -> Event:
    """Return that event."""
    return event_and_group[0]


@pytest.fixture
def person(
    session: Session, event_and_group: tuple[Event, Category]
) -> Callable[[str], Registration]:
    """Return what makes a participant of that name."""
    return lambda name: make_registration(session, *event_and_group, name)


def make_workshop(
    session: Session,
    event: Event,
    *,
    places: int | None = 1,
    title: str = "Workshop",
    minutes: int = 0,
    groups: tuple[Category, ...] = (),
) -> AgendaSession:
    """Return a session of an hour that people sign up for, in a room of ten seats."""
    item = make_item(session, event, make_room(session, event, title), title, minutes=minutes)
    agenda.set_sign_up(session, item, sign_up=True, places=places, groups=groups)
    return item


def release(session: Session, event: Event) -> None:
    """Show the draft to the public."""
    agenda.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.flush()


def sign_up(session: Session, one: Registration, item: AgendaSession) -> SessionPlace:
    """Sign somebody up at noon."""
    event = session.get_one(Event, one.event_id)
    return session_places.sign_up(session, one, event, item.public_id, by=SOMEBODY, now=NOON)


def give_up(session: Session, one: Registration, item: AgendaSession) -> None:
    """Give a session up at noon."""
    event = session.get_one(Event, one.event_id)
    session_places.give_up(session, one, event, item.public_id, by=SOMEBODY, now=NOON)


def news(session: Session, one: Registration) -> list[list[str]]:
    """Return what letters about sessions tell somebody, a list a letter."""
    wanted = select(Letter).where(Letter.kind == "SessionsLetter", Letter.about_id == one.id)
    return [
        [what for line in letter.facts["lines"] for what in line["what"]]
        for letter in session.scalars(wanted.order_by(Letter.id))
    ]


def test_last_place_is_given_and_the_next_ones_wait_in_order(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    ada, bob, cleo = person("Ada"), person("Bob"), person("Cleo")

    found = [sign_up(session, one, item) for one in (ada, bob, cleo)]

    assert [one.state for one in found] == [CONFIRMED, WAITING, WAITING]
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
    for one in (ada, bob, cleo):
        sign_up(session, one, item)

    give_up(session, ada, item)

    rows = {one.registration_id: one.state for one in session.scalars(select(SessionPlace))}
    assert rows == {bob.id: CONFIRMED, cleo.id: WAITING}
    assert [news(session, one) for one in (ada, bob, cleo)] == [[], [["free"]], []]
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
    assert [one.state for one in rows] == [CONFIRMED, CONFIRMED, CONFIRMED, WAITING]

    item.places = 1
    jobs.follow_programme(session, now=NOON)

    assert [one.state for one in rows] == [CONFIRMED, CONFIRMED, CONFIRMED, WAITING]


def test_sessions_at_the_same_time_refuse_each_other_by_name(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    first = make_workshop(session, event, title="Lasers")
    beside = make_workshop(session, event, title="Optics", minutes=30)
    after = make_workshop(session, event, title="Fibres", minutes=60)
    release(session, event)
    ada = person("Ada")
    sign_up(session, ada, first)

    with pytest.raises(SignedUpElsewhere, match="Lasers"):
        sign_up(session, ada, beside)
    assert sign_up(session, ada, after).state is CONFIRMED


def test_who_speaks_at_that_time_cannot_sign_up(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    talk = make_item(session, event, None, "Own talk", minutes=30)
    speaker = add_person(session, event, family_name="Ada")
    speaker.email = "Ada@example.org"
    session.flush()
    agenda.set_people(session, talk, [(speaker, SessionPart.SPEAKER)])
    release(session, event)

    with pytest.raises(OwnPartElsewhere, match="Own talk"):
        sign_up(session, person("Ada"), item)


def test_each_refusal_says_why(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    press = make_category(session, event, key="press")
    only_press = make_workshop(session, event, title="Press", groups=(press,))
    plain = make_item(session, event, None, "Plain", minutes=100)
    closed = make_workshop(session, event, title="Closed", minutes=200)
    gone = make_workshop(session, event, title="Gone", minutes=300)
    release(session, event)
    secret = make_workshop(session, event, title="Secret", minutes=400)
    closed.sign_up, gone.cancelled = False, True
    release_without_sign_up_of(session, event, closed)
    ada, left = person("Ada"), person("Bob")
    changes.cancel(session, left, event, by=SOMEBODY, now=NOON)

    def refusal(one: Registration, item: AgendaSession) -> type[Refusal]:
        with pytest.raises(Refusal) as caught:
            sign_up(session, one, item)
        return caught.type

    assert refusal(ada, only_press) is ForOtherGroups
    assert refusal(ada, plain) is WithoutSignUp
    assert refusal(ada, closed) is SignUpClosed
    assert refusal(ada, gone) is FallsThrough
    assert refusal(ada, secret) is NoSuchSession
    assert refusal(left, only_press) is NoPlaceAtEvent
    with pytest.raises(HasBegun):
        session_places.sign_up(session, ada, event, only_press.public_id, by=SOMEBODY, now=START)


def release_without_sign_up_of(session: Session, event: Event, item: AgendaSession) -> None:
    """Release all but what the draft says of one session's sign-up, and all but the newest."""
    newest = session.scalars(select(AgendaSession).where(AgendaSession.event_id == event.id)).all()[
        -1
    ]
    item.sign_up, newest.public = True, False
    release(session, event)
    item.sign_up, newest.public = False, True


def test_sign_up_is_not_open_before_a_release_shows_it(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_item(session, event, None)
    release(session, event)
    agenda.set_sign_up(session, item, sign_up=True, places=None, groups=())
    ada = person("Ada")
    assert queries.offered(session, ada, event, now=NOON) == []

    with pytest.raises(WithoutSignUp):
        sign_up(session, ada, item)


def test_guest_list_and_sign_up_exclude_each_other(session: Session, event: Event) -> None:
    item = make_item(session, event, None)
    item.restricted = True

    with pytest.raises(GuestListOnly):
        agenda.set_sign_up(session, item, sign_up=True, places=None, groups=())


def test_who_cancels_or_hands_over_gives_their_sessions_up(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    ada, bob, cleo = person("Ada"), person("Bob"), person("Cleo")
    for one in (ada, bob, cleo):
        sign_up(session, one, item)

    changes.cancel(session, ada, event, by=SOMEBODY, now=NOON)
    new = make_details("Dora")
    self_service.hand_over(session, bob, event, new, by=SOMEBODY, now=NOON)

    (left,) = session.scalars(select(SessionPlace))
    assert (left.registration_id, left.state) == (cleo.id, CONFIRMED)


def test_cancelled_session_is_told_once_to_who_signed_up_and_counts_again_when_restored(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item, beside = (
        make_workshop(session, event),
        make_workshop(session, event, title="Beside", minutes=30),
    )
    release(session, event)
    ada, bob, cleo = person("Ada"), person("Bob"), person("Cleo")
    for one in (ada, bob):
        sign_up(session, one, item)
    agenda.cancel_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)
    jobs.follow_programme(session, now=NOON)
    assert news(session, ada) == []  # the draft alone tells nobody

    release(session, event)
    for _ in range(2):
        jobs.follow_programme(session, now=NOON)

    assert [news(session, one) for one in (ada, bob, cleo)] == [[["cancelled"]]] * 2 + [[]]
    assert sign_up(session, bob, beside).state is CONFIRMED
    give_up(session, ada, item)
    session.flush()
    agenda.restore_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)
    release(session, event)
    jobs.follow_programme(session, now=NOON)
    assert news(session, bob) == [["cancelled"], ["restored"]]
    (kept,) = session.scalars(select(SessionPlace).where(SessionPlace.session_id == item.id))
    assert kept.state is WAITING  # Bob is elsewhere at that time


def test_moved_session_is_told_in_one_letter_with_all_that_moved(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    first = make_workshop(session, event, title="One")
    second = make_workshop(session, event, title="Two", minutes=60)
    release(session, event)
    ada = person("Ada")
    sign_up(session, ada, first)
    sign_up(session, ada, second)
    for item in (first, second):
        assert item.starts_at is not None
        assert item.ends_at is not None
        item.starts_at += timedelta(days=1)
        item.ends_at += timedelta(days=1)
    release(session, event)

    jobs.follow_programme(session, now=NOON)

    assert news(session, ada) == [["moved", "moved"]]
    stored = session.scalars(select(Letter.facts).where(Letter.kind == "SessionsLetter")).one()
    assert "2027-04-16" in json.dumps(stored)


def test_calendar_file_comes_with_the_letter_and_follows_the_session(
    app: Flask, session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    ada, bob = person("Ada"), person("Bob")
    sign_up(session, ada, item)
    sign_up(session, bob, item)
    give_up(session, ada, item)
    assert item.starts_at is not None
    assert item.ends_at is not None
    item.starts_at, item.ends_at = item.ends_at, item.ends_at + timedelta(hours=1)
    release(session, event)
    jobs.follow_programme(session, now=NOON)
    agenda.cancel_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)
    release(session, event)
    jobs.follow_programme(session, now=NOON)

    wanted = select(Letter).where(Letter.kind == "SessionsLetter", Letter.about_id == bob.id)
    letters = session.scalars(wanted.order_by(Letter.id)).all()
    session.commit()
    entries = []
    with app.app_context():
        for letter in letters:
            message = message_of(letter, SessionsLetter(**letter.facts))
            (file,) = message.iter_attachments()
            calendar = Calendar.from_ical(file.get_content())
            entries += calendar.walk("VEVENT")

    assert [str(one["status"]) for one in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({str(one["uid"]) for one in entries}) == 1
    assert [str(one["sequence"]) for one in entries] == ["0", "1", "2"]
    assert len({one.decoded("dtstart") for one in entries}) == 2


def test_letter_of_a_place_given_up_meanwhile_is_withheld(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    ada, bob = person("Ada"), person("Bob")
    sign_up(session, ada, item)
    sign_up(session, bob, item)
    (shown,) = queries.offered(session, bob, event, now=NOON)
    letter = SessionsLetter.place_free(bob, event, shown.item, now=NOON)
    assert not letter.still_holds(session)

    give_up(session, ada, item)
    assert letter.still_holds(session)

    give_up(session, bob, item)
    assert not letter.still_holds(session)


def test_clock_leaves_events_that_are_over_alone(
    session: Session, event: Event, person: Callable[[str], Registration]
) -> None:
    item = make_workshop(session, event)
    release(session, event)
    for name in ("Ada", "Bob"):
        sign_up(session, person(name), item)
    assert list(session_changes.due(session, now=NOON)) == [event]

    assert list(session_changes.due(session, now=NOON + timedelta(days=365))) == []
