"""Moving the event's day: what stays behind is said, and goes along by the same days if wished."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda import queries as agenda
from eventapp.agenda import services
from eventapp.agenda.models import AgendaSession
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.orm import Translated
from tests.backoffice.records.test_views import held_in, room
from tests.backoffice.sending import send
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import NOON, make_event_with_category
from tests.factories.people import make_desk
from tests.factories.registrations import SOMEBODY
from tests.statements import counted

BERLIN = ZoneInfo("Europe/Berlin")
SETTINGS = {
    "title-de": "Tagung",
    "waiting_list": "automatic",
    "offer_hours": "48",
    "zone": "Europe/Berlin",
    "published": "y",
}
PAGE = "/spring/manage/settings"


@pytest.fixture
def item(session: Session, client: FlaskClient) -> AgendaSession:
    """Return a released session at 10:00 of the event's day; the organiser is signed in."""
    event = make_event_with_category(session)[0]
    made = held_in(session, event, room(session, event))
    made.starts_at = datetime(2027, 3, 15, 9, 0, tzinfo=UTC)
    made.ends_at = datetime(2027, 3, 15, 10, 0, tzinfo=UTC)
    event.starts_at = datetime(2027, 3, 15, 8, 30, tzinfo=UTC)
    event.ends_at = datetime(2027, 3, 15, 15, 30, tzinfo=UTC)
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return made


def save(client: FlaskClient, day: date, **more: str) -> tuple[int, str]:
    """Save the settings with the event on that day at its usual hours."""
    hours = {"starts_at": f"{day}T09:30", "ends_at": f"{day}T16:30"}
    status, text = send(client, PAGE, **SETTINGS, **hours, **more)
    return status, text.replace("\u00a0", " ")


def begins(session: Session, item: AgendaSession) -> str:
    """Return when the session of the draft begins, on the event's clock."""
    session.rollback()
    session.expire_all()
    assert item.starts_at is not None
    return item.starts_at.astimezone(BERLIN).isoformat()


def test_another_day_is_asked_about_with_what_would_stay_behind(
    client: FlaskClient, session: Session, item: AgendaSession
) -> None:
    status, text = save(client, date(2027, 4, 5))

    assert status == 422
    assert "The event moves by 21 days" in text
    assert "15 March 2027, 10:00 → 5 April 2027, 10:00" in text
    assert "The public sees the new days after the next publication." in text
    assert begins(session, item) == "2027-03-15T10:00:00+01:00"


def test_sessions_go_along_and_keep_their_hour_over_the_change_of_clocks(
    client: FlaskClient, session: Session, item: AgendaSession
) -> None:
    assert save(client, date(2027, 4, 5), sessions_follow="yes")[0] == 303

    assert begins(session, item) == "2027-04-05T10:00:00+02:00"
    assert item.ends_at is not None
    assert item.ends_at.astimezone(BERLIN).isoformat() == "2027-04-05T11:00:00+02:00"
    event = session.get_one(Event, item.event_id)
    released = agenda.released(session, event).items[0]
    assert released.starts_at == datetime(2027, 3, 15, 9, 0, tzinfo=UTC)
    entry = session.scalars(select(Entry).where(Entry.action == "sessions-moved-along")).one()
    assert entry.changes == {"days": 21, "sessions": 1}


def test_who_wants_it_leaves_the_sessions_where_they_are(
    client: FlaskClient, session: Session, item: AgendaSession
) -> None:
    assert save(client, date(2027, 4, 5), sessions_follow="no")[0] == 303

    assert begins(session, item) == "2027-03-15T10:00:00+01:00"
    event = session.get_one(Event, item.event_id)
    assert event.starts_at == datetime(2027, 4, 5, 7, 30, tzinfo=UTC)


def test_other_hours_of_the_same_day_ask_nothing(
    client: FlaskClient, session: Session, item: AgendaSession
) -> None:
    hours = {"starts_at": "2027-03-15T08:00", "ends_at": "2027-03-15T19:00"}

    assert send(client, PAGE, **SETTINGS, **hours)[0] == 303
    assert begins(session, item) == "2027-03-15T10:00:00+01:00"


def test_information_desks_keep_their_hours_on_the_new_day(
    client: FlaskClient, session: Session, item: AgendaSession
) -> None:
    event = session.get_one(Event, item.event_id)
    desk = make_desk(
        session,
        event,
        Translated.same("GTAI"),
        text=Translated(),
        place=Translated(),
        position=0,
    )
    desk.opens_at = datetime(2027, 3, 15, 11, 0, tzinfo=UTC)
    session.commit()

    assert save(client, date(2027, 4, 5), sessions_follow="yes")[0] == 303

    session.expire_all()
    assert desk.opens_at == datetime(2027, 4, 5, 10, 0, tzinfo=UTC)


@pytest.mark.usefixtures("item")
def test_all_sessions_get_their_new_times_in_one_statement_that_makes_open_forms_stale(
    client: FlaskClient, session: Session, app: Flask
) -> None:
    item = session.scalars(select(AgendaSession)).one()
    assert item.room is not None
    for _number in range(5):
        other = held_in(session, session.get_one(Event, item.event_id), item.room)
        other.starts_at, other.ends_at = item.starts_at, item.ends_at
    session.commit()
    before = {row.id: row.version for row in session.scalars(select(AgendaSession))}
    session.rollback()

    with counted(app) as sent:
        moved = save(client, date(2027, 4, 5), sessions_follow="yes")[0]
    zone = {**SETTINGS, "zone": "Europe/London", "zone_sure": "y"}
    hours = {"starts_at": "2027-04-05T09:30", "ends_at": "2027-04-05T16:30"}
    with counted(app) as sent_for_zone:
        changed = send(client, PAGE, **zone, **hours)[0]

    assert (moved, changed) == (303, 303)
    for answer in (sent, sent_for_zone):
        assert len([text for text in answer if text.startswith("UPDATE agenda_session")]) == 1
    session.expire_all()
    items = session.scalars(select(AgendaSession)).all()
    assert {row.version for row in items} == {before[items[0].id] + 2}
    assert {row.starts_at for row in items} == {datetime(2027, 4, 5, 9, 0, tzinfo=UTC)}
