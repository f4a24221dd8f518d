"""Pages of the question whether people still come: the organiser's, and the press on the own page."""

import csv
import io
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.composition import mailing
from eventapp.mail.models import Email
from eventapp.privacy.render import collected
from eventapp.registration import queries
from eventapp.registration.models import Reconfirmation, Registration
from eventapp.registration.services import bulk, changes, reconfirmations
from tests.backoffice.registrations.test_bulk import TABLE, press, told
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.registrations import SOMEBODY, make_registration
from tests.website.test_invitations import send, take_part

PAGE = "/spring/manage/reconfirmations"


@pytest.fixture
def ada(session: Session) -> Registration:
    """Return a confirmed registration."""
    event, category = make_event_with_category(session)
    ada = make_registration(session, event, category, "Ada")
    session.commit()
    return ada


def ask(session: Session, registration: Registration) -> None:
    """Let the organisers ask everybody of the event."""
    later = clock.now() + timedelta(days=9)
    reconfirmations.ask(session, registration.event, (), later, by=SOMEBODY, now=clock.now())
    session.commit()


def said_coming(session: Session, registration: Registration) -> bool:
    """Say whether the participant has answered."""
    session.rollback()
    session.expire_all()
    question = queries.question_to(session, registration)
    answered = question is not None and question.answered_at is not None
    session.rollback()
    return answered


def test_one_press_on_the_own_page_answers_and_looking_at_it_does_not(
    session: Session, client: FlaskClient, ada: Registration
) -> None:
    ask(session, ada)
    take_part(client, session, ada)

    asked = client.get("/spring/my?lang=en").get_data(as_text=True)
    looked = client.get("/spring/my/still-coming").status_code
    before = said_coming(session, ada)
    pressed = send(client, "/spring/my/still-coming", "/spring/my")
    after = client.get("/spring/my?lang=en").get_data(as_text=True)

    assert "Are you still coming?" in asked
    assert (looked, before) == (405, False)
    assert (pressed, said_coming(session, ada)) == (303, True)
    assert "you confirmed that you are coming" in after
    assert "Yes, I am coming" not in after


