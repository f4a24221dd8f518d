"""Moving sessions: by form, refused when stale, taken back, and by everybody at once."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.errors import EndsBeforeStart
from eventapp.agenda.models import AgendaSession, Room
from eventapp.agenda.services import SessionChange
from eventapp.backoffice.agenda.forms import slot_seen
from eventapp.events.models import Event, Role
from eventapp.journal.models import Entry
from tests.agenda.test_programme import START, make_item, make_room, make_talk
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event of one day."""
    return make_event(session)


@pytest.fixture
def aula(session: Session, event: Event) -> Room:
    """Return its room."""
    return make_room(session, event)


@pytest.fixture
def item(session: Session, event: Event, aula: Room) -> AgendaSession:
    """Return a session at 11:00 on the wall, for an hour."""
    return make_item(session, event, aula, "Talk")


def csrf(client: FlaskClient) -> str:
    """Return the token of the editor's forms."""
    page = client.get("/spring/manage/agenda/add").get_data(as_text=True)
    match = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert match is not None
    return match[1]


def moved(client: FlaskClient, key: str, **fields: object) -> tuple[int, str]:
    """Send a move; return status and page."""
    path = f"/spring/manage/agenda/{key}/move?lang=en"
    answer = client.post(path, data={"csrf_token": csrf(client), **fields})
    return answer.status_code, answer.get_data(as_text=True)


def stands(session: Session, key: str) -> tuple[datetime | None, datetime | None]:
    """Return where the session stands now, and let the next request write."""
    statement = select(AgendaSession.starts_at, AgendaSession.ends_at)
    row = session.execute(statement.where(AgendaSession.public_id == key)).one()
    session.rollback()
    return row[0], row[1]


def test_moved_session_keeps_its_length_and_the_journal_says_so(
    client: FlaskClient, session: Session, event: Event, aula: Room, item: AgendaSession
) -> None:
    key = item.public_id
    sign_in(session, client, make_member(session, event, Role.AGENDA))

    status, _ = moved(
        client, key, seen=slot_seen(item), room=aula.public_id, starts_at="2027-04-15T14:00"
    )

    assert status == 303
    begins = datetime(2027, 4, 15, 12, tzinfo=UTC)
    assert stands(session, key) == (begins, begins + timedelta(hours=1))
    entry = session.scalars(
        select(Entry).where(Entry.object_kind == "session", Entry.actor_kind == "user")
    ).one()
    assert entry.changes == {
        "starts_at": [START.isoformat(), begins.isoformat()],
        "ends_at": [
            (START + timedelta(hours=1)).isoformat(),
            (begins + timedelta(hours=1)).isoformat(),
        ],
    }


def test_stale_move_is_refused_shows_both_and_can_be_made_all_the_same(
    client: FlaskClient, session: Session, event: Event, aula: Room, item: AgendaSession
) -> None:
    sign_in(session, client, make_member(session, event))
    key, seen = item.public_id, slot_seen(item)
    moved(client, key, seen=seen, room=aula.public_id, starts_at="2027-04-15T14:00")

    status, page = moved(client, key, seen=seen, room="", starts_at="2027-04-15T16:00")

    assert status == 409
    assert "Somebody else has changed this session in the meantime" in page
    assert "It is now scheduled for 15 April 2027, 14:00, Aula." in page.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert 'value="2027-04-15T16:00"' in page
    again = re.search(r'name="seen"[^>]*value="([^"]+)"', page)
    assert again is not None
    assert moved(client, key, seen=again[1], room="", starts_at="2027-04-15T16:00")[0] == 303


def test_move_is_taken_back_by_the_toast(
    client: FlaskClient, session: Session, event: Event, item: AgendaSession
) -> None:
    sign_in(session, client, make_member(session, event))
    key, seen = item.public_id, slot_seen(item)
    before = stands(session, key)
    moved(client, key, seen=seen, room="", starts_at="")
    assert stands(session, key) == (None, None)
    page = client.get("/spring/manage/agenda?lang=en").get_data(as_text=True)
    toast = page[page.index('class="toast"') : page.index("Undo")]
    fields = dict(re.findall(r'name="([^"]+)"\s+value="([^"]*)"', toast))

    assert moved(client, key, **fields)[0] == 303

    assert stands(session, key) == before
    again = client.get("/spring/manage/agenda?lang=en").get_data(as_text=True)
    assert "Talk” now begins 15 Apr" in again.replace("\N{NO-BREAK SPACE}", " ")
    assert "toast" not in client.get("/spring/manage/agenda").get_data(as_text=True)


def test_session_that_would_end_before_it_begins_stays_where_it_is(
    session: Session, item: AgendaSession
) -> None:
    stands = SessionChange.of(session, item)

    with pytest.raises(EndsBeforeStart):
        services.change_session(
            session, item, replace(stands, ends_at=START), by=SOMEBODY, now=NOON
        )

    assert SessionChange.of(session, item) == stands


def test_clash_is_shown_in_its_cell_with_the_reason(
    client: FlaskClient, session: Session, event: Event, aula: Room, item: AgendaSession
) -> None:
    make_item(session, event, aula, "Other", minutes=30)
    sign_in(session, client, make_member(session, event))

    page = client.get("/spring/manage/agenda?lang=en").get_data(as_text=True)

    cell = page[page.index(f'id="s-{item.public_id}"') - 60 :]
    assert "is-clash" in cell[:60]
    assert "Same room at the same time: “Other”" in cell[:2000]
    assert 'rowspan="6"' in page


def test_foreign_session_is_not_found(client: FlaskClient, session: Session, event: Event) -> None:
    other = make_event(session, slug="other")
    foreign = make_item(session, other, None)
    sign_in(session, client, make_member(session, event))

    assert moved(client, foreign.public_id, seen=slot_seen(foreign), starts_at="")[0] == 404


def test_journal_names_what_the_form_changed_and_nothing_when_nothing_did(
    client: FlaskClient, session: Session, event: Event
) -> None:
    page = f"/spring/manage/agenda/{make_talk(session, event).public_id}"
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    statement = (
        select(Entry)
        .where(Entry.object_kind == "session", Entry.actor_kind != "system")
        .order_by(Entry.id)
    )
    fields: dict[str, Any] = {
        "kind": "talk",
        "public": "y",
        "title-de": "Talk",
        "title-fr": "Talk",
        "title-en": "Talk",
        "starts_at": "2027-04-15T11:00",
        "ends_at": "2027-04-15T12:00",
        "room": session.scalars(select(Room.public_id)).one(),
    }
    session.rollback()

    assert send(client, page, **fields)[0] == 303
    assert session.scalars(statement).all() == []
    session.rollback()
    assert send(client, page, **{**fields, "subtitle-en": "Looms"})[0] == 303
    assert send(client, "/spring/manage/agenda/add", **{**fields, "room": ""})[0] == 303

    changed, added = session.scalars(statement).all()
    assert (changed.action, changed.object_label) == ("record-changed", "Talk")
    assert changed.changes == {"subtitle": [{}, {"en": "Looms"}]}
    assert (added.action, added.actor_label) == ("record-added", changed.actor_label)
