"""A release is made ready while others write; what it was made of is looked at before it counts."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.events.models import Event
from eventapp.mail.models import Email
from eventapp.orm import Translated
from tests.agenda.test_files import somebody_writing_beside
from tests.agenda.test_programme import make_item, make_room
from tests.agenda.test_releases import later, make_person, release, speak
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, make_token, sign_in
from tests.factories.agenda import edit_session
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY
from tests.statements import counted

EDITOR, RELEASE = "/spring/manage/agenda", "/spring/manage/agenda/release"
SLOW = "agenda_session.abstract"
"""Stands in statements that read the whole draft."""


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event of two sessions with a speaker each, released, then moved."""
    event = make_event(session)
    room = make_room(session, event, "Hall")
    items = [make_item(session, event, room, title) for title in ("Lasers", "Optics")]
    for item, name in zip(items, ("Ada", "Bob"), strict=True):
        speak(session, item, make_person(session, event, name, email=f"{name}@example.org"))
    release(session, event)
    for item in items:
        later(session, item, 24)
    session.commit()
    return event


@pytest.mark.on_sqlite
def test_others_write_while_a_release_is_made_ready(
    session: Session, client: FlaskClient, app: Flask, event: Event
) -> None:
    sign_in(session, client, make_member(session, event))
    client.get(EDITOR)

    with somebody_writing_beside(app, SLOW) as went, counted(app) as sent:
        status, _page = send(client, RELEASE, RELEASE, name="Moved", tell="y")
    with somebody_writing_beside(app, SLOW) as by_program:
        made = client.post(
            "/api/v1/events/spring/agenda/releases",
            json={"name": "Again", "tell": True},
            headers={"Authorization": f"Bearer {make_token(session, event)}"},
        )

    assert (status, made.status_code) == (303, 201)
    assert went
    assert by_program
    assert all(went + by_program)
    assert len([statement for statement in sent if statement.startswith("INSERT INTO email")]) == 1
    rows = session.scalars(select(Email.to_address).where(Email.kind == "ProgrammeChangedEmail"))
    assert sorted(rows) == ["Ada@example.org", "Bob@example.org"]
    assert queries.release_number(session, event) == 3


def test_what_was_edited_meanwhile_is_in_the_release_and_in_its_emails(
    session: Session, event: Event
) -> None:
    ready = services.prepare(session, event, now=NOON)
    emails = services.prepare_announcement(session, event, ready.before, ready.programme, now=NOON)
    item = session.scalars(select(AgendaSession)).first()
    assert item is not None
    item.title = Translated.same("Masers")
    session.commit()

    made = services.release(session, event, name="", by=SOMEBODY, now=NOON, prepared=ready)
    session.flush()
    assert services.announce(session, event, made, now=NOON, prepared=emails) == 2

    assert "Masers" in [stored["title"]["en"] for stored in made.programme["sessions"]]
    rows = session.scalars(select(Email.facts).where(Email.kind == "ProgrammeChangedEmail"))
    assert "Masers" in json.dumps(rows.all())


def test_two_who_publish_at_once_make_two_releases(session: Session, event: Event) -> None:
    ready = [services.prepare(session, event, now=NOON) for _ in range(2)]

    made = [
        services.release(session, event, name="", by=SOMEBODY, now=NOON, prepared=prepared)
        for prepared in ready
    ]

    assert [release.number for release in made] == [2, 3]
    assert [stored["sequence"] for stored in made[1].programme["sessions"]] == [1, 1]


def test_state_of_a_draft_tells_of_everything_a_release_holds(
    session: Session, event: Event
) -> None:
    item = queries.draft(session, event)[0]
    seen = [queries.state_of_draft(session, event)]
    assert queries.state_of_draft(session, event) == seen[0]

    def note() -> None:
        session.flush()
        seen.append(queries.state_of_draft(session, event))

    person = make_person(session, event, "Cleo")
    note()
    edit_session(session, item, people=[(person, SessionPart.MODERATOR)])
    note()
    person.function = Translated.same("Director")
    note()
    room = make_room(session, event, "Foyer")
    note()
    edit_session(session, item, further_rooms=[room])
    note()
    room.place = Translated.same("Ground floor")
    note()
    event.venue = Translated.same("Paris")
    note()
    later(session, item, 1)
    note()
    release(session, event)
    note()

    assert len(set(seen)) == len(seen) == 10


def test_an_earlier_release_made_ready_is_shown_again_once(session: Session, event: Event) -> None:
    release(session, event, "Moved")
    ready = services.prepare_again(session, event, 1, now=NOON)

    made = services.show_again(session, event, 1, by=SOMEBODY, now=NOON, prepared=ready)

    assert made.programme is ready.programme
    assert (made.number, made.name, made.shows_again) == (3, "1", 1)
