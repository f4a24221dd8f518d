"""Two organisers save the settings at the same time: both win, or both texts are shown."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.orm import Translated
from eventapp.registration.models import Registration, State
from tests.backoffice.records.test_views import held_in, room
from tests.backoffice.sending import Page
from tests.factories.accounts import make_member, sign_in
from tests.factories.events import make_event_with_category
from tests.factories.people import make_desk
from tests.factories.registrations import make_contingent, make_registration

pytestmark = pytest.mark.each_kind

SETTINGS = "/spring/manage/settings"


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event of two places whose organiser is signed in, in English."""
    event = make_event_with_category(session, places=2)[0]
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    session.commit()
    return event


def two_pages(client: FlaskClient) -> tuple[Page, Page]:
    """Return the settings as two organisers have them open."""
    return Page(client, SETTINGS), Page(client, SETTINGS)


def stored(session: Session) -> Event:
    """Return the event as it stands now; the next save is a writer, too."""
    session.rollback()
    session.expire_all()
    event = session.scalars(select(Event)).one()
    session.expunge(event)
    session.rollback()
    return event


def told(session: Session) -> list[tuple[str, dict[str, Any]]]:
    """Return what the journal says of the event."""
    session.rollback()
    statement = select(Entry).where(Entry.object_kind == "event").order_by(Entry.id)
    entries = [(entry.action, entry.changes) for entry in session.scalars(statement)]
    session.rollback()
    return entries


@pytest.mark.usefixtures("event")
def test_two_who_touch_different_fields_both_win(session: Session, client: FlaskClient) -> None:
    first, second = two_pages(client)

    assert first.save(places="60", starts_at="2027-04-15T10:00") == 303
    assert second.save(contact_phone="+49 30 1", **{"venue-en": "Hall"}) == 303

    event = stored(session)
    assert (event.places, event.contact_phone, event.venue["en"]) == (60, "+49 30 1", "Hall")
    assert event.starts_at == datetime(2027, 4, 15, 8, 0, tzinfo=UTC)


@pytest.mark.usefixtures("event")
def test_field_that_both_touched_is_shown_side_by_side_and_asked_once(
    session: Session, client: FlaskClient
) -> None:
    first, second = two_pages(client)
    first.save(places="60", signed_by="Ada")

    assert second.save(places="70", address="Linden 1") == 422

    shown = re.sub(r"\s+", " ", second.text)
    assert "<dt>Total number of places</dt><dd>60</dd>" in shown
    assert "<dt>Signature" not in shown
    assert second.save() == 303
    event = stored(session)
    assert (event.places, event.signed_by, event.address) == (70, "Ada", "Linden 1")


@pytest.mark.usefixtures("event")
def test_other_zone_of_one_and_other_hour_of_the_other_are_what_the_clock_shows(
    session: Session, client: FlaskClient
) -> None:
    first, second = two_pages(client)

    assert first.save(zone="Europe/London", zone_sure="y") == 303
    assert second.save(starts_at="2027-04-15T10:15") == 303  # and is asked about no zone

    event = stored(session)
    assert event.zone == "Europe/London"
    assert event.starts_at == datetime(2027, 4, 15, 9, 15, tzinfo=UTC)
    assert event.ends_at == datetime(2027, 4, 15, 15, 30, tzinfo=UTC)


def test_questions_about_zone_and_day_keep_what_was_typed_while_another_saves(
    session: Session, client: FlaskClient, event: Event
) -> None:
    item = held_in(session, event, room(session, event))
    session.commit()
    first, second = two_pages(client)

    assert (
        second.save(starts_at="2027-04-22T09:30", zone="europe/london", address="Linden 1") == 422
    )
    assert first.save(contact_phone="+49 30 1") == 303
    assert 'id="zone_sure-error"' in second.text
    assert 'id="sessions_follow-error"' in second.text or "moves by 7 days" in second.text
    assert second.save(zone_sure="y", sessions_follow="yes") == 303

    saved = stored(session)
    assert (saved.zone, saved.address, saved.contact_phone) == (
        "Europe/London",
        "Linden 1",
        "+49 30 1",
    )
    assert saved.starts_at == datetime(2027, 4, 22, 8, 30, tzinfo=UTC)
    session.refresh(item)
    assert item.starts_at == datetime(2027, 4, 22, 8, 0, tzinfo=UTC)


@pytest.mark.usefixtures("event")
def test_tick_below_the_question_stays_when_another_field_was_changed_by_both(
    session: Session, client: FlaskClient
) -> None:
    first, second = two_pages(client)
    first.save(places="60")

    assert second.save(places="70", zone="Europe/London", zone_sure="y") == 422
    assert second.save() == 303

    assert (stored(session).zone, stored(session).places) == ("Europe/London", 70)


@pytest.mark.usefixtures("event")
def test_journal_says_what_stood_before_and_nothing_else(
    session: Session, client: FlaskClient
) -> None:
    page = Page(client, SETTINGS)

    page.save(places="60", zone="Europe/London", zone_sure="y")
    page.save(places="60", zone="Europe/London")

    changed = {"zone": ["Europe/Berlin", "Europe/London"], "places": [2, 60]}
    assert told(session) == [("record-changed", changed)]


def test_other_zone_is_in_the_journal_of_each_desk_and_contingent_that_it_moves(
    session: Session, client: FlaskClient, event: Event
) -> None:
    opens, none = datetime(2027, 4, 15, 8, 0, tzinfo=UTC), Translated()
    desk = make_desk(session, event, Translated.same("GTAI"), text=none, place=none, position=0)
    desk.opens_at = opens
    kept = make_contingent(session, event, name="Pôles", places=1, release_at=opens)
    session.commit()

    assert Page(client, SETTINGS).save(zone="Europe/London", zone_sure="y") == 303

    later = datetime(2027, 4, 15, 9, 0, tzinfo=UTC)
    session.expire_all()
    assert (desk.opens_at, kept.release_at) == (later, later)
    statement = select(Entry.changes).where(
        Entry.object_kind.in_(("information-desks", "contingents"))
    )
    moved = [opens.isoformat(), later.isoformat()]
    statement = statement.where(Entry.action == "record-changed").order_by(Entry.object_kind.desc())
    assert list(session.scalars(statement)) == [
        {"opens_at": moved},
        {"release_at": moved},
    ]


def test_more_places_go_to_those_who_wait(session: Session, client: FlaskClient) -> None:
    event, category = make_event_with_category(session, places=1)
    sign_in(session, client, make_member(session, event))
    for name in ("Ada", "Bob", "Cem"):
        make_registration(session, event, category, name)
    session.commit()

    assert Page(client, SETTINGS).save(places="2") == 303

    states = session.scalars(select(Registration.state).order_by(Registration.id))
    assert list(states) == [State.CONFIRMED, State.CONFIRMED, State.WAITING]
