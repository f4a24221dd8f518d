"""Entrances: kept by organisers as other records are."""

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.checkin.models import Entrance, EntranceKind
from eventapp.checkin.services import entrances
from eventapp.checkin.services.entrances import EntranceChange
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.journal.services import SYSTEM
from tests.agenda.test_programme import make_item, make_room
from tests.backoffice.sending import Page, send
from tests.factories.accounts import make_member, sign_in
from tests.factories.entrances import make_entrance
from tests.factories.events import NOON, make_category, make_event


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def organiser(session: Session, client: FlaskClient, event: Event) -> FlaskClient:
    """Return a client that an organiser signed in with."""
    sign_in(session, client, make_member(session, event))
    session.commit()
    client.get("/lang/en")
    return client


def test_entrance_is_added_listed_and_changed_by_an_organiser(
    session: Session, organiser: FlaskClient
) -> None:
    offered = organiser.get("/spring/manage/entrances/add").get_data(as_text=True)
    box = re.search(r'<input[^>]*name="reentry"[^>]*>', offered)
    assert box is not None
    assert "checked" in box[0]
    typed = {"name": "Yard", "kind": "exit", "session": "", "opens_at": "2027-04-15T08:00"}
    assert send(organiser, "/spring/manage/entrances/add", **typed)[0] == 303

    session.rollback()
    entrance = session.scalars(select(Entrance)).one()
    assert (entrance.kind, entrance.area, entrance.position) == (EntranceKind.EXIT, "house", 0)
    assert entrance.opens_at == datetime(2027, 4, 15, 6, 0, tzinfo=UTC)
    number = entrance.id
    session.rollback()
    for address in ("/spring/manage/entrances/", "/spring/manage/checkin"):
        assert "Yard" in organiser.get(address).get_data(as_text=True)

    page = Page(organiser, f"/spring/manage/entrances/{number}")
    assert page.save(name="Court") == 303
    session.rollback()
    entries = session.scalars(select(Entry).where(Entry.object_kind == "entrances")).all()
    assert [entry.object_label for entry in entries] == ["Yard", "Court"]
    session.rollback()
    assert send(organiser, "/spring/manage/entrances/add", **{**typed, "name": "Hall"})[0] == 303
    both = organiser.get("/spring/manage/entrances/").get_data(as_text=True)
    assert "Court" in both
    assert "Hall" in both


def test_what_a_kind_does_not_ask_is_not_kept(session: Session, event: Event) -> None:
    item = make_item(session, event, make_room(session, event), "Looms")
    make_category(session, event, key="press")
    room = make_entrance(session, event, kind=EntranceKind.SESSION, session=item.public_id)
    party = make_entrance(session, event, kind=EntranceKind.RECEPTION, categories=("press",))
    assert (room.area, party.area) == (f"session-{item.id}", f"entrance-{party.id}")

    house = EntranceChange(
        name="Hall", session=item.public_id, categories=("press",), position=room.position
    )
    entrances.change_entrance(session, room, house, by=SYSTEM, now=NOON)

    assert (room.session, room.categories, room.area) == (None, [], "house")
