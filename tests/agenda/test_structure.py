"""Talks in blocks, sessions in several rooms, rules of time, and what of it the public sees."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventapp.agenda import queries, services
from eventapp.agenda.changes import changes
from eventapp.agenda.clashes import Clash
from eventapp.agenda.errors import BlockInBlock
from eventapp.agenda.items import overlap
from eventapp.agenda.models import Rule, SessionKind, SessionPart
from eventapp.agenda.programme import outermost
from eventapp.agenda.services import SessionChange
from eventapp.agenda.stored import StoredRelease
from eventapp.events.models import Event
from eventapp.orm import Translated
from tests.agenda.test_programme import START, make_item, make_room
from tests.factories.agenda import edit_session, make_session
from tests.factories.events import NOON, make_event
from tests.factories.people import make_person
from tests.factories.registrations import SOMEBODY


@pytest.fixture(name="event")
def event_of_a_day(session: Session) -> Event:
    """Return an event whose programme is being made."""
    return make_event(session)


def reasons(session: Session, event: Event) -> list[tuple[str, int, int | None]]:
    """Return what clashes: why, and which sessions."""
    clashes: list[Clash] = queries.clashes_of_draft(session, event)
    return sorted((clash.reason, clash.first, clash.second) for clash in clashes)


def show(session: Session, event: Event) -> None:
    """Release the draft."""
    session.flush()
    session.expire_all()
    services.release(session, event, name="", by=SOMEBODY, now=NOON)
    session.flush()


def test_talk_stands_in_its_block_and_takes_its_room_and_beginning_where_it_has_none(
    session: Session, event: Event
) -> None:
    block = make_item(session, event, make_room(session, event), "Block")
    first = make_item(session, event, None, "First", minutes=10)
    first.ends_at = START + timedelta(minutes=30)
    last = make_session(session, event, title=Translated.same("Last"), kind=SessionKind.TALK)
    for talk in (first, last):
        edit_session(session, talk, block=block)
    show(session, event)

    shown = queries.released(session, event)
    whole = shown.item(block.public_id)
    assert whole is not None
    talks = shown.talks_of(whole)

    assert [item.title.into("en") for item in talks] == ["First", "Last"]
    assert [item.timed for item in talks] == [True, False]
    assert [item.starts_at - START for item in talks] == [timedelta(minutes=10), timedelta(0)]
    assert {item.room_names.into("en") for item in talks} == {"Aula"}
    assert outermost(shown.items) == (whole,)
    assert shown.block_of(talks[0]) == whole
    assert not any(overlap(talk, whole) or overlap(whole, talk) for talk in talks)
    assert overlap(replace(talks[0], block=""), whole)
    assert shown.beside(talks[0]) == shown.beside(whole) == ()
    assert reasons(session, event) == []


def test_talks_follow_their_block_when_it_moves(session: Session, event: Event) -> None:
    block = make_item(session, event, None, "Block")
    talk = make_item(session, event, None, "Talk", minutes=15)
    edit_session(session, talk, block=block)
    session.flush()

    change = SessionChange.of(session, block).begun_at(START + timedelta(hours=2))
    services.change_session(session, block, change, by=SOMEBODY, now=NOON)

    assert talk.starts_at == START + timedelta(hours=2, minutes=15)
    assert talk.ends_at == START + timedelta(hours=3, minutes=15)


def test_talks_leave_the_programme_with_their_block_and_fall_through_with_it(
    session: Session, event: Event
) -> None:
    block = make_item(session, event, None, "Block")
    talk = make_item(session, event, None, "Talk")
    other = make_item(session, event, None, "Other", minutes=90)
    edit_session(session, talk, block=block)
    show(session, event)
    services.cancel_session(session, block, seen=block.version, by=SOMEBODY, now=NOON)
    show(session, event)
    fell = {
        item.title.into("en"): item.cancelled for item in queries.released(session, event).items
    }
    block.public = False
    show(session, event)

    assert fell == {"Block": True, "Talk": True, "Other": False}
    assert [item.id for item in queries.released(session, event).items] == [other.public_id]


def test_block_holds_talks_of_one_level_alone(session: Session, event: Event) -> None:
    block, talk, other = (make_item(session, event, None, name) for name in "ABC")
    edit_session(session, talk, block=block)
    session.flush()

    for item, into in ((other, talk), (block, other), (other, other)):
        with pytest.raises(BlockInBlock):
            edit_session(session, item, block=into)


def test_deleted_block_lets_its_talks_stand_for_themselves(session: Session, event: Event) -> None:
    block, talk, other = (make_item(session, event, None, name) for name in "ABC")
    edit_session(session, talk, block=block)
    edit_session(session, other, rules=[(Rule.AFTER, block)])
    edit_session(session, block, further_rooms=[make_room(session, event)])
    session.flush()

    services.delete_session(session, block, seen=block.version, by=SOMEBODY, now=NOON)

    session.expire_all()
    assert [item.block_id for item in queries.draft(session, event)] == [None, None]
    assert queries.rules_of(session, [other]) == {}


def test_session_in_several_rooms_takes_each_of_them(session: Session, event: Event) -> None:
    aula, saal = make_room(session, event), make_room(session, event, "Saal")
    both = make_item(session, event, aula, "Both")
    edit_session(session, both, further_rooms=[saal, aula])
    there = make_item(session, event, saal, "There", minutes=30)
    show(session, event)
    item = queries.released(session, event).item(both.public_id)

    assert item is not None
    assert item.room_names.into("de") == "Aula, Saal"
    assert reasons(session, event) == [("room", both.id, there.id)]


def test_one_more_room_is_another_room_for_who_comes_and_seats_are_not(
    session: Session, event: Event
) -> None:
    aula, saal = make_room(session, event), make_room(session, event, "Saal")
    item = make_item(session, event, aula)
    show(session, event)
    aula.seats, aula.accessible, aula.equipment = 7, True, Translated.same("Beamer")
    seated = services.unreleased(session, event)
    edit_session(session, item, further_rooms=[saal])
    session.flush()
    wider = services.unreleased(session, event)

    assert seated == []
    assert [(change.what, change.stands.room.into("en")) for change in wider] == [
        ("room", "Aula, Saal")
    ]


def test_rules_of_time_are_told_where_they_are_not_kept(session: Session, event: Event) -> None:
    base = make_item(session, event, None, "Base")
    early = make_item(session, event, None, "Early", minutes=-30)
    beside = make_item(session, event, None, "Beside", minutes=30)
    late = make_item(session, event, None, "Late", minutes=24 * 60)
    edit_session(session, early, rules=[(Rule.AFTER, base)])
    edit_session(session, beside, rules=[(Rule.NOT_PARALLEL, base), (Rule.SAME_DAY, base)])
    edit_session(session, late, rules=[(Rule.AFTER, base), (Rule.SAME_DAY, base)])
    session.flush()

    assert reasons(session, event) == [
        ("after", early.id, base.id),
        ("not-parallel", beside.id, base.id),
        ("same-day", late.id, base.id),
    ]


def test_talk_outside_its_block_and_too_small_rooms_are_told(
    session: Session, event: Event
) -> None:
    aula, saal = make_room(session, event), make_room(session, event, "Saal")
    block = make_item(session, event, aula, "Block")
    talk = make_item(session, event, None, "Talk", minutes=30)
    edit_session(session, talk, block=block)
    block.expected = 15
    session.flush()
    alone = reasons(session, event)
    edit_session(session, block, further_rooms=[saal])
    session.flush()

    assert alone == [("outside", talk.id, block.id), ("seats", block.id, None)]
    assert reasons(session, event) == [("outside", talk.id, block.id)]


def test_talk_clashes_with_others_and_not_with_its_block(session: Session, event: Event) -> None:
    person = make_person(session, event, given_name="Ada", family_name="Groß")
    aula = make_room(session, event)
    block, talk = (make_item(session, event, None, name) for name in ("Block", "Talk"))
    block.room = aula
    elsewhere = make_item(session, event, None, "Elsewhere", minutes=30)
    edit_session(session, talk, block=block)
    session.flush()
    for item in (block, talk, elsewhere):
        edit_session(session, item, people=[(person, SessionPart.SPEAKER)])
    session.flush()

    assert reasons(session, event) == [
        ("person", block.id, elsewhere.id),
        ("person", talk.id, elsewhere.id),
    ]


def test_blocker_is_never_public_whatever_is_asked(session: Session, event: Event) -> None:
    item = make_item(session, event, make_room(session, event), "Building up")
    make_item(session, event, None, "Talk", minutes=90)
    edit_session(session, item, kind=SessionKind.BLOCKER, public=True)
    show(session, event)

    assert [shown.title.into("en") for shown in queries.released(session, event).items] == ["Talk"]
    item.public = True
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_older_release_that_told_only_what_is_interpreted_into_is_still_read(
    session: Session, event: Event
) -> None:
    item = make_item(session, event, None)
    item.languages, item.interpretation = ["de"], ["de-fr"]
    show(session, event)
    newest = queries.latest_release(session, event)
    assert newest is not None
    now = newest.programme
    old = [dict(entry) for entry in now["sessions"]]
    for stored in old:
        for later in ("interpretation", "receivers", "recorded", "block", "further_rooms", "timed"):
            del stored[later]
        stored["interpreted_into"] = ["fr"]

    before = cast("StoredRelease", {**now, "sessions": old})
    assert list(changes(before, now)) == []


def test_page_shows_talks_in_their_block_and_facts_of_interpretation_and_recording(
    client: FlaskClient, session: Session, event: Event
) -> None:
    aula = make_room(session, event)
    aula.accessible, aula.floor = True, Translated(de="1. Stock")
    block = make_item(session, event, aula, "Block")
    block.languages, block.interpretation, block.receivers = ["de"], ["de-fr"], 40
    block.recorded, block.notes = True, Translated.same("Bring the long cable")
    talk = make_item(session, event, None, "Inside")
    edit_session(session, talk, block=block)
    show(session, event)
    session.commit()

    whole = client.get(f"/{event.slug}/agenda?lang=de").get_data(as_text=True)
    page = client.get(f"/{event.slug}/agenda/{block.public_id}?lang=de").get_data(as_text=True)
    inside = client.get(f"/{event.slug}/agenda/{talk.public_id}?lang=de").get_data(as_text=True)

    assert whole.count('class="session ') == 1
    assert f"/agenda/{talk.public_id}" in whole
    for text in ("Deutsch → Französisch", "40 Empfänger", "aufgezeichnet", "1. Stock", "stufenlos"):
        assert text in page
    assert "long cable" not in whole + page
    assert f"/agenda/{block.public_id}" in inside


def test_programme_is_filtered_by_rooms_that_are_reached_without_a_step(
    client: FlaskClient, session: Session, event: Event
) -> None:
    aula, galerie = make_room(session, event), make_room(session, event, "Galerie")
    open_to_all = make_item(session, event, aula, "Open")
    up_there = make_item(session, event, galerie, "Upstairs", minutes=90)
    both = make_item(session, event, aula, "Both", minutes=180)
    edit_session(session, both, further_rooms=[galerie])
    show(session, event)
    session.commit()
    unsaid = client.get(f"/{event.slug}/agenda").get_data(as_text=True)
    aula.accessible, galerie.accessible = True, False
    show(session, event)
    session.commit()

    page = client.get(f"/{event.slug}/agenda?a=1").get_data(as_text=True)
    calendar = client.get(f"/{event.slug}/agenda.ics?a=1").get_data(as_text=True)

    assert 'name="a"' not in unsaid
    assert 'name="a" value="1" checked' in page
    assert open_to_all.public_id in page
    assert {up_there.public_id, both.public_id}.isdisjoint(re.findall(r"/agenda/([\w-]+)", page))
    assert calendar.count("BEGIN:VEVENT") == 1
