"""The editor shows a day of the draft at a time; the others are a link, and nothing of them is lost."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as database_event
from sqlalchemy.orm import Session

from eventapp.agenda import queries
from eventapp.agenda.models import AgendaSession
from eventapp.backoffice.agenda.forms import slot_seen
from eventapp.events.models import Event, Role
from eventapp.extensions import db
from tests.agenda.test_programme import make_item, make_room
from tests.backoffice.agenda.test_editor import moved
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event

EDITOR = "/spring/manage/agenda?lang=en"
FIRST, SECOND = "2027-04-15", "2027-04-16"


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose draft has a talk on its first day and two in one room on the next."""
    event = make_event(session)
    room = make_room(session, event)
    make_item(session, event, room, "Early")
    for title in ("Late one", "Late other"):
        item = make_item(session, event, room, title)
        item.starts_at, item.ends_at = (at and at + timedelta(days=1) for at in _slot(item))
    session.commit()
    sign_in(session, client, make_member(session, event, Role.AGENDA))
    return event


def _slot(item: AgendaSession) -> tuple:  # type: ignore[type-arg]
    return item.starts_at, item.ends_at


def titles(client: FlaskClient, query: str = "") -> list[str]:
    """Return the titles of what can be moved on the page."""
    page = client.get(EDITOR + query).get_data(as_text=True)
    return re.findall(r'data-block="[^"]+" data-title="([^"]+)"', page)


@pytest.mark.usefixtures("event")
def test_a_day_holds_its_own_sessions_and_tells_how_many_clashes_wait_on_the_others(
    client: FlaskClient,
) -> None:
    assert titles(client) == ["Early"]
    assert titles(client, f"&day={SECOND}") == ["Late one", "Late other"]
    page = client.get(EDITOR).get_data(as_text=True)
    tab = re.search(rf'<a\s+href="[^"]*day={SECOND}">(.*?)</a>', page, re.DOTALL)
    assert tab is not None
    assert "One clash" in tab[1]
    assert "editor-clash" not in page


def test_the_address_of_a_session_opens_its_day(
    client: FlaskClient, session: Session, event: Event
) -> None:
    key = session.query(AgendaSession).filter_by(event_id=event.id, number=3).one().public_id
    session.rollback()
    assert titles(client, f"&session={key}") == ["Late one", "Late other"]


@pytest.mark.usefixtures("event")
def test_a_search_finds_sessions_of_every_day(client: FlaskClient) -> None:
    page = client.get(f"{EDITOR}&day={FIRST}&q=othe").get_data(as_text=True)
    assert "One session found" in page
    assert re.search(r">Late other</a>\s*<span", page)


def read(app: Flask, client: FlaskClient, path: str) -> list[str]:
    """Return the statements that a page sends."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    with app.app_context():
        engine = db.engine
    database_event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        database_event.remove(engine, "before_cursor_execute", note)
    return statements


@pytest.mark.usefixtures("event")
def test_a_day_is_shown_without_the_texts_of_the_draft_and_without_what_was_released(
    client: FlaskClient, session: Session, app: Flask
) -> None:
    session.rollback()
    client.get(EDITOR)  # what is kept of the sign-in is read
    day = read(app, client, EDITOR)
    assert not [
        statement
        for statement in day
        if "abstract" in statement or "release.programme" in statement
    ]
    bar = read(app, client, EDITOR.replace("agenda", "agenda/release"))
    assert [statement for statement in bar if "abstract" in statement]


@pytest.mark.usefixtures("event")
def test_what_is_not_public_yet_is_a_page_of_its_own_and_a_part_that_the_editor_fetches(
    client: FlaskClient,
) -> None:
    path = EDITOR.replace("agenda", "agenda/release")
    link = '<a href="/spring/manage/agenda/release">See what is not published yet</a>'
    assert link in client.get(EDITOR).text  # without JavaScript, too
    page, part = client.get(path), client.get(path, headers={"HX-Request": "true"})
    for answer in (page, part):
        assert "3 changes have not been published yet." in answer.text
    assert page.text.lstrip().startswith("<!doctype html>")
    assert "<html" not in part.text


@pytest.mark.usefixtures("event")
def test_what_moves_to_another_day_is_shown_there(client: FlaskClient, session: Session) -> None:
    item = session.query(AgendaSession).filter_by(number=1).one()
    queries.read_again(session, item)
    key, seen = item.public_id, slot_seen(item)
    session.rollback()
    client.get(EDITOR)
    answer = moved(client, key, seen=seen, room="", starts_at=f"{SECOND}T15:00")
    assert answer[0] == 303
    assert f"day={SECOND}" in answer[1]
