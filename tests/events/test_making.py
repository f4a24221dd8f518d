"""Making events: their address, and the number of what calendars were told."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventapp.events.errors import BadSlug, SlugTaken
from eventapp.events.models import EventRevision
from eventapp.events.services.making import RESERVED, EventChange, change_event, create_event
from eventapp.journal.services import SYSTEM
from eventapp.orm import Translated
from tests.factories.events import NOON, make_event

pytestmark = pytest.mark.on_sqlite
CHANGE = EventChange(title=Translated.same("Spring"))


@pytest.mark.parametrize("slug", ["", "a", "Spring", "-spring", "spring-", "a b", "x" * 65])
def test_an_address_of_other_signs_is_refused(session: Session, slug: str) -> None:
    with pytest.raises(BadSlug):
        create_event(session, slug, CHANGE, by=SYSTEM, now=NOON)


def test_an_address_of_the_program_or_of_another_event_is_refused(session: Session) -> None:
    create_event(session, "spring", CHANGE, by=SYSTEM, now=NOON)

    for slug in ("spring", "sign-in"):
        with pytest.raises(SlugTaken, match=slug):
            create_event(session, slug, CHANGE, by=SYSTEM, now=NOON)


def test_every_first_segment_of_the_programs_own_addresses_is_reserved(app: Flask) -> None:
    firsts = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    own = {one for one in firsts if one and "<" not in one and "." not in one}

    assert own <= RESERVED


def test_a_change_that_calendars_show_has_a_number_and_what_was_before_stays(
    session: Session,
) -> None:
    event = make_event(session)
    number, held = event.calendar_no, EventChange.of(event)

    change_event(session, event, replace(held, contact_phone="+49"), by=SYSTEM, now=NOON)
    assert event.calendar_no == number
    moved = replace(EventChange.of(event), venue=Translated.same("Hall"))
    change_event(session, event, moved, by=SYSTEM, now=NOON)

    session.flush()
    assert (event.calendar_no, event.revised_at) == (number + 1, NOON)
    assert session.scalar(select(func.count()).select_from(EventRevision)) == 2
