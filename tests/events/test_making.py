"""Making events: their address, and the number of what calendars were told."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.errors import BadSlug, SlugTaken
from eventapp.events.models import EventRevision
from eventapp.events.services.making import RESERVED, EventChange, change_event, create_event
from eventapp.orm import Translated
from tests.factories.events import NOON, make_event
from tests.factories.registrations import SOMEBODY

pytestmark = pytest.mark.on_sqlite
NEW = EventChange(title=Translated.same("Spring"))


@pytest.mark.parametrize("slug", ["", "a", "Spring", "-spring", "spring-", "a b", "x" * 65])
def test_an_address_of_other_signs_is_refused(session: Session, slug: str) -> None:
    with pytest.raises(BadSlug):
        create_event(session, slug, NEW, by=SOMEBODY, now=NOON)


def test_an_address_of_the_program_or_of_another_event_is_refused(session: Session) -> None:
    create_event(session, "spring", NEW, by=SOMEBODY, now=NOON)

    for slug in ("spring", "sign-in"):
        with pytest.raises(SlugTaken, match=slug):
            create_event(session, slug, NEW, by=SOMEBODY, now=NOON)


def test_every_first_segment_of_the_programs_own_addresses_is_reserved(app: Flask) -> None:
    firsts = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    own = {first for first in firsts if first and "<" not in first and "." not in first}

    assert own <= RESERVED


def test_a_change_that_calendars_show_has_a_number_and_what_was_before_stays(
    session: Session,
) -> None:
    event = make_event(session)
    held, number, revision = EventChange.of(event), event.calendar_no, event.revision

    change_event(session, event, replace(held, places=9), by=SOMEBODY, now=NOON)
    assert (event.calendar_no, event.revised_at) == (number, None)
    session.refresh(event)
    assert event.revision > revision

    moved = replace(held, venue=Translated.same("Hall"))
    change_event(session, event, moved, by=SOMEBODY, now=NOON)
    assert (event.calendar_no, event.revised_at) == (number + 1, NOON)
    assert session.scalar(select(func.count()).select_from(EventRevision)) == 2


def test_what_the_clock_showed_is_written_back_to_the_second_and_to_the_second_hour(
    session: Session,
) -> None:
    starts = datetime(2027, 10, 31, 1, 30, 15, tzinfo=UTC)  # the second 2:30 of that night
    event = make_event(session, starts_at=starts)

    change = replace(EventChange.of(event), signed_by="Ada")
    change_event(session, event, change, by=SOMEBODY, now=NOON)

    assert event.starts_at == starts
    later = replace(change, zone="America/New_York")
    change_event(session, event, later, by=SOMEBODY, now=NOON)
    assert event.starts_at == datetime(2027, 10, 31, 6, 30, 15, tzinfo=UTC)
