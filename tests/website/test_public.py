"""What a visitor reads: the states of an event, who gives it, where to ask, and the e-mails."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp import clock
from eventapp.agenda import services as agenda
from eventapp.agenda.models import SessionKind, SessionPart
from eventapp.agenda.services.hosting import give_to_host, take_from_host
from eventapp.composition import mailing
from eventapp.mail.render import message_of
from eventapp.mail.services import About, post
from eventapp.orm import Translated
from eventapp.people.models import HostLevel
from eventapp.registration.emails import CancelledEmail, ConfirmedEmail, WaitingEmail
from eventapp.website.browsers import named
from eventapp.website.views.public import OF_A_DAY
from tests.factories.agenda import edit_session, make_session
from tests.factories.events import NOON, make_category, make_event, make_event_with_category
from tests.factories.people import make_desk, make_host, make_organisation, make_person
from tests.factories.registrations import SOMEBODY, make_registration

STATES: dict[str, tuple[dict[str, timedelta], int | None, dict[str, str]]] = {
    "not yet open": (
        {"registration_opens_at": timedelta(days=9), "ends_at": timedelta(days=60)},
        None,
        {
            "de": "Das Anmeldeformular finden Sie dann an dieser Stelle.",
            "fr": "Le formulaire d’inscription sera alors disponible ici.",
            "en": "The registration form will then be available",
        },
    ),
    "open": (
        {"ends_at": timedelta(days=60)},
        5,
        {"de": "Jetzt anmelden", "fr": "S’inscrire", "en": "Register now"},
    ),
    "full": (
        {"ends_at": timedelta(days=60)},
        1,
        {
            "de": "Eine Person wartet.",
            "fr": "Une personne attend.",
            "en": "One person is waiting.",
        },
    ),
    "closed": (
        {"registration_closes_at": timedelta(days=-1), "ends_at": timedelta(days=60)},
        None,
        {
            "de": "Die Anmeldung ist geschlossen",
            "fr": "Les inscriptions sont closes",
            "en": "Registration is closed",
        },
    ),
    "over": (
        {"ends_at": timedelta(days=-1)},
        None,
        {"de": "Wir danken allen", "fr": "Merci à toutes", "en": "Thank you to everybody"},
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_event_and_form_say_where_registration_stands_in_three_languages(
    client: FlaskClient, session: Session, state: str
) -> None:
    moments, places, words = STATES[state]
    now = clock.now()
    dates: dict[str, Any] = {"registration_closes_at": None}
    dates |= {name: now + away for name, away in moments.items()}
    event = make_event(
        session, places=places, starts_at=dates["ends_at"] - timedelta(hours=7), **dates
    )
    category = make_category(session, event)
    if state == "full":
        make_registration(session, event, category, "Müller")
        make_registration(session, event, category, "Waiting")
    session.commit()

    for language, expected in words.items():
        page = client.get(f"/spring/?lang={language}").get_data(as_text=True)
        form = client.get(f"/spring/register?lang={language}").get_data(as_text=True)
        assert expected in page
        assert ('name="family_name"' in form) is (state in ("open", "full"))
        assert ('href="/spring/register">' in page.split("<main")[1]) is (state in ("open", "full"))


def test_hosts_stand_with_those_who_speak_for_them_and_no_draft_leaks(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    organisation = make_organisation(session, event, "Direction générale", country="FR")
    session.flush()
    make_host(session, event, organisation, level=HostLevel.HOST, position=0)
    known = make_person(session, event, family_name="Known", organisation=organisation)
    make_person(session, event, family_name="Hidden", organisation=organisation)
    session.flush()
    item = make_session(
        session, event, title=Translated.same("Opening words"), kind=SessionKind.OPENING
    )
    edit_session(
        session,
        item,
        room=None,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        now=NOON,
    )
    session.flush()
    edit_session(session, item, people=[(known, SessionPart.SPEAKER)])
    session.flush()
    agenda.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()

    page = client.get("/spring/hosts?lang=fr").get_data(as_text=True)

    assert "Direction générale" in page
    assert "France" in page
    assert f'href="/spring/speakers/{known.public_id}"' in page
    assert f'href="/spring/agenda/{item.public_id}"' in page
    assert "Hidden" not in page


def test_hosts_show_the_published_sessions_they_look_after_and_their_desk(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    host = make_organisation(session, event, "Bpifrance")
    make_host(session, event, host)
    desk = make_desk(session, event, Translated.same("Ask us"), organisation=host)
    shown, draft = (
        make_session(session, event, title, starts_at=event.starts_at)
        for title in ("Two countries", "Not yet")
    )
    edit_session(session, draft, public=False)
    for item in (shown, draft):
        give_to_host(session, item, host, by=SOMEBODY, now=NOON)
    agenda.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()

    page = client.get("/spring/hosts?lang=en").text

    assert f'href="/spring/agenda/{shown.public_id}"' in page
    assert f'href="/spring/desks/{desk.public_id}"' in page
    assert "Information desk: Ask us" in page
    assert "Not yet" not in page
    take_from_host(session, shown, host, by=SOMEBODY, now=NOON)
    session.commit()
    assert (
        f'href="/spring/agenda/{shown.public_id}"' not in client.get("/spring/hosts?lang=en").text
    )


def test_desks_are_listed_by_place(client: FlaskClient, session: Session) -> None:
    event = make_event(session)
    for position, (name, place) in enumerate((("A", "Foyer"), ("B", "Foyer"), ("C", "Aula"))):
        make_desk(
            session,
            event,
            Translated.same(f"Desk {name}"),
            text=Translated(),
            place=Translated.same(place),
            position=position,
        )
    session.commit()

    page = client.get("/spring/desks").get_data(as_text=True)

    positions = [page.index(word) for word in ("Foyer<", "Desk A", "Desk B", "Aula<", "Desk C")]
    assert positions == sorted(positions)
    assert page.count("Foyer<") == 1


def test_only_a_email_about_a_place_speaks_of_the_entrance(app: Flask, session: Session) -> None:
    event, category = make_event_with_category(session)
    event.entry_note = Translated.same("Bring a passport.")
    registration = make_registration(session, event, category)
    about = About("registration", registration.id, event.id, None)
    emails = [
        kind.of(registration, event, position=3)
        for kind in (ConfirmedEmail, WaitingEmail, CancelledEmail)
    ]
    rows = [
        post(session, "a@b.example", written, language="en", about=about, now=NOON)
        for written in emails
    ]
    session.commit()
    said = {}
    with app.app_context():
        for email, row in zip(emails, rows, strict=True):
            whole = message_of(mailing(), row, email)
            for form in ("plain", "html"):
                body = whole.get_body((form,))
                assert body is not None
                said[type(email), form] = body.get_content()

    for form in ("plain", "html"):
        assert "Bring a passport." in said[ConfirmedEmail, form]
        assert "code for the entrance" in said[ConfirmedEmail, form]
        for kind in (WaitingEmail, CancelledEmail):
            assert "Bring a passport." not in said[kind, form]
            assert "code for the entrance" not in said[kind, form]
            assert f"/{event.slug}/r/{registration.reference}." in said[kind, form]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
                "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
            ),
            "Safari, iPhone",
        ),
        ("curl/8.5.0", "curl"),
        ("", "–"),
    ],
)
def test_browser_is_named_as_people_know_it(line: str, expected: str) -> None:
    assert named(line) == expected


def test_long_day_is_shown_to_where_the_programme_tells_the_rest(
    client: FlaskClient, session: Session
) -> None:
    event = make_event(session)
    for number in range(OF_A_DAY + 3):
        for day in (0, 1):
            moment = NOON + timedelta(days=day, minutes=5 * (number // 4))
            item = make_session(
                session,
                event,
                title=Translated.same(f"Talk {day}-{number}."),
                kind=SessionKind.TALK,
            )
            edit_session(
                session,
                item,
                room=None,
                starts_at=moment,
                ends_at=moment + timedelta(minutes=5),
                now=NOON,
            )
    agenda.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.commit()
    text = client.get("/spring/?lang=en").get_data(as_text=True)
    whole = client.get("/spring/agenda?lang=en").get_data(as_text=True)
    for day in (0, 1):
        shown = [f"Talk {day}-{number}." in text for number in range(OF_A_DAY + 3)]
        assert shown.count(True) == OF_A_DAY
    assert text.count("3 more sessions on this day") == 2
    assert all(f"Talk 1-{number}." in whole for number in range(OF_A_DAY + 3))
