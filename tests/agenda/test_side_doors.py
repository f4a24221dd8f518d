"""B20: nothing of a draft or hidden session leaves by any door, and nobody signs up for one."""

import io
import zipfile

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.agenda.models import AgendaSession, Room, SessionPart
from eventapp.events.models import Event
from eventapp.orm import Translated
from eventapp.people.models import Person
from eventapp.registration.models import SessionPlace
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_sequences import release
from tests.backoffice.sending import send
from tests.factories.accounts import make_token
from tests.factories.agenda import edit_session, make_track
from tests.factories.documents import make_waiting
from tests.factories.events import make_category, make_event
from tests.factories.own_page import link, press
from tests.factories.people import make_person
from tests.factories.registrations import make_registration

pytestmark = pytest.mark.on_sqlite
SECRETS = ("Concealed", "Veiled", "Cellar", "Smuggled", "Whispered")
OPEN_DOORS = (
    "",
    "agenda",
    "agenda?q=concealed",
    "agenda?q=veiled",
    "agenda?by=room",
    "agenda.ics",
    "agenda.ics?q=concealed",
    "agenda.xml",
    "agenda.json",
    "agenda.csv",
    "agenda/changes",
    "agenda/changes.atom",
    "speakers",
    "programme.webmanifest",
)
SHUT_DOORS = (
    "agenda/{item}",
    "agenda/{item}.ics",
    "agenda.ics?person={person}",
    "speakers/{person}",
)


class Hidden:
    """A released session, and one that is drafted or hidden, with speaker, room and track."""

    def __init__(self, session: Session, how: str) -> None:
        self.event: Event = make_event(session)
        make_item(session, self.event, make_room(session, self.event), "Known")
        if how == "draft":
            release(session, self.event, 0)
        self.room: Room = make_room(session, self.event, "Cellar")
        self.item: AgendaSession = make_item(
            session, self.event, self.room, "Concealed", minutes=200
        )
        self.item.abstract = Translated.same("Whispered")
        self.item.track = make_track(session, self.event, "Smuggled")
        self.item.public = how == "draft"
        self.eve: Person = make_person(session, self.event, given_name="Eve", family_name="Veiled")
        session.flush()
        edit_session(session, self.item, people=[(self.eve, SessionPart.SPEAKER)])
        edit_session(session, self.item, sign_up=True, places=5, categories=())
        if how == "hidden":
            release(session, self.event, 0)
        self.ids = {
            "item": self.item.public_id,
            "person": self.eve.public_id,
            "room": self.room.public_id,
        }
        session.commit()


@pytest.fixture(params=["draft", "hidden"])
def hidden(session: Session, request: pytest.FixtureRequest) -> Hidden:
    """Return that programme, once a way of not being public."""
    return Hidden(session, request.param)


def test_every_open_door_hands_out_something_and_nothing_of_it(
    client: FlaskClient, hidden: Hidden
) -> None:
    responses = {door: client.get(f"/spring/{door}") for door in OPEN_DOORS}

    assert {door: response.status_code for door, response in responses.items()} == dict.fromkeys(
        OPEN_DOORS, 200
    )
    words = (*SECRETS, hidden.ids["item"], hidden.ids["person"])
    leaks = {
        door: [word for word in words if word in response.text]
        for door, response in responses.items()
    }
    assert "Known" in responses["agenda.xml"].text
    assert {door: words for door, words in leaks.items() if words} == {}


def test_its_own_doors_are_shut_even_for_who_knows_the_numbers(
    client: FlaskClient, hidden: Hidden
) -> None:
    answers = [client.get(f"/spring/{door.format(**hidden.ids)}") for door in SHUT_DOORS]

    assert [response.status_code for response in answers] == [404] * len(SHUT_DOORS)
    assert not any(word in response.text for response in answers for word in SECRETS)


def test_calendars_of_its_room_and_of_itself_are_empty_and_name_nothing(
    client: FlaskClient, hidden: Hidden
) -> None:
    doors = ("agenda.ics?room={room}", "agenda.ics?track=smuggled", "agenda.ics?s={item}")
    for door in doors:
        answer = client.get(f"/spring/{door.format(**hidden.ids)}")
        assert answer.status_code == 200
        assert "BEGIN:VEVENT" not in answer.text
        assert not any(word in answer.text for word in SECRETS)


@pytest.mark.usefixtures("hidden")
def test_workbook_and_booklet_do_not_hold_it(app: Flask, client: FlaskClient) -> None:
    with zipfile.ZipFile(io.BytesIO(client.get("/spring/agenda.xlsx").data)) as book:
        cells = " ".join(book.read(name).decode() for name in book.namelist())
    assert press(client, "/spring/agenda.pdf?lang=en") == 303  # it is made meanwhile
    with app.app_context():
        make_waiting()
    with pypdfium2.PdfDocument(client.get("/spring/agenda.pdf?lang=en").data) as document:
        printed = " ".join(page.get_textpage().get_text_bounded() for page in document)

    for text in (cells, printed):
        assert "Known" in text
        assert not any(word in text for word in SECRETS)


def test_programs_that_may_read_the_draft_are_told_that_it_is_not_released(
    client: FlaskClient, session: Session, hidden: Hidden
) -> None:
    headers = {"Authorization": f"Bearer {make_token(session, hidden.event)}"}
    path = f"/api/v1/events/spring/sessions/{hidden.ids['item']}"
    session.commit()

    assert client.get(path).status_code == 401
    assert client.get(path, headers=headers).get_json()["released"] is None


def test_nobody_signs_up_for_it_by_its_number(
    client: FlaskClient, session: Session, hidden: Hidden
) -> None:
    mine = make_registration(session, hidden.event, make_category(session, hidden.event), "Ada")
    path = link(mine)
    session.commit()
    press(client, path)
    page = "/spring/my/sessions"

    status, text = send(client, "/spring/my/edit", f"{page}/{hidden.ids['item']}/sign-up")

    assert status == 404
    assert not any(word in text for word in SECRETS)
    assert session.scalar(select(func.count(SessionPlace.id))) == 0


def test_what_went_hidden_after_a_release_leaves_every_page_and_its_speaker_with_it(
    client: FlaskClient, session: Session
) -> None:
    made = Hidden(session, "draft")
    release(session, made.event, 1)
    assert client.get(f"/spring/speakers/{made.ids['person']}").status_code == 200
    made.item.public = False
    release(session, made.event, 2)

    for door in ("agenda", "agenda.xml", "agenda.json", "agenda.csv", "speakers"):
        assert not any(word in client.get(f"/spring/{door}").text for word in SECRETS)
    assert client.get(f"/spring/speakers/{made.ids['person']}").status_code == 404
