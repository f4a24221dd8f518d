"""A participant's own page: opened by the mailed link alone, changed and given up there."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges import codes
from eventapp.checkin.models import Scan
from eventapp.events.models import Event, WaitingList
from eventapp.mail.links import make_token
from eventapp.orm import Translated
from eventapp.registration.models import Registration, State
from eventapp.registration.services import changes, waiting_list
from eventapp.web import clock
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import release
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration

SECRET = "test " * 10


def link(registration: Registration, slug: str = "spring") -> str:
    """Return the path of the mailed link."""
    token = make_token(SECRET, "registration", registration.reference, registration.link_generation)
    return f"/{slug}/r/{token}"


def press(client: FlaskClient, path: str, **fields: str) -> int:
    """Open a page and press its button; return the status."""
    text = client.get(path).get_data(as_text=True)
    hidden = dict(re.findall(r'name="(csrf_token|sent_as|version)"[^>]*value="([^"]+)"', text))
    return client.post(path, data={**hidden, **fields}).status_code


@pytest.fixture
def mine(session: Session) -> Registration:
    """Return a confirmed registration at an event with one place, somebody waiting behind it."""
    event, category = make_event_with_category(session, places=1)
    registration = make_registration(session, event, category, "Müller")
    make_registration(session, event, category, "Waiting")
    session.commit()
    return registration


def test_page_opens_by_a_press_and_never_by_looking(
    client: FlaskClient, mine: Registration
) -> None:
    client.get(link(mine))
    before = client.get("/spring/my").status_code

    assert press(client, link(mine)) == 303
    page = client.get("/spring/my?lang=en").get_data(as_text=True)

    assert before == 401
    assert "Place confirmed" in page
    assert 'aria-label="Your code for the entrance"' in page


def test_after_the_event_the_page_thanks_and_speaks_of_no_entrance(
    session: Session, client: FlaskClient, mine: Registration
) -> None:
    path = link(mine)
    event = session.scalars(select(Event)).one()
    event.ends_at = None
    session.commit()
    press(client, path)
    before = client.get("/spring/my?lang=en").get_data(as_text=True)
    event.starts_at, event.ends_at = clock.now() - timedelta(hours=9), clock.now()
    session.commit()

    after = client.get("/spring/my?lang=en").get_data(as_text=True)

    assert "Show it at the entrance" in before
    assert "The event is over" not in before
    assert "The event is over" in after
    assert "Show it at the entrance" not in after
    for act in ("/my/hand-over", "/my/cancel"):
        assert act in before
        assert act not in after


def test_code_on_the_page_stays_the_same_and_is_signed(
    app: Flask, client: FlaskClient, session: Session, mine: Registration
) -> None:
    press(client, link(mine))
    first = re.search(r'pass-code">([^<]+)<', client.get("/spring/my").get_data(as_text=True))
    second = re.search(r'pass-code">([^<]+)<', client.get("/spring/my").get_data(as_text=True))

    assert app
    assert session
    assert first is not None
    assert second is not None
    assert first[1] == second[1]
    assert codes.read_fallback(first[1])


def test_links_that_are_forged_revoked_or_of_another_event_open_nothing(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    other = make_event(session, slug="other")
    make_category(session, other)
    good = link(mine)
    mine.link_generation = 2
    session.commit()

    assert client.get(good).status_code == 410
    forged = good[:-3] + ("A" if good[-3] != "A" else "B") + good[-2:]
    assert client.get(forged).status_code == 404
    assert client.get(link(mine, "other")).status_code == 404
    assert press(client, link(mine)) == 303
    assert client.get("/other/my").status_code == 401


def test_corrections_are_kept_and_the_address_stays(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    press(client, link(mine))
    fields = {
        "family_name": "Müller-Groß",
        "given_name": "Ada",
        "language": "fr",
        "email": "x@y.org",
    }

    assert press(client, "/spring/my/edit", **fields) == 303

    session.expire_all()
    assert (mine.family_name, mine.language, mine.email) == (
        "Müller-Groß",
        "fr",
        "mller@example.org",
    )


def test_place_given_up_goes_to_who_waits(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    press(client, link(mine))
    asked = client.get("/spring/my/cancel?lang=en").get_data(as_text=True)

    assert "One person is waiting for a place." in asked
    assert press(client, "/spring/my/cancel") == 303
    session.expire_all()
    states = {one.family_name: one.state for one in session.query(Registration)}
    assert states == {"Müller": State.CANCELLED, "Waiting": State.CONFIRMED}


def test_who_was_let_in_cannot_give_the_place_up(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    session.add(
        Scan(event_id=mine.event_id, device_id=None, door_id=None, scan_id="x", seq=1, idx=b"x" * 16,
             registration_id=mine.id, decision="admit", t=1, received_at=clock.now())
    )  # fmt: skip
    session.commit()
    press(client, link(mine))

    assert press(client, "/spring/my/cancel") == 409
    session.expire_all()
    assert mine.state is State.CONFIRMED


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
    assert "Until then you have no place" in page
    assert "Bring your identity card." not in page
    assert "Give up my place" not in page + asked
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

    assert "Turn the offer down?" in asked
    assert "Give up my place" not in offered + asked
    assert "Your offer ran out on" in late
    assert "Your offer ran out on" not in offered


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

    assert "The organisers cannot give you a place." in page
    assert "mailto:desk@example.org" in page


def test_session_that_falls_through_stays_on_the_page_and_says_so(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    event = session.scalars(select(Event)).one()
    item = make_item(session, event, make_room(session, event), "Panel")
    release(session, event)
    item.cancelled = True
    make_item(session, event, None, "Stays", minutes=300)
    release(session, event, day=1)
    session.commit()
    press(client, link(mine))

    page = client.get("/spring/my?lang=en").get_data(as_text=True)

    assert "<s>Panel</s>" in page
    assert page.index("<s>Panel</s>") < page.index("Session cancelled") < page.index("Stays")
    assert page.count('class="is-mine"') == 1
