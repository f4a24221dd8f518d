"""Two organisers save one room at the same time: both win, or both texts are shown."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from eventapp.agenda.models import Room
from eventapp.events.models import Event
from eventapp.journal.models import Entry
from eventapp.orm import Translated
from tests.backoffice.sending import Page
from tests.factories.accounts import make_member, sign_in
from tests.factories.agenda import make_room
from tests.factories.events import make_event

pytestmark = pytest.mark.each_kind


@pytest.fixture
def event(session: Session, client: FlaskClient) -> Event:
    """Return an event whose organiser is signed in, in English."""
    event = make_event(session)
    sign_in(session, client, make_member(session, event))
    client.get("/lang/en")
    return event


def stored(session: Session) -> Room:
    """Return the one room as it stands now; the next save is a writer, too."""
    session.rollback()
    session.expire_all()
    room = session.scalars(select(Room)).one()
    session.expunge(room)
    session.rollback()
    return room


def revision(session: Session) -> int:
    """Return the event's number as it stands now."""
    session.rollback()
    number = session.scalar(select(Event.revision).where(Event.slug == "spring"))
    session.rollback()
    return number or 0


def two_pages(session: Session, client: FlaskClient, event: Event) -> tuple[Page, Page]:
    """Return the room's form as two organisers have it open."""
    room = make_room(session, event, seats=80)
    session.commit()
    address = f"/spring/manage/rooms/{room.id}"
    return Page(client, address), Page(client, address)


def test_two_who_touch_different_fields_both_win(
    session: Session, client: FlaskClient, event: Event
) -> None:
    first, second = two_pages(session, client, event)

    assert first.save(seats="60") == 303
    assert second.save(**{"floor-en": "2nd"}) == 303

    assert (stored(session).seats, stored(session).floor) == (60, Translated(en="2nd"))


def test_field_that_both_touched_is_shown_side_by_side_and_asked_once(
    session: Session, client: FlaskClient, event: Event
) -> None:
    first, second = two_pages(session, client, event)
    first.save(seats="60", **{"floor-en": "1st"})

    assert second.save(seats="70", **{"place-en": "Annexe"}) == 422

    shown = re.sub(r"\s+", " ", second.text)
    assert "Somebody else has changed this in the meantime" in shown
    assert re.search(r"<dt>Seats</dt><dd>60</dd>", shown)
    assert "<dt>Floor" not in shown
    assert stored(session).seats == 60

    assert second.save() == 303

    room = stored(session)
    assert (room.seats, room.floor["en"], room.place["en"]) == (70, "1st", "Annexe")


def test_each_save_is_in_the_journal_with_what_stood_before(
    session: Session, client: FlaskClient, event: Event
) -> None:
    first, _second = two_pages(session, client, event)
    first.save(seats="60")
    first.save(seats="60")

    statement = select(Entry).where(Entry.action == "record-changed", Entry.object_kind == "rooms")
    session.rollback()
    assert [entry.changes for entry in session.scalars(statement)] == [{"seats": [80, 60]}]


def test_revision_is_raised_by_a_change_and_by_nothing_else(
    session: Session, client: FlaskClient, event: Event
) -> None:
    first, second = two_pages(session, client, event)
    before = revision(session)

    first.save()
    assert revision(session) == before

    second.save(seats="9")
    assert revision(session) > before


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "Somebody else has changed the field “Seats” in the meantime, and this change has been kept.",
        ),
        ("de", "Das Feld „"),
        ("fr", "Une autre personne a modifié entre-temps le champ «"),
    ],
    ids=["en", "de", "fr"],
)
def test_who_saves_beside_somebody_else_reads_what_was_kept_of_the_other(
    session: Session, client: FlaskClient, event: Event, language: str, words: str
) -> None:
    first, second = two_pages(session, client, event)
    client.get(f"/lang/{language}")
    first.save(seats="60")
    alone = client.get("/spring/manage/rooms").get_data(as_text=True)

    assert second.save(**{"floor-en": "2nd"}) == 303
    beside = client.get("/spring/manage/rooms").get_data(as_text=True)

    assert words not in alone
    assert words in beside
