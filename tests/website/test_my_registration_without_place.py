"""The own page of who waits, was offered a place, or has none: what it says and promises."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.events.models import Event, WaitingList
from eventapp.orm import Translated
from eventapp.registration.models import Registration, State
from eventapp.registration.services import changes, waiting_list
from tests.factories.events import NOON
from tests.factories.own_page import link, press
from tests.factories.registrations import SOMEBODY, make_registration


def test_waiting_participant_sees_the_position_and_moves_up(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    path = link(session.query(Registration).filter_by(family_name="Waiting").one())
    session.rollback()  # a session left open would hold SQLite's lock
    press(client, path)
    before = client.get("/spring/my?lang=en").get_data(as_text=True)
    leaving = session.get_one(Registration, mine.id)
    event = session.get_one(Event, leaving.event_id)
    changes.cancel(session, leaving, event, by=SOMEBODY, now=NOON)
    session.commit()
    after = client.get("/spring/my?lang=en").get_data(as_text=True)

    assert "Waiting list, number 1" in before
    assert "Place confirmed" in after


def test_page_of_somebody_waiting_promises_no_place(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    waiting = session.scalars(select(Registration).where(Registration.state == State.WAITING)).one()
    mine.event.entry_note = Translated(en="Bring your identity card.")
    session.commit()

    press(client, link(waiting))
    page = client.get("/spring/my?lang=en").get_data(as_text=True)
    asked = client.get("/spring/my/cancel?lang=en").get_data(as_text=True)

    assert "it is yours and we write to you" in page
    assert "Until then you do not have a place" in page
    assert "Bring your identity card." not in page
    assert "Cancel my registration" not in page + asked
    assert "Leave the waiting list?" in asked


def test_page_of_somebody_waiting_tells_how_long_an_offer_stands(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    waiting = session.scalars(select(Registration).where(Registration.state == State.WAITING)).one()
    mine.event.waiting_list, mine.event.offer_hours = WaitingList.OFFER, 24
    session.commit()

    press(client, link(waiting))

    assert "you then have 24 hours" in client.get("/spring/my?lang=en").get_data(as_text=True)


def test_page_says_that_an_offer_ran_out_or_can_be_turned_down(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    waiting = session.scalars(select(Registration).where(Registration.state == State.WAITING)).one()
    mine.event.waiting_list, now = WaitingList.OFFER, clock.now()
    make_registration(session, mine.event, mine.category, "Next")
    changes.cancel(session, mine, mine.event, by=SOMEBODY, now=now)
    session.commit()

    press(client, link(waiting))
    offered = client.get("/spring/my?lang=en").get_data(as_text=True)
    asked = client.get("/spring/my/cancel?lang=en").get_data(as_text=True)
    session.expire_all()
    waiting_list.lapse_offers(
        session, session.scalars(select(Event)).one(), now=now + timedelta(days=9)
    )
    session.commit()
    late = client.get("/spring/my?lang=en").get_data(as_text=True)

    assert "Decline the offer?" in asked
    assert "Cancel my registration" not in offered + asked
    assert "Your offer expired on" in late
    assert "Your offer expired on" not in offered


@pytest.mark.usefixtures("mine")
def test_page_of_somebody_who_waited_promises_nothing_after_the_event(
    client: FlaskClient, session: Session
) -> None:
    waiting = session.scalars(select(Registration).where(Registration.state == State.WAITING)).one()
    path = link(waiting)
    session.rollback()  # a reader keeps writers out on SQLite
    press(client, path)
    event = session.scalars(select(Event)).one()
    now = clock.now()
    event.starts_at, event.ends_at = now - timedelta(hours=9), now - timedelta(hours=1)
    session.commit()

    page = client.get("/spring/my?lang=en").get_data(as_text=True)

    assert "The event is over" in page
    assert "we write to you" not in page


@pytest.mark.parametrize("open_still", [True, False])
def test_page_without_a_place_names_the_way_that_is_left(
    client: FlaskClient, session: Session, mine: Registration, *, open_still: bool
) -> None:
    press(client, link(mine))
    mine.event.contact_email = "desk@example.org"
    mine.event.registration_closes_at = clock.now() + timedelta(days=1 if open_still else -1)
    changes.cancel(session, mine, mine.event, by=SOMEBODY, now=clock.now())
    session.commit()
    page = client.get("/spring/my?lang=en").get_data(as_text=True)

    assert ("register again" in page) is open_still
    assert ("mailto:desk@example.org" in page) is not open_still
    assert "/my/agenda" not in page


def test_page_of_who_was_declined_without_a_reason_says_so_and_whom_to_ask(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    press(client, link(mine))
    session.expire_all()
    event = session.scalars(select(Event)).one()
    event.contact_email, mine.state = "desk@example.org", State.DECLINED
    session.commit()
    page = client.get("/spring/my?lang=en").get_data(as_text=True)

    assert "The organisers are unable to offer you a place." in page
    assert "mailto:desk@example.org" in page
