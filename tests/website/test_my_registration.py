"""A participant's own page: opened by the mailed link alone, changed and given up there."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.badges import codes
from eventapp.badges import services as badges
from eventapp.checkin.models import Scan
from eventapp.checkin.verdicts import Decision
from eventapp.events.models import Event
from eventapp.registration.models import Registration, State
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import release
from tests.factories.badges import issue_codes
from tests.factories.events import NOON, make_category, make_event
from tests.factories.own_page import hidden_in, link, press
from tests.factories.registrations import SOMEBODY


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
    badges.retire_key(session, session.scalars(select(Event)).one(), 1, by=SOMEBODY, now=NOON)
    session.commit()
    before = client.get("/spring/my?lang=en").get_data(as_text=True)
    issue_codes(app, session)
    first = re.search(r'pass-code">([^<]+)<', client.get("/spring/my").get_data(as_text=True))
    second = re.search(r'pass-code">([^<]+)<', client.get("/spring/my").get_data(as_text=True))

    assert "The code for the entrance is being created." in before
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
    states = {
        registration.family_name: registration.state for registration in session.query(Registration)
    }
    assert states == {"Müller": State.CANCELLED, "Waiting": State.CONFIRMED}


def test_who_was_let_in_cannot_give_the_place_up(
    client: FlaskClient, session: Session, mine: Registration
) -> None:
    press(client, link(mine))
    before = hidden_in(client, "/spring/my/cancel")
    session.add(
        Scan(event_id=mine.event_id, device_id=None, entrance_id=None, scan_id="x", seq=1, idx=b"x" * 16,
             registration_id=mine.id, decision=Decision.ADMIT, t=1, received_at=clock.now())
    )  # fmt: skip
    session.commit()

    asked = client.get("/spring/my/cancel?lang=en").get_data(as_text=True)
    assert client.post("/spring/my/cancel", data=before).status_code == 409
    assert "You have already been checked in" in asked
    assert 'method="post"' not in asked
    session.expire_all()
    assert mine.state is State.CONFIRMED


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