def test_an_organiser_asks_sees_who_is_silent_and_notes_an_answer_by_telephone(
    session: Session, client: FlaskClient, ada: Registration
) -> None:
    client = sign_in(session, client, make_member(session, ada.event))
    until = (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")

    empty = client.get(f"{PAGE}?lang=en").get_data(as_text=True)
    asked = send(client, PAGE, answer_by=until)
    shown = client.get(f"{PAGE}?lang=en").get_data(as_text=True)
    again = send(client, f"{PAGE}/again", PAGE)
    noted = send(client, f"{PAGE}/{ada.reference}", PAGE)
    done = client.get(f"{PAGE}?lang=en").get_data(as_text=True)

    assert "Nobody has been asked yet" in empty
    assert (asked, again, noted) == (303, 303, 303)
    assert ada.full_name in shown
    assert said_coming(session, ada)
    assert "Everybody has answered." in done
    emails = select(func.count()).where(Email.kind.like("Reconfirmation%"))
    assert session.scalar(emails) == 1


def test_the_same_form_sent_twice_asks_once(
    session: Session, client: FlaskClient, ada: Registration
) -> None:
    client = sign_in(session, client, make_member(session, ada.event))
    until = (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")

    for _ in range(2):
        assert send(client, PAGE, answer_by=until, sent_as="the-same-form") == 303

    assert session.scalar(select(func.count()).select_from(Reconfirmation)) == 1


def test_a_date_that_has_passed_is_refused_at_its_field(
    session: Session, client: FlaskClient, ada: Registration
) -> None:
    client = sign_in(session, client, make_member(session, ada.event))

    assert send(client, PAGE, answer_by="2020-01-01T10:00") == 422


def test_the_list_to_take_away_says_who_was_asked_and_who_comes(
    session: Session, client: FlaskClient, ada: Registration
) -> None:
    bob = make_registration(session, ada.event, ada.category, "Bob")
    ask(session, ada)
    reconfirmations.come(session, bob, by=SOMEBODY, now=clock.now())
    session.commit()
    client = sign_in(session, client, make_member(session, ada.event))

    text = client.get("/spring/manage/registrations.csv").get_data(as_text=True)

    rows = {row["reference"]: row for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}
    assert [
        bool(rows[registration.reference]["asked_whether_coming_at"]) for registration in (ada, bob)
    ] == [True] * 2
    assert [
        bool(rows[registration.reference]["said_coming_at"]) for registration in (ada, bob)
    ] == [False, True]


def test_what_one_takes_away_says_what_was_asked_and_answered(
    app: Flask, session: Session, ada: Registration
) -> None:
    ask(session, ada)
    reconfirmations.come(session, ada, by=SOMEBODY, now=clock.now())
    session.commit()

    with app.app_context():
        facts = collected(session, ada.event, ada, mailing())

    assert [bool(asked["answered_at"]) for asked in facts["still_coming"]] == [True]


def test_table_counts_who_was_asked_and_filters_by_the_answer(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session)
    people = [make_registration(session, event, category, x) for x in ("Yes", "No", "Mute", "New")]
    session.commit()
    now, later = clock.now(), clock.now() + timedelta(days=9)
    reconfirmations.ask(session, event, (), later, by=SOMEBODY, now=now)
    late = make_registration(session, event, category, "Late")
    reconfirmations.come(session, people[0], by=SOMEBODY, now=now)
    changes.cancel(session, people[1], event, by=SOMEBODY, now=now)
    sign_in(session, client, make_member(session, event))
    names = {registration.family_name for registration in (*people, late)}

    pages = {
        way: client.get(f"{TABLE}?lang=en&still={way}").get_data(as_text=True)
        for way in ("asked", "silent", "coming", "gone", "nonsense")
    }
    shown = {
        way: {name for name in names if f"data-opens>{name}</a>" in text}
        for way, text in pages.items()
    }

    assert shown == {
        "asked": {"Yes", "No", "Mute", "New"},
        "silent": {"Mute", "New"},
        "coming": {"Yes"},
        "gone": {"No"},
        "nonsense": names,
    }
    tabs = re.findall(r'still=(\w+)"[^>]*>[^<]*<span class="num muted">(\d+)', pages["gone"])
    assert dict(tabs) == {"asked": "4", "silent": "2", "coming": "1", "gone": "1"}


def test_asking_from_the_table_leaves_out_whom_it_does_not_concern_and_says_why(
    session: Session, client: FlaskClient
) -> None:
    event, category = make_event_with_category(session, places=3)
    ada, bob, free, waits = (
        make_registration(session, event, category, x) for x in ("Ada", "Bob", "Free", "Waits")
    )
    session.commit()
    now, later = clock.now(), clock.now() + timedelta(days=9)
    bulk.ask_again(session, event, [ada, bob], later, by=SOMEBODY, now=now)
    reconfirmations.come(session, ada, by=SOMEBODY, now=now)
    sign_in(session, client, make_member(session, event))
    every = [registration.reference for registration in (ada, bob, free, waits)]
    until = (later + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    asked = press(client, "ask", every)
    nothing = press(client, "ask", every, sure="y")
    past = press(client, "ask", every, sure="y", answer_by="2020-01-01T10:00")
    done = press(client, "ask", every, sure="y", answer_by=until)
    text = told(client, done)

    assert "Ask 4 people to reconfirm their participation?" in asked.get_data(as_text=True)
    assert (asked.status_code, nothing.status_code, past.status_code) == (200, 422, 422)
    assert "This time has already passed" in past.get_data(as_text=True)
    assert "One person is asked by e-mail." in text
    assert "Ada Ada : has already confirmed participation" in text
    assert "Ada Bob : was asked within the last day" in text
    assert "Ada Waits : has no confirmed place" in text
    session.rollback()
    emails = session.scalars(select(Email.to_address).where(Email.kind == "ReconfirmationEmail"))
    assert sorted(emails) == ["ada@example.org", "bob@example.org", "free@example.org"]


def test_all_who_fit_the_search_are_asked_at_once(session: Session, client: FlaskClient) -> None:
    event, category = make_event_with_category(session)
    for name in ("Ada", "Bob"):
        make_registration(session, event, category, name)
    sign_in(session, client, make_member(session, event))
    until = (clock.now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")

    text = told(client, press(client, "ask", [], every="y", sure="y", answer_by=until))

    assert "2 people are asked by e-mail." in text
