"""The one writer of sessions: a version a change, in the journal as it stood and as it stands."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import services
from eventapp.agenda.errors import ChangedSinceSeen
from eventapp.agenda.models import AgendaSession, SessionPart
from eventapp.agenda.services import RoleChange, SessionChange, Times
from eventapp.changes import ChangedByBoth, seen_in
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.orm import Translated
from tests.agenda.test_programme import START, make_item
from tests.factories.agenda import make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY
from tests.statements import counted

DAY = timedelta(days=1)


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event."""
    return make_event(session)


@pytest.fixture
def item(session: Session, event: Event) -> AgendaSession:
    """Return a session of an hour."""
    return make_item(session, event, None)


def told(session: Session, item: AgendaSession) -> list[tuple[str, list[str]]]:
    """Return what somebody did to the session, with the fields that are otherwise since."""
    statement = select(Entry).where(Entry.object_kind == "session", Entry.object_id == item.id)
    own = statement.where(Entry.actor_kind == SOMEBODY.kind).order_by(Entry.id)
    return [(entry.action, sorted(entry.changes)) for entry in session.scalars(own)]


def test_each_change_is_one_version_and_one_entry_named_after_what_it_did(
    session: Session, event: Event, item: AgendaSession
) -> None:
    stands, version = SessionChange.of(session, item), item.version
    ada = make_person(session, event, family_name="Lovelace")
    edited = replace(
        stands, notes=Translated(en="x"), people=(RoleChange.new(ada, SessionPart.MODERATOR),)
    )
    steps = [
        stands,
        edited,
        edited.begun_at(START + timedelta(hours=1)),
        replace(edited, cancelled=True).begun_at(START + timedelta(hours=1)),
    ]

    for change in steps:
        services.change_session(session, item, change, by=SOMEBODY, now=NOON)

    assert item.version == version + 3
    assert told(session, item) == [
        ("record-changed", ["notes", "people"]),
        ("session-moved", ["ends_at", "starts_at"]),
        ("session-cancelled", ["cancelled"]),
    ]


def test_names_of_people_do_not_stand_in_the_journal(
    session: Session, event: Event, item: AgendaSession
) -> None:
    ada = make_person(session, event, family_name="Lovelace")
    change = replace(
        SessionChange.of(session, item), people=(RoleChange.new(ada, SessionPart.MODERATOR),)
    )
    services.change_session(session, item, change, by=SOMEBODY, now=NOON)

    statement = select(Entry).where(
        Entry.object_kind == "session", Entry.action == "record-changed"
    )
    assert session.scalars(statement).one().changes == {
        "people": [[], [{"person": ada.public_id, "part": "moderator", "state": "confirmed"}]]
    }


def test_revision_is_raised_by_every_change_and_by_no_other_save(
    session: Session, event: Event, item: AgendaSession
) -> None:
    def revision() -> int:
        return session.scalars(select(Event.revision).where(Event.id == event.id)).one()

    before, stands = revision(), SessionChange.of(session, item)
    services.change_session(session, item, stands, by=SOMEBODY, now=NOON)
    assert revision() == before
    services.change_session(session, item, replace(stands, places=3), by=SOMEBODY, now=NOON)
    changed = revision()
    assert changed > before
    services.delete_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)
    assert revision() > changed


def test_session_deleted_meanwhile_is_not_written(session: Session, item: AgendaSession) -> None:
    stands = SessionChange.of(session, item)
    services.delete_session(session, item, seen=item.version, by=SOMEBODY, now=NOON)

    with pytest.raises(ChangedSinceSeen):
        services.change_session(session, item, stands, by=SOMEBODY, now=NOON)


def test_slot_meant_as_one_is_asked_where_somebody_changed_another_part_of_it(
    session: Session, item: AgendaSession
) -> None:
    stands = SessionChange.of(session, item)
    seen = seen_in(stands, services.SLOT)
    shorter = replace(stands, ends_at=START + timedelta(minutes=30))
    services.change_session(session, item, shorter, by=SOMEBODY, now=NOON)

    with pytest.raises(ChangedByBoth):
        services.change_session(
            session,
            item,
            stands.begun_at(START + timedelta(hours=1)),
            seen=seen,
            as_one=services.SLOT,
            by=SOMEBODY,
            now=NOON,
        )


def _a_day_later(times: Times) -> Times:
    return times[0] and times[0] + DAY, times[1] and times[1] + DAY


def test_sessions_moved_at_once_are_each_one_version_and_one_entry_of_where_they_stood(
    session: Session, event: Event, item: AgendaSession
) -> None:
    elsewhere = make_item(session, make_event(session, slug="autumn"), None)
    without = make_session(session, event, "Later")
    session.commit()
    stood, revision = item.version, event.revision

    moved = services.move_sessions(session, event, _a_day_later, by=SOMEBODY, now=NOON)

    session.refresh(event)
    session.refresh(item)
    assert (moved, item.starts_at, item.version) == (1, START + DAY, stood + 1)
    assert event.revision > revision
    assert (elsewhere.starts_at, without.starts_at) == (START, None)
    assert told(session, item) == [("session-moved", ["ends_at", "starts_at"])]
    assert told(session, without) == []
    empty = make_event(session, slug="empty")
    assert services.move_sessions(session, empty, _a_day_later, by=SOMEBODY, now=NOON) == 0


def test_many_sessions_are_moved_by_as_few_statements_as_two(
    app: Flask, session: Session, event: Event
) -> None:
    numbers = []
    for more in (2, 40):
        for _number in range(more):
            make_item(session, event, None)
        session.commit()
        session.expunge_all()
        event = session.scalars(select(Event)).one()
        with counted(app) as sent:
            services.move_sessions(session, event, _a_day_later, by=SOMEBODY, now=NOON)
            session.commit()
        numbers.append(len(sent))

    assert numbers[0] == numbers[1]
