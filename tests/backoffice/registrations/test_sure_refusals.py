"""No page opens a form, or shows a button, that would surely be refused: it says why instead."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.events.models import Event, WaitingList
from eventapp.mail.links import make_token
from eventapp.registration.models import Invitation, Registration
from eventapp.registration.services import access_codes, changes, waiting_list
from eventapp.registration.services.access_codes import AccessCodeChange
from eventapp.registration.services.invitations import InvitationChange, invite
from tests.factories.events import make_category, make_event
from tests.factories.own_page import SECRET, link, press
from tests.factories.registrations import SOMEBODY, make_registration


def opened(client: FlaskClient, session: Session, **changed: Any) -> Registration:
    """Return a confirmed participant whose page is open in this browser."""
    now = clock.now()
    event = make_event(
        session,
        starts_at=now + timedelta(days=9),
        ends_at=now + timedelta(days=9, hours=7),
        contact_email="ask@example.org",
        registration_closes_at=None,
        **changed,
    )
    mine = make_registration(session, event, make_category(session, event))
    session.commit()
    press(client, link(mine))
    return mine


def read(client: FlaskClient, path: str) -> tuple[int, str]:
    """Return status and text of a page in English."""
    answer = client.get(path, query_string={"lang": "en"})
    return answer.status_code, answer.get_data(as_text=True).replace("\u00a0", " ")


FORMS = {"/spring/my/edit": "family_name", "/spring/my/hand-over": "family_name"}


@pytest.mark.parametrize("path", FORMS)
def test_after_the_last_day_for_changes_what_stands_is_shown_without_a_form(
    client: FlaskClient, session: Session, path: str
) -> None:
    closed = clock.now() - timedelta(hours=1)
    mine = opened(client, session, edits_close_at=closed)

    status, text = read(client, path)
    _status, own = read(client, "/spring/my")

    assert status == 200
    assert f'name="{FORMS[path]}"' not in text
    assert "The deadline for corrections has passed." in text
    assert "This has applied since" in text
    assert mine.full_name in text
    assert "ask@example.org" in text
    assert "possible until" in own


def test_once_names_are_fixed_the_rest_of_the_form_stays_open(
    client: FlaskClient, session: Session
) -> None:
    opened(client, session, names_frozen_at=clock.now() - timedelta(hours=1))

    _status, text = read(client, "/spring/my/edit")
    _status, over = read(client, "/spring/my/hand-over")

    assert "the venue has held the list of names" in text
    assert text.count("readonly") == 2
    assert 'name="family_name"' not in over


@pytest.mark.parametrize(
    "path", ["/spring/my/edit", "/spring/my/hand-over", "/spring/my/address", "/spring/my/cancel"]
)
def test_who_cancelled_is_offered_nothing_to_change(
    client: FlaskClient, session: Session, path: str
) -> None:
    mine = opened(client, session)
    event = session.get_one(Event, mine.event_id)
    changes.cancel(session, mine, event, by=SOMEBODY, now=clock.now())
    session.commit()

    text = client.get(path, follow_redirects=True).get_data(as_text=True)

    assert 'method="post"' not in text


def test_an_offer_that_ran_out_shows_no_button_but_what_happens_next(
    client: FlaskClient, session: Session
) -> None:
    """The clock ends it at its minute; the job that passes the place on comes after that."""
    mine = opened(client, session, places=0, waiting_list=WaitingList.OFFER)
    session.refresh(mine)  # opening the link wrote to it
    event = session.get_one(Event, mine.event_id)
    offer = waiting_list.make_offer(session, mine, event, now=clock.now() - timedelta(days=30))
    offer.expires_at = clock.now() - timedelta(minutes=1)
    session.commit()

    _status, text = read(client, "/spring/my")

    assert "/my/accept" not in text
    assert "The offer has expired" in text
    assert "The place goes to the next person." in text
    assert "Leave the waiting list" in text


@pytest.fixture
def guest(session: Session) -> Invitation:
    """Return an open invitation to an event with no place left."""
    event = make_event(session, registration_closes_at=None, places=0)
    category = make_category(session, event)
    made = invite(
        session,
        event,
        category,
        InvitationChange(email="ada@example.org"),
        by=SOMEBODY,
        now=clock.now(),
    )
    session.commit()
    return made


def invitation_page(client: FlaskClient, guest: Invitation) -> str:
    """Return what the invited person reads."""
    token = make_token(SECRET, "invitation", guest.public_id, guest.generation)
    return read(client, f"/spring/i/{token}")[1]


def test_an_invitation_says_before_that_it_leads_to_the_waiting_list(
    client: FlaskClient, guest: Invitation
) -> None:
    assert "All places in this category are taken" in invitation_page(client, guest)


def test_an_invitation_to_a_closed_registration_shows_no_form(
    client: FlaskClient, session: Session, guest: Invitation
) -> None:
    session.get_one(Event, guest.event_id).registration_closes_at = clock.now()
    session.commit()

    text = invitation_page(client, guest)

    assert "Registration is closed" in text
    assert 'name="family_name"' not in text


def test_a_code_that_lets_nobody_in_any_more_shows_no_form(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session, registration_closes_at=clock.now() - timedelta(days=1))
    category = make_category(session, event)
    change = AccessCodeChange(category=category.key, code="SPRINGTIME")
    access_codes.add_code(session, event, change, by=SOMEBODY, now=clock.now())
    session.commit()

    status, text = read(client, "/spring/c/SPRINGTIME")

    assert status == 410
    assert "Registration is closed." in text
