"""Whatever somebody does in a session is shown as that in every output, and who is internal not.

One person a part, public and internal; one line an output.
"""

import zipfile
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.agenda.services import RoleChange
from eventapp.badges import queries as badges
from eventapp.events.models import Event
from eventapp.podium import queries as podium
from eventapp.podium.papers import Paper
from eventapp.podium.render import document_of
from tests.factories.accounts import make_token
from tests.factories.agenda import make_room, make_session
from tests.factories.documents import make_waiting
from tests.factories.events import NOON, make_event
from tests.factories.own_page import press
from tests.factories.people import make_person
from tests.factories.podium import BEGINS, everything, texts_of
from tests.factories.sessions import release

pytestmark = pytest.mark.on_sqlite

Key = tuple[SessionPart, bool]
PUBLIC = frozenset((part, False) for part in SessionPart)
EVERYBODY = PUBLIC | {(part, True) for part in SessionPart}
HELPERS = {SessionPart.INTERPRETER, SessionPart.TECHNICIAN}
ON_STAGE = frozenset(key for key in EVERYBODY if key[0] not in HELPERS)

SEEN: Mapping[str, tuple[str, frozenset[Key]]] = {
    "agenda": ("/spring/agenda?lang=en", PUBLIC),
    "session": ("/spring/agenda/{item}?lang=en", PUBLIC),
    "speakers": ("/spring/speakers?lang=en", PUBLIC),
    "json": ("/spring/agenda.json", PUBLIC),
    "xml": ("/spring/agenda.xml", PUBLIC),
    "csv": ("/spring/agenda.csv", PUBLIC),
    "xlsx": ("/spring/agenda.xlsx", PUBLIC),
    "calendar": ("/spring/agenda.ics", PUBLIC),
    "calendar of one": ("/spring/agenda/{item}.ics", PUBLIC),
    "booklet": ("/spring/agenda.pdf?lang=en", PUBLIC),
}
"""By output that is read by its address: whom it names."""
PRINTED = {
    Paper.NAME_TENTS: PUBLIC & ON_STAGE,
    Paper.DOOR_SIGNS: PUBLIC & ON_STAGE,
    Paper.MODERATION: EVERYBODY,
    Paper.CONTACTS: EVERYBODY,
}
"""By document for the podium: whom it names."""
LABELLED = {
    "agenda": "{name} ({label})",
    "calendar": "{name} ({label})",
    "calendar of one": "{name} ({label})",
}
"""By list: how it says of whoever neither speaks nor sits on the panel what they do."""
LABELS = {
    SessionPart.MODERATOR: "Moderation",
    SessionPart.INTERPRETER: "Interpretation",
    SessionPart.TECHNICIAN: "Technology",
}


def name_of(key: Key) -> str:
    """Return the family name of who has a part; no name is within another one."""
    part, internal = key
    return f"{part.value.capitalize()}{'Innen' if internal else 'Oeffentlich'}"


@pytest.fixture
def place(session: Session) -> tuple[Event, AgendaSession]:
    """Return a release of a session in which every part is taken twice, once internally."""
    event = make_event(session)
    parts = [
        RoleChange(
            person=make_person(
                session, event, given_name="Kim", family_name=name_of((part, inside))
            ),
            part=part,
            internal=inside,
        )
        for part in SessionPart
        for inside in (False, True)
    ]
    ends = BEGINS + timedelta(hours=1)
    room = make_room(session, event, "Aula")
    item = make_session(
        session, event, "Talk", starts_at=BEGINS, ends_at=ends, people=parts, room=room
    )
    release(session, event)
    session.commit()
    return event, item


def read(client: FlaskClient, address: str) -> str:
    """Return what an address answers: unpacked, unfolded, of a PDF the text."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    content: bytes = answer.data
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    if content.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(content)
        content = "".join(page.get_textpage().get_text_range() for page in pages).encode()
    return content.decode().replace("\r\n ", "")


def named_in(text: str) -> frozenset[Key]:
    """Return whose names stand in a text."""
    return frozenset(key for key in EVERYBODY if name_of(key) in text)


def test_every_output_names_whom_it_should_by_what_they_do(
    app: Flask, client: FlaskClient, session: Session, place: tuple[Event, AgendaSession]
) -> None:
    _event, item = place
    public_id = item.public_id
    session.rollback()
    press(client, "/spring/agenda.pdf?lang=en")
    with app.app_context():
        make_waiting()

    texts = {
        output: read(client, address.format(item=public_id))
        for output, (address, _named) in SEEN.items()
    }

    assert {output: named_in(text) for output, text in texts.items()} == {
        output: named for output, (_address, named) in SEEN.items()
    }
    missing = [
        (output, part)
        for output, form in LABELLED.items()
        for part, label in LABELS.items()
        if form.format(name=f"Kim {name_of((part, False))}", label=label) not in texts[output]
    ]
    assert missing == []
    feed = texts["json"].replace(" ", "")
    assert [part for part in SessionPart if f'"role":"{part.value}"' not in feed] == []
    for label in (*LABELS.values(), "Opening", "Closing remarks", "On the panel"):
        assert label in texts["session"], label
        assert label in texts["speakers"], label
        assert label in texts["booklet"], label


def test_programs_read_who_is_internal_as_such_and_what_is_published_apart(
    client: FlaskClient, session: Session, place: tuple[Event, AgendaSession]
) -> None:
    event, item = place
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {make_token(session, event)}"

    stands: Any = client.get(f"/api/v1/events/spring/sessions/{item.public_id}").json

    assert {(SessionPart(part["part"]), part["internal"]) for part in stands["people"]} == EVERYBODY
    assert named_in(str(stands["released"])) == PUBLIC


@pytest.mark.parametrize("paper", PRINTED)
def test_documents_for_the_podium_name_whom_they_are_for(
    session: Session, place: tuple[Event, AgendaSession], paper: Paper
) -> None:
    event, _item = place
    selection = everything(paper)
    made = document_of(event, podium.read(session, event, selection, now=NOON), selection)

    text = "".join(texts_of(made)).replace("\r\n", "")

    assert named_in(text) == PRINTED[paper]


def test_the_ribbon_is_for_those_on_stage(
    session: Session, place: tuple[Event, AgendaSession]
) -> None:
    event, item = place
    by_number = badges.speakers(session, event).by_number

    on_badges = {
        (role.part, role.internal)
        for role in agenda.roles_of(session, [item])[item.id]
        if role.person_id in by_number
    }

    assert on_badges == ON_STAGE
