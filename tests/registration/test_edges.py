"""Corners of places and of what was asked: old groups, full houses, questions that came later."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.badges import services as badges
from eventapp.events.models import WaitingList, WayIn
from eventapp.journal.models import Entry
from eventapp.mail.models import Email
from eventapp.orm import Translated
from eventapp.registration import queries
from eventapp.registration.models import Answer, Question, QuestionKind, State
from eventapp.registration.services import changes, moves, waiting_list
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.own_page import link, press
from tests.factories.registrations import SOMEBODY, make_registration

pytestmark = pytest.mark.on_sqlite


def test_who_waits_in_a_group_that_was_archived_is_still_served(session: Session) -> None:
    event = make_event(session, places=1)
    early, regular = make_category(session, event, key="early"), make_category(session, event)
    holder = make_registration(session, event, regular, "Ada")
    waiting = make_registration(session, event, early, "Bob")
    later = make_registration(session, event, regular, "Cem")
    early.active = False

    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)

    assert [waiting.state, later.state] == [State.CONFIRMED, State.WAITING]


def test_the_limit_of_a_group_that_was_archived_still_holds(session: Session) -> None:
    event = make_event(session, places=9)
    early = make_category(session, event, key="early", places=1)
    make_registration(session, event, early, "Ada")
    waiting = make_registration(session, event, early, "Bob")
    early.active = False

    waiting_list.serve(session, event, now=NOON)

    assert waiting.state is State.WAITING


def test_in_a_full_house_the_own_place_counts_as_free_for_a_move(session: Session) -> None:
    event = make_event(session, places=2)
    guests, press_group = make_category(session, event), make_category(session, event, key="press")
    mine = make_registration(session, event, guests, "Ada")
    other = make_registration(session, event, press_group, "Bob")
    waiting = make_registration(session, event, guests, "Cem")

    moves.move_to_category(session, mine, event, press_group, by=SOMEBODY, now=NOON)

    moved = session.scalars(select(Entry).order_by(Entry.id.desc())).first()
    assert moved is not None
    assert "overbooked" not in (moved.changes or {})
    assert [registration.state for registration in (mine, other, waiting)] == [
        State.CONFIRMED,
        State.CONFIRMED,
        State.WAITING,
    ]


def test_a_requested_place_takes_none_and_the_numbers_say_so(session: Session) -> None:
    event = make_event(session, places=1)
    asked = make_category(session, event, key="press", way_in=WayIn.APPROVAL)
    make_registration(session, event, asked, "Ada")
    (row,) = queries.by_category(session, event)

    assert (row.held, row.waiting, row.free) == (0, 0, 1)


def test_a_question_needed_since_today_blocks_neither_corrections_nor_giving_up(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    mine = make_registration(session, event, category, "Ada")
    event.waiting_list = WaitingList.AUTOMATIC
    made = Question(
        event=event,
        key="allergies",
        kind=QuestionKind.TEXT,
        label=Translated.same("Allergies"),
        required=True,
    )
    session.add(made)
    session.commit()
    press(client, link(mine))

    edited = press(client, "/spring/my/edit", family_name="Ada-Groß", language="de")
    session.expire_all()
    answers = session.scalars(select(Answer)).all()
    name = mine.family_name
    session.rollback()
    given_up = press(client, "/spring/my/cancel")

    session.expire_all()
    assert (edited, name, given_up) == (303, "Ada-Groß", 303)
    assert mine.state is State.CANCELLED
    assert answers == []


def test_who_takes_an_offer_twice_is_confirmed_once_and_told_so(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session, places=1)
    event.waiting_list = WaitingList.OFFER
    event.registration_closes_at = None
    holder = make_registration(session, event, category, "Ada")
    mine = make_registration(session, event, category, "Bob")
    changes.cancel(session, holder, event, by=SOMEBODY, now=NOON)
    offer = queries.open_offer(session, mine)
    assert offer is not None
    offer.expires_at = offer.expires_at.replace(year=2999)
    session.commit()
    press(client, link(mine))
    text = client.get("/spring/my?lang=en").get_data(as_text=True)
    token = text.split('name="csrf_token" value="')[1].split('"')[0]

    answers = [client.post("/spring/my/accept", data={"csrf_token": token}) for _twice in range(2)]
    page_text = client.get("/spring/my?lang=en").get_data(as_text=True)

    session.expire_all()
    emails = session.scalars(select(Email.kind).where(Email.to_address == mine.email)).all()
    assert [response.status_code for response in answers] == [303, 303]
    assert "Your place is confirmed." in page_text
    assert mine.state is State.CONFIRMED
    assert emails.count("ConfirmedEmail") == 1


def test_nothing_on_a_badge_opens_the_own_page(
    session: Session, client: FlaskClient, tmp_path: Path
) -> None:
    event, category = make_event_with_category(session)
    mine = make_registration(session, event, category, "Ada")
    badge = badges.issue(session, event, mine, tmp_path, now=NOON)
    code, typed = badge.token, badge.fallback
    session.commit()

    for value in (
        code,
        typed,
        mine.reference,
        f"{mine.reference}.1",
        f"{mine.reference}.1.{code[:22]}",
    ):
        assert client.get(f"/spring/r/{value}").status_code == 404
        assert client.post(f"/spring/r/{value}").status_code in {403, 404}
    assert client.get("/spring/my").status_code == 401
